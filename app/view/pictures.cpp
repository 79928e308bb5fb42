#include "app/view/pictures.h"

#include "core/lesson/channels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

namespace unfold::view {
namespace {

using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;

std::shared_ptr<const Fill> shared(Fill fill) { return std::make_shared<const Fill>(std::move(fill)); }

std::uint64_t bits(std::int64_t v) { return static_cast<std::uint64_t>(v); }

std::uint64_t key_of(Color c) {
  return (static_cast<std::uint64_t>(c.r) << 16U) | (static_cast<std::uint64_t>(c.g) << 8U) | c.b;
}

std::array<float, 3> unit_rgb(Color c) {
  return {static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255};
}

// A value of x as it stood in the picture, in 0..1.
struct Undo {
  std::optional<Preprocess> steps;  // that were done to a picture
  float lo = 0, span = 1;           // of pictures that are typed numbers outside 0..1

  [[nodiscard]] float operator()(float v, std::int64_t channel) const {
    if (steps) {
      v = undo_normalize(v, *steps, static_cast<std::size_t>(repeated_from(channel, 3)));
      if (!steps->scale) v /= 255;
    } else {
      v = (v - lo) / span;
    }
    return std::clamp(v, 0.0F, 1.0F);
  }
};

Undo undo_for(const Walkthrough& walk, const Preprocess& preprocess) {
  Undo undo;
  if (!preprocess.scale || preprocess.normalize != Normalize::none) {
    undo.steps = preprocess;
    return undo;
  }
  const Walkthrough::Stats& stats = walk.stats(TensorId::x);
  if (stats.min < 0 || stats.max > 1) {
    // As coloring_of has it, so that a picture and its numbered cells look alike.
    undo.lo = std::min(0.0F, stats.min);
    undo.span = std::max(std::max(0.0F, stats.max) - undo.lo, 1e-12F);
  }
  return undo;
}

// Which channel of the tensor feeds red, green and blue.
std::array<std::int64_t, 3> channels_of(const Geometry& g, const PixelLook& look) {
  const std::int64_t one = look.channel, first = look.first;
  if (one >= 0 && one < g.C) return {one, one, one};
  if (g.C >= first + 3) return {first, first + 1, first + 2};
  return {0, 0, 0};
}

Coloring symmetric(const Walkthrough::Stats& stats, ColorMap map = ColorMap::diverging) {
  const float r = std::max(stats.abs_995 > 0 ? stats.abs_995 : stats.abs_max, 1e-12F);
  return {map, -r, r};
}

// From the smallest to the largest value, the extremes of half a percent clipped.
Coloring clipped(const Walkthrough::Stats& stats, ColorMap map) {
  const float most = stats.abs_995 > 0 ? stats.abs_995 : stats.abs_max;
  const float lo = std::clamp(stats.min, -most, most);
  return {map, lo, std::max(std::clamp(stats.max, -most, most), lo + 1e-12F)};
}

ColorMap map_of(Colors colors, ColorMap automatic) {
  switch (colors) {
  case Colors::automatic: return automatic;
  case Colors::gray: return ColorMap::gray;
  case Colors::viridis: return ColorMap::viridis;
  case Colors::diverging: return ColorMap::diverging;
  }
  return automatic;
}

// `own`: of the map where it is one's turn, else of the tensor, as `all` is.
Coloring looked(const TensorLook& look, const Walkthrough::Stats& own, const Walkthrough::Stats& all,
                const Coloring& automatic) {
  const ColorMap map = map_of(look.colors, automatic.map);
  if (look == TensorLook{}) return automatic;
  // Colours that part at zero keep it in their middle whatever the range.
  const auto within = [&](const Walkthrough::Stats& stats) {
    return map == ColorMap::diverging ? symmetric(stats) : clipped(stats, map);
  };
  switch (look.range) {
  case ValueRange::automatic:
    if (automatic.map == ColorMap::gray && map != ColorMap::diverging)
      return {map, automatic.lo, automatic.hi};
    return within(own);
  case ValueRange::per_map: return within(own);
  case ValueRange::per_tensor: return within(all);
  case ValueRange::symmetric: return symmetric(all, map);
  }
  return automatic;
}

// One channel's values as colours.
struct Paint {
  Coloring coloring;
  const Color* table = nullptr;  // 256 entries

  void operator()(float v, float* rgb) const {
    const float t = std::clamp((v - coloring.lo) / (coloring.hi - coloring.lo), 0.0F, 1.0F);
    const std::array<float, 3> c = unit_rgb(table[std::lround((std::isnan(t) ? 0.0F : t) * 255)]);
    std::copy(c.begin(), c.end(), rgb);
  }
};

std::optional<Paint> paint_of(const PixelLook& look) {
  if (!look.coloring) return std::nullopt;
  return Paint{*look.coloring, color_table(look.theme, look.coloring->map)};
}

std::uint64_t key_of(const PixelLook& look) {
  if (!look.coloring) return picture_id({bits(look.channel), bits(look.first)});
  return picture_id({bits(look.channel), bits(look.first), static_cast<std::uint64_t>(look.coloring->map),
                     std::bit_cast<std::uint32_t>(look.coloring->lo),
                     std::bit_cast<std::uint32_t>(look.coloring->hi),
                     static_cast<std::uint64_t>(look.theme)});
}

// Three planes of a tensor interleaved as RGB; `padding(y, x)` says which texels are padding.
template <typename IsPadding>
Fill rgb_fill(std::shared_ptr<const Walkthrough> walk, Walkthrough::Plane plane, int channel_axis,
              std::array<std::int64_t, 3> channels, Undo undo, std::optional<Paint> paint,
              std::array<float, 3> pad, IsPadding is_padding) {
  return [=](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
    std::vector<float> values(static_cast<std::size_t>(w * h));
    for (std::size_t c = 0; c < 3; ++c) {
      if (c > 0 && channels[c] == channels[0]) {
        for (std::int64_t i = 0; i < w * h; ++i) out[i * 3 + static_cast<std::int64_t>(c)] = out[i * 3];
        continue;
      }
      Walkthrough::Plane one = plane;
      one.origin[channel_axis] = channels[c];
      walk->read_plane(one, y0, x0, h, w, values.data());
      if (paint && channels[0] == channels[1] && channels[1] == channels[2]) {
        for (std::int64_t i = 0; i < w * h; ++i) (*paint)(values[static_cast<std::size_t>(i)], out + i * 3);
        break;
      }
      for (std::int64_t i = 0; i < w * h; ++i)
        out[i * 3 + static_cast<std::int64_t>(c)] = undo(values[static_cast<std::size_t>(i)], channels[c]);
    }
    for (std::int64_t y = 0; y < h; ++y)
      for (std::int64_t x = 0; x < w; ++x)
        if (is_padding(y0 + y, x0 + x)) std::copy(pad.begin(), pad.end(), out + (y * w + x) * 3);
  };
}

}  // namespace

Picture tensor_plane(std::shared_ptr<const Walkthrough> walk, const Walkthrough::Plane& plane,
                     std::int64_t rows, std::int64_t cols) {
  Picture picture;
  std::uint64_t origin = 0;
  for (int i = 0; i < plane.origin.rank(); ++i) origin = picture_id({origin, bits(plane.origin[i])});
  picture.id =
      picture_id({walk->serial(), 1, static_cast<std::uint64_t>(plane.tensor), origin, bits(plane.row_axis),
                  bits(plane.col_axis), bits(plane.row_step), bits(plane.col_step)});
  picture.width = cols;
  picture.height = rows;
  if (const auto in_memory = walk->rows_of(plane, rows, cols)) {
    picture.texels = in_memory->first;
    picture.pitch = in_memory->pitch;
  }
  picture.fill =
      shared([walk = std::move(walk), plane](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h,
                                             float* out) { walk->read_plane(plane, y0, x0, h, w, out); });
  return picture;
}

Picture tensor_matrix(std::shared_ptr<const Walkthrough> walk, TensorId tensor) {
  const Shape shape = walk->shape(tensor);
  if (shape.rank() == 2) {
    const Walkthrough::Plane plane{.tensor = tensor, .origin = {0, 0}, .row_axis = 0, .col_axis = 1};
    return tensor_plane(std::move(walk), plane, shape[0], shape[1]);
  }
  // Read as the rows of one column: the axis runs down.
  Picture picture;
  picture.id = picture_id({walk->serial(), 2, static_cast<std::uint64_t>(tensor)});
  picture.width = 1;
  picture.height = shape.count();
  picture.fill =
      shared([walk = std::move(walk), tensor](std::int64_t, std::int64_t y0, std::int64_t, std::int64_t h,
                                              float* out) { walk->read(tensor, y0, h, out); });
  return picture;
}

Picture image_rgb(std::shared_ptr<const Walkthrough> walk, const Preprocess& preprocess, TensorId x_or_img,
                  std::int64_t n, const PixelLook& look, Color pad) {
  const Geometry g = walk->geometry();
  const bool padded = x_or_img == TensorId::img;
  const std::int64_t top = padded ? g.pad.top : 0, left = padded ? g.pad.left : 0;
  const auto is_padding = [=](std::int64_t y, std::int64_t x) {
    return y < top || x < left || y >= g.H + top || x >= g.W + left;
  };
  Picture picture;
  picture.id = picture_id(
      {walk->serial(), 3, static_cast<std::uint64_t>(x_or_img), bits(n), key_of(look), key_of(pad)});
  picture.width = padded ? g.WP : g.W;
  picture.height = padded ? g.HP : g.H;
  picture.channels = 3;
  const Walkthrough::Plane plane{.tensor = x_or_img, .origin = {n, 0, 0, 0}, .row_axis = 2, .col_axis = 3};
  picture.fill = shared(rgb_fill(walk, plane, 1, channels_of(g, look), undo_for(*walk, preprocess),
                                 paint_of(look), unit_rgb(pad), is_padding));
  return picture;
}

Picture col6_plane_rgb(std::shared_ptr<const Walkthrough> walk, const Preprocess& preprocess, std::int64_t n,
                       std::int64_t y, std::int64_t x, const PixelLook& look, Color pad) {
  const Geometry g = walk->geometry();
  const auto is_padding = [=](std::int64_t oy, std::int64_t ox) {
    const std::int64_t h = g.rows().place(oy, y) - g.pad.top;
    const std::int64_t w = g.cols().place(ox, x) - g.pad.left;
    return h < 0 || w < 0 || h >= g.H || w >= g.W;
  };
  Picture picture;
  picture.id = picture_id({walk->serial(), 4, bits(n), bits(y), bits(x), key_of(look), key_of(pad)});
  picture.width = g.OW;
  picture.height = g.OH;
  picture.channels = 3;
  const Walkthrough::Plane plane{
      .tensor = TensorId::col6, .origin = {n, 0, y, x, 0, 0}, .row_axis = 4, .col_axis = 5};
  picture.fill = shared(rgb_fill(walk, plane, 1, channels_of(g, look), undo_for(*walk, preprocess),
                                 paint_of(look), unit_rgb(pad), is_padding));
  return picture;
}

Picture filter_rgb(std::shared_ptr<const Walkthrough> walk, std::int64_t f, const PixelLook& look) {
  const Geometry g = walk->geometry();
  std::vector<float> values(static_cast<std::size_t>(g.KG));
  walk->read(TensorId::W, f * g.KG, g.KG, values.data());
  float largest = 0;
  for (const float v : values) largest = std::max(largest, std::abs(v));
  // A filter of almost nothing is not blown up: it stays gray.
  const float scale = std::max(largest, walk->stats(TensorId::W).abs_max * 1e-3F);
  Picture picture;
  picture.id = picture_id({walk->serial(), 5, bits(f), key_of(look)});
  picture.width = g.FW;
  picture.height = g.FH;
  picture.channels = 3;
  std::array<std::int64_t, 3> channels =
      look.channel < 0 && g.CG != 3 ? std::array<std::int64_t, 3>{} : channels_of(g, look);
  // Of a group the filter has its own channels alone.
  if (g.groups > 1 && look.channel >= 0) {
    const std::int64_t own = look.channel - g.group_of_filter(f) * g.CG;
    channels.fill(own >= 0 && own < g.CG ? own : 0);
  }
  const std::optional<Paint> paint = channels[0] == channels[1] ? paint_of(look) : std::nullopt;
  picture.fill = shared([values = std::move(values), g, scale, channels, paint](
                            std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
    const std::int64_t plane = g.FH * g.FW;
    for (std::int64_t y = y0; y < y0 + h; ++y)
      for (std::int64_t x = x0; x < x0 + w; ++x, out += 3) {
        const auto value = [&](std::size_t c) {
          return values[static_cast<std::size_t>(channels[c] * plane + y * g.FW + x)];
        };
        if (paint) {
          (*paint)(value(0), out);
          continue;
        }
        for (std::size_t c = 0; c < 3; ++c)
          out[c] = std::clamp(0.5F + 0.5F * value(c) / std::max(scale, 1e-20F), 0.0F, 1.0F);
      }
  });
  return picture;
}

PixelLook group_look(const Geometry& g, std::int64_t f, PixelLook look) {
  if (g.groups == 1) return look;
  const auto first = static_cast<int>(g.group_of_filter(f) * g.CG), after = first + static_cast<int>(g.CG);
  if (first <= look.channel && look.channel < after) return look;
  look.channel = g.CG == 3 ? -1 : first;
  look.first = g.CG == 3 ? first : 0;
  return look;
}

PixelLook pixel_look(const Walkthrough& walk, TensorId tensor, const ViewOptions& options, ThemeName theme) {
  return pixel_look(walk, tensor, options, theme, options.channel);
}

PixelLook pixel_look(const Walkthrough& walk, TensorId tensor, const ViewOptions& options, ThemeName theme,
                     int channel) {
  PixelLook look(channel);
  look.theme = theme;
  if (options.look(tensor) != TensorLook{}) look.coloring = coloring_of(walk, tensor, options);
  return look;
}

Coloring coloring_of(const Walkthrough& walk, TensorId tensor, const ViewOptions& options) {
  const Walkthrough::Stats& stats = walk.stats(tensor);
  const TensorLook& look = options.look(tensor);
  switch (tensor) {
  case TensorId::x:
  case TensorId::img:
  case TensorId::col6:
  case TensorId::col6_t:
  case TensorId::col: {
    const Walkthrough::Stats& x = walk.stats(TensorId::x);
    if (x.min < 0 && tensor == TensorId::col) return looked(look, stats, stats, symmetric(x));
    // Padding is zero, so zero is in the range.
    const Coloring gray = x.min >= 0 && x.max <= 1
                              ? Coloring{ColorMap::gray, 0, 1}
                              : Coloring{ColorMap::gray, std::min(0.0F, x.min), std::max(0.0F, x.max)};
    return looked(look, stats, stats, gray);
  }
  case TensorId::W:
  case TensorId::col_W:
  case TensorId::b: return looked(look, stats, stats, symmetric(walk.stats(TensorId::W)));
  case TensorId::out2d:
  case TensorId::out_nhwc:
  case TensorId::conv:
  case TensorId::pool_col:
  case TensorId::pool_windows:
  case TensorId::pool_max:
  case TensorId::pool: {
    const Walkthrough::Stats& conv = walk.stats(TensorId::conv);
    return looked(look, conv, conv, symmetric(conv));
  }
  }
  return {};
}

Coloring map_coloring(const Walkthrough& walk, TensorId conv_or_pool, std::int64_t n, std::int64_t f,
                      const ViewOptions& options) {
  // A pooled map wears the colours of the map it came from, so that equal numbers look equal.
  const Walkthrough::Stats& stats = walk.map_stats(TensorId::conv, n, f);
  return looked(options.look(conv_or_pool), stats, walk.stats(TensorId::conv), symmetric(stats));
}

std::optional<MapOfCell> map_of_cell(const Geometry& g, const CellRef& cell, std::int64_t filter) {
  if (!has_maps(cell.tensor)) return std::nullopt;
  for (const CellRef& on_the_way : follow(g, cell, filter))
    if (on_the_way.tensor == TensorId::conv || on_the_way.tensor == TensorId::pool)
      return MapOfCell{on_the_way.at[0], on_the_way.at[1]};
  return std::nullopt;
}

Coloring cell_coloring(const Walkthrough& walk, const CellRef& cell, const ViewOptions& options) {
  const bool matrix = cell.tensor == TensorId::out2d || cell.tensor == TensorId::out_nhwc;
  const auto map = map_of_cell(walk.geometry(), cell, options.filter);
  if (map && !matrix) return map_coloring(walk, TensorId::conv, map->n, map->f, options);
  // A pixel is shown as the picture shows it, in gray.
  return coloring_of(walk, cell.tensor, options);
}

FigureKey cell_histogram_key(const Walkthrough& walk, const CellRef& cell, const ViewOptions& options) {
  const ValueRange range = options.look(cell.tensor).range;
  const bool all = range == ValueRange::per_tensor || range == ValueRange::symmetric;
  // As the colours of the matrices of out are the tensor's, so are the values they stand among.
  const bool matrix = cell.tensor == TensorId::out2d || cell.tensor == TensorId::out_nhwc;
  const auto map = map_of_cell(walk.geometry(), cell, options.filter);
  if (map && !all && !matrix) {
    const bool pooled = cell.tensor == TensorId::pool || cell.tensor == TensorId::pool_max;
    return map_histogram_key(walk, pooled ? TensorId::pool : TensorId::conv, map->n, map->f);
  }
  return tensor_histogram_key(walk, cell.tensor);
}

const TensorStats& stats_of(const Walkthrough& walk, const FigureKey& key) {
  return key.what == FigureKey::What::map_histogram ? walk.map_stats(key.tensor, key.n, key.f)
                                                    : walk.stats(key.tensor);
}

std::string picture_words(const Document& document, const Texts& texts) {
  if (document.fill || (document.steps.size() < 2 && document.folder.empty())) return document.picture_name;
  if (document.steps.size() < 2) return document.folder + "/" + document.picture_name;
  const std::string count = texts.get("pictures.count", {{"count", std::to_string(document.steps.size())}});
  return document.folder.empty() ? count : document.folder + " (" + count + ")";
}

bool nearly_zero(const Walkthrough& walk, TensorId conv_or_pool, std::int64_t n, std::int64_t f) {
  return walk.map_stats(conv_or_pool, n, f).abs_max < 1e-3F * walk.stats(TensorId::conv).abs_max;
}

}  // namespace unfold::view
