#include "core/io/bank.h"
#include "core/io/npy.h"
#include "core/io/printable.h"
#include "core/io/testing.h"

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::refusal;
using testing_files::TempFolder;
using testing_files::write_text;

void write_npy(const std::filesystem::path& file, const Shape& shape) {
  std::vector<float> values(static_cast<std::size_t>(shape.count()));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
  NpyWriter writer(file, shape);
  writer.write(values);
  writer.finish();
}

TEST(WeightsFile, ANpyIsOneTensorNamedAfterItsFile) {
  const TempFolder folder;
  write_npy(folder / "conv1.weight.npy", {4, 3, 5, 5});
  const auto weights = open_weights(folder / "conv1.weight.npy");
  ASSERT_EQ(weights->tensors().size(), 1U);
  EXPECT_EQ(weights->tensors()[0].name, "conv1.weight");
  EXPECT_EQ(weights->tensors()[0].shape, (Shape{4, 3, 5, 5}));
  EXPECT_EQ(weights->tensors()[0].dtype, "float32");
  EXPECT_EQ(read_bank(folder / "conv1.weight.npy", {.tensor = "conv1.weight"}).weight.array.data[299],
            299.0F);
  EXPECT_THAT(
      refusal([&] { static_cast<void>(read_bank(folder / "conv1.weight.npy", {.tensor = "conv2"})); }),
      HasSubstr("no tensor 'conv2'; it has conv1.weight"));
}

TEST(WeightsFile, TheContentDecidesAndNotTheSuffix) {
  const TempFolder folder;
  write_npy(folder / "bank.pth", {2, 1, 3, 3});
  EXPECT_EQ(read_bank(folder / "bank.pth").weight.array.shape, (Shape{2, 1, 3, 3}));
}

TEST(WeightsFile, OnlyAFirstLayersShapeIsABank) {
  EXPECT_FALSE(not_a_first_layer({"w", {64, 3, 7, 7}, "float32"}));
  EXPECT_FALSE(not_a_first_layer({"w", {1, 1, 1, 1}, "float32"}));
  EXPECT_THAT(not_a_first_layer({"w", {64, 64, 3, 3}, "float32"}).value(), HasSubstr("64 input channels"));
  EXPECT_THAT(not_a_first_layer({"w", {64}, "float32"}).value(), HasSubstr("1 axis"));
  EXPECT_THAT(not_a_first_layer({"w", {}, "float32"}).value(), HasSubstr("0 axes"));
  EXPECT_THAT(not_a_first_layer({"w", {0, 3, 7, 7}, "float32"}).value(), HasSubstr("size 0"));
  const TempFolder folder;
  write_npy(folder / "deep.npy", {8, 4, 3, 3});
  EXPECT_THAT(refusal([&] { static_cast<void>(read_bank(folder / "deep.npy")); }),
              HasSubstr("4 input channels"));
}

TEST(WeightsFile, ABiasMayHaveAxesOfOneBesideItsOwn) {
  const TempFolder folder;
  write_npy(folder / "b.npy", {1, 5, 1, 1});
  EXPECT_EQ(read_bias(folder / "b.npy", "").array.shape, Shape{5});
  write_npy(folder / "m.npy", {2, 3});
  EXPECT_THAT(refusal([&] { static_cast<void>(read_bias(folder / "m.npy", "")); }), HasSubstr("(2, 3)"));
}

TEST(WeightsFile, WhatPeopleTryInsteadIsNamed) {
  const TempFolder folder;
  const auto refused = [&](std::string_view content) {
    write_text(folder / "w", content);
    const std::string line = refusal([&] { static_cast<void>(open_weights(folder / "w")); });
    EXPECT_TRUE(line.starts_with("w: ")) << line;
    return line;
  };
  EXPECT_THAT(refused(""), HasSubstr("is empty"));
  EXPECT_THAT(refused("\n<!doctype HTML>"), HasSubstr("web page"));
  EXPECT_THAT(refused("version https://git-lfs.github.com/spec/v1"), HasSubstr("git lfs pull"));
  EXPECT_THAT(refused("PK\x03\x04zzzz"), HasSubstr("zip archive"));
  EXPECT_THAT(refused("\x89HDF\r\n\x1A\n"), HasSubstr("HDF5"));
  EXPECT_THAT(refused("\x80\x02\x8a\x0al"), HasSubstr("pickle"));
  EXPECT_THAT(refused("hello"), HasSubstr("safetensors, ONNX and Keras"));
}

TEST(Printable, ControlBytesAndBrokenUtf8BecomeQuestionMarks) {
  EXPECT_EQ(printable("a\nb\x1b[31m\x7f"), "a?b?[31m?");
  EXPECT_EQ(printable("日本語 é"), "日本語 é");
  EXPECT_EQ(printable("\xC3(\xE6\x97\xFF\xC0\xAF"), "?(?????");
  EXPECT_EQ(printable("\xC2\x9B\xE2\x80\xA8!"), "??"
                                                "!");
  EXPECT_EQ(printable("abcdef", 3), "abc…");
  EXPECT_EQ(printable("日本", 4), "日…");
}

TEST(Printable, SizesAreShort) {
  EXPECT_EQ(byte_size(1), "1 byte");
  EXPECT_EQ(byte_size(9'999), "9999 bytes");
  EXPECT_EQ(byte_size(12'345), "12 kB");
  EXPECT_EQ(byte_size(2'500'000'000), "2.5 GB");
}

}  // namespace
}  // namespace unfold
