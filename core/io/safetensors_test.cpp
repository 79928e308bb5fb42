#include "core/io/safetensors.h"

#include "core/io/fixture_testing.h"

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::bytes_of;
using testing_files::expect_same_bits;
using testing_files::fixture;
using testing_files::place_of;
using testing_files::read_named;
using testing_files::read_text;
using testing_files::refusal;

std::string safetensors(const std::string& header, const std::string& values = {}) {
  std::string file;
  for (std::size_t i = 0; i < 8; ++i) file += static_cast<char>((header.size() >> (8 * i)) & 0xFF);
  return file + header + values;
}
std::unique_ptr<WeightsFile> open(const std::string& file) {
  return open_safetensors(Source(bytes_of(file), "w.safetensors"));
}
std::string refused(const std::string& file) {
  const std::string line = refusal([&] { static_cast<void>(open(file)); });
  EXPECT_TRUE(line.starts_with("w.safetensors: ")) << line;
  EXPECT_LT(line.size(), 300U) << line;
  return line;
}
std::string one(const std::string& fields, const std::string& values = std::string(8, '\0')) {
  return safetensors("{\"a\":{" + fields + "}}", values);
}

TEST(Safetensors, ALengthThatLooksLikeAPicklesFirstBytesIsALength) {
  const testing_files::TempFolder folder;
  std::string header = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
  header.resize(0x280, ' ');  // the file begins with the bytes 80 02, as a pickle of protocol 2 does
  testing_files::write_text(folder / "w", safetensors(header, std::string(8, '\0')));
  EXPECT_EQ(open_weights(folder / "w")->format(), "safetensors");
}

TEST(Safetensors, EveryTypeHasTheBitsOfTheNpy) {
  const auto weights = open_weights(fixture("layers.safetensors"));
  EXPECT_EQ(weights->format(), "safetensors");
  const Array bank = read_npy(fixture("layers_bank.npy"));
  expect_same_bits(read_named(*weights, "conv.F32"), bank);
  expect_same_bits(read_named(*weights, "conv.F64"), bank);
  expect_same_bits(read_named(*weights, "conv.F16"), read_npy(fixture("layers_bank_f16.npy")));
  expect_same_bits(read_named(*weights, "conv.BF16"), read_npy(fixture("layers_bank_bf16.npy")));
  for (const char* name : {"conv.I64", "conv.I32", "conv.I16", "conv.I8"}) {
    expect_same_bits(read_named(*weights, name), read_npy(fixture("layers_bank_int.npy")));
  }
  for (const char* name : {"count.U8", "count.U16", "count.U32", "count.U64"}) {
    EXPECT_EQ(read_named(*weights, name).data, (std::vector<float>{0, 7, 250})) << name;
  }
  EXPECT_EQ(read_named(*weights, "mask.BOOL").data, (std::vector<float>{1, 0, 0, 1}));
  expect_same_bits(read_named(*weights, "conv.bias"), read_npy(fixture("layers_bias.npy")));
  EXPECT_EQ(read_named(*weights, "scale").shape, Shape{});
  EXPECT_EQ(read_named(*weights, "scale").data, std::vector<float>{2.5F});
  EXPECT_EQ(read_named(*weights, "empty").shape, (Shape{0, 3}));
  const TensorInfo& info = weights->tensors()[place_of(*weights, "conv.BF16")];
  EXPECT_EQ(info.dtype, "bfloat16");
  EXPECT_EQ(info.layout, BankLayout::unknown);
  EXPECT_FALSE(weights->first_conv());
}

TEST(Safetensors, TypesThatAreNotReadAreListedAndRefusedByName) {
  const auto weights = open_weights(fixture("layers.safetensors"));
  const std::size_t place = place_of(*weights, "narrow.F8_E4M3");
  EXPECT_EQ(weights->tensors()[place].dtype, "float8_e4m3");
  EXPECT_THAT(refusal([&] { static_cast<void>(weights->read(place)); }),
              HasSubstr("'narrow.F8_E4M3' is float8_e4m3, which is not read"));
  const auto novel = open(one(R"("dtype":"Q\u001b3","shape":[5],"data_offsets":[0,8])"));
  EXPECT_EQ(novel->tensors()[0].dtype, "unknown (Q?3)");
  EXPECT_THAT(refusal([&] { static_cast<void>(novel->read(0)); }), HasSubstr("Q?3"));
  const auto narrow = open(one(R"("dtype":"F4","shape":[3,5],"data_offsets":[0,8])"));
  EXPECT_EQ(narrow->tensors()[0].dtype, "float4");
}

TEST(Safetensors, AnyOrderOfTensorsAndFieldsAndUnknownFieldsAreRead) {
  const std::string file = safetensors(R"({"b":{"shape":[1],"note":"x","data_offsets":[4,8],"dtype":"F32"},)"
                                       R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}   )",
                                       std::string("\0\0\x80\x3f\0\0\0\x40", 8));
  const auto weights = open(file);
  EXPECT_EQ(weights->tensors()[0].name, "b");
  EXPECT_EQ(weights->read(0).data, std::vector<float>{2});
  EXPECT_EQ(weights->read(1).data, std::vector<float>{1});
  EXPECT_TRUE(open(safetensors("{}"))->tensors().empty());
  EXPECT_TRUE(open(safetensors(R"({"__metadata__":{"a":"b"}})"))->tensors().empty());
}

TEST(Safetensors, MoreAxesThanAnArrayHasAreLeftOutOfTheList) {
  EXPECT_TRUE(open(one(R"("dtype":"F64","shape":[1,1,1,1,1,1,1],"data_offsets":[0,8])"))->tensors().empty());
}

TEST(Safetensors, HeadersBeyondTheFileOrTheFormatAreRefusedBeforeAnythingIsAllocated) {
  EXPECT_THAT(refused("\x10"), HasSubstr("ends inside its safetensors header"));
  EXPECT_THAT(refused(std::string("\xe8\3\0\0\0\0\0\0{\"a\":", 13)),
              HasSubstr("1000 bytes and is itself 13 bytes"));
  EXPECT_THAT(refused(std::string("\0\0\0\0\x08\0\0\0{", 9)), HasSubstr("34 GB"));
  EXPECT_THAT(refused(std::string(8, '\xff')), HasSubstr("at most 100 MB"));
}

TEST(Safetensors, OffsetsLeaveNoHolesDoNotOverlapAndFitTheShape) {
  const auto two = [](const std::string& a, const std::string& b) {
    return refused(safetensors(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":)" + a +
                                   R"(},"b":{"dtype":"U8","shape":[4],"data_offsets":)" + b + "}}",
                               std::string(8, '\0')));
  };
  EXPECT_THAT(two("[0,4]", "[3,7]"), HasSubstr("a hole or an overlap at byte 3"));
  EXPECT_THAT(two("[0,4]", "[5,9]"), HasSubstr("a hole or an overlap at byte 4"));
  EXPECT_THAT(two("[1,5]", "[5,9]"), HasSubstr("at byte 0"));
  EXPECT_THAT(two("[4,0]", "[4,8]"), HasSubstr("ends before it begins"));
  EXPECT_THAT(two("[0,4]", "[4,3000008]"), HasSubstr("truncated: it holds 8 bytes of the 3.0 MB"));
  EXPECT_THAT(two("[0,4]", "[4,7]"), HasSubstr("goes on for 1 byte"));
  EXPECT_THAT(refused(one(R"("dtype":"F32","shape":[3],"data_offsets":[0,8])")),
              HasSubstr("'a' needs 12 bytes for its shape and has 8 bytes"));
  EXPECT_THAT(refused(one(R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8])")),
              HasSubstr("no array can have"));
  EXPECT_THAT(refused(one(R"("dtype":"F32","shape":[18446744073709551615,0],"data_offsets":[0,8])")),
              HasSubstr("no array can have"));
}

TEST(Safetensors, MalformedHeadersAreRefusedInOneLine) {
  EXPECT_THAT(refused(safetensors("{")), HasSubstr("is no JSON"));
  EXPECT_THAT(refused(safetensors("")), HasSubstr("is no JSON"));
  EXPECT_THAT(refused(safetensors("[]")), HasSubstr("list"));
  EXPECT_THAT(refused(safetensors("3")), HasSubstr("number"));
  EXPECT_THAT(refused(safetensors("null")), HasSubstr("neither"));
  EXPECT_THAT(refused(safetensors("{} {}")), HasSubstr("is no JSON"));
  EXPECT_THAT(refused(safetensors(R"({"a":[]})")), HasSubstr("list"));
  EXPECT_THAT(refused(safetensors("{\"\xff\":{}}")), HasSubstr("is no JSON"));
  EXPECT_THAT(refused(one("")), HasSubstr("lacks dtype"));
  EXPECT_THAT(refused(one(R"("dtype":"F64","shape":[1])")), HasSubstr("lacks data_offsets"));
  EXPECT_THAT(refused(one(R"("dtype":"F64","shape":[1],"data_offsets":[0])")), HasSubstr("other than two"));
  EXPECT_THAT(refused(one(R"("dtype":"F64","shape":[1],"data_offsets":[0,8,8])")),
              HasSubstr("other than two"));
  EXPECT_THAT(refused(one(R"("dtype":"F64","shape":[-1],"data_offsets":[0,8])")), HasSubstr("neither"));
  EXPECT_THAT(refused(one(R"("dtype":"F64","shape":[1.0],"data_offsets":[0,8])")), HasSubstr("neither"));
  EXPECT_THAT(refused(one(R"("dtype":"F64","shape":"1","data_offsets":[0,8])")), HasSubstr("word"));
  EXPECT_THAT(refused(one(R"("dtype":"F64","shape":[[1]],"data_offsets":[0,8])")), HasSubstr("list"));
  EXPECT_THAT(refused(one(R"("dtype":{},"shape":[1],"data_offsets":[0,8])")), HasSubstr("object"));
  EXPECT_THAT(refused(one(R"("dtype":"F64","dtype":"F64","shape":[1],"data_offsets":[0,8])")),
              HasSubstr("twice"));
  EXPECT_THAT(refused(safetensors(R"({"a\u001b[2J":{"dtype":3}})")), HasSubstr("number"));
  EXPECT_THAT(refused(safetensors(R"({"a\u001b[2J":{}})")), HasSubstr("'a?[2J'"));
  EXPECT_THAT(refused(safetensors(R"({"__metadata__":{"a":{"b":1}}})")), HasSubstr("object"));
  EXPECT_THAT(refused(safetensors(std::string(1'000'000, '['))), HasSubstr("list"));
  const std::string tensor = R"({"dtype":"F64","shape":[1],"data_offsets":[0,8]})";
  EXPECT_THAT(refused(safetensors("{\"a\":" + tensor + ",\"a\":" + tensor + "}", std::string(8, '\0'))),
              HasSubstr("'a' twice"));
}

TEST(Safetensors, AFileCutAnywhereOrWithAnyBitTurnedIsReadOrRefused) {
  const std::string whole = read_text(fixture("layers.safetensors"));
  for (std::size_t length = 0; length < whole.size(); ++length) refused(whole.substr(0, length));
  testing_files::expect_robust(whole, [](Source source) { return open_safetensors(std::move(source)); });
}

}  // namespace
}  // namespace unfold
