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

// sums[k] = the sum of column k over `lines` lines, `pitch` apart: it is added to what is there, or stands in
// its place.
void sum_lines(const float* from, std::int64_t pitch, std::int64_t lines, std::int64_t width, bool add,
               double* sums) {
  std::int64_t i = 0;
  if (!add) {
    // Lines go in pairs: half as much is read and written again.
    const bool pair = lines > 1;
    const float *a = from, *b = from + pitch;
    for (std::int64_t k = 0; k < width; ++k)
      sums[k] = pair ? static_cast<double>(a[k]) + static_cast<double>(b[k]) : static_cast<double>(a[k]);
    i = pair ? 2 : 1;
  }
  for (; i + 1 < lines; i += 2) {
    const float *a = from + i * pitch, *b = a + pitch;
    for (std::int64_t k = 0; k < width; ++k) sums[k] += static_cast<double>(a[k]) + static_cast<double>(b[k]);
  }
  if (i < lines) {
    const float* a = from + i * pitch;
    for (std::int64_t k = 0; k < width; ++k) sums[k] += static_cast<double>(a[k]);
  }
}

// Reads the lines of a picture, where they stand in memory or through its fill.
class Lines {
 public:
  Lines(const view::Picture& picture, std::int64_t left, std::int64_t width, std::vector<float>& texels)
      : picture_(picture), left_(left), width_(width), texels_(texels) {}

  // The sums of the columns over rows first .. first + count - 1.
  void sum(std::int64_t first, std::int64_t count, bool add, double* sums) {
    const std::int64_t line = width_ * picture_.channels;
    if (picture_.texels != nullptr) {
      sum_lines(picture_.texels + first * picture_.pitch + left_, picture_.pitch, count, line, add, sums);
      return;
    }
    const std::int64_t band = std::min(std::max<std::int64_t>(1, band_texels / width_), count);
    if (std::ssize(texels_) < band * line) texels_.resize(static_cast<std::size_t>(band * line));
    for (std::int64_t i = 0; i < count; i += band) {
      const std::int64_t lines = std::min(band, count - i);
      (*picture_.fill)(left_, first + i, width_, lines, texels_.data());
      sum_lines(texels_.data(), line, lines, line, add || i > 0, sums);
    }
  }

 private:
  const view::Picture& picture_;
  std::int64_t left_, width_;
  std::vector<float>& texels_;
};

template <int channels>
void reduce_to_means(const view::Picture& picture, const Reduction& r, ReduceRoom& room, float* to) {
  // Pixel x is of the texels from edge 2*x to edge 2*x + 1.
  room.edges.clear();
  room.shares.clear();
  for (std::int64_t x = 0; x < r.w; ++x) {
    const TexelRange range = texels_of(r.x0 + x, r.step_x, picture.width);
    room.edges.insert(room.edges.end(), {range.first, range.last});
    room.shares.push_back(1.0 / static_cast<double>(range.last - range.first));
  }
  const std::int64_t left = room.edges.front(), width = room.edges.back() - left;
  for (std::int64_t& edge : room.edges) edge -= left;
  room.sums.resize(static_cast<std::size_t>(width * channels));
  double* const sums = room.sums.data();
  Lines lines(picture, left, width, room.texels);
  for (std::int64_t y = 0; y < r.h; ++y) {
    const TexelRange rows = texels_of(r.y0 + y, r.step_y, picture.height);
    const std::int64_t count = rows.last - rows.first;
    const std::int64_t taken = rows_taken(picture, count);
    if (taken == count) {
      lines.sum(rows.first, count, false, sums);
    } else {
      for (std::int64_t i = 0; i < taken; ++i)
        lines.sum(rows.first + (2 * i + 1) * count / (2 * taken), 1, i > 0, sums);
    }
    const double share_of_rows = 1.0 / static_cast<double>(taken);
    const std::int64_t* edge = room.edges.data();
    for (std::int64_t x = 0; x < r.w; ++x, edge += 2) {
      for (int c = 0; c < channels; ++c) {
        double sum = 0;
        for (std::int64_t k = edge[0]; k < edge[1]; ++k) sum += sums[k * channels + c];
        const bool padded = channels == 1 && sum == -std::numeric_limits<double>::infinity();
        *to++ = padded ? mean_without_padding(picture, rows, {left + edge[0], left + edge[1]})
                       : static_cast<float>(sum * share_of_rows * room.shares[static_cast<std::size_t>(x)]);
      }
    }
  }
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

std::vector<float> reduce(const view::Picture& picture, const Reduction& reduction) {
  ReduceRoom room;
  std::vector<float> out;
  reduce(picture, reduction, room, out);
  return out;
}

void reduce(const view::Picture& picture, const Reduction& r, ReduceRoom& room, std::vector<float>& out) {
  if (picks_texels(picture) && (r.step_x > 1 || r.step_y > 1)) {
    out = reduce_to_extremes(picture, r);
    return;
  }
  out.resize(static_cast<std::size_t>(r.w * r.h * picture.channels));
  if (r.step_x <= 1 && r.step_y <= 1) {
    (*picture.fill)(r.x0, r.y0, r.w, r.h, out.data());
  } else if (picture.channels == 1) {
    reduce_to_means<1>(picture, r, room, out.data());
  } else {
    reduce_to_means<3>(picture, r, room, out.data());
  }
}

}  // namespace unfold::gl
