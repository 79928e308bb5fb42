#include "app/view/kept/drawing.h"
#include "app/view/kept/film_steps.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <variant>

namespace unfold::view {
namespace {

using testing::FixedMeasure;
using testing::loaded;

constexpr Vec2 size{1280, 800};

Drawing drawn(const State& state, KeptView view, bool steady = false) {
  return build_drawing(state, view, Texts(state.options.language), FixedMeasure(), size, steady);
}
State at(State s, Stage stage, std::int64_t step = 0) {
  static_cast<void>(apply(s, act::Seek{{stage, step}}));
  s.playback = still(s.playback);
  return s;
}

// Nothing that is drawn is left out, at any stage.
TEST(Drawing, ThePartIsAsLargeAsWhatIsInIt) {
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::photo_sizes()}) {
    for (int i = 0; i < stage_count; ++i) {
      const Drawing d = drawn(at(loaded(sizes), static_cast<Stage>(i)), KeptView::canvas);
      const Rect inside = covered(d.scenes.canvas, FixedMeasure());
      EXPECT_GT(d.scenes.layout.size.x, 200) << i;
      EXPECT_LE(d.camera.origin.x + 11, inside.x) << i;
      EXPECT_LE(d.camera.origin.y + 11, inside.y) << i;
      EXPECT_GE(d.camera.origin.x + d.scenes.layout.size.x, inside.right() + 11) << i;
      EXPECT_GE(d.camera.origin.y + d.scenes.layout.size.y, inside.bottom() + 11) << i;
      EXPECT_EQ(d.scenes.chrome.items.size(), 1U) << "its ground and no chrome";
      EXPECT_TRUE(d.scenes.overlay.items.empty());
    }
  }
}

TEST(Drawing, WhatAHandDoesIsNotInIt) {
  const State calm = at(loaded(testing::toy_sizes()), Stage::im2col, 4);
  State stirred = calm;
  stirred.camera = {.zoom = 3, .origin = {50, 60}};
  stirred.pointed = CellRef{TensorId::x, {0, 0, 1, 1}};
  stirred.menu = act::MenuName::layer;
  stirred.keys_sheet = true;
  const Drawing a = drawn(calm, KeptView::canvas), b = drawn(stirred, KeptView::canvas);
  EXPECT_EQ(a.scenes.canvas.items.size(), b.scenes.canvas.items.size());
  EXPECT_EQ(a.scenes.layout.size.x, b.scenes.layout.size.x);
  EXPECT_EQ(a.camera.origin.x, b.camera.origin.x);
}

TEST(Drawing, PicturesOfAFilmAreOfOneSize) {
  std::set<std::pair<float, float>> sizes;
  for (int i = 0; i < stage_count; ++i) {
    const Vec2 of = drawn(at(loaded(testing::toy_sizes()), static_cast<Stage>(i)), KeptView::canvas, true)
                        .scenes.layout.size;
    sizes.emplace(of.x, of.y);
  }
  EXPECT_EQ(sizes.size(), 1U);
}

TEST(Drawing, TheSheetHasEveryMapUnderItsNumber) {
  const Drawing d = drawn(loaded(testing::photo_sizes()), KeptView::maps);
  const Color filters = make_theme(ThemeName::dark).axis_color(Axis::FN);
  int pictures = 0;
  std::multiset<std::string> words;
  for (const Item& item : d.scenes.canvas.items) {
    if (const auto* picture = std::get_if<PictureItem>(&item)) {
      ++pictures;
      EXPECT_EQ(static_cast<std::int64_t>(picture->at.w) % picture->picture.width, 0)
          << "a texel is a whole number of pixels";
    }
    const auto* text = std::get_if<TextItem>(&item);
    if (text != nullptr && text->color == filters) words.insert(text->text);
  }
  EXPECT_EQ(pictures, 128);
  for (int f = 0; f < 64; ++f) EXPECT_EQ(words.count(std::to_string(f)), 2U) << f;
}

TEST(Drawing, SmallMapsAreEnlarged) {
  const Drawing d = drawn(loaded(testing::toy_sizes()), KeptView::maps);
  const auto first = std::find_if(d.scenes.canvas.items.begin(), d.scenes.canvas.items.end(),
                                  [](const Item& i) { return std::holds_alternative<PictureItem>(i); });
  EXPECT_EQ(std::get<PictureItem>(*first).at.w, 96);
}

TEST(Drawing, TheBrowserIsOpenedForIt) {
  const State state = at(loaded(testing::photo_sizes()), Stage::reshape);
  const Drawing d = drawn(state, KeptView::browser);
  EXPECT_FALSE(d.scenes.canvas.items.empty());
  EXPECT_NE(d.scenes.canvas.items.size(), drawn(state, KeptView::canvas).scenes.canvas.items.size());
}

TEST(FilmSteps, EveryStepOfASmallStage) {
  const State s = loaded(testing::toy_sizes());
  const Geometry& g = s.walkthrough->geometry();
  const std::vector<Position> steps = film_steps(g, s.playback.orders, {Stage::pad, 0}, {Stage::im2col, 3});
  const auto pad = static_cast<std::size_t>(step_count(g, Stage::pad, s.playback.orders));
  const auto allocate = static_cast<std::size_t>(step_count(g, Stage::allocate, s.playback.orders));
  ASSERT_EQ(steps.size(), pad + allocate + 4);
  EXPECT_EQ(steps.front(), (Position{Stage::pad, 0}));
  EXPECT_EQ(steps.back(), (Position{Stage::im2col, 3}));
  EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
}

TEST(FilmSteps, ManyGoByInBlocksAndTheLastIsShown) {
  const State s = loaded(testing::photo_sizes());
  const Geometry& g = s.walkthrough->geometry();
  const std::int64_t all = step_count(g, Stage::gemm, s.playback.orders);
  ASSERT_GT(all, most_single_steps);
  const std::vector<Position> steps =
      film_steps(g, s.playback.orders, {Stage::gemm, 0}, {Stage::gemm, all - 1});
  EXPECT_LE(static_cast<std::int64_t>(steps.size()), most_single_steps);
  EXPECT_EQ(steps.back().step, all - 1);
  EXPECT_EQ(film_steps(g, s.playback.orders, {Stage::gemm, 10}, {Stage::gemm, 40}).size(), 31U);
}

TEST(FilmSteps, NoneBackwards) {
  const State s = loaded(testing::toy_sizes());
  const Geometry& g = s.walkthrough->geometry();
  EXPECT_TRUE(film_steps(g, s.playback.orders, {Stage::maps, 0}, {Stage::pad, 0}).empty());
  EXPECT_TRUE(film_steps(g, s.playback.orders, {Stage::im2col, 4}, {Stage::im2col, 2}).empty());
}

}  // namespace
}  // namespace unfold::view
