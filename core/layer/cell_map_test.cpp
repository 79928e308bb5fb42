#include "core/layer/cell_map.h"

#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace unfold {
namespace {

using Key = std::pair<int, std::int64_t>;  // a cell as its tensor and its element number

Key key(const Geometry& g, const CellRef& cell) {
  return {static_cast<int>(cell.tensor), flatten(shape_of(g, cell.tensor), cell.at)};
}

bool within(const Geometry& g, const CellRef& cell) {
  const Shape shape = shape_of(g, cell.tensor);
  bool inside = cell.at.rank() == shape.rank();
  for (int i = 0; inside && i < shape.rank(); ++i) inside = 0 <= cell.at[i] && cell.at[i] < shape[i];
  return inside;
}

// Every cell of some boxes, one by one.
std::vector<CellRef> cells_of(const std::vector<CellBox>& boxes) {
  std::vector<CellRef> cells;
  for (const CellBox& box : boxes) {
    for (std::int64_t i = 0; i < box.cells(); ++i) {
      Index at = unflatten(box.count, i);
      for (int axis = 0; axis < at.rank(); ++axis) at[axis] = box.first[axis] + at[axis] * box.step[axis];
      cells.push_back({box.tensor, at});
    }
  }
  return cells;
}

std::vector<CellRef> every_cell(const Geometry& g, TensorId id) {
  std::vector<CellRef> cells;
  const Shape shape = shape_of(g, id);
  for (std::int64_t i = 0; i < shape.count(); ++i) cells.push_back({id, unflatten(shape, i)});
  return cells;
}

// The ties of all cells of a layer, as (from, to) pairs.
using Ties = std::set<std::pair<Key, Key>>;

Ties ties_backward(const Geometry& g, bool bias) {
  Ties ties;
  for (const TensorId id : testing::every_tensor(bias)) {
    for (const CellRef& cell : every_cell(g, id)) {
      for (const CellRef& from : cells_of(sources(g, bias, cell))) {
        EXPECT_TRUE(within(g, from)) << name(from.tensor) << to_string(from.at);
        EXPECT_TRUE(ties.insert({key(g, from), key(g, cell)}).second) << "named twice";
      }
    }
  }
  return ties;
}

Ties ties_forward(const Geometry& g, bool bias) {
  Ties ties;
  for (const TensorId id : testing::every_tensor(bias)) {
    for (const CellRef& cell : every_cell(g, id)) {
      for (const CellRef& to : cells_of(targets(g, bias, cell))) {
        EXPECT_TRUE(within(g, to)) << name(to.tensor) << to_string(to.at);
        EXPECT_TRUE(ties.insert({key(g, cell), key(g, to)}).second) << "named twice";
      }
    }
  }
  return ties;
}

TEST(CellMap, forward_and_backward_are_the_inverse_of_each_other_over_all_cells) {
  for (const testing::Sizes& sizes : testing::with_mistakes(testing::swept_sizes(25))) {
    const Geometry g = testing::geometry_of(sizes);
    for (const bool bias : {false, true}) {
      EXPECT_EQ(ties_backward(g, bias), ties_forward(g, bias)) << testing::words(sizes);
    }
  }
}

TEST(CellMap, the_sources_of_a_cell_with_their_weights_give_its_value) {
  for (const testing::Sizes& sizes : testing::with_mistakes(testing::swept_sizes(25))) {
    for (const bool bias : {false, true}) {
      const auto layer = Walkthrough::compute(testing::random_input(sizes, bias));
      const Geometry& g = layer->geometry();
      for (const TensorId id : testing::every_tensor(bias)) {
        for (const CellRef& cell : every_cell(g, id)) {
          const std::vector<CellBox> from = sources(g, bias, cell);
          const float value = layer->at(cell);
          const std::string where = testing::words(sizes) + " " + std::string(name(id)) + to_string(cell.at);
          if (id == TensorId::x || id == TensorId::W || id == TensorId::b) {
            EXPECT_TRUE(from.empty());
          } else if (id == TensorId::out2d) {
            const std::vector<CellRef> row = cells_of({from.at(0)});
            const std::vector<CellRef> column = cells_of({from.at(1)});
            double sum = bias ? static_cast<double>(layer->at(cells_of({from.at(2)})[0])) : 0.0;
            for (std::size_t k = 0; k < row.size(); ++k) {
              sum += static_cast<double>(layer->at(row[k])) * static_cast<double>(layer->at(column.at(k)));
            }
            EXPECT_NEAR(static_cast<double>(value), sum, 1e-5) << where;
            EXPECT_EQ(from.size(), bias ? 3U : 2U);
          } else if (id == TensorId::pool_max) {
            const std::vector<CellRef> window = cells_of(from);
            const auto best = static_cast<std::size_t>(layer->argmax(cell.at[0]));
            EXPECT_EQ(value, layer->at(window.at(best))) << where;
            for (const CellRef& other : window) EXPECT_LE(layer->at(other), value) << where;
          } else if (from.empty()) {
            float padding = 0.0F;
            if (id == TensorId::pool_col) padding = hangs_over(g, cell) ? pool_beyond(g) : pool_fill(g);
            EXPECT_EQ(value, padding) << where;
          } else {
            EXPECT_EQ(value, layer->at(cells_of(from).at(0))) << where;
          }
        }
      }
    }
  }
}

TEST(CellMap, read_count_is_the_number_of_targets_of_a_pixel) {
  for (const testing::Sizes& sizes : testing::swept_sizes(100)) {
    const Geometry g = testing::geometry_of(sizes);
    for (std::int64_t h = 0; h < g.HP; ++h) {
      for (std::int64_t w = 0; w < g.WP; ++w) {
        EXPECT_EQ(read_count(g, h, w), std::ssize(targets(g, false, {TensorId::img, {0, 0, h, w}})))
            << testing::words(sizes) << " at " << h << ", " << w;
      }
    }
  }
}

TEST(CellMap, a_pixel_in_the_middle_is_copied_once_for_each_cell_of_the_filter) {
  const Geometry g = make_geometry({1, 3, 224, 224}, {64, 3, 3, 3}, {.stride = 1, .pad = 1});
  EXPECT_EQ(read_count(g, 100, 100), 9);
  EXPECT_EQ(read_count(g, 0, 0), 1);
  EXPECT_EQ(read_count(g, 0, 100), 3);
}

TEST(CellMap, no_window_reads_the_last_row_and_column_of_ResNet) {
  const Geometry g = make_geometry({1, 3, 224, 224}, {64, 3, 7, 7}, {.stride = 2, .pad = 3});
  EXPECT_EQ(read_count(g, 229, 100), 0);
  EXPECT_EQ(read_count(g, 100, 229), 0);
  EXPECT_GT(read_count(g, 228, 228), 0);
}

TEST(CellMap, bounds_of_stride_and_size_decide_what_a_box_contains) {
  const CellBox box{TensorId::img, {0, 0, 1, 2}, {1, 1, 3, 2}, {1, 1, 2, 3}};
  EXPECT_EQ(box.cells(), 6);
  EXPECT_TRUE(box.contains({TensorId::img, {0, 0, 5, 5}}));
  EXPECT_FALSE(box.contains({TensorId::img, {0, 0, 7, 5}}));
  EXPECT_FALSE(box.contains({TensorId::img, {0, 0, 2, 5}}));
  EXPECT_FALSE(box.contains({TensorId::x, {0, 0, 5, 5}}));
}

// A way through the layer: neighbours are tied, and pipeline order never goes back.
void expect_a_way(const Geometry& g, const std::vector<CellRef>& way, const std::string& where) {
  for (std::size_t i = 1; i < way.size(); ++i) {
    EXPECT_LT(static_cast<int>(way[i - 1].tensor), static_cast<int>(way[i].tensor)) << where;
    const std::vector<CellBox> from = sources(g, true, way[i]);
    EXPECT_TRUE(std::any_of(from.begin(), from.end(), [&](const CellBox& b) {
      return b.contains(way[i - 1]);
    })) << where;
  }
}

TEST(Follow, leads_through_the_cell_from_the_input_to_the_pooled_map) {
  for (const testing::Sizes& sizes : testing::with_mistakes(testing::swept_sizes(25))) {
    const Geometry g = testing::geometry_of(sizes);
    const std::int64_t filter = g.FN - 1;
    for (const TensorId id : testing::every_tensor()) {
      for (const CellRef& cell : every_cell(g, id)) {
        const std::string where = testing::words(sizes) + " " + std::string(name(id)) + to_string(cell.at);
        const std::vector<CellRef> way = follow(g, cell, filter);
        expect_a_way(g, way, where);
        EXPECT_NE(std::find(way.begin(), way.end(), cell), way.end()) << where;
        for (const CellRef& step : way) {
          const bool from_column = id == TensorId::x || id == TensorId::img || id == TensorId::col6 ||
                                   id == TensorId::col6_t || id == TensorId::col;
          if (from_column && step.tensor == TensorId::out2d) {
            const auto col = std::find_if(way.begin(), way.end(),
                                          [](const CellRef& c) { return c.tensor == TensorId::col; });
            // The nearest filter that reads the cell's channel.
            const std::int64_t first = col->at[1] / (g.K / g.groups) * (g.FN / g.groups);
            EXPECT_EQ(step.at[1], std::min(filter, first + g.FN / g.groups - 1)) << where;
          }
        }
      }
    }
  }
}

TEST(Follow, passes_every_tensor_of_the_toy_from_its_middle_pixel) {
  const Geometry g = make_geometry({1, 1, 3, 3}, {2, 1, 3, 3}, {.stride = 1, .pad = 1});
  std::vector<TensorId> passed;
  for (const CellRef& cell : follow(g, {TensorId::x, {0, 0, 1, 1}}, 0)) passed.push_back(cell.tensor);
  std::vector<TensorId> expected = testing::every_tensor();
  std::erase_if(expected,
                [](TensorId id) { return id == TensorId::W || id == TensorId::b || id == TensorId::col_W; });
  EXPECT_EQ(passed, expected);
}

TEST(Follow, finds_a_pixel_behind_a_pooling_window_that_begins_in_the_padding) {
  const Geometry g = make_geometry({1, 1, 4, 4}, {1, 1, 1, 1}, {.pool = 3, .pool_stride = 1, .pool_pad = 1});
  const std::vector<CellRef> way = follow(g, {TensorId::pool, {0, 0, 0, 0}}, 0);
  EXPECT_EQ(way.front(), (CellRef{TensorId::x, {0, 0, 0, 0}}));
}

}  // namespace
}  // namespace unfold
