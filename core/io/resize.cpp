#include "core/io/image.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace unfold {
namespace {

// How one pixel of the new row is mixed from pixels of the old: from `first` on, with weights that sum to 1.
struct Mix {
  std::int64_t first = 0;
  std::vector<float> weights;
};

// Smaller: the mean over the stretch that the new pixel covers, its ends counted in part. Larger: linear
// between centres.
std::vector<Mix> mixes(std::int64_t from, std::int64_t to) {
  std::vector<Mix> all(static_cast<std::size_t>(to));
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  for (std::int64_t i = 0; i < to; ++i) {
    Mix& mix = all[static_cast<std::size_t>(i)];
    if (to < from) {
      const double left = static_cast<double>(i) * scale, right = left + scale;
      mix.first = static_cast<std::int64_t>(left);
      const std::int64_t last = std::min(from - 1, static_cast<std::int64_t>(std::ceil(right)) - 1);
      for (std::int64_t at = mix.first; at <= last; ++at) {
        const double covered =
            std::min(right, static_cast<double>(at + 1)) - std::max(left, static_cast<double>(at));
        mix.weights.push_back(static_cast<float>(covered / scale));
      }
    } else {
      const double centre =
          std::clamp((static_cast<double>(i) + 0.5) * scale - 0.5, 0.0, static_cast<double>(from - 1));
      mix.first = std::min(static_cast<std::int64_t>(centre), std::max<std::int64_t>(from - 2, 0));
      const auto second = static_cast<float>(centre - static_cast<double>(mix.first));
      mix.weights.push_back(1.0F - second);
      if (from > 1) mix.weights.push_back(second);
    }
  }
  return all;
}

}  // namespace

Image resized(const Image& image, std::int64_t width, std::int64_t height) {
  assert(width > 0 && height > 0);
  if (width == image.width && height == image.height) return image;
  const std::vector<Mix> across = mixes(image.width, width), down = mixes(image.height, height);
  Image out{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3)),
            image.orientation};
  std::vector<float> row(static_cast<std::size_t>(image.width * 3));  // the old rows, mixed to one
  for (std::int64_t y = 0; y < height; ++y) {
    std::ranges::fill(row, 0.0F);
    const Mix& rows = down[static_cast<std::size_t>(y)];
    for (std::size_t r = 0; r < rows.weights.size(); ++r) {
      const std::uint8_t* from =
          image.rgb.data() + (rows.first + static_cast<std::int64_t>(r)) * image.width * 3;
      for (std::size_t i = 0; i < row.size(); ++i) row[i] += rows.weights[r] * static_cast<float>(from[i]);
    }
    for (std::int64_t x = 0; x < width; ++x) {
      const Mix& columns = across[static_cast<std::size_t>(x)];
      for (std::int64_t c = 0; c < 3; ++c) {
        float sum = 0;
        for (std::size_t i = 0; i < columns.weights.size(); ++i) {
          sum += columns.weights[i] *
                 row[static_cast<std::size_t>((columns.first + static_cast<std::int64_t>(i)) * 3 + c)];
        }
        out.rgb[static_cast<std::size_t>((y * width + x) * 3 + c)] =
            static_cast<std::uint8_t>(std::clamp(std::lround(sum), 0L, 255L));
      }
    }
  }
  return out;
}

Image cropped(const Image& image, std::int64_t left, std::int64_t top, std::int64_t width,
              std::int64_t height) {
  assert(left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= image.width &&
         top + height <= image.height);
  Image out{width, height, {}, image.orientation};
  out.rgb.reserve(static_cast<std::size_t>(width * height * 3));
  for (std::int64_t y = 0; y < height; ++y) {
    const auto row = image.rgb.begin() + ((top + y) * image.width + left) * 3;
    out.rgb.insert(out.rgb.end(), row, row + width * 3);
  }
  return out;
}

}  // namespace unfold
