#include "app/view/quiz/tied_window.h"

#include "app/view/quiz/asked_place.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace unfold::view {
namespace {

constexpr std::int64_t most_looked_at = 256;  // windows of the map, since it is looked for on every frame

}  // namespace

std::vector<float> window_values(const State& s, std::int64_t window) {
  const Geometry& g = s.walkthrough->geometry();
  const std::int64_t count = g.PH * g.PW;
  std::vector<float> values(static_cast<std::size_t>(count));
  s.walkthrough->read(TensorId::pool_windows, window * count, count, values.data());
  return values;
}

std::vector<std::size_t> equal_cells(const State& s, std::int64_t window) {
  const std::vector<float> values = window_values(s, window);
  const float largest = *std::ranges::max_element(values);
  std::vector<std::size_t> equal;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] == largest && std::isfinite(largest)) equal.push_back(i);
  return equal;
}

std::int64_t asked_pool_window(const State& s, const TourStep* step) {
  if (const std::optional<std::int64_t> own = pool_window_of_step(s, step)) return *own;
  const Geometry& g = s.walkthrough->geometry();
  const std::int64_t f = std::min(s.options.filter, g.FN - 1), n = std::min(s.options.image, g.N - 1);
  const std::int64_t places = g.QH * g.QW, midst = g.QH / 2 * g.QW + g.QW / 2;
  const auto row = [&](std::int64_t place) { return (n * places + place) * g.FN + f; };
  // The nearest to the midst with a tie: at the edges the picture is often flat.
  for (std::int64_t away = 0; away < std::min(places, most_looked_at); ++away) {
    const std::int64_t place = (midst + (away % 2 == 0 ? away / 2 : places - (away + 1) / 2)) % places;
    if (equal_cells(s, row(place)).size() > 1) return row(place);
  }
  return row(midst);
}

}  // namespace unfold::view
