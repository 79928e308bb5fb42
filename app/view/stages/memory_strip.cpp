#include "app/view/stages/memory_strip.h"

#include "app/view/format.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace unfold::view::unfolding {

namespace {

constexpr std::int64_t most_cells = 128;

float group_gap(std::int64_t groups) { return groups <= 12 ? 10.0F : groups <= 30 ? 4.0F : 1.0F; }

// Which elements of the row get a slot: its first ones, the explained one with neighbours, its last.
std::vector<std::int64_t> slot_elements(std::int64_t K, std::int64_t k, std::int64_t slots) {
  std::set<std::int64_t> chosen;
  const std::int64_t wanted = std::min(slots, K);
  const auto add = [&](std::int64_t i) {
    if (i >= 0 && i < K && static_cast<std::int64_t>(chosen.size()) < wanted) chosen.insert(i);
  };
  add(k);
  add(0);
  add(K - 1);
  add(1);
  for (std::int64_t d = 1; static_cast<std::int64_t>(chosen.size()) < wanted; ++d) {
    add(k + d);
    add(k - d);
  }
  return {chosen.begin(), chosen.end()};
}

}  // namespace

bool whole_memory_fits(const Geometry& g, float width) {
  const std::int64_t total = shape_of(g, TensorId::col6).count();
  if (total > most_cells) return false;
  const std::int64_t groups = std::max(total / (g.OH * g.OW), g.M);
  return static_cast<float>(total) * 4 + static_cast<float>(groups - 1) * group_gap(groups) <= width;
}

MemoryStrip memory_strip(const StageContext& context, Rect at, std::int64_t row, std::int64_t k, float unit) {
  const Geometry& g = context.geometry();
  const std::int64_t total = shape_of(g, TensorId::col6).count();
  MemoryStrip strip;
  strip.whole = whole_memory_fits(g, at.w);
  strip.y = at.y;
  strip.height = std::round(18 * unit);
  if (strip.whole) {
    const std::int64_t groups = std::max(total / (g.OH * g.OW), g.M);
    const float gap = group_gap(groups);
    strip.cell = entry_size(total, static_cast<float>(groups - 1) * gap, at.w, 24);
    strip.axis = {.start = at.x,
                  .size = strip.cell,
                  .first = 0,
                  .count = total,
                  .group = g.OH * g.OW,
                  .group_gap = gap};
    return strip;
  }
  const float wide = std::round(92 * unit);
  strip.cell = std::round(9 * unit);
  const auto slots = std::max<std::int64_t>(1, static_cast<std::int64_t>((at.w + 24) / (wide + 10)));
  const std::vector<std::int64_t> elements = slot_elements(g.K, k, slots);
  const std::int64_t reach = std::clamp<std::int64_t>((g.OH * g.OW - 1) / 2, 0, 3);
  const float pitch = elements.size() > 1 ? (at.w - wide) / static_cast<float>(elements.size() - 1) : 0;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    MemorySlot slot;
    slot.k = elements[i];
    slot.address = row_element(g, row, slot.k).address;
    slot.first = std::max<std::int64_t>(0, slot.address - reach);
    slot.last = std::min(total - 1, slot.address + reach);
    const float middle =
        at.x + wide / 2 + std::min(pitch, wide + std::round(40 * unit)) * static_cast<float>(i);
    slot.x = std::round(middle - (static_cast<float>(slot.address - slot.first) + 0.5F) * strip.cell);
    strip.slots.push_back(slot);
  }
  return strip;
}

Rect MemoryStrip::element(const RowElement& e) const {
  if (whole) return {axis.at(e.address), y, cell - 1, height};
  for (const MemorySlot& slot : slots) {
    if (slot.k == e.k)
      return {slot.x + static_cast<float>(e.address - slot.first) * cell, y, cell - 1, height};
  }
  return {};
}

std::vector<RowElement> shown_elements(const Geometry& g, const MemoryStrip& strip, std::int64_t row) {
  std::vector<RowElement> elements;
  if (strip.whole) {
    for (std::int64_t k = 0; k < g.K; ++k) elements.push_back(row_element(g, row, k));
  } else {
    for (const MemorySlot& slot : strip.slots) elements.push_back(row_element(g, row, slot.k));
  }
  return elements;
}

namespace {

void draw_address_cell(Painter& p, const StageContext& context, std::int64_t address, Rect at, bool lit) {
  const CellRef cell{TensorId::col6, unflatten(shape_of(context.geometry(), TensorId::col6), address)};
  const Color color = data_color(p, context, cell);
  p.fill(at, lit ? color : mix(p.theme().bg0, color, 0.45F));
  if (p.theme().name == ThemeName::light && !lit) p.frame(at, mix(p.theme().bg0, p.theme().line1, 0.5F), 1);
  hit_cell(p, cell, {at.x, at.y, at.w + 1, at.h});
}

void draw_dots(Painter& p, float x, float y) {
  for (int i = -1; i <= 1; ++i)
    p.fill({std::round(x) + static_cast<float>(i) * 5 - 1, y - 1, 2, 2}, p.theme().text2);
}

}  // namespace

void draw_memory_strip(Painter& p, const StageContext& context, const MemoryStrip& strip, std::int64_t row) {
  const Geometry& g = context.geometry();
  const std::int64_t total = shape_of(g, TensorId::col6).count();
  if (strip.whole) {
    std::set<std::int64_t> lit;
    for (const RowElement& e : shown_elements(g, strip, row)) lit.insert(e.address);
    for (std::int64_t a = 0; a < total; ++a) {
      draw_address_cell(p, context, a, {strip.axis.at(a), strip.y, strip.cell - 1, strip.height},
                        lit.contains(a));
    }
  } else {
    const float middle = strip.y + strip.height / 2;
    for (std::size_t i = 0; i < strip.slots.size(); ++i) {
      const MemorySlot& slot = strip.slots[i];
      for (std::int64_t a = slot.first; a <= slot.last; ++a) {
        const float x = slot.x + static_cast<float>(a - slot.first) * strip.cell;
        draw_address_cell(p, context, a, {x, strip.y, strip.cell - 1, strip.height}, a == slot.address);
      }
      const float end = slot.x + static_cast<float>(slot.last - slot.first + 1) * strip.cell;
      if (i + 1 < strip.slots.size()) {
        const float next = strip.slots[i + 1].x;
        if (next - end >= 16) draw_dots(p, (end + next) / 2, middle);
      }
    }
  }
  for (const RowElement& e : shown_elements(g, strip, row)) p.outline(strip.element(e), p.theme().text0);
}

void draw_strip_labels(Painter& p, const StageContext& context, const MemoryStrip& strip, std::int64_t row,
                       const UnfoldedCell& cell, float right_of_label) {
  const Geometry& g = context.geometry();
  const Theme& t = p.theme();
  const std::vector<RowElement> elements = shown_elements(g, strip, row);
  const TextStyle mono{p.type().label, Face::mono, t.text2, Align::centre};
  const auto place = [&](const Index& at) {
    std::string words = "(";
    if (g.C > 1) words += axis_markup(Axis::C, std::to_string(at[1])) + ",";
    return words + axis_markup(Axis::FH, std::to_string(at[2])) + "," +
           axis_markup(Axis::FW, std::to_string(at[3])) + ")";
  };
  const float above = strip.y - 7, below = strip.y + strip.height + p.type().label + 4;
  // The explained element's words come first; the others where they do not touch.
  std::vector<RowElement> order = elements;
  std::stable_sort(order.begin(), order.end(),
                   [&](const RowElement& a, const RowElement&) { return a.col == cell.col; });
  std::vector<std::pair<float, float>> taken_above, taken_below;
  const auto free = [](const std::vector<std::pair<float, float>>& taken, float x, float w) {
    return std::none_of(taken.begin(), taken.end(),
                        [&](const auto& s) { return x - w / 2 < s.second + 5 && x + w / 2 > s.first - 5; });
  };
  for (const RowElement& e : order) {
    const Rect at = strip.element(e);
    const bool now = e.col == cell.col;
    const float x = at.centre().x;
    // In the whole strip the words stand over the whole group, which is one plane.
    float x_place = x;
    if (strip.whole) {
      const std::int64_t plane = g.OH * g.OW, first = e.address / plane * plane;
      x_place = (strip.axis.at(first) + strip.axis.at(first + plane - 1) + strip.cell) / 2;
    }
    const std::string where = place(e.col6.at);
    const float w = p.rich_width(where, mono);
    if (free(taken_above, x_place, w)) {
      p.rich(where, {x_place, above}, mono);
      taken_above.emplace_back(x_place - w / 2, x_place + w / 2);
    }
    const std::string number = std::to_string(e.address);
    const Face face = now ? Face::mono_bold : Face::mono;
    const float wn = p.text_width(number, p.type().label, face);
    if (free(taken_below, x, wn)) {
      p.text(number, {x, below}, {p.type().label, face, now ? t.accent_text : t.text1, Align::centre});
      taken_below.emplace_back(x - wn / 2, x + wn / 2);
    }
  }
  std::string names = "(";
  if (g.C > 1) names += axis_markup(Axis::C, "c") + ",";
  names += axis_markup(Axis::FH, "fh") + "," + axis_markup(Axis::FW, "fw") + ")";
  p.rich(names, {right_of_label, above}, {p.type().label, Face::mono, t.text2, Align::right});
}

}  // namespace unfold::view::unfolding
