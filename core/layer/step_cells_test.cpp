#include "core/layer/step_cells.h"

#include <gtest/gtest.h>

#include <set>

namespace unfold {
namespace {

Geometry uneven(Mistake mistake = Mistake::none) {
  return make_geometry({2, 3, 7, 6}, {5, 3, 3, 2},
                       {.stride = 2, .pad = 1, .pool = 2, .pool_stride = 1, .mistake = mistake});
}

std::vector<CellRef> cells_of(const CellBox& box) {
  std::vector<CellRef> cells;
  for (std::int64_t i = 0; i < box.cells(); ++i) {
    CellRef cell{box.tensor, unflatten(box.count, i)};
    for (int axis = 0; axis < cell.at.rank(); ++axis)
      cell.at[axis] = box.first[axis] + cell.at[axis] * box.step[axis];
    cells.push_back(cell);
  }
  return cells;
}

constexpr Stage in_parts[] = {Stage::im2col,   Stage::reshape, Stage::weights,
                              Stage::gemm,     Stage::maps,    Stage::pool_im2col,
                              Stage::pool_max, Stage::pool,    Stage::pool_reshape};

TEST(StepCells, TheStepsOfAStageWriteEveryCellOfItsTensorOnce) {
  const Geometry g = uneven();
  for (const Stage stage : in_parts) {
    std::set<std::int64_t> written;
    std::int64_t cells = 0;
    const Shape shape = shape_of(g, tensor_of(stage));
    for (std::int64_t step = 0; step < step_count(g, stage, {}); ++step) {
      const std::vector<CellBox> boxes = step_cells(g, {}, {stage, step});
      ASSERT_FALSE(boxes.empty()) << name(stage);
      ASSERT_EQ(boxes.front().tensor, tensor_of(stage)) << name(stage);
      for (const CellRef& cell : cells_of(boxes.front())) {
        written.insert(flatten(shape, cell.at));
        ++cells;
      }
    }
    EXPECT_EQ(cells, shape.count()) << name(stage);
    EXPECT_EQ(static_cast<std::int64_t>(written.size()), shape.count()) << name(stage);
  }
}

TEST(StepCells, WhatIsReadIsWhatTheWrittenCellsWereMadeOf) {
  const Geometry g = uneven();
  for (const Stage stage :
       {Stage::im2col, Stage::reshape, Stage::gemm, Stage::pool_reshape, Stage::pool_max}) {
    const std::int64_t step = step_count(g, stage, {}) * 2 / 3;
    const std::vector<CellBox> boxes = step_cells(g, {}, {stage, step});
    ASSERT_GE(boxes.size(), 2U);
    for (const CellRef& cell : cells_of(boxes.front()))
      for (const CellBox& source : sources(g, false, cell))
        for (const CellRef& from : cells_of(source)) {
          bool found = false;
          for (const CellBox& box : boxes) found = found || box.contains(from);
          EXPECT_TRUE(found) << name(stage) << " " << name(from.tensor) << to_string(from.at);
        }
  }
}

// Whatever the mistake: each box that is read holds what the boxes before it were made of, and no more.
TEST(StepCells, NameNoCellAsReadThatWasNot) {
  for (int i = 0; i < mistake_count; ++i) {
    const auto mistake = static_cast<Mistake>(i);
    const Geometry g = uneven(mistake);
    const bool row_holds = mistake != Mistake::no_transpose && mistake != Mistake::swap_c_fh;
    for (const Stage stage : {Stage::reshape, Stage::weights}) {
      for (std::int64_t step = 0; step < step_count(g, stage, {}); ++step) {
        const std::vector<CellBox> boxes = step_cells(g, {}, {stage, step});
        const bool named = stage == Stage::reshape ? row_holds : mistake != Mistake::wrong_reshape_W;
        ASSERT_EQ(boxes.size(), named ? stage == Stage::reshape ? 4U : 2U : 1U) << name(mistake);
        for (std::size_t b = 1; b < boxes.size(); ++b) {
          std::int64_t made = 0;
          for (const CellRef& cell : cells_of(boxes[b - 1]))
            for (const CellBox& source : sources(g, false, cell))
              made += boxes[b].contains({source.tensor, source.first});
          EXPECT_EQ(made, boxes[b - 1].cells()) << name(mistake) << " " << name(boxes[b].tensor);
          EXPECT_EQ(boxes[b].cells(), boxes[0].cells()) << name(mistake) << " " << name(boxes[b].tensor);
        }
      }
    }
  }
}

TEST(StepCells, StayInsideTheirTensors) {
  const Geometry g = uneven();
  for (const Stage stage : in_parts)
    for (const StepOrders orders :
         {StepOrders{}, StepOrders{LoopOrder::window, GemmStep::outer},
          StepOrders{LoopOrder::window, GemmStep::row}, StepOrders{LoopOrder::offset, GemmStep::all},
          StepOrders{LoopOrder::offset, GemmStep::term}}) {
      const std::int64_t last = step_count(g, stage, orders) - 1;
      for (const CellBox& box : step_cells(g, orders, {stage, last})) {
        const Shape shape = shape_of(g, box.tensor);
        for (int axis = 0; axis < shape.rank(); ++axis)
          EXPECT_LT(box.first[axis] + (box.count[axis] - 1) * box.step[axis], shape[axis])
              << name(box.tensor);
      }
    }
}

TEST(StepCells, AStageDoneAtOnceHasNoPart) {
  const Geometry g = uneven();
  for (const Stage stage : {Stage::input, Stage::pad, Stage::allocate, Stage::transpose})
    EXPECT_TRUE(step_cells(g, {}, {stage, 0}).empty());
}

}  // namespace
}  // namespace unfold
