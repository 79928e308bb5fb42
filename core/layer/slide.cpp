#include "core/layer/slide.h"

#include "core/layer/ceil_div.h"

#include <algorithm>
#include <numeric>

namespace unfold {

Progression cells_in(const Slide& s, std::int64_t i, std::int64_t lo, std::int64_t hi) {
  const std::int64_t start = s.place(i, 0);
  const std::int64_t first = std::clamp<std::int64_t>(ceil_div(lo - start, s.dilation), 0, s.window);
  const std::int64_t last = std::clamp<std::int64_t>(ceil_div(hi - start, s.dilation), first, s.window);
  return {first, last - first, 1};
}

Progression cells_on(const Slide& s, std::int64_t i) { return cells_in(s, i, s.before, s.before + s.size); }

Progression cells_within(const Slide& s, std::int64_t i) { return cells_in(s, i, 0, s.padded()); }

bool share_cells(const Slide& s, std::int64_t i, std::int64_t j) {
  const std::int64_t apart = (i < j ? j - i : i - j) * s.stride;
  return apart < s.extent() && apart % s.dilation == 0;
}

Readers readers(const Slide& s, std::int64_t place) {
  // Each of i*stride + k*dilation = place is the one before it with k larger by one step and i smaller by
  // one.
  const std::int64_t common = std::gcd(s.stride, s.dilation);
  const std::int64_t k_step = s.stride / common, i_step = s.dilation / common;
  std::int64_t k = 0;
  while (k < std::min(s.window, k_step) && (place - k * s.dilation) % s.stride != 0) ++k;
  if (k >= std::min(s.window, k_step) || place < k * s.dilation) return {};
  const std::int64_t i = (place - k * s.dilation) / s.stride;
  const std::int64_t skipped = std::max<std::int64_t>(0, ceil_div(i - (s.count - 1), i_step));
  const std::int64_t last = std::min((s.window - 1 - k) / k_step, i / i_step);
  if (skipped > last) return {};
  const std::int64_t count = last - skipped + 1;
  return {{k + skipped * k_step, count, k_step}, {i - skipped * i_step, count, -i_step}};
}

}  // namespace unfold
