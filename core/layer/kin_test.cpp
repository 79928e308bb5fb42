#include "core/layer/kin.h"

#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <set>

namespace unfold {
namespace {

using Key = std::pair<TensorId, std::int64_t>;
using Keys = std::set<Key>;

Key key(const Geometry& g, const CellRef& cell) {
  return {cell.tensor, flatten(shape_of(g, cell.tensor), cell.at)};
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

Keys keys_of(const Geometry& g, const std::vector<CellBox>& boxes) {
  Keys keys;
  for (const CellBox& box : boxes)
    for (const CellRef& cell : cells_of(box)) EXPECT_TRUE(keys.insert(key(g, cell)).second) << "named twice";
  return keys;
}

// Every cell of these is compared with every other: the small ones of the sweep, and every mistake.
std::vector<testing::Sizes> small_sizes(int count, unsigned seed) {
  std::vector<testing::Sizes> all = testing::swept_sizes(count, seed);
  std::erase_if(all, [](const testing::Sizes& s) {
    const Geometry g = testing::geometry_of(s);
    return g.M * g.K > 1000 || g.M * g.FN > 200;
  });
  const std::vector<testing::Sizes> mistaken = testing::mistaken_sizes();
  all.insert(all.end(), mistaken.begin(), mistaken.end());
  return all;
}

std::vector<CellRef> every_cell(const Geometry& g, TensorId id) {
  std::vector<CellRef> cells;
  const Shape shape = shape_of(g, id);
  for (std::int64_t i = 0; i < shape.count(); ++i) cells.push_back({id, unflatten(shape, i)});
  return cells;
}

bool is_sum_or_maximum(TensorId id) { return id == TensorId::out2d || id == TensorId::pool_max; }

// Everything that is tied to everything else of a layer, cell by cell, from the cell map alone.
struct Ties {
  std::map<Key, std::vector<Key>> from, to;

  Ties(const Geometry& g, bool bias) {
    for (const TensorId id : testing::every_tensor(bias))
      for (const CellRef& cell : every_cell(g, id))
        for (const CellBox& box : sources(g, bias, cell))
          for (const CellRef& source : cells_of(box)) {
            from[key(g, cell)].push_back(key(g, source));
            to[key(g, source)].push_back(key(g, cell));
          }
  }

  // All that hold the same value: along the ties that copy, either way. Found once for all of them.
  [[nodiscard]] const Keys& same(const Key& of) const {
    if (const auto known = group_of.find(of); known != group_of.end()) return groups[known->second];
    groups.push_back(found_from(of));
    for (const Key& k : groups.back()) group_of[k] = groups.size() - 1;
    return groups.back();
  }
  mutable std::deque<Keys> groups;
  mutable std::map<Key, std::size_t> group_of;

  [[nodiscard]] Keys found_from(const Key& of) const {
    Keys seen{of};
    std::vector<Key> open{of};
    const auto visit = [&](const Key& k) {
      if (seen.insert(k).second) open.push_back(k);
    };
    while (!open.empty()) {
      const Key k = open.back();
      open.pop_back();
      if (!is_sum_or_maximum(k.first) && from.contains(k))
        for (const Key& source : from.at(k)) visit(source);
      if (to.contains(k))
        for (const Key& target : to.at(k))
          if (!is_sum_or_maximum(target.first)) visit(target);
    }
    return seen;
  }

  // One sum or maximum on, and where that is copied.
  [[nodiscard]] Keys goes_to(const Keys& same_value) const {
    Keys all;
    for (const Key& k : same_value) {
      if (!to.contains(k)) continue;
      for (const Key& target : to.at(k))
        if (is_sum_or_maximum(target.first)) all.insert(same(target).begin(), same(target).end());
    }
    return all;
  }

  // One sum or maximum back, and on from there against the copying only.
  [[nodiscard]] Keys comes_from(const Keys& same_value) const {
    Keys all;
    std::vector<Key> open;
    const auto visit = [&](const Key& k) {
      for (const Key& source : from.at(k))
        if (all.insert(source).second) open.push_back(source);
    };
    for (const Key& k : same_value)
      if (is_sum_or_maximum(k.first)) visit(k);
    while (!open.empty()) {
      const Key k = open.back();
      open.pop_back();
      if (!is_sum_or_maximum(k.first) && from.contains(k)) visit(k);
    }
    return all;
  }
};

TEST(Copies, are_all_cells_that_hold_the_same_value_by_copying) {
  for (const testing::Sizes& sizes : small_sizes(24, 1)) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    const Geometry& g = layer->geometry();
    const Ties ties(g, true);
    for (const TensorId id : testing::every_tensor()) {
      for (const CellRef& cell : every_cell(g, id)) {
        Keys found;
        TensorId before = TensorId::x;
        for (const CellRef& same : copies(g, cell)) {
          EXPECT_TRUE(found.insert(key(g, same)).second) << "named twice";
          EXPECT_GE(same.tensor, before) << "out of the pipeline's order";
          EXPECT_EQ(layer->at(same), layer->at(cell));
          before = same.tensor;
        }
        ASSERT_EQ(found, ties.same(key(g, cell))) << testing::words(sizes) << name(id) << to_string(cell.at);
      }
    }
  }
}

TEST(Copies, of_a_pixel_of_the_photo_lesson_are_twelve) {
  const Geometry g = make_geometry({1, 3, 224, 224}, {64, 3, 7, 7}, {.stride = 2, .pad = 3});
  std::map<TensorId, int> count;
  for (const CellRef& cell : copies(g, {TensorId::x, {0, 0, 41, 52}})) ++count[cell.tensor];
  const std::map<TensorId, int> expected{{TensorId::x, 1},
                                         {TensorId::img, 1},
                                         {TensorId::col6, 12},
                                         {TensorId::col6_t, 12},
                                         {TensorId::col, 12}};
  EXPECT_EQ(count, expected);
}

TEST(Kin, is_what_the_cell_map_leads_to_one_sum_or_one_maximum_far) {
  for (const testing::Sizes& sizes : small_sizes(24, 3)) {
    const Geometry g = testing::geometry_of(sizes);
    for (const bool bias : {false, true}) {
      const Ties ties(g, bias);
      for (const TensorId id : testing::every_tensor(bias)) {
        for (const CellRef& cell : every_cell(g, id)) {
          const std::string where = testing::words(sizes) + " " + std::string(name(id)) + to_string(cell.at);
          const Kin kin = kin_of(g, bias, cell);
          const Keys& same = ties.same(key(g, cell));
          EXPECT_EQ(kin.same, copies(g, cell));
          Keys to = ties.goes_to(same);
          // Of a weight or a bias the maps alone: the pooling's matrices hold them scattered.
          if (id == TensorId::W || id == TensorId::col_W || id == TensorId::b)
            std::erase_if(to, [](const Key& k) { return k.first > TensorId::conv; });
          ASSERT_EQ(keys_of(g, kin.to), to) << where;
          Keys from = ties.comes_from(same);
          // Of a sum, what the mistake scatters is left out.
          if (kin.same.front().tensor == TensorId::out2d && !is_harmless(g))
            std::erase_if(from, [&](const Key& k) {
              const bool scattered =
                  g.mistake == Mistake::no_transpose || (g.mistake == Mistake::swap_c_fh && g.groups > 1);
              return (scattered && k.first < TensorId::col) ||
                     (g.mistake == Mistake::wrong_reshape_W && k.first == TensorId::W);
            });
          ASSERT_EQ(keys_of(g, kin.from), from) << where;
        }
      }
    }
  }
}

TEST(Address, is_a_views_own_place_in_the_memory_that_it_shares) {
  for (const testing::Sizes& sizes : testing::swept_sizes(10)) {
    const Geometry g = testing::geometry_of(sizes);
    for (const TensorId id : testing::every_tensor()) {
      EXPECT_EQ(memory_of(id) != id, is_view(id)) << name(id);
      std::set<std::int64_t> places;
      for (const CellRef& cell : every_cell(g, id)) {
        const std::int64_t at = place_in_memory(g, cell);
        EXPECT_TRUE(places.insert(at).second) << "two cells of a tensor at one place";
        if (!is_view(id)) {
          EXPECT_EQ(at, flatten(shape_of(g, id), cell.at));
          continue;
        }
        for (const CellBox& box : sources(g, true, cell))
          EXPECT_EQ(at, place_in_memory(g, {box.tensor, box.first})) << name(id);
      }
      EXPECT_EQ(*places.begin(), 0);
      EXPECT_EQ(*places.rbegin(), shape_of(g, id).count() - 1);
    }
  }
}

}  // namespace
}  // namespace unfold
