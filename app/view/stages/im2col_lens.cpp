#include "app/view/stages/im2col_parts.h"

#include <algorithm>
#include <string>

namespace unfold::view::loop {

namespace {

struct Lens {
  Vec2 corner;
  std::int64_t row = 0, col = 0;  // of img, at the lens's top left
  std::int64_t rows = 1, cols = 1;
  float cell = 13;
};

bool unread(const std::vector<Band>& bands, std::int64_t i) {
  return std::any_of(bands.begin(), bands.end(),
                     [i](const Band& b) { return i >= b.first && i < b.first + b.count; });
}

// `numbered_cols`: the column numbers end where the x_max label begins.
void draw_cells(Painter& p, const Loop& loop, const Lens& lens, bool read_count) {
  const Geometry& g = loop.context.geometry();
  const Theme& theme = p.theme();
  const std::vector<Color> colors =
      image_colors(loop.context, theme, loop.n, loop.channel, lens.row, lens.col, lens.rows, lens.cols);
  const std::vector<Band> rows = unread_rows(g), cols = unread_cols(g);
  const bool solid = loop.slice.row_step == 1 && loop.slice.col_step == 1;
  for (std::int64_t r = 0; r < lens.rows; ++r) {
    for (std::int64_t c = 0; c < lens.cols; ++c) {
      const std::int64_t row = lens.row + r, col = lens.col + c;
      const CellRef cell{TensorId::img, {loop.n, 0, row, col}};
      const bool padding = is_padding(g, cell), lit = loop.slice.lit(row, col);
      const Color own = colors[static_cast<std::size_t>(r * lens.cols + c)];
      Color ground = padding ? theme.pad : mix(theme.bg0, own, 0.30F);
      if (lit) ground = padding ? theme.pad_lit : lit_color(theme, own);
      if (read_count) {
        ground = color_of(theme, read_count_coloring(g), static_cast<float>(unfold::read_count(g, row, col)));
      }
      const Rect at{lens.corner.x + static_cast<float>(c) * lens.cell,
                    lens.corner.y + static_cast<float>(r) * lens.cell, lens.cell - 1, lens.cell - 1};
      p.fill(at, ground);
      if (lit && !read_count && !solid) {
        if (theme.name == ThemeName::light) p.frame({at.x - 1, at.y - 1, at.w + 2, at.h + 2}, theme.casing);
        p.frame(at, theme.accent, theme.name == ThemeName::light ? 2.0F : 1.0F);
      }
      if (unread(rows, row) || unread(cols, col)) {
        if (read_count) p.fill(at, theme.pad);
        p.hatch(at, theme.text1);
      }
    }
  }
  if (!solid || read_count) return;
  // A slice without gaps is one block: its edge inside this lens, open where it goes on.
  const Slice& slice = loop.slice;
  const auto x = [&](std::int64_t col) {
    return lens.corner.x +
           static_cast<float>(std::clamp<std::int64_t>(col - lens.col, 0, lens.cols)) * lens.cell;
  };
  const auto y = [&](std::int64_t row) {
    return lens.corner.y +
           static_cast<float>(std::clamp<std::int64_t>(row - lens.row, 0, lens.rows)) * lens.cell;
  };
  const float x0 = x(slice.first_col), x1 = x(slice.last_col + 1), y0 = y(slice.first_row),
              y1 = y(slice.last_row + 1);
  if (x1 > x0 && y1 > y0) p.lit({x0, y0, x1 - x0 - 1, y1 - y0 - 1});
}

// Numbers of the copied columns above and of the copied rows at the left. `stop`: none from this x on.
void number(Painter& p, const Loop& loop, const Lens& lens, float stop) {
  const float size = p.type().label;
  float free_from = lens.corner.x - 20;
  for (std::int64_t c = 0; c < lens.cols; ++c) {
    const std::int64_t col = lens.col + c;
    if (!loop.slice.lit(loop.slice.first_row, col)) continue;
    const float x = lens.corner.x + (static_cast<float>(c) + 0.5F) * lens.cell;
    const float half = p.text_width(std::to_string(col), size, Face::mono) / 2;
    if (x - half < free_from || x + half > stop) continue;
    p.text(std::to_string(col), {x, lens.corner.y - 4},
           {size, Face::mono, p.theme().axis_color(Axis::FW), Align::centre});
    free_from = x + half + 5;
  }
  float free_y = lens.corner.y - 20;
  for (std::int64_t r = 0; r < lens.rows; ++r) {
    const std::int64_t row = lens.row + r;
    if (!loop.slice.lit(row, loop.slice.first_col)) continue;
    const float y = lens.corner.y + (static_cast<float>(r) + 0.5F) * lens.cell + size * 0.36F;
    if (y - size < free_y) continue;
    p.text(std::to_string(row), {lens.corner.x - 5, y},
           {size, Face::mono, p.theme().axis_color(Axis::FH), Align::right});
    free_y = y + 1;
  }
}

// Each over its lens, the last one no further right than the lenses and a little; in few words where they
// would touch.
void draw_captions(Painter& p, const Texts& texts, const Im2colLayout& l, float first_x, float last_x) {
  const TextStyle style{p.type().label, Face::ui, p.theme().text1};
  const float y = l.lens_y - 19, right = l.img.at.x + l.lens_w + 12;
  const auto wide = [&](const std::string& words) { return p.text_width(words, style.size, style.face); };
  std::string first = texts.get("im2col.lens_first"), last = texts.get("im2col.lens_last");
  const auto last_at = [&] { return std::min(last_x, right - wide(last)); };
  if (first_x + wide(first) + 14 > last_at()) {
    first = texts.get("im2col.lens_first_short");
    last = texts.get("im2col.lens_last_short");
  }
  p.text(first, {first_x, y}, style);
  if (first_x + wide(first) + 14 <= last_at()) p.text(last, {last_at(), y}, style);
}

}  // namespace

void draw_lenses(Painter& p, const Loop& loop, const Im2colLayout& l) {
  const Geometry& g = loop.context.geometry();
  const Slice& s = loop.slice;
  const Texts& texts = loop.context.texts;
  const bool counts = loop.context.options.im2col == Im2colView::read_count;
  const float size = p.type().label;

  Lens first{{l.img.at.x, l.lens_y}, 0, 0, l.lens_rows, l.lens_cols, l.lens_cell};
  first.row = std::clamp<std::int64_t>(s.first_row - first.rows + 2, 0, g.HP - first.rows);
  first.col = std::clamp<std::int64_t>(s.first_col - first.cols + 2, 0, g.WP - first.cols);
  Lens last = first;
  const float width = static_cast<float>(last.cols) * last.cell;
  last.corner.x = std::max(l.img.at.right(), l.img.at.x + l.lens_w) - width;
  last.corner.x = std::min(last.corner.x, l.img.at.x + l.lens_w - width);
  // The end of the slice and the edge of img, both when they are near.
  last.row = std::clamp<std::int64_t>(std::min(g.HP - last.rows, s.last_row - 1), 0, g.HP - last.rows);
  last.col = std::clamp<std::int64_t>(std::min(g.WP - last.cols, s.last_col - 1), 0, g.WP - last.cols);

  draw_captions(p, texts, l, first.corner.x, last.corner.x);
  for (const Lens* lens : {&first, &last}) {
    draw_cells(p, loop, *lens, counts);
    const Rect at{lens->corner.x, lens->corner.y, width, static_cast<float>(lens->rows) * lens->cell};
    CellHit hit;
    hit.tensor = TensorId::img;
    hit.origin = {loop.n, std::max(0, loop.channel), lens->row, lens->col};
    hit.row_axis = 2;
    hit.col_axis = 3;
    hit.cell_w = hit.cell_h = lens->cell;
    p.hit(at, hit);
    // Where that part lies in the picture.
    Rect part = l.img.block(lens->row, lens->col, lens->rows, lens->cols);
    p.frame({part.x - 1, part.y - 1, part.w + 2, part.h + 2}, p.theme().text1);
  }
  number(p, loop, first, first.corner.x + width + 12);

  // y_max and x_max, the rows and columns where the slice stops.
  const Color fh = p.theme().axis_color(Axis::FH), fw = p.theme().axis_color(Axis::FW);
  const float bottom = last.corner.y + static_cast<float>(last.rows) * last.cell;
  float stop = last.corner.x + width + 12;
  if (s.x_max > last.col && s.x_max <= last.col + last.cols) {
    const float x = last.corner.x + static_cast<float>(s.x_max - last.col) * last.cell - 1;
    const std::string words = "x_max " + std::to_string(s.x_max);
    p.vline(x, last.corner.y - 14, bottom, fw, 2);
    const float w = p.text_width(words, size, Face::mono), room = l.img.at.x + l.lens_w + 24;
    if (x + 6 + w <= room) {
      p.text(words, {x + 6, last.corner.y - 4}, {size, Face::mono, fw});
      stop = x - 3;
    } else {
      p.text(words, {x - 4, last.corner.y - 4}, {size, Face::mono, fw, Align::right});
      stop = x - w - 8;
    }
  }
  if (s.y_max > last.row && s.y_max <= last.row + last.rows) {
    const float y = last.corner.y + static_cast<float>(s.y_max - last.row) * last.cell - 1;
    p.hline(last.corner.x - 62, last.corner.x + width, y, fh, 2);
    // Under the line, or above it where the lens ends.
    const float base = y + 4 + size <= bottom + 2 ? y + 2 + size : y - 4;
    p.text("y_max " + std::to_string(s.y_max), {last.corner.x - 5, base},
           {size, Face::mono, fh, Align::right});
    Lens numbered = last;
    // The row number beside the words would touch them.
    while (numbered.rows > 0 && base < y &&
           last.corner.y + static_cast<float>(numbered.rows) * last.cell > base - size) {
      --numbered.rows;
    }
    number(p, loop, numbered, stop);
  } else {
    number(p, loop, last, stop);
  }
}

}  // namespace unfold::view::loop
