#include "core/lesson/channels.h"

#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/io/testing.h"
#include "core/lesson/lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace unfold {
namespace {

using testing_files::TempFolder;

Array counted(const Shape& shape) {
  Array array{shape, std::vector<float>(static_cast<std::size_t>(shape.count()))};
  for (std::size_t i = 0; i < array.data.size(); ++i) array.data[i] = static_cast<float>(i);
  return array;
}

TEST(Channels, AreRepeatedInTurnAndCutFromTheFront) {
  const Array x = repeated_channels(counted({2, 3, 1, 2}), 5);
  EXPECT_EQ(x.shape, (Shape{2, 5, 1, 2}));
  EXPECT_EQ(x.data, (std::vector<float>{0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 6, 7, 8, 9}));
  const Array W = first_channels(counted({2, 3, 1, 2}), 1);
  EXPECT_EQ(W.shape, (Shape{2, 1, 1, 2}));
  EXPECT_EQ(W.data, (std::vector<float>{0, 1, 6, 7}));
}

class ChannelsOf : public ::testing::TestWithParam<std::int64_t> {};

TEST_P(ChannelsOf, ABankWithThemTakesAPictureAsAsked) {
  const TempFolder folder;
  const std::int64_t C = GetParam();
  const Array bank = counted({2, C, 3, 3});
  NpyWriter writer(folder / "w.npy", bank.shape);
  writer.write(bank.data);
  writer.finish();
  Choice choice;
  choice.weights = folder / "w.npy";
  choice.weights_tensor = "w";
  EXPECT_THROW(static_cast<void>(load(choice)), Error);

  choice.channels = ChannelFit::repeat;
  const Document repeated = load(choice);
  const Array& x = *repeated.input.x;
  EXPECT_EQ(x.shape[1], C);
  EXPECT_EQ(repeated.input.W->data, bank.data);
  const std::int64_t plane = x.shape[2] * x.shape[3];
  for (std::int64_t c = 0; c < C; ++c)
    EXPECT_EQ(x.data[static_cast<std::size_t>(c * plane + 7)],
              x.data[static_cast<std::size_t>(c % 3 * plane + 7)]);
  EXPECT_NE(x.data[static_cast<std::size_t>(7)], x.data[static_cast<std::size_t>(plane + 7)]);

  choice.channels = ChannelFit::gray;
  const Document gray = load(choice);
  EXPECT_EQ(gray.input.x->shape[1], C);
  EXPECT_EQ(gray.input.x->data[7], gray.input.x->data[static_cast<std::size_t>(plane + 7)]);

  choice.channels = ChannelFit::first;
  const Document first = load(choice);
  EXPECT_EQ(first.input.W->shape[1], std::min<std::int64_t>(C, 3));
  EXPECT_EQ(first.input.x->shape[1], std::min<std::int64_t>(C, 3));
}

INSTANTIATE_TEST_SUITE_P(TwoToSixtyFour, ChannelsOf, ::testing::Values(2, 4, 64));

// Each group reads other channels than the first three, so there is nothing to cut.
TEST(Channels, TheFirstOnesOfAGroupedBankAreRefusedAndRepeatingThemIsNot) {
  const TempFolder folder;
  const Array bank = counted({4, 3, 3, 3});
  NpyWriter writer(folder / "w.npy", bank.shape);
  writer.write(bank.data);
  writer.finish();
  testing_files::write_text(folder / "a.ppm", "P6 4 4 255\n" + std::string(48, 'x'));
  testing_files::write_text(
      folder / "two.json",
      R"({"pictures": ["a.ppm"], "W": {"file": "w.npy"}, "groups": 2, "stride": 1, "pad": 1, "pool": 2, "pool_stride": 2})");
  Choice choice;
  choice.lesson = (folder / "two.json").string();
  choice.channels = ChannelFit::first;
  const std::string line = testing_files::refusal([&] { static_cast<void>(load(choice)); });
  EXPECT_THAT(line,
              ::testing::AllOf(::testing::StartsWith("--channels first: "), ::testing::HasSubstr("2 groups"),
                               ::testing::HasSubstr("gray or repeat")));
  choice.channels = ChannelFit::repeat;
  EXPECT_EQ(load(choice).input.x->shape, (Shape{1, 6, 4, 4}));

  // The same where a person asks for the groups of a bank of all channels.
  choice.lesson = "photo";
  choice.picture = folder / "a.ppm";
  choice.weights = folder / "all.npy";
  const Array all = counted({4, 6, 3, 3});
  NpyWriter whole(*choice.weights, all.shape);
  whole.write(all.data);
  whole.finish();
  choice.groups = 2;
  const Document document = load(choice);
  EXPECT_EQ(document.input.x->shape, (Shape{1, 6, 4, 4}));
  EXPECT_EQ(document.input.W->shape, (Shape{4, 3, 3, 3}));
  choice.channels = ChannelFit::first;
  EXPECT_THAT(testing_files::refusal([&] { static_cast<void>(load(choice)); }),
              ::testing::HasSubstr("one group"));
  choice.groups = 1;
  EXPECT_EQ(load(choice).input.W->shape, (Shape{4, 3, 3, 3}));
}

}  // namespace
}  // namespace unfold
