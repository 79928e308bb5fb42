#pragma once

#include <cstdint>
#include <vector>

namespace unfold::view {

// One axis of a matrix on the screen: entries of one size, set apart in groups, and one of them pulled out of
// its neighbours. Two matrices that share an edge share one of these.
struct PulledAxis {
  float start = 0, size = 1;  // of the first entry shown; px an entry, below 1 where there are too many
  std::int64_t first = 0, count = 0;  // the entries shown
  std::int64_t group = 0;             // entries a group; 0 = none
  float group_gap = 0;
  std::int64_t pulled = -1;  // the entry pulled out; -1 = none
  float pulled_size = 0, pulled_gap = 0;

  [[nodiscard]] float at(std::int64_t i) const;
  [[nodiscard]] float extent(std::int64_t i) const { return i == pulled ? pulled_size : size; }
  [[nodiscard]] float centre(std::int64_t i) const { return at(i) + extent(i) / 2; }
  [[nodiscard]] float end() const;
  [[nodiscard]] float length() const { return end() - start; }

  // Entries [from, to) that lie side by side in one size.
  struct Run {
    std::int64_t from = 0, to = 0;
    float at = 0, length = 0;
    bool pulled = false;
  };
  [[nodiscard]] std::vector<Run> runs() const;
};

// `count` entries around `middle` out of `total`, as far as they reach.
[[nodiscard]] std::int64_t first_around(std::int64_t middle, std::int64_t count, std::int64_t total);
// The largest whole number of pixels an entry such that `count` of them and their gaps fit, at most `cap`;
// below one pixel an entry, whatever fits.
[[nodiscard]] float entry_size(std::int64_t count, float gaps, float room, float cap);

}  // namespace unfold::view
