#include "core/layer/map_figures.h"

#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace unfold {
namespace {

using Layer = std::shared_ptr<const Walkthrough>;

Layer layer_of(const testing::Sizes& sizes) { return Walkthrough::compute(testing::random_input(sizes)); }

TEST(MapOrder, holds_every_map_once_with_what_it_is_sorted_by_falling) {
  for (const testing::Sizes& sizes : testing::swept_sizes(30)) {
    const Layer layer = layer_of(sizes);
    const Geometry& g = layer->geometry();
    for (const MapOrder order : {MapOrder::filter, MapOrder::mean, MapOrder::max, MapOrder::spread}) {
      const std::vector<std::int64_t> maps = map_order(*layer, g.N - 1, order);
      ASSERT_EQ(std::ssize(maps), g.FN);
      EXPECT_EQ(std::ssize(std::set<std::int64_t>(maps.begin(), maps.end())), g.FN);
      for (std::size_t i = 1; i < maps.size(); ++i) {
        const TensorStats& a = layer->map_stats(TensorId::conv, g.N - 1, maps[i - 1]);
        const TensorStats& b = layer->map_stats(TensorId::conv, g.N - 1, maps[i]);
        switch (order) {
        case MapOrder::filter: EXPECT_EQ(maps[i], maps[i - 1] + 1); break;
        case MapOrder::mean: EXPECT_GE(a.mean, b.mean); break;
        case MapOrder::max: EXPECT_GE(a.max, b.max); break;
        case MapOrder::spread: EXPECT_GE(a.max - a.min, b.max - b.min); break;
        }
      }
    }
  }
}

TEST(MapOrder, keeps_equal_maps_in_the_order_of_their_numbers) {
  LayerInput input = testing::random_input({{1, 1, 4, 4}, {6, 1, 2, 2}, {}}, false);
  auto same = std::make_shared<Array>(*input.W);
  for (std::size_t i = 0; i < same->data.size(); ++i) same->data[i] = 1.0F;
  input.W = same;
  const Layer layer = Walkthrough::compute(input);
  EXPECT_EQ(map_order(*layer, 0, MapOrder::max), (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5}));
}

// Every pixel of img that a window covers.
std::set<std::pair<std::int64_t, std::int64_t>> pixels_of(const Geometry& g, std::int64_t oy,
                                                          std::int64_t ox) {
  std::set<std::pair<std::int64_t, std::int64_t>> pixels;
  for (std::int64_t y = 0; y < g.FH; ++y)
    for (std::int64_t x = 0; x < g.FW; ++x)
      pixels.insert({oy * g.stride + y * g.dilation, ox * g.stride + x * g.dilation});
  return pixels;
}

// All cells, best first; each is taken if its window shares no pixel with those taken before.
std::vector<MapPeak> plain_peaks(const Walkthrough& layer, std::int64_t n, std::int64_t f, Peak peak,
                                 int most) {
  const Geometry& g = layer.geometry();
  std::vector<MapPeak> cells;
  for (std::int64_t oy = 0; oy < g.OH; ++oy)
    for (std::int64_t ox = 0; ox < g.OW; ++ox)
      cells.push_back({oy, ox, layer.at(TensorId::conv, {n, f, oy, ox})});
  std::stable_sort(cells.begin(), cells.end(), [&](const MapPeak& a, const MapPeak& b) {
    return peak == Peak::strongest ? a.value > b.value : a.value < b.value;
  });
  std::vector<MapPeak> taken;
  std::set<std::pair<std::int64_t, std::int64_t>> covered;
  for (const MapPeak& cell : cells) {
    if (std::ssize(taken) == most) break;
    const auto pixels = pixels_of(g, cell.oy, cell.ox);
    if (std::any_of(pixels.begin(), pixels.end(), [&](const auto& p) { return covered.contains(p); }))
      continue;
    covered.insert(pixels.begin(), pixels.end());
    taken.push_back(cell);
  }
  return taken;
}

TEST(MapPeaks, are_those_of_a_search_through_all_cells) {
  for (const testing::Sizes& sizes : testing::swept_sizes(60)) {
    const Layer layer = layer_of(sizes);
    const Geometry& g = layer->geometry();
    for (const Peak peak : {Peak::strongest, Peak::weakest})
      for (std::int64_t f = 0; f < g.FN; ++f)
        EXPECT_EQ(map_peaks(*layer, g.N - 1, f, peak, 6), plain_peaks(*layer, g.N - 1, f, peak, 6))
            << testing::words(sizes) << " map " << f;
  }
}

TEST(MapPeaks, begin_with_the_maximum_that_the_figures_name) {
  const Layer layer = layer_of({{1, 3, 30, 30}, {4, 3, 5, 5}, {.stride = 2, .pad = 2}});
  for (std::int64_t f = 0; f < 4; ++f) {
    const std::vector<MapPeak> peaks = map_peaks(*layer, 0, f, Peak::strongest, 6);
    ASSERT_EQ(peaks.size(), 6U);
    const TensorStats& stats = layer->map_stats(TensorId::conv, 0, f);
    EXPECT_EQ(peaks[0].value, stats.max);
    EXPECT_EQ(peaks[0].oy * layer->geometry().OW + peaks[0].ox, stats.max_at);
  }
}

TEST(CompareMaps, gives_one_for_a_map_and_itself_and_minus_one_for_its_opposite) {
  LayerInput input = testing::random_input({{1, 1, 8, 8}, {3, 1, 3, 3}, {.pad = 1}}, false);
  auto W = std::make_shared<Array>(*input.W);
  for (std::size_t i = 0; i < 9; ++i) {
    W->data[9 + i] = -2.0F * W->data[i];
    W->data[18 + i] = 0.0F;
  }
  input.W = W;
  const Layer layer = Walkthrough::compute(input);
  EXPECT_NEAR(compare_maps(*layer, 0, 0, 0).correlation, 1.0, 1e-6);
  EXPECT_EQ(compare_maps(*layer, 0, 0, 0).largest_difference, 0.0F);
  EXPECT_NEAR(compare_maps(*layer, 0, 0, 1).correlation, -1.0, 1e-6);
  EXPECT_TRUE(compare_maps(*layer, 0, 0, 2).flat);
  EXPECT_EQ(compare_maps(*layer, 0, 0, 2).correlation, 0.0);
}

TEST(CompareMaps, is_pearsons_r_and_the_largest_difference_of_a_plain_count) {
  const Layer layer = layer_of({{2, 2, 9, 11}, {3, 2, 3, 3}, {.pad = 1}});
  const Geometry& g = layer->geometry();
  double a1 = 0, b1 = 0, a2 = 0, b2 = 0, ab = 0;
  float largest = 0;
  for (std::int64_t i = 0; i < g.OH * g.OW; ++i) {
    const float af = layer->at(TensorId::conv, {1, 0, i / g.OW, i % g.OW});
    const float bf = layer->at(TensorId::conv, {1, 2, i / g.OW, i % g.OW});
    const auto a = static_cast<double>(af);
    const auto b = static_cast<double>(bf);
    a1 += a, b1 += b, a2 += a * a, b2 += b * b, ab += a * b;
    largest = std::max(largest, std::abs(af - bf));
  }
  const auto n = static_cast<double>(g.OH * g.OW);
  const double r = (n * ab - a1 * b1) / std::sqrt((n * a2 - a1 * a1) * (n * b2 - b1 * b1));
  const MapComparison c = compare_maps(*layer, 1, 0, 2);
  EXPECT_NEAR(c.correlation, r, 1e-6);
  EXPECT_EQ(c.largest_difference, largest);
  EXPECT_EQ(
      std::abs(layer->at(TensorId::conv, {1, 0, c.oy, c.ox}) - layer->at(TensorId::conv, {1, 2, c.oy, c.ox})),
      largest);
}

}  // namespace
}  // namespace unfold
