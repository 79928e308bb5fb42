#pragma once

#include "app/view/stages/loop_slice.h"

namespace unfold::view::loop {

// img with the slice of this step standing out of it as a lattice: the rest at a quarter strength, padding
// flat. Three channels. One texel a pixel of img.
[[nodiscard]] Picture lattice_picture(const StageContext& context, const Theme& theme, const Slice& slice,
                                      std::int64_t n, int channel);
// How often each pixel of img is copied: one channel, for a Coloring from 0 to the largest count there is.
[[nodiscard]] Picture read_count_picture(const Geometry& g, std::uint64_t serial);
[[nodiscard]] Coloring read_count_coloring(const Geometry& g);

// Colours of a small part of img, read at once: rows x cols from (row, col) on.
[[nodiscard]] std::vector<Color> image_colors(const StageContext& context, const Theme& theme, std::int64_t n,
                                              int channel, std::int64_t row, std::int64_t col,
                                              std::int64_t rows, std::int64_t cols);
// A lit pixel: a little towards white on the dark theme and towards black on the light one, so that it shows
// anywhere.
[[nodiscard]] Color lit_color(const Theme& theme, Color c);

}  // namespace unfold::view::loop
