#include "core/io/bank.h"

#include "core/io/fixture_testing.h"
#include "core/io/npy.h"

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::fixture;
using testing_files::refusal;
using testing_files::TempFolder;
using testing_files::write_text;

TensorInfo of(const Shape& shape, BankLayout layout = BankLayout::unknown) {
  return {"w", shape, "float32", layout};
}

TEST(Bank, TheLayoutIsTheFormatsOrElseTheShapes) {
  EXPECT_EQ(layout_of(of({64, 3, 7, 7})), BankLayout::oihw);
  EXPECT_EQ(layout_of(of({64, 64, 3, 3})), BankLayout::oihw);
  EXPECT_EQ(layout_of(of({3, 3, 3, 3})), BankLayout::oihw);
  EXPECT_EQ(layout_of(of({7, 7, 3, 64})), BankLayout::hwio);
  EXPECT_EQ(layout_of(of({3, 3, 3, 32})), BankLayout::hwio);
  EXPECT_EQ(layout_of(of({5, 5, 1, 6})), BankLayout::hwio);
  EXPECT_EQ(layout_of(of({1, 1, 3, 5})), BankLayout::oihw);
  EXPECT_EQ(layout_of(of({7, 7, 3, 64}, BankLayout::oihw)), BankLayout::oihw);
  EXPECT_EQ(layout_of(of({64, 3, 7, 7}, BankLayout::hwio)), BankLayout::hwio);
  EXPECT_EQ(layout_of(of({64})), BankLayout::unknown);
  EXPECT_EQ(bank_shape(of({7, 5, 3, 64}, BankLayout::hwio)), (Shape{64, 3, 7, 5}));
}

TEST(Bank, AnHwioFileIsTheSameBankAsItsOihwTwin) {
  const TempFolder folder;
  const Shape shape{4, 3, 5, 5};
  Array bank{shape, std::vector<float>(static_cast<std::size_t>(shape.count()))};
  Array turned{{5, 5, 3, 4}, std::vector<float>(bank.data.size())};
  for (std::int64_t i = 0; i < shape.count(); ++i) {
    const Index at = unflatten(shape, i);
    bank.data[static_cast<std::size_t>(i)] = static_cast<float>(i);
    turned.data[static_cast<std::size_t>(flatten(turned.shape, {at[2], at[3], at[1], at[0]}))] =
        static_cast<float>(i);
  }
  NpyWriter writer(folder / "w.npy", turned.shape);
  writer.write(turned.data);
  writer.finish();
  const Bank read = read_bank(folder / "w.npy");
  EXPECT_EQ(read.weight.array.shape, shape);
  EXPECT_EQ(read.weight.array.data, bank.data);
  EXPECT_FALSE(read.bias);
  EXPECT_FALSE(read.conv);
}

TEST(Bank, TheFirstConvolutionOfAModelIsChosenWithItsBias) {
  const Bank bank = read_bank(fixture("layers_flow.onnx"));
  EXPECT_EQ(bank.weight.name, "layers_flow.onnx:kernel");
  ASSERT_TRUE(bank.bias);
  EXPECT_EQ(bank.bias->name, "layers_flow.onnx:shift");
  EXPECT_EQ(bank.bias->array.shape, Shape{bank.weight.array.shape[0]});
  ASSERT_TRUE(bank.conv);
  EXPECT_EQ(bank.conv->stride[1], 3);
}

// A safetensors file of float32 zeros.
std::string safetensors(const std::vector<std::pair<std::string, std::string>>& tensors) {
  std::string header = "{", values;
  for (const auto& [name, shape] : tensors) {
    std::size_t count = 1;
    for (const char c : shape) count *= c >= '1' && c <= '9' ? static_cast<std::size_t>(c - '0') : 1;
    header += (header.size() > 1 ? ",\"" : "\"") + name + R"(":{"dtype":"F32","shape":[)" + shape +
              R"(],"data_offsets":[)" + std::to_string(values.size()) + "," +
              std::to_string(values.size() + count * 4) + "]}";
    values.append(count * 4, '\0');
  }
  header += "}";
  return std::string{static_cast<char>(header.size() & 0xFF),
                     static_cast<char>(header.size() >> 8),
                     0,
                     0,
                     0,
                     0,
                     0,
                     0} +
         header + values;
}

TEST(Bank, ATensorOfMoreThanSixAxesIsNamedAndNotListed) {
  const TempFolder folder;
  write_text(folder / "w.safetensors", safetensors({{"deep", "1,2,1,2,1,2,1"}, {"conv", "2,3,1,1"}}));
  const auto weights = open_weights(folder / "w.safetensors");
  ASSERT_EQ(weights->tensors().size(), 1U);
  ASSERT_EQ(weights->left_out().size(), 1U);
  EXPECT_EQ(weights->left_out()[0].name, "deep");
  EXPECT_EQ(weights->left_out()[0].why, "more than six axes");
  EXPECT_EQ(read_bank(folder / "w.safetensors").weight.array.shape, (Shape{2, 3, 1, 1}));
  EXPECT_THAT(
      refusal([&] { static_cast<void>(read_bank(folder / "w.safetensors", {.tensor = "deep"})); }),
      HasSubstr("w.safetensors: its tensor 'deep' is not read: more than six axes; a bank has four axes"));
}

TEST(Bank, WhatAnNpzHoldsBesideItsNumbersIsNamed) {
  const auto weights = open_weights(fixture("npz/mixed.npz"));
  ASSERT_FALSE(weights->left_out().empty());
  for (const LeftOut& one : weights->left_out()) {
    EXPECT_FALSE(one.name.empty());
    EXPECT_TRUE(one.why.starts_with("holds ")) << one.why;
  }
}

}  // namespace
}  // namespace unfold
