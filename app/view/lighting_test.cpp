#include "app/view/passport/passport.h"
#include "app/view/test_support.h"
#include "core/layer/kin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace unfold::view {
namespace {

using testing::FixedMeasure;

bool is_there(const Scene& canvas, const CellRef& cell) {
  return std::any_of(canvas.hits.begin(), canvas.hits.end(), [&](const Hit& hit) {
    const auto* block = std::get_if<CellHit>(&hit.what);
    return block != nullptr && rect_of(hit.at, *block, cell).w > 0;
  });
}

// Whether any block of the canvas shows the cell; a picture in colour shows every channel.
bool is_shown(const Scene& canvas, const CellRef& cell) {
  if (is_there(canvas, cell)) return true;
  if (cell.tensor != TensorId::x && cell.tensor != TensorId::img && cell.tensor != TensorId::col6)
    return false;
  for (std::int64_t c = 0; c < 3; ++c) {
    CellRef other = cell;
    other.at[1] = c;
    if (is_there(canvas, other)) return true;
  }
  return false;
}

std::vector<CellRef> cells_of(const CellBox& box) {
  std::vector<CellRef> cells;
  for (std::int64_t i = 0; i < box.cells(); ++i) {
    Index at = unflatten(box.count, i);
    for (int axis = 0; axis < at.rank(); ++axis) at[axis] = box.first[axis] + at[axis] * box.step[axis];
    cells.push_back({box.tensor, at});
  }
  return cells;
}

// What light_cells should say, cell by cell.
std::map<std::pair<LitCells::Why, TensorId>, std::int64_t> expected(const Scene& canvas, const Kin& kin) {
  std::map<std::pair<LitCells::Why, TensorId>, std::int64_t> count;
  for (const CellRef& cell : kin.same)
    if (is_shown(canvas, cell)) ++count[{LitCells::Why::same, cell.tensor}];
  const auto add = [&](const std::vector<CellBox>& boxes, LitCells::Why why) {
    for (const CellBox& box : boxes)
      for (const CellRef& cell : cells_of(box))
        if (is_there(canvas, cell)) ++count[{why, cell.tensor}];
  };
  add(kin.from, LitCells::Why::from);
  add(kin.to, LitCells::Why::to);
  return count;
}

std::map<std::pair<LitCells::Why, TensorId>, std::int64_t> counted(const std::vector<LitCells>& lit) {
  std::map<std::pair<LitCells::Why, TensorId>, std::int64_t> count;
  for (const LitCells& cells : lit)
    if (cells.why != LitCells::Why::way) count[{cells.why, cells.tensor}] = cells.count;
  return count;
}

void expect_lit(State s, const std::vector<TensorId>& pins) {
  const FixedMeasure measure;
  const Texts texts(Language::en);
  const Geometry& g = s.walkthrough->geometry();
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    s.playback = seek(g, s.playback, {stage, step_count(g, stage, s.playback.orders) / 2});
    s.playback.elapsed = 1e9;
    for (const TensorId id : pins) {
      const Shape shape = shape_of(g, id);
      s.pinned = CellRef{id, unflatten(shape, shape.count() / 2 + shape[shape.rank() - 1] / 3)};
      const WindowScenes w = build_window(s, texts, measure, {1280, 800});
      EXPECT_EQ(counted(w.lit), expected(w.canvas, kin_of(g, false, *s.pinned)))
          << s.choice.lesson << ", " << name(stage) << ", " << address_words(*s.pinned);
    }
  }
}

TEST(Lighting, LightsEveryShownCellThatThePinnedOneHasToDoWith) {
  std::vector<TensorId> all;
  for (int i = 0; i < tensor_count; ++i)
    if (static_cast<TensorId>(i) != TensorId::b) all.push_back(static_cast<TensorId>(i));
  expect_lit(testing::loaded(testing::toy_sizes()), all);
  expect_lit(testing::loaded(testing::batch_sizes()), {TensorId::x, TensorId::col, TensorId::conv});
  expect_lit(testing::loaded(testing::photo_sizes()), {TensorId::x, TensorId::conv, TensorId::pool});
}

TEST(Lighting, LightsATensorsCellOnTheStageThatAClickOnItsAddressOpens) {
  const FixedMeasure measure;
  const Texts texts(Language::en);
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()}) {
    State s = testing::loaded(sizes);
    const Geometry& g = s.walkthrough->geometry();
    const CellRef pixel{TensorId::x, {g.N - 1, g.C - 1, g.H / 2, g.W / 2}};
    (void)apply(s, act::Pin{pixel});
    for (const CellRef& row : passport_way(s, pixel)) {
      (void)apply(s, act::OpenCell{row});
      s.playback.elapsed = 1e9;
      EXPECT_EQ(s.playback.at, step_of(g, s.playback, row));
      EXPECT_EQ(s.pinned, pixel);
      const WindowScenes w = build_window(s, texts, measure, {1280, 800});
      const bool lit = std::any_of(w.lit.begin(), w.lit.end(), [&](const LitCells& cells) {
        // The maps' stage shows out_nhwc as the maps it becomes.
        return cells.tensor == (row.tensor == TensorId::out_nhwc ? TensorId::conv : row.tensor);
      });
      EXPECT_TRUE(lit) << sizes.lesson << " " << address_words(row);
    }
  }
}

// A word of the explanation, a chip and a bracket: all that is of one axis lights when any of it is pointed
// at.
TEST(Lighting, AnAxisIsLitWhereverItIsNamed) {
  State s = testing::loaded(testing::toy_sizes());
  s.playback.at = {Stage::im2col, 4};
  s.playback.elapsed = s.playback.stage_elapsed = 1e9;
  const testing::FixedMeasure measure;
  const Texts texts(Language::en);
  const auto frames = [&](Axis axis) {
    s.hovered_axis = axis;
    const WindowScenes w = build_window(s, texts, measure, {1280, 800});
    const auto count = [](const Scene& scene) {
      return std::count_if(scene.items.begin(), scene.items.end(),
                           [](const Item& item) { return std::holds_alternative<FrameItem>(item); });
    };
    return std::array{count(w.chrome), count(w.canvas)};
  };
  const auto none = frames(Axis::none);
  for (const Axis axis : {Axis::FH, Axis::FW, Axis::OH}) {
    const auto lit = frames(axis);
    EXPECT_GT(lit[0], none[0]) << name(axis) << " in the words";
    if (axis != Axis::OH) {
      EXPECT_GT(lit[1], none[1]) << name(axis) << " on the canvas";
    }
  }
}

}  // namespace
}  // namespace unfold::view
