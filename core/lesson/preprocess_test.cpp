#include "core/lesson/preprocess.h"

#include "core/io/fixture_testing.h"
#include "core/layer/oracle.h"
#include "core/lesson/compare_preprocess.h"

#include <cmath>

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::refusal;

// Every byte tells its place.
Image picture(std::int64_t width, std::int64_t height) {
  Image image{width, height, {}, 1};
  for (std::int64_t i = 0; i < width * height * 3; ++i)
    image.rgb.push_back(static_cast<std::uint8_t>(i * 37 % 251));
  return image;
}

TEST(Preprocess, TheShortSideKeepsTheProportionsCutToAWholeNumber) {
  // torchvision: int(size * long / short).
  for (const auto& [w, h, side, to_w, to_h] : {std::array<std::int64_t, 5>{640, 480, 256, 341, 256},
                                               {480, 640, 256, 256, 341},
                                               {300, 300, 256, 256, 256},
                                               {100, 33, 256, 775, 256},
                                               {256, 999, 256, 256, 999},
                                               {1000, 3, 2, 666, 2}}) {
    const Image image = resize_step(picture(w, h), Resize::to_short_side(side), "a.png");
    EXPECT_EQ(image.width, to_w);
    EXPECT_EQ(image.height, to_h);
  }
}

TEST(Preprocess, TheCentreIsRoundedAsPythonRounds) {
  // int(round((size - crop) / 2)), where a half goes to the even neighbour.
  for (const auto& [size, crop, first] : {std::array<std::int64_t, 3>{256, 224, 16},
                                          {341, 224, 58},  // 58.5
                                          {343, 224, 60},  // 59.5
                                          {257, 224, 16},  // 16.5
                                          {225, 224, 0},   // 0.5
                                          {227, 224, 2},   // 1.5
                                          {224, 224, 0}}) {
    EXPECT_EQ(crop_box(size, 300, Crop::to_centre(crop, 300), "a"),
              (std::array<std::int64_t, 4>{first, 0, crop, 300}));
    EXPECT_EQ(crop_box(300, size, Crop::to_centre(300, crop), "a"),
              (std::array<std::int64_t, 4>{0, first, 300, crop}));
  }
}

TEST(Preprocess, TheStepsOfTorchvisionInItsOrder) {
  Preprocess steps;
  steps.resize = Resize::to_short_side(16);
  steps.crop = Crop::to_centre(12, 10);
  steps.normalize = Normalize::imagenet;
  const Image decoded = picture(40, 30);
  const PreparedPicture prepared = prepare(decoded, steps, 3, "a.png");
  const Image resized = resized_bilinear(decoded, 21, 16);
  const Image cut = cropped(resized, 4, 3, 12, 10);  // (21 - 12) / 2 = 4.5
  EXPECT_EQ(prepared.picture.rgb, cut.rgb);
  const Array x = to_x({prepared.picture}, 3, steps);
  ASSERT_EQ(x.shape, (Shape{1, 3, 10, 12}));
  for (std::int64_t c = 0; c < 3; ++c) {
    const auto channel = static_cast<std::size_t>(c);
    const float byte = cut.rgb[static_cast<std::size_t>((7 * 12 + 5) * 3 + c)];
    EXPECT_EQ(x.at({0, c, 7, 5}), (byte / 255.0F - imagenet_mean[channel]) / imagenet_std[channel]);
  }
}

TEST(Preprocess, ItIsTorchvisionsResizeCropAndNormalizeToTheLastBit) {
  Preprocess steps;
  steps.resize = Resize::to_short_side(24);
  steps.crop = Crop::to_centre(21, 21);
  steps.normalize = Normalize::imagenet;
  const PreparedPicture prepared =
      prepare(read_image(testing_files::fixture("pictures/noise.png")), steps, 3, "noise.png");
  const Array expected = read_npy(testing_files::fixture("pictures/noise_preprocessed.npy"));
  const Array x = to_x({prepared.picture}, 3, steps);
  ASSERT_EQ(x.shape, expected.shape);
  EXPECT_EQ(x.data, expected.data);
}

TEST(Preprocess, EachStepSaysWhatItMakes) {
  Preprocess steps;
  steps.resize = Resize::to_short_side(16);
  steps.crop = Crop::to_box(2, 3, 5, 4);
  steps.order = ChannelOrder::bgr;
  steps.normalize = {{0.5F, 0.25F, 0.75F}, {0.5F, 2.0F, 0.25F}};
  const PreparedPicture prepared = prepare(picture(40, 30), steps, 3, "a.png");
  const PictureSteps& way = prepared.steps;
  ASSERT_EQ(way.steps.size(), static_cast<std::size_t>(prepare_step_count));
  for (int i = 0; i < prepare_step_count; ++i) {
    EXPECT_EQ(way.steps[static_cast<std::size_t>(i)].step, static_cast<PrepareStep>(i));
    EXPECT_TRUE(way.steps[static_cast<std::size_t>(i)].on);
  }
  EXPECT_EQ(way.made(PrepareStep::decode).width, 40);
  EXPECT_EQ(way.made(PrepareStep::resize).width, 21);
  EXPECT_EQ(way.overview->width, 21);
  EXPECT_EQ(way.made(PrepareStep::crop).width, 5);
  EXPECT_EQ(way.box, (std::array<std::int64_t, 4>{2, 3, 5, 4}));
  // The spans are those of the values themselves, step by step.
  const Array x = to_x({prepared.picture}, 3, steps);
  Preprocess plain = steps;
  plain.normalize = Normalize::none;
  const Array unit = to_x({prepared.picture}, 3, plain);
  for (std::size_t c = 0; c < 3; ++c) {
    const auto span_of = [&](const Array& array) {
      const auto from = array.data.begin() + static_cast<std::ptrdiff_t>(c) * 20;
      const auto [lo, hi] = std::minmax_element(from, from + 20);
      return ValueSpan{*lo, *hi};
    };
    EXPECT_EQ(way.made(PrepareStep::scale).values[c], span_of(unit));
    EXPECT_EQ(way.made(PrepareStep::normalize).values[c], span_of(x));
    EXPECT_EQ(way.made(PrepareStep::crop).values[2 - c], way.made(PrepareStep::channels).values[c]);
  }
  const PreparedPicture untouched = prepare(picture(7, 5), {.scale = false}, 3, "a.png");
  for (const StepMade& made : untouched.steps.steps) {
    EXPECT_EQ(made.on, made.step == PrepareStep::decode) << name(made.step);
    EXPECT_EQ(made.width, 7);
    EXPECT_EQ(made.values, untouched.steps.steps.front().values);
  }
}

TEST(Preprocess, BgrTurnsTheChannelsRoundAndMeanAndStdStayInTheirPlaces) {
  Preprocess rgb, bgr;
  rgb.normalize = bgr.normalize = Normalize::imagenet;
  bgr.order = ChannelOrder::bgr;
  const Image decoded = picture(6, 5);
  const Array x = to_x({prepare(decoded, rgb, 3, "a").picture}, 3, rgb);
  const Array turned = to_x({prepare(decoded, bgr, 3, "a").picture}, 3, bgr);
  for (std::int64_t h = 0; h < 5; ++h)
    for (std::int64_t w = 0; w < 6; ++w) {
      const float blue =
          static_cast<float>(decoded.rgb[static_cast<std::size_t>((h * 6 + w) * 3 + 2)]) / 255.0F;
      EXPECT_EQ(turned.at({0, 0, h, w}), (blue - imagenet_mean[0]) / imagenet_std[0]);
      EXPECT_EQ(turned.at({0, 1, h, w}), x.at({0, 1, h, w}));
      EXPECT_NEAR(undo_normalize(turned.at({0, 0, h, w}), bgr, 0), blue, 1e-6F);
    }
}

TEST(Preprocess, GrayIsOneChannelWhateverTheOrder) {
  const Image decoded = picture(6, 5);
  Preprocess bgr;
  bgr.order = ChannelOrder::bgr;
  const PreparedPicture gray = prepare(decoded, {}, 1, "a"), turned = prepare(decoded, bgr, 1, "a");
  EXPECT_EQ(gray.picture.rgb, turned.picture.rgb);
  EXPECT_EQ(gray.steps.made(PrepareStep::normalize).values.size(), 1U);
  EXPECT_EQ(to_x({gray.picture}, 1, {}).shape, (Shape{1, 1, 5, 6}));
  Preprocess half;
  half.normalize = {{0.5F, 0.5F, 0.5F}, {0.5F, 0.5F, 0.5F}};
  EXPECT_FLOAT_EQ(to_x({gray.picture}, 1, half).data[3],
                  (static_cast<float>(gray.picture.rgb[9]) / 255 - 0.5F) / 0.5F);
  half.normalize.std[1] = 0.25F;
  EXPECT_THAT(refusal([&] { static_cast<void>(prepare(decoded, half, 1, "a")); }),
              AllOf(HasSubstr("normalize 0.5/0.5,0.25,0.5"), HasSubstr("3 channels and x has 1")));
}

TEST(Preprocess, WhatMakesNoPictureIsRefusedWithTheFilesName) {
  const auto refused = [](const Preprocess& steps) {
    const std::string line = refusal([&] { static_cast<void>(prepare(picture(40, 30), steps, 3, "a.png")); });
    EXPECT_TRUE(line.starts_with("a.png: ")) << line;
    return line;
  };
  EXPECT_THAT(refused({.crop = Crop::to_centre(41, 30)}), HasSubstr("40 by 30"));
  EXPECT_THAT(refused({.crop = Crop::to_box(38, 0, 3, 3)}), HasSubstr("3x3 from 38,0"));
  EXPECT_THAT(refused({.crop = Crop::to_box(-1, 0, 3, 3)}), HasSubstr("does not lie"));
  EXPECT_THAT(refused({.crop = Crop::to_centre(0, 3)}), HasSubstr("does not lie"));
  EXPECT_THAT(refused({.resize = Resize::to_short_side(16), .crop = Crop::to_centre(22, 16)}),
              HasSubstr("21 by 16"));
  EXPECT_THAT(refused({.resize = Resize::to_short_side(0)}), HasSubstr("200 million"));
  EXPECT_THAT(refused({.resize = Resize::to_short_side(1'000'000'000)}), HasSubstr("200 million"));
}

TEST(Preprocess, NormalizeIsWrittenAsItIsTyped) {
  EXPECT_EQ(to_string(Normalize::none), "none");
  EXPECT_EQ(to_string(Normalize::imagenet), "imagenet");
  EXPECT_EQ(to_string(Normalize{{0.5F, 0.5F, 0.5F}, {0.25F, 0.5F, 1}}), "0.5/0.25,0.5,1");
}

TEST(Preprocess, AChoiceChangesWhatItNamesAndNothingElse) {
  const Preprocess own{.resize = Resize::to_cover(7, 8), .scale = false};
  EXPECT_EQ(with(own, {}), own);
  Preprocess expected = own;
  expected.order = ChannelOrder::bgr;
  EXPECT_EQ(with(own, {.order = ChannelOrder::bgr}), expected);
  const PreprocessChoice both =
      with(PreprocessChoice{.scale = true, .normalize = Normalize::imagenet}, {.scale = false});
  EXPECT_EQ(both.scale, false);
  EXPECT_EQ(both.normalize, Normalize::imagenet);
}

TEST(ComparePreprocess, TheMapsAreTheLayersOwnUnderEachOfTheThree) {
  Array W{{6, 3, 3, 3}, {}};
  for (std::int64_t i = 0; i < W.shape.count(); ++i)
    W.data.push_back(static_cast<float>(i * 29 % 17) / 17.0F - 0.5F);
  const Array b{{6}, {1, 2, 3, 4, 5, 6}};
  Preprocess chosen;
  chosen.normalize = Normalize::imagenet;
  chosen.order = ChannelOrder::bgr;
  const LayerParams params{.stride = 2, .pad = 1};
  const Image decoded = picture(13, 9);
  const PreprocessComparison maps =
      compare_preprocess(prepare(decoded, chosen, 3, "a").picture, chosen, W, &b, params);
  ASSERT_EQ(maps.variants.size(), 3U);
  EXPECT_EQ(maps.filters, telling_filters(W));
  EXPECT_FALSE(maps.middle_only);
  for (const PreprocessMaps& variant : maps.variants) {
    // By the long way: from the decoded picture on.
    const Array x = to_x({prepare(decoded, variant.preprocess, 3, "a").picture}, 3, variant.preprocess);
    const Geometry g = make_geometry(x.shape, W.shape, params);
    const Array conv = oracle_convolution(g, x, W, &b);
    ValueSpan span{1e9F, -1e9F};
    for (std::size_t i = 0; i < maps.filters.size(); ++i)
      for (std::int64_t oy = 0; oy < g.OH; ++oy)
        for (std::int64_t ox = 0; ox < g.OW; ++ox) {
          const float v = conv.at({0, maps.filters[i], oy, ox});
          ASSERT_EQ(variant.maps[i][static_cast<std::size_t>(oy * g.OW + ox)], v);
          span = {std::min(span.lo, v), std::max(span.hi, v)};
        }
    EXPECT_EQ(variant.span, span);
    ASSERT_EQ(variant.abs_995.size(), variant.maps.size());
    for (const float most : variant.abs_995) {
      EXPECT_LE(most, std::max(std::abs(span.lo), std::abs(span.hi)));
      EXPECT_GT(most, 0);
    }
  }
  EXPECT_EQ(maps.variants[1].preprocess.normalize, Normalize::none);
  EXPECT_EQ(maps.variants[2].preprocess.order, ChannelOrder::rgb);
}

TEST(ComparePreprocess, FiltersThatTellTheStepsApartComeFirst) {
  // 0: strong but balanced; 1: bright; 2: red against blue; 3: nothing.
  Array W{{4, 3, 1, 2}, {5, -5, 5, -5, 5, -5, 1, 1, 1, 1, 1, 1, 2, 2, 0, 0, -2, -2, 0, 0, 0, 0, 0, 0}};
  EXPECT_EQ(telling_filters(W), (std::vector<std::int64_t>{1, 2, 0, 3}));
  Array gray{{2, 1, 1, 2}, {4, -4, 1, 1}};
  EXPECT_EQ(telling_filters(gray), (std::vector<std::int64_t>{1, 0}));
}

TEST(ComparePreprocess, OfALargePictureTheMiddleIsCompared) {
  const Array W{{1, 1, 1, 1}, {1}};
  const PreprocessComparison maps =
      compare_preprocess(prepare(picture(600, 300), {}, 1, "a").picture, {}, W, nullptr, {});
  EXPECT_TRUE(maps.middle_only);
  EXPECT_EQ(maps.cols, 512);
  EXPECT_EQ(maps.rows, 300);
  ASSERT_EQ(maps.variants.size(), 2U);
  EXPECT_EQ(maps.variants[1].slip, PreprocessSlip::scale);
  EXPECT_EQ(maps.variants[1].maps[0][1], std::round(maps.variants[0].maps[0][1] * 255));
}

}  // namespace
}  // namespace unfold
