#include "app/gl/reduce.h"

#include "app/gl/extremes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unfold::gl {
namespace {

// Pictures up to this size are averaged whole; of larger ones at most `most_rows` rows are read for one row
// of pixels.
constexpr std::int64_t whole_texels = std::int64_t{1} << 24U;
constexpr std::int64_t most_rows = 12;
constexpr std::int64_t band_texels = std::int64_t{1} << 14U;

std::int64_t rows_taken(const view::Picture& picture, std::int64_t count) {
  return picture.height > whole_texels / picture.width ? std::min(count, most_rows) : count;
}

// The mean of what is there besides padding that counts as minus infinity; that itself where nothing is.
float mean_without_padding(const view::Picture& picture, const TexelRange& rows, const TexelRange& cols) {
  std::vector<float> line(static_cast<std::size_t>(cols.last - cols.first));
  double sum = 0;
  std::int64_t count = 0;
  for (std::int64_t row = rows.first; row < rows.last; ++row) {
    (*picture.fill)(cols.first, row, cols.last - cols.first, 1, line.data());
    for (const float v : line) {
      if (v == -std::numeric_limits<float>::infinity()) continue;
      sum += static_cast<double>(v);
      ++count;
    }
  }
  return count > 0 ? static_cast<float>(sum / static_cast<double>(count))
                   : -std::numeric_limits<float>::infinity();
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
  std::vector<TexelRange> cols;
  for (std::int64_t x = 0; x < r.w; ++x) cols.push_back(texels_of(r.x0 + x, r.step_x, picture.width));
  const std::int64_t left = cols.front().first, wide = cols.back().last - left;
  const std::int64_t line = wide * channels;
  const std::int64_t band = std::max<std::int64_t>(1, band_texels / wide);  // rows that are read at a time
  std::vector<float> texels(static_cast<std::size_t>(line * std::min(band, picture.height)));
  std::vector<double> sums(static_cast<std::size_t>(line));  // of each column of texels
  for (std::int64_t y = 0; y < r.h; ++y) {
    const TexelRange rows = texels_of(r.y0 + y, r.step_y, picture.height);
    const std::int64_t count = rows.last - rows.first;
    const std::int64_t taken = rows_taken(picture, count);
    std::fill(sums.begin(), sums.end(), 0.0);
    const auto add = [&](std::int64_t lines) {
      const float* from = texels.data();
      for (std::int64_t i = 0; i < lines; ++i, from += line)
        for (std::int64_t k = 0; k < line; ++k)
          sums[static_cast<std::size_t>(k)] += static_cast<double>(from[k]);
    };
    if (taken == count) {
      for (std::int64_t row = rows.first; row < rows.last; row += band) {
        const std::int64_t lines = std::min(band, rows.last - row);
        (*picture.fill)(left, row, wide, lines, texels.data());
        add(lines);
      }
    } else {
      for (std::int64_t i = 0; i < taken; ++i) {
        (*picture.fill)(left, rows.first + (2 * i + 1) * count / (2 * taken), wide, 1, texels.data());
        add(1);
      }
    }
    float* to = out.data() + y * r.w * channels;
    for (const TexelRange& range : cols) {
      const double all = static_cast<double>((range.last - range.first) * taken);
      for (std::int64_t c = 0; c < channels; ++c) {
        double sum = 0;
        for (std::int64_t k = range.first; k < range.last; ++k)
          sum += sums[static_cast<std::size_t>((k - left) * channels + c)];
        *to++ = channels == 1 && sum == -std::numeric_limits<double>::infinity()
                    ? mean_without_padding(picture, rows, range)
                    : static_cast<float>(sum / all);
      }
    }
  }
  return out;
}

}  // namespace unfold::gl
