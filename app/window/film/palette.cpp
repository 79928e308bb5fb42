#include "app/window/film/palette.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace unfold::window {
namespace {

constexpr std::size_t most_exact = 96;
constexpr std::int64_t large_share = 2000;  // of all pixels one in so many makes a colour exact

struct Used {
  std::uint32_t color;
  std::int64_t count;
  [[nodiscard]] int part(int channel) const {
    return static_cast<int>((color >> (16U - 8U * static_cast<unsigned>(channel))) & 0xFFU);
  }
};

std::array<std::uint8_t, 3> rgb_of(std::uint32_t color) {
  return {static_cast<std::uint8_t>(color >> 16U), static_cast<std::uint8_t>(color >> 8U),
          static_cast<std::uint8_t>(color)};
}
std::uint32_t packed(const std::uint8_t* rgb) {
  return static_cast<std::uint32_t>(rgb[0]) << 16U | static_cast<std::uint32_t>(rgb[1]) << 8U | rgb[2];
}

// Colours first..last of a list: how far they are from their mean, and the channel in which most.
struct Box {
  std::size_t first, last;
  int widest = 0;
  double error = 0;
  std::array<double, 3> mean{};

  Box(const std::vector<Used>& list, std::size_t from, std::size_t to) : first(from), last(to) {
    double count = 0;
    std::array<double, 3> squares{};
    for (std::size_t i = first; i < last; ++i) {
      const auto n = static_cast<double>(list[i].count);
      count += n;
      for (int c = 0; c < 3; ++c) {
        mean[static_cast<std::size_t>(c)] += n * list[i].part(c);
        squares[static_cast<std::size_t>(c)] += n * list[i].part(c) * list[i].part(c);
      }
    }
    double most = -1;
    for (std::size_t c = 0; c < 3; ++c) {
      mean[c] /= count;
      const double spread = squares[c] - count * mean[c] * mean[c];
      error += spread;
      if (spread > most) {
        most = spread;
        widest = static_cast<int>(c);
      }
    }
  }
  [[nodiscard]] bool divisible() const { return last - first > 1; }
};

// Cut where half of the pixels are on either side.
std::size_t middle(std::vector<Used>& list, const Box& box) {
  const auto begin = list.begin() + static_cast<std::ptrdiff_t>(box.first),
             end = list.begin() + static_cast<std::ptrdiff_t>(box.last);
  std::sort(begin, end, [&](const Used& a, const Used& b) {
    return std::pair(a.part(box.widest), a.color) < std::pair(b.part(box.widest), b.color);
  });
  std::int64_t all = 0, before = 0;
  for (auto it = begin; it != end; ++it) all += it->count;
  std::size_t at = box.first;
  while (at + 1 < box.last && (before + list[at].count) * 2 <= all) before += list[at++].count;
  return std::max(at, box.first + 1);
}

}  // namespace

void PaletteMaker::look(const Still& still) {
  std::int64_t run = 0;
  std::uint32_t color = 0;
  for (std::size_t i = 0; i < still.rgb.size(); i += 3) {
    const std::uint32_t next = packed(&still.rgb[i]);
    if (run > 0 && next != color) counts_[color] += std::exchange(run, 0);
    color = next;
    ++run;
  }
  if (run > 0) counts_[color] += run;
}

Palette PaletteMaker::palette() const {
  std::vector<Used> list;
  std::int64_t pixels = 0;
  for (const auto& [color, count] : counts_) {
    list.push_back({color, count});
    pixels += count;
  }
  // The map's own order differs between libraries.
  std::sort(list.begin(), list.end(), [](const Used& a, const Used& b) {
    return a.count != b.count ? a.count > b.count : a.color < b.color;
  });
  Palette palette;
  std::size_t exact = list.size();
  if (list.size() > most_colors) {
    exact = 0;
    while (exact < most_exact && list[exact].count * large_share >= pixels) ++exact;
  }
  for (std::size_t i = 0; i < exact; ++i) palette.push_back(rgb_of(list[i].color));
  list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(exact));
  if (list.empty()) return palette;
  std::vector<Box> boxes{Box(list, 0, list.size())};
  while (palette.size() + boxes.size() < most_colors) {
    const auto worst = std::max_element(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) {
      return std::pair(a.divisible(), a.error) < std::pair(b.divisible(), b.error);
    });
    if (!worst->divisible()) break;
    const Box box = *worst;
    const std::size_t cut = middle(list, box);
    *worst = Box(list, box.first, cut);
    boxes.emplace_back(list, cut, box.last);
  }
  for (const Box& box : boxes) {
    std::array<std::uint8_t, 3> color{};
    for (std::size_t c = 0; c < 3; ++c) color[c] = static_cast<std::uint8_t>(box.mean[c] + 0.5);
    palette.push_back(color);
  }
  return palette;
}

PaletteIndex::PaletteIndex(Palette palette) : palette_(std::move(palette)) {}

std::uint8_t PaletteIndex::of(const std::uint8_t* rgb) {
  const std::uint32_t color = packed(rgb);
  if (color == last_) return last_index_;
  last_ = color;
  if (const auto found = known_.find(color); found != known_.end()) return last_index_ = found->second;
  int least = std::numeric_limits<int>::max();
  for (std::size_t i = 0; i < palette_.size() && least > 0; ++i) {
    // Eyes see green best, and blue least.
    const int r = palette_[i][0] - rgb[0], g = palette_[i][1] - rgb[1], b = palette_[i][2] - rgb[2];
    const int distance = 3 * r * r + 4 * g * g + 2 * b * b;
    if (distance < least) {
      least = distance;
      last_index_ = static_cast<std::uint8_t>(i);
    }
  }
  known_.emplace(color, last_index_);
  return last_index_;
}

}  // namespace unfold::window
