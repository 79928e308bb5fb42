#include "app/gl/extremes.h"

#include <algorithm>
#include <cmath>

namespace unfold::gl {
namespace {

// Texels read at a time.
constexpr std::int64_t band_texels = std::int64_t{1} << 16U;

}  // namespace

float Extent::pick(view::Reducing reducing) const {
  if (std::isnan(sum)) return std::numeric_limits<float>::quiet_NaN();
  if (count == 0) return -std::numeric_limits<float>::infinity();
  if (most == std::numeric_limits<float>::infinity()) return most;
  const double mean = sum / static_cast<double>(count);
  const bool from_zero = reducing == view::Reducing::farthest_from_zero;
  const double middle = from_zero ? 0.0 : mean;
  const float far = static_cast<double>(most) - middle >= middle - static_cast<double>(least) ? most : least;
  if (from_zero) return far;
  // Three standard deviations off; of a few texels none can be, so that less is enough. Of two or three the
  // mean itself tells that one is different.
  if (count < 4) return static_cast<float>(mean);
  const double spread = std::sqrt(std::max(0.0, squares / static_cast<double>(count) - mean * mean));
  const double off = std::abs(static_cast<double>(far) - mean);
  const double enough = std::min(3.0, 0.9 * std::sqrt(static_cast<double>(count - 1)));
  return off > 0 && off >= enough * spread ? far : static_cast<float>(mean);
}

std::vector<float> reduce_to_extremes(const view::Picture& picture, const Reduction& r) {
  const std::int64_t left = texels_of(r.x0, r.step_x, picture.width).first;
  const std::int64_t wide = texels_of(r.x0 + r.w - 1, r.step_x, picture.width).last - left;
  const std::int64_t band = std::max<std::int64_t>(1, band_texels / wide);
  std::vector<float> texels(static_cast<std::size_t>(wide * std::min(band, picture.height)));
  std::vector<Extent> columns(static_cast<std::size_t>(wide));
  std::vector<float> out(static_cast<std::size_t>(r.w * r.h));
  for (std::int64_t y = 0; y < r.h; ++y) {
    const TexelRange rows = texels_of(r.y0 + y, r.step_y, picture.height);
    std::fill(columns.begin(), columns.end(), Extent{});
    for (std::int64_t row = rows.first; row < rows.last; row += band) {
      const std::int64_t count = std::min(band, rows.last - row);
      (*picture.fill)(left, row, wide, count, texels.data());
      const float* v = texels.data();
      for (std::int64_t i = 0; i < count; ++i)
        for (std::int64_t x = 0; x < wide; ++x) columns[static_cast<std::size_t>(x)].add(*v++);
    }
    for (std::int64_t x = 0; x < r.w; ++x) {
      const TexelRange cols = texels_of(r.x0 + x, r.step_x, picture.width);
      Extent pixel;
      for (std::int64_t k = cols.first; k < cols.last; ++k)
        pixel.add(columns[static_cast<std::size_t>(k - left)]);
      out[static_cast<std::size_t>(y * r.w + x)] = pixel.pick(picture.reducing);
    }
  }
  return out;
}

}  // namespace unfold::gl
