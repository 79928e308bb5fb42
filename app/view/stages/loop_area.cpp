#include "app/view/stages/loop_area.h"

#include "app/view/format.h"
#include "app/view/pictures.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

Area area(Vec2 corner, std::int64_t rows, std::int64_t cols, float cell_w, float cell_h) {
  return {{corner.x, corner.y, cell_w * static_cast<float>(cols), cell_h * static_cast<float>(rows)},
          rows,
          cols,
          cell_w,
          cell_h};
}

float fitting_scale(std::int64_t rows, std::int64_t cols, float w, float h, float cap) {
  const float s = std::min({w / static_cast<float>(cols), h / static_cast<float>(rows), cap});
  return s >= 1 ? std::floor(s) : std::max(s, 1e-4F);
}

bool carries_number(const Painter& p, float cell_w, float cell_h) {
  return cell_w * p.zoom() >= 36 && cell_h * p.zoom() >= 16;
}

bool is_padding(const Geometry& g, const CellRef& cell) {
  if (cell.tensor == TensorId::img) return sources(g, false, cell).empty();
  if (cell.tensor == TensorId::col6) {
    return is_padding(g, {TensorId::img, sources(g, false, cell).front().first});
  }
  return false;
}

Color cell_color(const Painter& p, const StageContext& context, const CellRef& cell, bool lit) {
  if (is_padding(context.geometry(), cell)) return lit ? p.theme().pad_lit : p.theme().pad;
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::x, context.options);
  return color_of(p.theme(), coloring, context.walkthrough->at(cell));
}

void draw_image_cell(Painter& p, const StageContext& context, const CellRef& cell, Rect at, CellLook look) {
  const float size = cell_number_size(at.w * p.zoom()) / p.zoom();
  const CellNumber number =
      carries_number(p, at.w, at.h) ? in_cell(context.walkthrough->at(cell), at.w * p.zoom()) : CellNumber{};
  const Color ground = cell_color(p, context, cell, look == CellLook::lit);
  if (look != CellLook::rest) {
    p.cell(at, ground, number, size);
  } else {
    p.faded_cell(at, ground, number, size);
  }
}

void numbers_over(Painter& p, const StageContext& context, const Area& at, TensorId tensor,
                  const Index& origin, int row_axis, int col_axis, const Picture& below) {
  if (!carries_number(p, at.cell_w, at.cell_h)) return;
  const Rect& seen = p.visible();
  const auto clamped = [](float v, std::int64_t n) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(v)), 0, n);
  };
  const std::int64_t r0 = clamped((seen.y - at.at.y) / at.cell_h, at.rows);
  const std::int64_t r1 = clamped((seen.bottom() - at.at.y) / at.cell_h + 1, at.rows);
  const std::int64_t c0 = clamped((seen.x - at.at.x) / at.cell_w, at.cols);
  const std::int64_t c1 = clamped((seen.right() - at.at.x) / at.cell_w + 1, at.cols);
  if ((r1 - r0) * (c1 - c0) > 4000) return;
  const float size = cell_number_size(at.cell_w * p.zoom()) / p.zoom();
  std::vector<float> texel(static_cast<std::size_t>(std::max(3, below.channels)));
  for (std::int64_t r = r0; r < r1; ++r) {
    for (std::int64_t c = c0; c < c1; ++c) {
      Index cell = origin;
      cell[row_axis] += r;
      cell[col_axis] += c;
      const std::string number = cell_number(context.walkthrough->at(tensor, cell), at.cell_w * p.zoom());
      if (number.empty()) continue;
      (*below.fill)(c, r, 1, 1, texel.data());
      const auto byte = [&](std::size_t i) {
        const float v = below.channels >= 3 ? texel[i] : texel[0];
        return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0F, 1.0F) * 255));
      };
      const Rect box = at.cell(r, c);
      p.text(number, {box.centre().x, box.centre().y + size * 0.36F},
             {size, Face::mono, ink_on(p.theme(), {byte(0), byte(1), byte(2)}), Align::centre});
    }
  }
}

void draw_image(Painter& p, const StageContext& context, TensorId x_or_img, std::int64_t n, const Area& at,
                const ImageStyle& style) {
  const std::int64_t c = std::max(0, style.channel);
  if (style.channel >= 0 && style.numbers && at.rows * at.cols <= 4096 && at.cell_w >= 30 &&
      at.cell_h >= 16) {
    for (std::int64_t row = 0; row < at.rows; ++row) {
      for (std::int64_t col = 0; col < at.cols; ++col) {
        draw_image_cell(p, context, {x_or_img, {n, c, row, col}}, at.cell(row, col),
                        style.alpha > 0.9F ? CellLook::plain : CellLook::rest);
      }
    }
  } else {
    const Picture picture =
        image_rgb(context.walkthrough, context.document.preprocess, x_or_img, n,
                  pixel_look(*context.walkthrough, x_or_img, context.options, p.theme().name, style.channel),
                  p.theme().pad);
    p.picture(at.at, picture, {}, style.alpha);
    if (style.numbers) numbers_over(p, context, at, x_or_img, {n, c, 0, 0}, 2, 3, picture);
  }
  hit_area(p, at, x_or_img, {n, c, 0, 0}, 2, 3);
}

void hit_area(Painter& p, const Area& at, TensorId tensor, const Index& origin, int row_axis, int col_axis) {
  CellHit hit;
  hit.tensor = tensor;
  hit.origin = origin;
  hit.row_axis = row_axis;
  hit.col_axis = col_axis;
  hit.cell_w = at.cell_w;
  hit.cell_h = at.cell_h;
  p.hit(at.at, hit);
}

void hatch_unread(Painter& p, const Geometry& g, const Area& img) {
  // Gaps between windows would veil a small picture; the far edge is hatched at any size.
  const auto hatch = [&](Rect at, float thickness, float cell, bool at_edge) {
    if (cell < 0.5F || (!at_edge && cell < 6)) return;
    p.fill(at, p.theme().pad);
    p.hatch(at, p.theme().text1, p.theme().stroke.pitch * (thickness < 4 ? 0.75F : 1.0F));
  };
  for (const Band& band : unread_rows(g)) {
    const Rect at = img.block(band.first, 0, band.count, img.cols);
    hatch(at, at.h, img.cell_h, band.first + band.count == g.HP);
  }
  for (const Band& band : unread_cols(g)) {
    const Rect at = img.block(0, band.first, img.rows, band.count);
    hatch(at, at.w, img.cell_w, band.first + band.count == g.WP);
  }
}

void span_h(Painter& p, float x0, float x1, float y, Color color, const std::string& left,
            const std::string& middle, const std::string& right, float lo, float hi) {
  const float size = p.type().code;
  const float lw = p.text_width(left, size, Face::mono), mw = p.text_width(middle, size, Face::mono);
  const float rw = p.text_width(right, size, Face::mono);
  p.hline(x0, x1, y, color, 2);
  p.fill({x0, y - 5, 2, 12}, color);
  p.fill({x1 - 2, y - 5, 2, 12}, color);
  const float base = y + 1 + size * 0.36F;
  const auto set_in = [&](const std::string& s, float x, float w, Color ink) {
    if (s.empty()) return;
    p.fill({x - 5, y - 7, w + 10, 14}, p.theme().bg0);
    p.text(s, {x, base}, {size, Face::mono, ink});
  };
  const float inset = x1 - x0 < 200 ? 7.0F : 14.0F, inside = x1 - x0 - 2 * inset;
  if (lw + rw + 14 <= inside) {
    set_in(left, x0 + inset, lw, color);
    set_in(right, x1 - inset - rw, rw, color);
    if (lw + mw + rw + 60 <= inside && lw + 24 + mw / 2 < (x1 - x0) / 2 && rw + 24 + mw / 2 < (x1 - x0) / 2) {
      set_in(middle, (x0 + x1 - mw) / 2, mw, p.theme().text2);
    }
    return;
  }
  // Too short for both words inside: the first stands outside, the last outside or, at worst, inside.
  if (x0 - 7 - lw >= lo) p.text(left, {x0 - 7 - lw, base}, {size, Face::mono, color});
  if (x1 + 7 + rw <= hi) {
    p.text(right, {x1 + 7, base}, {size, Face::mono, color});
  } else if (rw <= inside) {
    set_in(right, x1 - inset - rw, rw, color);
  }
}

void span_v(Painter& p, float x, float y0, float y1, Color color, const TwoLines& top, const TwoLines& middle,
            const TwoLines& bottom) {
  const float size = p.type().code, line = size + 3;
  p.vline(x, y0, y1, color, 2);
  p.fill({x - 5, y0, 12, 2}, color);
  p.fill({x - 5, y1 - 2, 12, 2}, color);
  const auto put = [&](const TwoLines& words, float baseline, Color ink) {
    const float first = words.first.size() > 3 ? p.type().label : size;
    p.text(words.first, {x - 7, baseline}, {first, Face::mono, ink, Align::right});
    p.text(words.second, {x - 7, baseline + line}, {size, Face::mono, ink, Align::right});
  };
  const float length = y1 - y0;
  if (length < 4 * line + 6) {  // one line each, at the ends
    const auto one = [](const TwoLines& t) {
      return t.first.size() > 1 ? t.second : t.first + " " + t.second;
    };
    p.text(one(top), {x - 7, y0 + size * 0.8F}, {size, Face::mono, color, Align::right});
    if (length >= 2 * line) p.text(one(bottom), {x - 7, y1}, {size, Face::mono, color, Align::right});
    return;
  }
  put(top, y0 + size * 0.8F, color);
  put(bottom, y1 - line, color);
  if (length >= 7 * line + 6) put(middle, (y0 + y1) / 2 - line / 2 + size * 0.36F, p.theme().text2);
}

void ruler_top(Painter& p, const Area& at, float baseline, Color color, std::int64_t first) {
  const float size = p.type().label;
  const float need = p.text_width(std::to_string(first + at.cols), size, Face::mono) + 5;
  const auto every = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(need / at.cell_w)));
  for (std::int64_t i = 0; i < at.cols; i += every) {
    p.text(std::to_string(first + i), {at.x(i) + at.cell_w / 2, baseline},
           {size, Face::mono, color, Align::centre});
  }
}

void ruler_left(Painter& p, const Area& at, float right, Color color, std::int64_t first) {
  const float size = p.type().label;
  const auto every = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((size + 3) / at.cell_h)));
  for (std::int64_t i = 0; i < at.rows; i += every) {
    p.text(std::to_string(first + i), {right, at.y(i) + at.cell_h / 2 + size * 0.36F},
           {size, Face::mono, color, Align::right});
  }
}

void label(Painter& p, TensorId tensor, const Shape& shape, Vec2 baseline, float width) {
  const std::string tuple = to_string(shape);  // with spaces: a little wider than what is drawn
  const float both = p.text_width(name(tensor), p.type().text, Face::mono_bold) + 8 +
                     p.text_width(tuple, p.type().code, Face::mono);
  if (both <= width) {
    p.tensor_label(tensor, shape, baseline);
  } else {
    p.text(name(tensor), baseline, {p.type().text, Face::mono_bold, p.theme().text0});
    p.tip({baseline.x, baseline.y - 12, std::max(20.0F, width), 16}, std::string(name(tensor)) + " " + tuple);
  }
}

}  // namespace unfold::view::loop
