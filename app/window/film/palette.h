#pragma once

#include "app/window/png_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace unfold::window {

// Red, green, blue; 255 at most, one place is left for what is transparent.
using Palette = std::vector<std::array<std::uint8_t, 3>>;
inline constexpr std::size_t most_colors = 255;

// Chooses one palette for several pictures, so that nothing flickers from one to the next. Colours that cover
// much (grounds, lines, words) are kept as they are; the others share what is left by median cut (Heckbert
// 1982), the box with the largest error first. No more colours than there are places: all are exact.
class PaletteMaker {
 public:
  void look(const Still& still);
  [[nodiscard]] Palette palette() const;

 private:
  std::unordered_map<std::uint32_t, std::int64_t> counts_;  // by 0xrrggbb
};

// The nearest colour of a palette, by its place.
class PaletteIndex {
 public:
  explicit PaletteIndex(Palette palette);
  [[nodiscard]] std::uint8_t of(const std::uint8_t* rgb);

 private:
  Palette palette_;
  std::unordered_map<std::uint32_t, std::uint8_t> known_;
  std::uint32_t last_ = 0xFFFFFFFF;
  std::uint8_t last_index_ = 0;
};

}  // namespace unfold::window
