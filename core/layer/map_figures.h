#pragma once

#include "core/layer/walkthrough.h"

#include <cstdint>
#include <vector>

namespace unfold {

// What the maps of a layer are sorted by; all but `filter` begin with the largest. Maps that are equal keep
// the order of their numbers.
enum class MapOrder { filter, mean, max, spread };  // spread: largest minus smallest value

// Which map of conv of image n stands where: FN numbers of maps, the first place first.
[[nodiscard]] std::vector<std::int64_t> map_order(const Walkthrough& walkthrough, std::int64_t n,
                                                  MapOrder order);

// A cell of a map of conv and its value.
struct MapPeak {
  std::int64_t oy = 0, ox = 0;
  float value = 0;
  bool operator==(const MapPeak&) const = default;
};
enum class Peak { strongest, weakest };  // weakest: the most negative

// The `most` cells of conv map (n, f) with the largest (or smallest) values whose windows share no pixel of
// img, best first: each is the best of what the ones before it leave. Of equal values the first in reading
// order. Fewer where windows run out; what is not finite is left out. Reads the map `most` times at the
// worst.
[[nodiscard]] std::vector<MapPeak> map_peaks(const Walkthrough& walkthrough, std::int64_t n, std::int64_t f,
                                             Peak peak, int most);

// Two maps of conv of image n, cell by cell.
struct MapComparison {
  double correlation = 0;        // Pearson's r; 0 where a map is flat
  bool flat = false;             // one of them is: r says nothing
  float largest_difference = 0;  // of |a - b|, and where
  std::int64_t oy = 0, ox = 0;
  bool operator==(const MapComparison&) const = default;
};
// Pairs with a value that is not finite are left out.
[[nodiscard]] MapComparison compare_maps(const Walkthrough& walkthrough, std::int64_t n, std::int64_t f,
                                         std::int64_t other);

}  // namespace unfold
