#include "app/gl/reduce.h"

#include "app/gl/extremes.h"

#include <algorithm>
#include <cmath>

namespace unfold::gl {
namespace {

// Pictures up to this size are averaged whole; of larger ones at most `most_rows` rows are read for one row
// of pixels.
constexpr std::int64_t whole_texels = std::int64_t{1} << 24U;
constexpr std::int64_t most_rows = 12;

std::int64_t rows_taken(const view::Picture& picture, std::int64_t count) {
  return picture.height > whole_texels / picture.width ? std::min(count, most_rows) : count;
}

bool picks_texels(const view::Picture& picture) {
  return picture.reducing != view::Reducing::mean && picture.channels == 1;
}

}  // namespace

TexelRange texels_of(std::int64_t pixel, double step, std::int64_t size) {
  const auto first = static_cast<std::int64_t>(std::floor(static_cast<double>(pixel) * step));
  const auto last = static_cast<std::int64_t>(std::floor(static_cast<double>(pixel + 1) * step));
  const std::int64_t from = std::clamp<std::int64_t>(first, 0, size - 1);
  return {from, std::clamp<std::int64_t>(last, from + 1, size)};
}

std::int64_t reduced_size(std::int64_t texels, double step) {
  return std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::ceil(static_cast<double>(texels) / step - 1e-6)));
}

std::int64_t texels_read(const view::Picture& picture, const Reduction& r) {
  const std::int64_t wide = texels_of(r.x0 + r.w - 1, r.step_x, picture.width).last -
                            texels_of(r.x0, r.step_x, picture.width).first;
  const auto rows = static_cast<std::int64_t>(std::ceil(r.step_y));
  if (picks_texels(picture)) return wide * r.h * rows;
  return wide * r.h * rows_taken(picture, rows);
}

std::vector<float> reduce(const view::Picture& picture, const Reduction& r) {
  const std::int64_t channels = picture.channels;
  std::vector<float> out(static_cast<std::size_t>(r.w * r.h * channels));
  if (r.step_x <= 1 && r.step_y <= 1) {
    (*picture.fill)(r.x0, r.y0, r.w, r.h, out.data());
    return out;
  }
  if (picks_texels(picture)) return reduce_to_extremes(picture, r);
  const std::int64_t left = texels_of(r.x0, r.step_x, picture.width).first;
  const std::int64_t right = texels_of(r.x0 + r.w - 1, r.step_x, picture.width).last;
  const std::int64_t wide = right - left;
  std::vector<float> row(static_cast<std::size_t>(wide * channels));
  std::vector<double> sums(static_cast<std::size_t>(r.w * channels));
  for (std::int64_t y = 0; y < r.h; ++y) {
    const TexelRange rows = texels_of(r.y0 + y, r.step_y, picture.height);
    const std::int64_t count = rows.last - rows.first;
    const std::int64_t taken = rows_taken(picture, count);
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::int64_t i = 0; i < taken; ++i) {
      const std::int64_t at = rows.first + (2 * i + 1) * count / (2 * taken);
      (*picture.fill)(left, at, wide, 1, row.data());
      for (std::int64_t x = 0; x < r.w; ++x) {
        const TexelRange cols = texels_of(r.x0 + x, r.step_x, picture.width);
        for (std::int64_t c = 0; c < channels; ++c) {
          double sum = 0;
          for (std::int64_t k = cols.first; k < cols.last; ++k)
            sum += static_cast<double>(row[static_cast<std::size_t>((k - left) * channels + c)]);
          sums[static_cast<std::size_t>(x * channels + c)] +=
              sum / static_cast<double>(cols.last - cols.first);
        }
      }
    }
    for (std::size_t k = 0; k < sums.size(); ++k)
      out[static_cast<std::size_t>(y * r.w * channels) + k] =
          static_cast<float>(sums[k] / static_cast<double>(taken));
  }
  return out;
}

}  // namespace unfold::gl
