#include "app/view/pictures.h"
#include "app/view/stages/filter_window.h"
#include "app/view/stages/loop_words.h"
#include "app/view/stages/pad_parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

// Which rows and columns of img a corner shows stands below it, as a slice.
void draw_corners(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const float head = 18, foot = p.type().label + 8, gap = 14, label = p.type().label;
  p.text(context.texts.get("pad.corners"), {box.x, box.y + 10}, {label, Face::ui, p.theme().text1});
  const bool square = box.w < 2 * box.h;  // two by two, or all four in a row
  const float across = square ? 2 : 4, down = square ? 2 : 1;
  const float w = (box.w - gap * (across - 1)) / across, h = (box.h - head) / down - foot;
  const float cell = std::clamp(std::floor(std::min(w / 9, h / 6)), 8.0F, 18.0F);
  const std::int64_t rows = std::min<std::int64_t>(g.HP, static_cast<std::int64_t>(h / cell));
  const std::int64_t cols = std::min<std::int64_t>({g.WP, 12, static_cast<std::int64_t>(w / cell)});
  for (int i = 0; i < 4; ++i) {
    const bool bottom = i >= 2, right = i % 2 == 1;
    const float cx = square ? f(i % 2) : f(i), cy = square ? f(i / 2) : 0;
    const Rect at{box.x + cx * (f(cols) * cell + gap), box.y + head + cy * (f(rows) * cell + foot),
                  f(cols) * cell, f(rows) * cell};
    draw_pad_corner(p, context, at, bottom, right, cell);
    const std::string which =
        "[" + (bottom ? std::to_string(g.HP - rows) + ":" : ":" + std::to_string(rows)) + ", " +
        (right ? std::to_string(g.WP - cols) + ":" : ":" + std::to_string(cols)) + "]";
    if (p.text_width(which, label, Face::mono) <= at.w + gap - 4) {
      p.text(which, {at.x, at.bottom() + label + 2}, {label, Face::mono, p.theme().text2});
    }
  }
}

// What is what beside img: padding, never read, where x lies.
void draw_pad_legend(Painter& p, const StageContext& context, Rect at) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const float size = p.type().code, pitch = std::round(size * 1.75F);
  float y = at.y;
  const auto row = [&](auto&& mark, const std::string& words) {
    mark(Rect{at.x, y, 12, 12});
    y = p.paragraph(words, {at.x + 22, y + 10}, at.w - 22, size + 5, {size, Face::ui, theme.text1}) - 10 -
        size - 5 + pitch;
  };
  if (g.pad.any()) {
    if (!context.options.pad_read_count) {
      row([&](Rect r) { p.fill(r, theme.pad); }, context.texts.get("im2col.legend_pad"));
    }
    row([&](Rect r) { p.frame(r, theme.text0); }, context.texts.get("pad.legend_x"));
  }
  if (const std::string unread = unread_words(g, context.texts); !unread.empty()) {
    row(
        [&](Rect r) {
          p.fill(r, theme.pad);
          p.hatch(r, theme.text1);
        },
        context.texts.get("im2col.legend_unread", {{"which", unread}}));
  }
}

void draw_padded(Painter& p, const StageContext& context, const Area& img, int channel) {
  const Geometry& g = context.geometry();
  const std::int64_t n = shown_image(context);
  if (context.options.pad_read_count) {
    draw_read_counts(p, context, n, std::max(0, channel), img);
  } else {
    draw_image(p, context, TensorId::img, n, img, {channel, 1, true});
  }
  hatch_unread(p, g, img);
  p.frame({img.at.x - 1, img.at.y - 1, img.at.w + 2, img.at.h + 2}, p.theme().line2);
  if (g.pad.any()) {  // where x lies in it
    const Rect inner = img.block(g.pad.top, g.pad.left, g.H, g.W);
    p.frame({inner.x - 1, inner.y - 1, inner.w + 2, inner.h + 2}, p.theme().text0);
  }
}

}  // namespace

void draw_pad_corner(Painter& p, const StageContext& context, Rect at, bool bottom, bool right, float cell) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const auto rows = std::min<std::int64_t>(g.HP, static_cast<std::int64_t>(at.h / cell));
  const auto cols = std::min<std::int64_t>(g.WP, static_cast<std::int64_t>(at.w / cell));
  if (rows < 1 || cols < 1) return;
  const std::int64_t row = bottom ? g.HP - rows : 0, col = right ? g.WP - cols : 0;
  const std::int64_t n = shown_image(context);
  const std::vector<Color> colors =
      image_colors(context, theme, n, picture_channel(context), row, col, rows, cols);
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = 0; c < cols; ++c) {
      const Rect box{at.x + f(c) * cell, at.y + f(r) * cell, cell - 1, cell - 1};
      const std::int64_t count = read_count(g, row + r, col + c);
      Color ground = colors[static_cast<std::size_t>(r * cols + c)];
      if (is_padding(g, {TensorId::img, {n, 0, row + r, col + c}})) ground = theme.pad;
      if (context.options.pad_read_count)
        ground = color_of(theme, read_count_coloring(g), static_cast<float>(count));
      if (count == 0) ground = theme.pad;
      p.fill(box, ground);
      if (count == 0) p.hatch(box, theme.text1);
    }
  }
  // The edge of x, where padding and data lie side by side.
  const auto padded = [&](std::int64_t r, std::int64_t c) {
    return is_padding(g, {TensorId::img, {n, 0, row + r, col + c}});
  };
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = 0; c < cols; ++c) {
      const float x = at.x + f(c + 1) * cell - 1, y = at.y + f(r + 1) * cell - 1;
      if (c + 1 < cols && padded(r, c) != padded(r, c + 1)) p.vline(x, y - cell, y + 1, theme.text0);
      if (r + 1 < rows && padded(r, c) != padded(r + 1, c)) p.hline(x - cell, x + 1, y, theme.text0);
    }
  }
  CellHit hit;
  hit.tensor = TensorId::img;
  hit.origin = {n, shown_channel(context), row, col};
  hit.row_axis = 2;
  hit.col_axis = 3;
  hit.cell_w = hit.cell_h = cell;
  p.hit({at.x, at.y, f(cols) * cell, f(rows) * cell}, hit);
}

void draw_pad_desk(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const Texts& t = context.texts;
  const float k = p.type().code / 12;
  const int channel = picture_channel(context);
  const std::int64_t n = shown_image(context);

  // From below: the ruler with its formulas; then the two pictures take what is left.
  const float label = p.type().label, lanes = g.OW <= 5 ? f(std::min<std::int64_t>(g.OW, 5)) : 5;
  const float ruler_h = lanes * (label + 4) + 6 + label * 2 + label + 12;
  const float lower = 20 + ruler_h + 2 * p.type().text_line + 14;
  const float gap = 64 * k, room_h = box.h - 24 - lower - 18;
  const bool small = g.WP <= 32 && g.HP <= 32;
  const float rulers = small ? 20.0F : 0.0F;
  const float room_w = box.w - gap - 2 * rulers;
  float s = std::min(room_w / f(g.W + g.WP), (room_h - rulers) / f(g.HP));
  s = s >= 1 ? std::floor(std::min(s, 60 * k)) : s;
  const float top = box.y + 22 + rulers;
  const Area x = area({box.x + rulers, top + s * f(g.pad.top)}, g.H, g.W, s, s);
  const Area img = area({x.at.right() + gap + rulers, top}, g.HP, g.WP, s, s);
  p.tensor_label(TensorId::x, shape_of(g, TensorId::x), {x.at.x, box.y + 10});
  const float img_label = std::max(
      img.at.x,
      x.at.x + p.text_width("x " + to_string(shape_of(g, TensorId::x)), p.type().text, Face::mono) + 12);
  p.tensor_label(TensorId::img, shape_of(g, TensorId::img), {img_label, box.y + 10});
  draw_image(p, context, TensorId::x, n, x, {channel, 1, true});
  p.frame({x.at.x - 1, x.at.y - 1, x.at.w + 2, x.at.h + 2}, theme.line2);
  draw_padded(p, context, img, channel);
  const SlidingWindow window = sliding_window(context);
  lit_window(p, img, g, window.top, window.left);
  if (small) {
    ruler_top(p, img, img.at.y - 7, theme.text2);
    ruler_left(p, img, img.at.x - 7, theme.text2);
  }
  const float mid = img.at.centre().y;
  const std::string words = g.pad.even() ? "pad " + to_string(g.pad) : "pad";  // four would not fit
  p.text(words, {x.at.right() + gap / 2, mid - 10}, {p.type().code, Face::mono, theme.text0, Align::centre});
  p.hline(x.at.right() + 12, x.at.right() + gap - 18, mid - 0.5F, theme.text1, 1);
  p.arrow_head({x.at.right() + gap - 15, mid}, 5, Painter::Toward::right, theme.text1);

  // Four corners where a pixel is too small to see: in a row below the pictures, or beside them.
  const float right_x = img.at.right() + 28, right_room = box.right() - right_x;
  const float lower_y = box.bottom() - lower;
  float y = img.at.bottom() + 18;
  float legend_y = img.at.y;
  if (s < 8) {
    const float row_h = std::min(lower_y - y - 10, 170 * k);
    if (row_h >= 18 + 6 * 9 + label + 8) {
      draw_corners(p, context, {box.x, y, std::min(box.w, 760 * k), row_h});
    } else if (right_room >= 190 * k) {
      const float w = std::min(right_room, 320 * k);
      const float h = std::min(lower_y - img.at.y - 100 * k, w);
      draw_corners(p, context, {right_x, img.at.y - 12, w, h});
      legend_y += h;
    }
  }
  if (right_room >= 130 * k) draw_pad_legend(p, context, {right_x, legend_y, right_room, 80});
  if (context.options.pad_read_count) {
    float value = 0;
    const std::optional<CellRef> cell = on_the_way(context, TensorId::img);
    if (cell) value = static_cast<float>(read_count(g, cell->at[2], cell->at[3]));
    // Beside img, or at the right of the ruler's title.
    if (right_room >= 120 * k && legend_y < lower_y - 190 * k) {
      const float w = std::min(right_room, 200.0F);
      const float bar_y = p.paragraph(t.get("im2col.count_bar"), {right_x, legend_y + 64 * k}, right_room,
                                      label + 5, {label, Face::ui, theme.text1});
      p.color_bar({right_x, bar_y, w, 34}, read_count_coloring(g), cell ? &value : nullptr, 0);
    } else {
      const Rect bar{box.right() - 180, lower_y - 18, 170, 34};
      p.text(t.get("im2col.count_bar"), {bar.x - 14, lower_y - 8},
             {label, Face::ui, theme.text1, Align::right});
      p.color_bar(bar, read_count_coloring(g), cell ? &value : nullptr, 0);
    }
  }

  y = lower_y;
  p.text(t.get("pad.ruler"), {box.x, y + 10}, {p.type().text, Face::ui, theme.text1});
  draw_window_ruler(p, context, {box.x, y + 20, box.w, ruler_h}, label);
  y += 20 + ruler_h + p.type().text_line;
  const TextStyle formula{p.type().text, Face::mono, theme.text1};
  const auto line = [&](const std::string& out_name, const std::string& size_name,
                        const std::string& filter_name, std::int64_t size, std::int64_t filter,
                        std::int64_t out) {
    const std::string name = "{" + out_name + " b|" + out_name + "} = ";
    const bool rows = out_name == "OH";
    const auto of = [](const std::string& axis, const std::string& text) {
      return "{" + axis + "|" + text + "}";
    };
    const auto number = [](std::int64_t count) { return std::to_string(count); };
    const std::string ends = rows ? number(g.pad.top) + " + " + number(g.pad.bottom)
                                  : number(g.pad.left) + " + " + number(g.pad.right);
    const std::string pads = g.pad.even() ? "2·pad" : rows ? "top + bottom" : "left + right";
    const std::string spans =
        g.dilation == 1 ? of(filter_name, filter_name) : "d·(" + of(filter_name, filter_name) + " − 1) − 1";
    const std::string span = g.dilation == 1
                                 ? of(filter_name, number(filter))
                                 : number(g.dilation) + "·(" + of(filter_name, number(filter)) + " − 1) − 1";
    const std::string names = "(" + size_name + " + " + pads + " − " + spans + ")//stride + 1 = ";
    const std::string numbers = "(" + number(size) + " + " +
                                (g.pad.even() ? "2·" + number(g.pad.top) : ends) + " − " + span + ")//" +
                                number(g.stride) + " + 1 = {" + out_name + " b|" + number(out) + "}";
    const bool fits = p.rich_width(name + names + numbers, formula) <= box.w;
    p.rich(fits ? name + names + numbers : name + numbers, {box.x, y}, formula);
    y += p.type().text_line;
  };
  line("OH", "H", "FH", g.H, g.FH, g.OH);
  line("OW", "W", "FW", g.W, g.FW, g.OW);
}

}  // namespace unfold::view::loop
