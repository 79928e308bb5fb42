#include "core/io/onnx.h"

#include "core/io/bank.h"
#include "core/io/fixture_testing.h"

#include <protozero/pbf_writer.hpp>

namespace unfold {
namespace {

using protozero::pbf_writer;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using testing_files::bytes_of;
using testing_files::expect_same_bits;
using testing_files::fixture;
using testing_files::place_of;
using testing_files::read_named;
using testing_files::read_text;
using testing_files::refusal;
using testing_files::TempFolder;
using testing_files::write_text;

std::unique_ptr<WeightsFile> open(const std::string& file) {
  return open_onnx(Source(bytes_of(file), "w.onnx"));
}
std::string refused(const std::string& file) {
  const std::string line = refusal([&] {
    const auto weights = open(file);
    for (std::size_t i = 0; i < weights->tensors().size(); ++i) static_cast<void>(weights->read(i));
  });
  EXPECT_TRUE(line.starts_with("w.onnx: ")) << line;
  EXPECT_LT(line.size(), 300U) << line;
  return line;
}
std::string model(const std::string& graph) {
  std::string bytes;
  pbf_writer writer(bytes);
  writer.add_int64(1, 7);
  writer.add_message(7, graph);
  return bytes;
}
std::string graph_of(const std::string& tensor) {
  std::string bytes;
  pbf_writer(bytes).add_message(5, tensor);
  return model(bytes);
}
std::string tensor(std::initializer_list<std::int64_t> dims, int type) {
  std::string bytes;
  pbf_writer writer(bytes);
  writer.add_packed_int64(1, dims.begin(), dims.end());
  writer.add_int32(2, type);
  writer.add_string(8, "t");
  return bytes;
}

TEST(Onnx, EveryTypeAndFieldHasTheBitsOfTheNpy) {
  const auto weights = open_weights(fixture("layers_types.onnx"));
  EXPECT_EQ(weights->format(), "ONNX");
  const Array bank = read_npy(fixture("layers_bank.npy"));
  for (const char* name : {"float_data", "double_data", "raw.f32", "raw.f64"}) {
    expect_same_bits(read_named(*weights, name), bank);
  }
  for (const char* name : {"int32_data.f16", "raw.f16"}) {
    expect_same_bits(read_named(*weights, name), read_npy(fixture("layers_bank_f16.npy")));
  }
  for (const char* name : {"int32_data.bf16", "raw.bf16"}) {
    expect_same_bits(read_named(*weights, name), read_npy(fixture("layers_bank_bf16.npy")));
  }
  for (const char* name :
       {"int32_data.i8", "int32_data.i16", "int32_data.i32", "int64_data", "raw.i8", "raw.i64"}) {
    expect_same_bits(read_named(*weights, name), read_npy(fixture("layers_bank_int.npy")));
  }
  for (const char* name :
       {"int32_data.u8", "int32_data.u16", "uint64_data.u32", "uint64_data.u64", "raw.u32"}) {
    EXPECT_EQ(read_named(*weights, name).data, (std::vector<float>{0, 7, 250})) << name;
  }
  EXPECT_EQ(read_named(*weights, "int32_data.bool").data, (std::vector<float>{0, 1, 1}));
  EXPECT_EQ(read_named(*weights, "scalar").data, std::vector<float>{2.5F});
  EXPECT_EQ(read_named(*weights, "scalar").shape, Shape{});
  EXPECT_EQ(read_named(*weights, "empty").shape, (Shape{0, 3}));
  EXPECT_EQ(weights->tensors()[place_of(*weights, "raw.bf16")].dtype, "bfloat16");
  EXPECT_EQ(weights->tensors()[place_of(*weights, "raw.f32")].layout, BankLayout::unknown);
  EXPECT_FALSE(weights->first_conv());
  EXPECT_EQ(weights->first_conv_note(), "");
}

TEST(Onnx, TextAndSparseTensorsAreListedAndRefusedByName) {
  const auto weights = open_weights(fixture("layers_types.onnx"));
  EXPECT_THAT(refusal([&] { static_cast<void>(read_named(*weights, "words")); }),
              HasSubstr("of type string"));
  EXPECT_THAT(refusal([&] { static_cast<void>(read_named(*weights, "sparse")); }),
              HasSubstr("'sparse' is sparse, which is not read"));
  EXPECT_EQ(weights->tensors()[place_of(*weights, "sparse")].shape, (Shape{4, 5}));
}

TEST(Onnx, TheFirstConvIsFoundByDataFlowThroughConstantsCastAndIdentity) {
  const auto weights = open_weights(fixture("layers_flow.onnx"));
  const auto conv = weights->first_conv();
  ASSERT_TRUE(conv) << weights->first_conv_note();
  EXPECT_EQ(weights->tensors()[conv->weight].name, "kernel");
  EXPECT_EQ(weights->tensors()[conv->weight].layout, BankLayout::oihw);
  expect_same_bits(weights->read(conv->weight), read_npy(fixture("layers_bank_f16.npy")));
  ASSERT_TRUE(conv->bias);
  EXPECT_EQ(weights->tensors()[*conv->bias].name, "shift");
  expect_same_bits(weights->read(*conv->bias), read_npy(fixture("layers_bias.npy")));
  EXPECT_EQ(conv->stride, (std::array<std::int64_t, 2>{2, 3}));
  EXPECT_EQ(conv->dilation, (std::array<std::int64_t, 2>{2, 1}));
  EXPECT_EQ(conv->pad, (std::array<std::int64_t, 4>{1, 0, 2, 3}));
  EXPECT_EQ(conv->auto_pad, StoredConv::AutoPad::none);
  EXPECT_EQ(conv->group, 1);
  EXPECT_EQ(read_named(*weights, "factor").data, std::vector<float>{0.5F});
  EXPECT_EQ(read_named(*weights, "factor").shape, Shape{});
  EXPECT_EQ(read_named(*weights, "seven").data, std::vector<float>{7});
  EXPECT_EQ(read_named(*weights, "sizes").data, (std::vector<float>{-1, 300}));
  EXPECT_EQ(weights->tensors()[place_of(*weights, "deep")].layout, BankLayout::oihw);
}

TEST(Onnx, AutomaticPaddingAndGroupsAreTaken) {
  const auto weights = open_weights(fixture("layers_auto.onnx"));
  const auto conv = weights->first_conv();
  ASSERT_TRUE(conv);
  EXPECT_EQ(conv->auto_pad, StoredConv::AutoPad::same_lower);
  EXPECT_EQ(conv->group, 3);
  EXPECT_FALSE(conv->bias);
}

TEST(Onnx, AWeightThatIsComputedIsToldByTheNodeThatMakesIt) {
  const auto weights = open_weights(fixture("layers_quantized.onnx"));
  EXPECT_FALSE(weights->first_conv());
  EXPECT_EQ(weights->first_conv_note(),
            "its first Conv has a weight that is made by the node DequantizeLinear, which is not computed");
}

TEST(Onnx, DataBesideTheModelIsReadAndNowhereElse) {
  const auto weights = open_weights(fixture("layers_external.onnx"));
  ASSERT_TRUE(weights->first_conv());
  expect_same_bits(weights->read(weights->first_conv()->weight), read_npy(fixture("layers_bank.npy")));
  const auto line = [&](const std::string& name) {
    return refusal([&] { static_cast<void>(read_named(*weights, name)); });
  };
  for (const char* name : {"above", "inside_and_above", "absolute", "windows", "backslashes"}) {
    EXPECT_THAT(line(name), HasSubstr("not in its own folder")) << name;
  }
  EXPECT_THAT(line("missing"), HasSubstr("'no_such.bin', which is not there"));
  EXPECT_THAT(line("beyond"), HasSubstr("truncated"));
  EXPECT_THAT(line("wild"), HasSubstr("truncated"));
  EXPECT_THAT(
      line("shorter"),
      HasSubstr("says 8 bytes of 'layers_external.bin' where its shape (4, 3, 3, 2) needs 288 bytes"));
  EXPECT_THAT(line("worded"), HasSubstr("'many'"));
  const std::string bytes = read_text(fixture("layers_external.onnx"));
  EXPECT_THAT(refused(bytes), HasSubstr("open the model from its folder"));
}

TEST(Onnx, ALinkOutOfTheModelsFolderIsRefusedAndAStoreOfLinksIsRead) {
  const TempFolder folder;
  std::filesystem::create_directories(folder / "model");
  std::filesystem::create_directories(folder / "store");
  const auto copy = [&](const std::string& from, const std::string& to) {
    std::filesystem::copy_file(fixture(from), folder / to);
  };
  copy("layers_external.onnx", "model/m.onnx");
  copy("layers_external.bin", "store/data");
  std::filesystem::create_symlink("../store/data", folder / "model/layers_external.bin");
  const auto read = [&](const std::string& name) { return read_named(*open_weights(folder / name), "W"); };
  EXPECT_THAT(refusal([&] { static_cast<void>(read("model/m.onnx")); }),
              HasSubstr("leads out of its own folder"));
  copy("layers_external.onnx", "store/model");
  std::filesystem::create_symlink("../store/model", folder / "model/linked.onnx");
  expect_same_bits(read("model/linked.onnx"), read_npy(fixture("layers_bank.npy")));
}

TEST(Onnx, OnlyAModelIsTakenForOne) {
  const auto seems = [](const std::string& bytes) {
    Source source(bytes_of(bytes), "w");
    return is_onnx(source);
  };
  EXPECT_TRUE(seems(model("")));
  EXPECT_TRUE(seems(read_text(fixture("layers_flow.onnx"))));
  EXPECT_FALSE(seems(""));
  EXPECT_FALSE(seems("hello, world"));
  EXPECT_FALSE(seems("::::::::::::::::"));
  EXPECT_FALSE(seems("\x08\x07"));
  EXPECT_FALSE(seems(tensor({3}, 1)));
  EXPECT_FALSE(seems(std::string(100'000, '\x08')));
  EXPECT_TRUE(seems(read_text(fixture("layers_flow.onnx")).substr(0, 300)));
}

TEST(Onnx, ShapesThatNoArrayHasAreRefused) {
  EXPECT_THAT(refused(graph_of(tensor({-1}, 1))), HasSubstr("no array can have"));
  EXPECT_THAT(refused(graph_of(tensor({1LL << 32, 1LL << 32}, 1))), HasSubstr("no array can have"));
  EXPECT_THAT(refused(graph_of(tensor({1LL << 40}, 1))),
              HasSubstr("has 0 values where its shape (1099511627776,)"));
  EXPECT_THAT(refused(graph_of(tensor({1LL << 40}, 10))), HasSubstr("has 0 values"));
  EXPECT_TRUE(open(graph_of(tensor({1, 1, 1, 1, 1, 1, 1}, 1)))->tensors().empty());
}

TEST(Onnx, ValuesThatAreTooFewTooManyOrPartOfOneAreRefused) {
  const auto with = [](int type, auto add) {
    std::string bytes = tensor({2}, type);
    pbf_writer writer(bytes);
    add(writer);
    return refused(graph_of(bytes));
  };
  const std::vector<float> floats{1, 2, 3};
  const std::vector<std::int64_t> ints{1, 2, 3};
  EXPECT_THAT(with(1, [&](pbf_writer& w) { w.add_packed_float(4, floats.begin(), floats.begin() + 1); }),
              HasSubstr("has 1 values"));
  EXPECT_THAT(with(1, [&](pbf_writer& w) { w.add_packed_float(4, floats.begin(), floats.end()); }),
              HasSubstr("more values than the 2"));
  EXPECT_THAT(with(7, [&](pbf_writer& w) { w.add_packed_int64(7, ints.begin(), ints.begin() + 1); }),
              HasSubstr("has 1 values"));
  EXPECT_THAT(with(7, [&](pbf_writer& w) { w.add_packed_int64(7, ints.begin(), ints.end()); }),
              HasSubstr("more values"));
  EXPECT_THAT(with(1, [&](pbf_writer& w) { w.add_string(4, "abc"); }), HasSubstr("part of a number"));
  EXPECT_THAT(with(1, [&](pbf_writer& w) { w.add_string(9, "abc"); }),
              HasSubstr("has 3 bytes of values where its shape (2,) needs 8 bytes"));
  EXPECT_THAT(with(1, [&](pbf_writer& w) { w.add_int32(4, 3); }), HasSubstr("something else where"));
  EXPECT_THAT(with(1, [&](pbf_writer& w) { w.add_int32(9, 3); }), HasSubstr("something else where"));
  EXPECT_THAT(with(1, [&](pbf_writer& w) { w.add_string(3, ""); }), HasSubstr("segments"));
  EXPECT_THAT(with(99, [&](pbf_writer&) {}), HasSubstr("type 99"));
}

TEST(Onnx, NumbersThatAreNotPackedAreRead) {
  std::string bytes;
  pbf_writer writer(bytes);
  writer.add_int64(1, 2);
  writer.add_int64(1, 1);
  writer.add_int32(2, 1);
  writer.add_float(4, 1.5F);
  writer.add_float(4, -2.0F);
  const Array array = open(graph_of(bytes))->read(0);
  EXPECT_EQ(array.shape, (Shape{2, 1}));
  EXPECT_EQ(array.data, (std::vector<float>{1.5F, -2.0F}));
}

TEST(Onnx, WrongWireTypesAndBrokenFieldsAreRefused) {
  std::string graph_as_number, name_as_number, broken;
  pbf_writer(graph_as_number).add_int64(7, 3);
  EXPECT_THAT(refused(graph_as_number), HasSubstr("field 7"));
  pbf_writer(name_as_number).add_int64(8, 3);
  EXPECT_THAT(refused(graph_of(name_as_number)), HasSubstr("field 8"));
  EXPECT_THAT(refused(model("\x0b")), HasSubstr("unknown kind"));
  EXPECT_THAT(refused(model(std::string("\0", 1))), HasSubstr("broken field"));
  EXPECT_THAT(refused(model("\x2a\x7f") + std::string(500, '\xff')), HasSubstr("leaves its message"));
  EXPECT_THAT(refused(model("\x2a\x7f")), HasSubstr("is truncated, or broken at byte 4"));
  EXPECT_THAT(refused(model("\x2a" + std::string(10, '\xff'))), HasSubstr("broken number"));
  EXPECT_THAT(refused(read_text(fixture("layers_flow.onnx")).substr(0, 300)), HasSubstr("is truncated"));
}

TEST(Onnx, TrainingInformationAndUnknownFieldsAreSteppedOver) {
  std::string bytes = read_text(fixture("layers_flow.onnx"));
  pbf_writer writer(bytes);
  writer.add_string(20, std::string(100, '\xff'));
  writer.add_string(5000, "later");
  EXPECT_TRUE(open(bytes)->first_conv());
}

TEST(Onnx, NodesThatGoInACircleEnd) {
  std::string conv, identity, graph, input;
  pbf_writer node(conv);
  node.add_string(1, "x");
  node.add_string(1, "W");
  node.add_string(2, "x");
  node.add_string(4, "Conv");
  pbf_writer other(identity);
  other.add_string(1, "W");
  other.add_string(2, "W");
  other.add_string(4, "Identity");
  pbf_writer(input).add_string(1, "x");
  pbf_writer writer(graph);
  writer.add_message(1, conv);
  writer.add_message(1, identity);
  writer.add_message(11, input);
  const std::string file = model(graph);
  const auto weights = open(file);
  EXPECT_FALSE(weights->first_conv());
  EXPECT_THAT(weights->first_conv_note(), HasSubstr("circle"));
  const TempFolder folder;
  write_text(folder / "m.onnx", file);
  EXPECT_THAT(refusal([&] { static_cast<void>(read_bank(folder / "m.onnx")); }),
              ::testing::AllOf(StartsWith("m.onnx: " + weights->first_conv_note() + ", and it has no tensor"),
                               HasSubstr("--inspect")));
}

// A float32 tensor of one value throughout.
std::string floats(const std::string& name, std::initializer_list<std::int64_t> dims, float value) {
  std::string bytes;
  pbf_writer writer(bytes);
  std::int64_t count = 1;
  for (const std::int64_t size : dims) count *= size;
  writer.add_packed_int64(1, dims.begin(), dims.end());
  writer.add_int32(2, 1);
  const std::vector<float> values(static_cast<std::size_t>(count), value);
  writer.add_packed_float(4, values.begin(), values.end());
  writer.add_string(8, name);
  return bytes;
}
std::string node(const std::string& op, const std::vector<std::string>& inputs, const std::string& output,
                 const std::string& attribute = {}) {
  std::string bytes;
  pbf_writer writer(bytes);
  for (const std::string& input : inputs) writer.add_string(1, input);
  writer.add_string(2, output);
  writer.add_string(4, op);
  if (!attribute.empty()) writer.add_message(5, attribute);
  return bytes;
}
// Conv (W 2, bias of `FB` numbers 3), then BatchNormalization (scale 4, B 5, mean 6, variance 7, epsilon 9).
std::string conv_and_norm(std::int64_t FB) {
  std::string epsilon, graph, input;
  pbf_writer attribute(epsilon);
  attribute.add_string(1, "epsilon");
  attribute.add_float(2, 9);
  pbf_writer(input).add_string(1, "x");
  pbf_writer writer(graph);
  writer.add_message(1, node("Conv", {"x", "W", "b"}, "y"));
  writer.add_message(1, node("BatchNormalization", {"y", "s", "B", "m", "v"}, "z", epsilon));
  for (const std::string& one : {floats("W", {4, 3, 2, 2}, 2), floats("b", {FB}, 3), floats("s", {4}, 4),
                                 floats("B", {4}, 5), floats("m", {4}, 6), floats("v", {4}, 7)})
    writer.add_message(5, one);
  writer.add_message(11, input);
  return model(graph);
}

TEST(Onnx, TheNormAfterTheFirstConvIsFoundByDataFlowAndFolded) {
  const TempFolder folder;
  write_text(folder / "m.onnx", conv_and_norm(4));
  const Bank plain = read_bank(folder / "m.onnx");
  EXPECT_EQ(plain.weight.array.data.front(), 2);
  ASSERT_TRUE(plain.conv && plain.conv->norm);
  EXPECT_EQ(plain.conv->norm->epsilon, 9);
  const Bank folded = read_bank(folder / "m.onnx", {.fold_norm = true});
  EXPECT_FLOAT_EQ(folded.weight.array.data.front(), 2);        // 2 * 4 / sqrt(7 + 9)
  EXPECT_FLOAT_EQ(folded.bias->array.data.back(), 3 + 5 - 6);  // (3 - 6) * 4 / 4 + 5
}

TEST(Onnx, ABiasOfAnotherSizeIsNotFolded) {
  const TempFolder folder;
  write_text(folder / "m.onnx", conv_and_norm(1));
  EXPECT_THAT(refusal([&] { static_cast<void>(read_bank(folder / "m.onnx", {.fold_norm = true})); }),
              HasSubstr("(4,) is needed"));
}

TEST(Onnx, AFileCutAnywhereOrWithAnyBitTurnedIsReadOrRefused) {
  for (const char* name : {"layers_flow.onnx", "layers_external.onnx", "layers_types.onnx"}) {
    testing_files::expect_robust(read_text(fixture(name)),
                                 [](Source source) { return open_onnx(std::move(source)); });
  }
}

}  // namespace
}  // namespace unfold
