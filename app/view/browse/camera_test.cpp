#include "app/view/browse/camera.h"

#include <gtest/gtest.h>

#include <random>

namespace unfold::view {
namespace {

constexpr Rect cells{280, 150, 620, 520};

Geometry photo() { return make_geometry({1, 3, 224, 224}, {64, 3, 7, 7}, {.stride = 2, .pad = 3}); }
Geometry vgg() { return make_geometry({1, 3, 224, 224}, {64, 3, 3, 3}, {.stride = 1, .pad = 1}); }
// A photo of twelve megapixels under a 7x7 window: col (3,000,000, 147).
Geometry large() { return make_geometry({1, 3, 3000, 4000}, {64, 3, 7, 7}, {.stride = 2, .pad = 3}); }
Geometry toy() { return make_geometry({1, 1, 3, 3}, {2, 1, 3, 3}, {.stride = 1, .pad = 1}); }

template <typename Each> void every_tensor(Each each) {
  for (const Geometry& g : {toy(), photo(), vgg(), large()})
    for (int id = 0; id < tensor_count; ++id) each(tensor_grid(g, static_cast<TensorId>(id)));
}

std::string what(const TensorGrid& grid) {
  return std::string(name(grid.tensor)) + " " + to_string(grid.shape);
}

TEST(BrowseCamera, DepthZeroSeesTheWholeTensor) {
  every_tensor([](const TensorGrid& grid) {
    const BrowseView view = look_at(grid, cells, {grid.tensor});
    EXPECT_TRUE(all_seen(grid, view)) << what(grid);
    EXPECT_LE(view.content.w, cells.w);
    EXPECT_LE(view.content.h, cells.h);
    // A sliver cannot be read: the shorter side is given room.
    EXPECT_GE(std::min(view.content.w, view.content.h), 40) << what(grid);
  });
}

TEST(BrowseCamera, APictureKeepsItsProportionsAndATallMatrixDoesNot) {
  const TensorGrid conv = tensor_grid(photo(), TensorId::conv);
  for (const double depth : {0.0, 0.3, 1.0}) {
    const BrowseView view = look_at(conv, cells, {TensorId::conv, depth});
    EXPECT_DOUBLE_EQ(view.sx, view.sy);
  }
  const BrowseView col = look_at(tensor_grid(vgg(), TensorId::col), cells, {TensorId::col});
  EXPECT_GT(col.sx, 20);
  EXPECT_LT(col.sy, 0.02);
}

TEST(BrowseCamera, ZoomingKeepsWhatLiesUnderThePointer) {
  std::mt19937 random(7);
  const auto part = [&] { return std::uniform_real_distribution<double>(0.3, 0.7)(random); };
  every_tensor([&](const TensorGrid& grid) {
    Browse b = gone_to(grid, cells, {grid.tensor},
                       {static_cast<std::int64_t>(static_cast<double>(grid.rows) * part()),
                        static_cast<std::int64_t>(static_cast<double>(grid.cols) * part())});
    for (int i = 0; i < 12; ++i) {
      const BrowseView before = look_at(grid, cells, b);
      const Vec2 at{static_cast<float>(before.content.x + before.content.w * static_cast<float>(part())),
                    static_cast<float>(before.content.y + before.content.h * static_cast<float>(part()))};
      const Browse next = zoomed(grid, cells, b, i % 2 == 0 ? 1.2 : 1 / 1.2, at);
      const BrowseView after = look_at(grid, cells, next);
      const double row = before.y + (static_cast<double>(at.y) - before.py(before.y)) / before.sy;
      const double col = before.x + (static_cast<double>(at.x) - before.px(before.x)) / before.sx;
      // An edge of the tensor holds the view back.
      const auto free_axis = [](double origin, double extent, double count) {
        return origin > 1e-9 && origin + extent < count - 1e-9;
      };
      if (free_axis(after.y, cells.h / after.sy, static_cast<double>(grid.rows))) {
        EXPECT_NEAR(after.py(row), static_cast<double>(at.y), 0.01) << what(grid);
      }
      if (free_axis(after.x, cells.w / after.sx, static_cast<double>(grid.cols))) {
        EXPECT_NEAR(after.px(col), static_cast<double>(at.x), 0.01) << what(grid);
      }
      b = next;
    }
  });
}

TEST(BrowseCamera, TheWheelGoesAllTheWayInAndBackInFortyTurns) {
  every_tensor([](const TensorGrid& grid) {
    Browse b{grid.tensor};
    for (int i = 0; i < 40; ++i) b = zoomed(grid, cells, b, 1.2, {500, 400});
    const BrowseView near = look_at(grid, cells, b);
    EXPECT_NEAR(near.sx, 96, 1e-6) << what(grid);
    EXPECT_LE(near.sy, 96 + 1e-6);
    for (int i = 0; i < 41; ++i) b = zoomed(grid, cells, b, 1 / 1.2, {500, 400});
    EXPECT_TRUE(all_seen(grid, look_at(grid, cells, b))) << what(grid);
  });
}

TEST(BrowseCamera, ADoubleClickAtTheBottomEdgeShowsTheDigitsOfTheLastRow) {
  every_tensor([](const TensorGrid& grid) {
    const BrowseView all = look_at(grid, cells, {grid.tensor});
    const Vec2 bottom{all.content.x + all.content.w / 2, all.content.bottom() - 2};
    const Browse in = dived(grid, cells, {grid.tensor}, bottom);
    const BrowseView view = look_at(grid, cells, in);
    if (readable_depth(grid, cells) == 0) return;  // the whole is readable
    EXPECT_EQ(view.range.row1, grid.rows) << what(grid);
    EXPECT_GE(view.sx, 63.9) << what(grid);
    EXPECT_GE(view.sy, 27.9) << what(grid);
    EXPECT_EQ(dived(grid, cells, in, bottom), Browse{grid.tensor}) << "and again: the whole";
  });
}

TEST(BrowseCamera, ADoubleClickShowsTheDigitsOfWhatLiesUnderIt) {
  every_tensor([](const TensorGrid& grid) {
    const BrowseView all = look_at(grid, cells, {grid.tensor});
    const Vec2 at{all.content.x + all.content.w * 0.4F, all.content.y + all.content.h * 0.6F};
    const double row = (static_cast<double>(at.y) - all.py(0)) / all.sy;
    const BrowseView view = look_at(grid, cells, dived(grid, cells, {grid.tensor}, at));
    EXPECT_LE(static_cast<double>(view.range.row0), row + 1) << what(grid);
    EXPECT_GE(static_cast<double>(view.range.row1), row - 1) << what(grid);
  });
}

TEST(BrowseCamera, TheMapsEndsAreTheFirstAndTheLastRow) {
  every_tensor([](const TensorGrid& grid) {
    const BrowseView last = look_at(grid, cells, moved_on_map(grid, cells, {grid.tensor}, 0.5, 0.995));
    EXPECT_EQ(last.range.row1, grid.rows) << what(grid);
    const BrowseView first = look_at(grid, cells, moved_on_map(grid, cells, {grid.tensor}, 0.5, 0.002));
    EXPECT_EQ(first.range.row0, 0) << what(grid);
    EXPECT_GE(last.sy, 16) << what(grid);
  });
}

TEST(BrowseCamera, RowsOfThreeMillionAreToldApart) {
  const TensorGrid grid = tensor_grid(large(), TensorId::col);
  ASSERT_EQ(grid.rows, 3'000'000);
  ASSERT_EQ(grid.cols, 147);
  const BrowseView view = look_at(grid, cells, gone_to(grid, cells, {TensorId::col}, {2'999'990, 140}));
  for (std::int64_t row = view.range.row0; row + 1 < view.range.row1; ++row)
    EXPECT_NEAR(view.py(static_cast<double>(row + 1)) - view.py(static_cast<double>(row)), view.sy, 1e-6);
}

TEST(BrowseCamera, PanningStopsAtTheEdges) {
  every_tensor([](const TensorGrid& grid) {
    Browse b = gone_to(grid, cells, {grid.tensor}, {grid.rows / 2, grid.cols / 2});
    b = panned(grid, cells, b, {-1e10F, -1e10F});
    EXPECT_EQ(look_at(grid, cells, b).range.row1, grid.rows) << what(grid);
    EXPECT_EQ(look_at(grid, cells, b).range.col1, grid.cols) << what(grid);
    b = panned(grid, cells, b, {1e10F, 1e10F});
    EXPECT_EQ(look_at(grid, cells, b).range.row0, 0) << what(grid);
    EXPECT_EQ(look_at(grid, cells, b).range.col0, 0) << what(grid);
  });
}

}  // namespace
}  // namespace unfold::view
