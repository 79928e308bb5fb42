#include "app/view/browse/browser.h"

#include "app/view/audit.h"
#include "app/view/browse/picture.h"
#include "app/view/pictures.h"
#include "app/view/test_support.h"
#include "app/view/trace/trace_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace unfold::view {
namespace {

using testing::FixedMeasure;

constexpr Vec2 desk{1280, 800};

WindowScenes window_of(const State& s) {
  const FixedMeasure measure;
  const Texts texts(s.options.language);
  return build_window(s, texts, measure, desk);
}

State browsing(const testing::Sizes& sizes, TensorId tensor, Stage stage = Stage::reshape) {
  State s = testing::loaded(sizes);
  s.playback = seek(s.walkthrough->geometry(), s.playback, {stage, 1'000'000'000});
  s.playback = still(s.playback);
  static_cast<void>(apply(s, act::BrowseTensor{tensor}));
  return s;
}

Browsed shown(const State& s) {
  return browsed(s.walkthrough->geometry(), make_layout(desk, false), *s.browse);
}

TEST(Browser, OpensOnTheTensorOfTheStageAndGoesBack) {
  State s = testing::loaded(testing::toy_sizes());
  s.playback = seek(s.walkthrough->geometry(), s.playback, {Stage::im2col, 3});
  static_cast<void>(apply(s, act::ToggleBrowse{}));
  ASSERT_TRUE(s.browse);
  EXPECT_EQ(s.browse->tensor, TensorId::col6);
  static_cast<void>(apply(s, act::StepBy{1}));
  EXPECT_TRUE(s.browse) << "stepping goes on beneath it";
  EXPECT_EQ(s.playback.at.step, 4);
  static_cast<void>(apply(s, act::Escape{}));
  EXPECT_FALSE(s.browse);
}

TEST(Browser, OpensAtThePinnedCellWhereverThatWasPinned) {
  State s = testing::loaded(testing::photo_sizes());
  s.pinned = CellRef{TensorId::img, {0, 1, 100, 90}};
  static_cast<void>(apply(s, act::BrowseTensor{TensorId::col}));
  const Browsed b = shown(s);
  bool found = false;
  for (const CellRef& cell : follow(s.walkthrough->geometry(), *s.pinned, s.options.filter)) {
    if (cell.tensor != TensorId::col) continue;
    const GridPlace place = place_of(b.grid, cell.at);
    found = place.row >= b.view.range.row0 && place.row < b.view.range.row1 &&
            place.col >= b.view.range.col0 && place.col < b.view.range.col1;
  }
  EXPECT_TRUE(found);
  EXPECT_GE(b.view.sx, 36);
}

TEST(Browser, IsNotForPresentModeNorForATensorThatIsNotThere) {
  State s = testing::loaded(testing::toy_sizes());
  static_cast<void>(apply(s, act::BrowseTensor{TensorId::b}));
  EXPECT_FALSE(s.browse) << "this layer has no bias";
  static_cast<void>(apply(s, act::ToggleBrowse{}));
  static_cast<void>(apply(s, act::TogglePresent{}));
  EXPECT_FALSE(s.browse);
  static_cast<void>(apply(s, act::ToggleBrowse{}));
  EXPECT_FALSE(s.browse);
}

// At every depth and every tensor: what the pointer finds is what the layout put there.
TEST(Browser, WhatIsPointedAtIsWhatTheLayoutShowsThereAtEveryZoom) {
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()}) {
    State s = testing::loaded(sizes);
    for (int id = 0; id < tensor_count; ++id) {
      const auto tensor = static_cast<TensorId>(id);
      static_cast<void>(apply(s, act::BrowseTensor{tensor}));
      if (!s.browse || s.browse->tensor != tensor) continue;
      for (const double depth : {0.0, 0.4, 0.8, 1.0}) {
        const TensorGrid grid = tensor_grid(s.walkthrough->geometry(), tensor);
        s.browse->depth = depth;
        s.browse->x = static_cast<double>(grid.cols) * 0.61;
        s.browse->y = static_cast<double>(grid.rows) * 0.37;
        const Browsed b = shown(s);
        const WindowScenes w = window_of(s);
        const int levels = count_blocks(grid, b.view.range, 0) > 3000 ? 1 : 0;
        for (int i = 0; i < 24; ++i) {
          const Vec2 p{b.view.content.x + b.view.content.w * (static_cast<float>(i * 37 % 41) + 0.5F) / 41,
                       b.view.content.y + b.view.content.h * (static_cast<float>(i * 11 % 43) + 0.5F) / 43};
          const Hit* hit = hit_at(w.canvas, p);
          const GridPlace place{
              static_cast<std::int64_t>(b.view.y + static_cast<double>(p.y - b.view.cells.y) / b.view.sy),
              static_cast<std::int64_t>(b.view.x + static_cast<double>(p.x - b.view.cells.x) / b.view.sx)};
          const std::optional<Index> expected = cell_at_place(grid, place);
          const auto* block = hit == nullptr ? nullptr : std::get_if<CellHit>(&hit->what);
          if (hit != nullptr && std::holds_alternative<SliderHit>(hit->what)) continue;  // the map
          if (!expected) {
            EXPECT_EQ(block, nullptr) << name(tensor);
            continue;
          }
          ASSERT_NE(block, nullptr) << name(tensor) << " at depth " << depth;
          const CellRef cell = cell_at(hit->at, *block, p);
          if (levels > 0) {
            // A whole plane answers: its first cell.
            const GridPlace first = place_of(grid, cell.at);
            EXPECT_LE(std::abs(first.row - place.row), plane_rows(grid) * grid.shape[1]);
            continue;
          }
          const GridPlace got = place_of(grid, cell.at);
          // The pointer lies in that cell, to a twentieth of a pixel: a float tells no more.
          const auto off = [](double at, std::int64_t found, double scale) {
            const auto from = static_cast<double>(found);
            return std::max({0.0, from - at, at - from - 1}) * scale;
          };
          EXPECT_LE(off(b.view.y + static_cast<double>(p.y - b.view.cells.y) / b.view.sy, got.row, b.view.sy),
                    0.05)
              << name(tensor) << " at depth " << depth;
          EXPECT_LE(off(b.view.x + static_cast<double>(p.x - b.view.cells.x) / b.view.sx, got.col, b.view.sx),
                    0.05)
              << name(tensor) << " at depth " << depth;
        }
      }
    }
  }
}

TEST(Browser, ShowsTheNumbersOfTheLastRowAfterOneJump) {
  State s = browsing({{1, 3, 224, 224}, {64, 3, 3, 3}, {.stride = 1, .pad = 1}, "vgg"}, TensorId::col);
  static_cast<void>(apply(s, act::BrowseEnd{true}));
  const Browsed b = shown(s);
  ASSERT_EQ(b.grid.rows, 50176);
  EXPECT_EQ(b.view.range.row1, 50176);
  const WindowScenes w = window_of(s);
  const auto says = [&](const std::string& words) {
    return std::any_of(w.canvas.items.begin(), w.canvas.items.end(), [&](const Item& item) {
      const auto* text = std::get_if<TextItem>(&item);
      return text != nullptr && text->text == words;
    });
  };
  EXPECT_TRUE(says("50175")) << "the last row's number";
  // Only what is seen is written out.
  EXPECT_LT(w.canvas.items.size(), 2500U);
}

TEST(Browser, ItsPictureHoldsTheTensorsOwnValues) {
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes()}) {
    const State s = testing::loaded(sizes);
    for (int id = 0; id < tensor_count; ++id) {
      if (static_cast<TensorId>(id) == TensorId::b) continue;
      const TensorGrid grid = tensor_grid(s.walkthrough->geometry(), static_cast<TensorId>(id));
      const Picture picture = grid_picture(s.walkthrough, grid, Reducing::mean_or_outlier);
      const std::int64_t y0 = grid.rows / 3, x0 = grid.cols / 3;
      const std::int64_t h = std::min<std::int64_t>(50, grid.rows - y0),
                         w = std::min<std::int64_t>(60, grid.cols - x0);
      std::vector<float> texels(static_cast<std::size_t>(w * h));
      (*picture.fill)(x0, y0, w, h, texels.data());
      for (std::int64_t y = 0; y < h; ++y)
        for (std::int64_t x = 0; x < w; ++x) {
          const std::optional<Index> cell = cell_at_place(grid, {y0 + y, x0 + x});
          const float expected =
              cell ? s.walkthrough->at(grid.tensor, *cell) : -std::numeric_limits<float>::infinity();
          ASSERT_EQ(texels[static_cast<std::size_t>(y * w + x)], expected) << name(grid.tensor);
        }
    }
  }
}

TEST(Browser, LaysOutItsWordsAtEveryDepth) {
  const FixedMeasure measure;
  struct Look {
    Vec2 size;
    Language language;
  };
  const Look looks[] = {
      {{1280, 800}, Language::en}, {{1024, 768}, Language::ja}, {{1024, 768}, Language::en}};
  const Texts english(Language::en);
  const Texts japanese(Language::ja);
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::photo_sizes()}) {
    State s = testing::loaded(sizes);
    for (int id = 0; id < tensor_count; ++id) {
      s.browse.reset();
      static_cast<void>(apply(s, act::BrowseTensor{static_cast<TensorId>(id)}));
      if (!s.browse) continue;
      for (const Look& look : looks)
        for (const double depth : {0.0, 0.5, 1.0}) {
          s.options.language = look.language;
          s.browse->depth = depth;
          const Texts& texts = look.language == Language::en ? english : japanese;
          for (const std::string& complaint :
               audit(build_window(s, texts, measure, look.size), measure, 11)) {
            // The map floats over the cells, and the heads over those that are scrolled under them.
            if (complaint.find("is drawn over") != std::string::npos) continue;
            ADD_FAILURE() << name(s.browse->tensor) << " at " << depth << ", " << look.size.x
                          << (look.language == Language::ja ? ", ja: " : ", en: ") << complaint;
          }
        }
    }
  }
}

TEST(Browser, ItsTraceSaysWhatIsInSight) {
  State s = browsing(testing::photo_sizes(), TensorId::col);
  static_cast<void>(apply(s, act::BrowseEnd{true}));
  const nlohmann::json line = nlohmann::json::parse(trace_line(act::BrowseEnd{true}, s));
  EXPECT_EQ(line["browse"]["tensor"], "col");
  EXPECT_EQ(line["browse"]["rows"][1], 12544);
  EXPECT_GE(line["browse"]["sx"], 36.0);
}

}  // namespace
}  // namespace unfold::view
