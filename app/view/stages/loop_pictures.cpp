#include "app/view/stages/loop_pictures.h"

#include "app/view/pictures.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

struct Rgb {
  float r = 0, g = 0, b = 0;
};
Rgb to_rgb(Color c) {
  return {static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255};
}
Rgb blend(Rgb a, Rgb b, float t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}
Rgb texel(const float* at, int channels) {
  return channels >= 3 ? Rgb{at[0], at[1], at[2]} : Rgb{at[0], at[0], at[0]};
}

}  // namespace

Color lit_color(const Theme& theme, Color c) {
  const bool dark = theme.name == ThemeName::dark;
  return mix(c, dark ? rgb(0xFFFFFF) : rgb(0x000000), 0.12F);
}

Picture lattice_picture(const StageContext& context, const Theme& theme, const Slice& slice, std::int64_t n,
                        int channel) {
  const Geometry g = context.geometry();
  const Picture base = image_rgb(
      context.walkthrough, context.document.preprocess, TensorId::img, n,
      pixel_look(*context.walkthrough, TensorId::img, context.options, theme.name, channel), theme.pad);
  const Rgb ground = to_rgb(theme.bg0), pad = to_rgb(theme.pad), pad_lit = to_rgb(theme.pad_lit);
  const Rgb towards = theme.name == ThemeName::dark ? Rgb{1, 1, 1} : Rgb{0, 0, 0};
  Picture picture;
  picture.id = picture_id({base.id, 0x1a77, static_cast<std::uint64_t>(slice.step),
                           static_cast<std::uint64_t>(theme.name == ThemeName::dark)});
  picture.width = base.width;
  picture.height = base.height;
  picture.channels = 3;
  picture.fill = std::make_shared<
      const std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>>(
      [=](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
        std::vector<float> row(static_cast<std::size_t>(w * base.channels));
        // Padding is what has no source in x; the first row and column of x run through x.
        std::vector<bool> pad_col;
        for (std::int64_t x = x0; x < x0 + w; ++x) {
          pad_col.push_back(sources(g, false, {TensorId::img, {n, 0, g.pad.top, x}}).empty());
        }
        for (std::int64_t y = y0; y < y0 + h; ++y) {
          (*base.fill)(x0, y, w, 1, row.data());
          const bool pad_row = sources(g, false, {TensorId::img, {n, 0, y, g.pad.left}}).empty();
          for (std::int64_t x = x0; x < x0 + w; ++x, out += 3) {
            const bool padding = pad_row || pad_col[static_cast<std::size_t>(x - x0)];
            const Rgb here = texel(row.data() + (x - x0) * base.channels, base.channels);
            Rgb v;
            if (slice.lit(y, x)) {
              v = padding ? pad_lit : blend(here, towards, 0.12F);
            } else {
              v = padding ? blend(ground, pad, 0.75F) : blend(ground, here, 0.25F);
            }
            out[0] = v.r;
            out[1] = v.g;
            out[2] = v.b;
          }
        }
      });
  return picture;
}

Picture read_count_picture(const Geometry& g, std::uint64_t serial) {
  Picture picture;
  picture.id = picture_id({serial, 0x4ead});
  picture.width = g.WP;
  picture.height = g.HP;
  picture.channels = 1;
  picture.fill = std::make_shared<
      const std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>>(
      [g](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
        for (std::int64_t y = y0; y < y0 + h; ++y) {
          for (std::int64_t x = x0; x < x0 + w; ++x) *out++ = static_cast<float>(read_count(g, y, x));
        }
      });
  return picture;
}

Coloring read_count_coloring(const Geometry& g) {
  // The first row and the first column are read once, so the others show the count along one axis alone.
  std::int64_t rows = 1, cols = 1;
  for (std::int64_t r = 0; r < g.HP; ++r) rows = std::max(rows, read_count(g, r, 0));
  for (std::int64_t c = 0; c < g.WP; ++c) cols = std::max(cols, read_count(g, 0, c));
  return {ColorMap::viridis, 0, static_cast<float>(rows * cols)};
}

std::vector<Color> image_colors(const StageContext& context, const Theme& theme, std::int64_t n, int channel,
                                std::int64_t row, std::int64_t col, std::int64_t rows, std::int64_t cols) {
  const Picture picture = image_rgb(
      context.walkthrough, context.document.preprocess, TensorId::img, n,
      pixel_look(*context.walkthrough, TensorId::img, context.options, theme.name, channel), theme.pad);
  std::vector<float> texels(static_cast<std::size_t>(rows * cols * std::max(1, picture.channels)));
  (*picture.fill)(col, row, cols, rows, texels.data());
  std::vector<Color> colors;
  colors.reserve(static_cast<std::size_t>(rows * cols));
  for (std::int64_t i = 0; i < rows * cols; ++i) {
    const Rgb v = texel(texels.data() + i * picture.channels, picture.channels);
    const auto byte = [](float f) {
      return static_cast<std::uint8_t>(std::lround(std::clamp(f, 0.0F, 1.0F) * 255));
    };
    colors.push_back({byte(v.r), byte(v.g), byte(v.b)});
  }
  return colors;
}

}  // namespace unfold::view::loop
