#include "app/view/passport/passport.h"

#include "app/view/format.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

struct Span6 {
  float first = 0, last = 0;
};

// Where each index of a tensor stands: an axis that stays keeps its column, so that its line is straight.
Span6 columns_of(TensorId id, int axis) {
  const auto i = static_cast<float>(axis);
  switch (id) {
  case TensorId::x:
  case TensorId::img:
    // h and w stand over the two that each of them splits into.
    if (axis == 2) return {2.55F, 2.55F};
    if (axis == 3) return {4.2F, 4.2F};
    return {i, i};
  case TensorId::col:
  case TensorId::pool_col:
  case TensorId::pool_windows: return axis == 0 ? Span6{0, 2} : Span6{3, 5};
  case TensorId::col_W:
  case TensorId::out2d: return axis == 0 ? Span6{0, 2} : Span6{4, 4};
  case TensorId::pool_max: return {0, 2};
  case TensorId::b: return {4, 4};
  case TensorId::out_nhwc: return axis == 3 ? Span6{4, 4} : Span6{i, i};
  case TensorId::col6:
  case TensorId::col6_t:
  case TensorId::W:
  case TensorId::conv:
  case TensorId::pool: return {i, i};
  }
  return {i, i};
}

bool has_axis(const Chip& chip, Axis axis) {
  return axis != Axis::none && std::find(chip.axes.parts, chip.axes.parts + chip.axes.count, axis) !=
                                   chip.axes.parts + chip.axes.count;
}

bool same_axes(const Chip& a, const Chip& b) {
  return a.axes.count == b.axes.count && std::equal(a.axes.parts, a.axes.parts + a.axes.count, b.axes.parts);
}

// A row or column that a mistake makes of parts of many indices.
bool is_scattered(const Chip& chip) { return chip.axes.count == 0; }

bool is_plain(const Chip& chip) { return chip.axes.count == 1 && chip.axes.parts[0] == Axis::none; }

Rect rect_of(const Chip& chip, const ChipColumns& c, float y) {
  const float x0 = c.x + chip.first * c.pitch;
  return {std::round(x0), std::round(y - c.height / 2),
          std::round((chip.last - chip.first) * c.pitch + c.width), c.height};
}

// The middle of one part of a chip.
float middle_of(const Chip& chip, int part, const ChipColumns& c) {
  const float x0 = c.middle(chip.first), x1 = c.middle(chip.last);
  if (chip.axes.count == 1) return (x0 + x1) / 2;
  const float span = x1 - x0 + c.width;
  const auto parts = static_cast<float>(chip.axes.count);
  if (std::lround(chip.last - chip.first) + 1 == chip.axes.count)
    return c.middle(chip.first + static_cast<float>(part));
  return x0 - c.width / 2 + span * (static_cast<float>(part) + 0.5F) / parts;
}

struct Place {
  float x = 0;
  bool found = false;
};
Place find(const std::vector<Chip>& chips, Axis axis, const ChipColumns& c) {
  for (const Chip& chip : chips)
    for (int part = 0; part < chip.axes.count; ++part)
      if (chip.axes.parts[part] == axis && axis != Axis::none) return {middle_of(chip, part, c), true};
  return {};
}

std::string words_of(const Chip& chip, const Texts& texts, TensorId id) {
  if (chip.axes.count != 1)
    return texts.get(chip.axis == 0 ? "passport.row" : "passport.column", {{"n", grouped(chip.number)}});
  const std::string number = std::to_string(chip.number);
  if (is_plain(chip)) return (chip.axis == shape_of(Geometry{}, id).rank() - 2 ? "h " : "w ") + number;
  return std::string(name(chip.axes.parts[0])) + " " + number;
}

// A chip as it goes on: a row of col is a row of out2d, and a column of col_W a column of it, whatever they
// were made of.
Chip onward(const CellRef& cell, Chip chip) {
  const int kept = cell.tensor == TensorId::col ? 0 : 1;
  if (is_scattered(chip) && chip.axis == kept) chip.axes = axis_names(cell.tensor, chip.axis);
  return chip;
}

class Links {
 public:
  Links(Painter& p, const State& s, const ChipColumns& c, float y0, float y1)
      : p_(p),
        hovered_(s.hovered_axis),
        top_(std::round(y0 + c.height / 2)),
        bottom_(std::round(y1 - c.height / 2)),
        width_(s.options.present ? 3.0F : std::max(2.0F, std::round(c.height / 12))) {}

  void line(float x0, float x1, Axis axis) {
    const Color color = axis == Axis::none ? p_.theme().text0 : p_.theme().axis_color(axis);
    const bool lit = axis != Axis::none && axis == hovered_;
    p_.line({std::round(x0), top_}, {std::round(x1), bottom_}, color, lit ? width_ + 3 : width_);
  }

 private:
  Painter& p_;
  Axis hovered_;
  float top_, bottom_, width_;
};

// An index that ends here: what runs along it is summed or compared.
void draw_end(Painter& p, const State& s, const Texts& texts, const PassportRow& from, const Chip& chip,
              const ChipColumns& c, float y0, float y1) {
  const Geometry& g = s.walkthrough->geometry();
  const Color ink = p.theme().text0;
  const Rect at = rect_of(chip, c, y0);
  const float x = std::round(at.centre().x);
  const float tall = std::round(c.height * 0.4F);
  p.vline(x - 1, at.bottom(), at.bottom() + tall, ink, 3);
  const float half = std::round(at.w * 0.36F);
  p.hline(x - half, x + half, at.bottom() + tall, ink, std::max(3.0F, std::round(c.height / 9)));
  const float size = std::max(11.0F, std::round(c.size * 0.8F));
  const float base = at.bottom() + tall + size + 3;
  if (s.options.present || base + 5 > y1 - c.height / 2) return;
  std::string words;
  if (from.cell.tensor == TensorId::pool_windows)
    words = texts.get("passport.compared", {{"n", grouped(g.PH * g.PW)}});
  else if (from.cell.tensor == TensorId::col_W)
    words = texts.get("passport.summed_rows", {{"n", grouped(g.KG)}});
  else
    words = texts.get("passport.summed", {{"n", grouped(g.KG)}});
  p.text(words, {x, base}, {.size = size, .color = p.theme().text1, .align = Align::centre});
}

}  // namespace

std::vector<Chip> chips_of(const CellRef& cell, Mistake mistake) {
  std::vector<Chip> chips;
  for (int axis = 0; axis < cell.at.rank(); ++axis) {
    const Span6 columns = columns_of(cell.tensor, axis);
    chips.push_back(
        {axis_names(cell.tensor, axis, mistake), axis, cell.at[axis], columns.first, columns.last});
  }
  return chips;
}

void draw_chips(Painter& p, const State& s, const Texts& texts, const PassportRow& row, const ChipColumns& c,
                float y) {
  const Theme& t = p.theme();
  for (const Chip& chip : row.chips) {
    const Rect at = rect_of(chip, c, y);
    const bool one = chip.axes.count == 1 && !is_plain(chip);
    const Color ground = one ? t.axis_color(chip.axes.parts[0]) : t.bg0;
    const bool hovered = has_axis(chip, s.hovered_axis);
    if (hovered) p.frame(at.inset(-4), t.text0, 2, 5);
    p.fill(at, ground, 4);
    if (!one) p.frame(at, t.text0, 2, 4);
    const std::string words = words_of(chip, texts, row.cell.tensor);
    float size = c.size;
    const float least = s.options.present ? 27.0F : 11.0F;
    while (size > least && p.text_width(words, size, Face::ui_bold) > at.w - 6) size -= 0.5F;
    const float lift = chip.axes.count > 1 ? std::round(c.height * 0.09F) : 0;
    p.text(words, {at.centre().x, at.centre().y + size * 0.36F - lift},
           {.size = size,
            .face = Face::ui_bold,
            .color = one ? ink_on(t, ground) : t.text0,
            .align = Align::centre});
    if (chip.axes.count > 1) {
      // Made of these: a strip of their colours, where their own chips stood.
      const float tall = std::max(3.0F, std::round(c.height * 0.14F));
      const auto parts = static_cast<float>(chip.axes.count);
      const float piece = (at.w - 8) / parts;
      for (int part = 0; part < chip.axes.count; ++part) {
        const Rect strip{std::round(at.x + 4 + static_cast<float>(part) * piece), at.bottom() - tall - 3,
                         std::round(piece) - 2, tall};
        p.fill(strip, t.axis_color(chip.axes.parts[part]));
        p.hit_axis({strip.x, at.y, strip.w, at.h}, chip.axes.parts[part]);
      }
    } else if (one) {
      p.hit_axis(at, chip.axes.parts[0]);
    }
  }
}

void draw_links(Painter& p, const State& s, const Texts& texts, const PassportRow& from,
                const PassportRow& to, const ChipColumns& c, float y0, float y1) {
  Links links(p, s, c, y0, y1);
  const float apart = std::round(c.width * 0.18F);
  const bool scattered = std::any_of(to.chips.begin(), to.chips.end(), is_scattered);
  for (const Chip& as_drawn : from.chips) {
    const Chip chip = onward(from.cell, as_drawn);
    const auto same = std::find_if(to.chips.begin(), to.chips.end(),
                                   [&](const Chip& other) { return same_axes(chip, other); });
    if (chip.axes.count > 1 && same != to.chips.end()) {
      links.line(rect_of(chip, c, y0).centre().x, rect_of(*same, c, y1).centre().x, Axis::none);
      continue;
    }
    if (is_plain(chip)) {
      const float x = c.middle(chip.first);
      const auto plain = std::find_if(to.chips.begin(), to.chips.end(), [&](const Chip& other) {
        return is_plain(other) && other.axis == chip.axis;
      });
      if (plain != to.chips.end()) {
        links.line(x, c.middle(plain->first), Axis::none);
        continue;
      }
      // h = stride·oh + fh: one becomes two.
      const Axis inside = chip.axis == 2 ? Axis::FH : Axis::FW;
      const Axis window = chip.axis == 2 ? Axis::OH : Axis::OW;
      if (const Place place = find(to.chips, inside, c); place.found) links.line(x - apart, place.x, inside);
      if (const Place place = find(to.chips, window, c); place.found) links.line(x + apart, place.x, window);
      continue;
    }
    bool ends = true;
    for (int part = 0; part < chip.axes.count; ++part) {
      const Axis axis = chip.axes.parts[part];
      const float x = middle_of(chip, part, c);
      const Place place = find(to.chips, axis, c);
      if (!place.found) continue;
      ends = false;
      links.line(x, place.x, axis);
      // A map's row becomes a window and a place in it, as h does.
      const bool splits = from.cell.tensor == TensorId::conv && (axis == Axis::OH || axis == Axis::OW);
      const Axis inside = axis == Axis::OH ? Axis::FH : Axis::FW;
      if (!splits) continue;
      if (const Place second = find(to.chips, inside, c); second.found)
        links.line(x + apart, second.x, inside);
    }
    if (ends && !scattered) draw_end(p, s, texts, from, chip, c, y0, y1);
  }
}

}  // namespace unfold::view
