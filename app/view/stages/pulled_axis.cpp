#include "app/view/stages/pulled_axis.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

float PulledAxis::at(std::int64_t i) const {
  float x = start + static_cast<float>(i - first) * size;
  if (group > 0) x += static_cast<float>(i / group - first / group) * group_gap;
  if (pulled < first || pulled >= first + count) return x;
  if (i == pulled) return x + pulled_gap;
  if (i > pulled) return x + 2 * pulled_gap + pulled_size - size;
  return x;
}

float PulledAxis::end() const {
  return count > 0 ? at(first + count - 1) + extent(first + count - 1) : start;
}

std::vector<PulledAxis::Run> PulledAxis::runs() const {
  std::vector<Run> runs;
  const std::int64_t last = first + count;
  for (std::int64_t i = first; i < last;) {
    std::int64_t to = last;
    if (group > 0) to = std::min(to, (i / group + 1) * group);
    if (i == pulled)
      to = i + 1;
    else if (pulled > i)
      to = std::min(to, pulled);
    runs.push_back({i, to, at(i), static_cast<float>(to - i) * extent(i), i == pulled});
    i = to;
  }
  return runs;
}

std::int64_t first_around(std::int64_t middle, std::int64_t count, std::int64_t total) {
  return std::clamp<std::int64_t>(middle - count / 2, 0, std::max<std::int64_t>(0, total - count));
}

float entry_size(std::int64_t count, float gaps, float room, float cap) {
  const float each = std::min(cap, (room - gaps) / static_cast<float>(std::max<std::int64_t>(1, count)));
  return each >= 1 ? std::floor(each) : std::max(each, 1e-4F);
}

}  // namespace unfold::view
