#include "app/view/chrome/chrome.h"
#include "app/view/format.h"
#include "app/view/picker/draw.h"
#include "core/io/printable.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

std::string key_of(TensorUse use) {
  switch (use) {
  case TensorUse::first_layer: return "picker.first";
  case TensorUse::later_conv: return "picker.later";
  case TensorUse::other: return "picker.other";
  }
  return {};
}

// What stands at the end of a line: why it is no first layer, as far as the heading does not say it.
std::string note_of(const PickerContext& c, const InventoryItem& item) {
  if (item.use == TensorUse::later_conv)
    return c.texts.get("picker.channels_note", {{"C", std::to_string(bank_shape(item.info)[1])}});
  if (item.ambiguous) return c.texts.get("picker.ambiguous_note");
  return {};
}

void draw_row(Painter& p, const PickerContext& c, const PickerRow& row, Rect at) {
  const Theme& t = p.theme();
  const InventoryItem& item = c.picker.inventory->items[row.place];
  const PickerColumns x = picker_columns(at.w);
  const float size = p.type().text, base = at.y + at.h / 2 + size * 0.36F;
  const bool can = item.use != TensorUse::other;
  const Color ink = item.use == TensorUse::first_layer ? t.text0 : t.text1;
  float name = at.x + x.name;
  if (can) {
    const float side = at.h - 5;
    const auto sheet = c.picker.sheets.find({row.place, item.layout, false});
    for (std::int64_t f = 0; f < 3; ++f) {
      const Rect place{name + static_cast<float>(f) * (side + 2), at.y + 2, side, side};
      if (sheet != c.picker.sheets.end() && sheet->second) draw_sheet_filter(p, sheet->second, f, place);
    }
    name += 3 * (side + 2) + 6;
  }
  const float room = at.x + x.shape - name - 10;
  const std::string full = printable(item.info.name, 200);
  const std::string words = ellipsized(p, full, room, size, Face::ui);
  p.text(words, {name, base}, {.size = size, .color = ink});
  p.text(to_string(item.info.shape), {at.x + x.shape, base}, {.size = size, .color = ink});
  p.text(item.info.dtype, {at.x + x.dtype, base}, {.size = size, .color = t.text2});
  p.text(grouped(item.info.shape.count()), {at.x + x.values, base},
         {.size = size, .color = t.text2, .align = Align::right});
  const std::string note = note_of(c, item);
  p.text(ellipsized(p, note, at.w - x.note, size, Face::ui), {at.x + x.note, base},
         {.size = size, .color = t.text2});
  const std::string tip = words == full ? std::string() : full;
  if (can)
    p.hit(at, Action{act::PickTensor{row.place}}, tip);
  else if (!tip.empty())
    p.tip(at, tip);
}

void draw_heading(Painter& p, const PickerContext& c, const PickerRow& row, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().statement, base = at.bottom() - 8;
  const std::string key = key_of(row.use);
  const float wide = p.text(c.texts.get(key, {{"count", std::to_string(row.count)}}), {at.x, base},
                            {.size = size, .face = Face::ui_bold, .color = t.text0});
  const float x = std::max(picker_columns(at.w).shape, wide + 16);
  p.text(ellipsized(p, c.texts.get(key + "_note"), at.w - x, p.type().text, Face::ui), {at.x + x, base},
         {.size = p.type().text, .color = t.text2});
}

void draw_more(Painter& p, const PickerContext& c, const PickerRow& row, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().text, base = at.y + at.h / 2 + size * 0.36F;
  const float x = at.x + picker_columns(at.w).name;
  const bool folded = row.count > 0;
  const float wide = p.text(folded ? c.texts.get("picker.more", {{"count", std::to_string(row.count)}})
                                   : c.texts.get("picker.fewer"),
                            {x, base}, {.size = size, .face = Face::ui_bold, .color = t.text0});
  p.arrow_head({x + wide + 12, at.y + at.h / 2}, 4, folded ? Painter::Toward::down : Painter::Toward::up,
               t.text0);
  p.hit({at.x, at.y, x - at.x + wide + 24, at.h}, Action{act::UnfoldList{row.use == TensorUse::other}});
}

}  // namespace

PickerColumns picker_columns(float w) {
  return {8, std::round(w * 0.39F), std::round(w * 0.592F), std::round(w * 0.792F), std::round(w * 0.82F)};
}

void draw_picker_list(Painter& p, const PickerContext& c) {
  const Theme& t = p.theme();
  const Rect& head = c.layout.head;
  const PickerColumns x = picker_columns(head.w);
  const float size = p.type().code, base = head.y + 18;
  const TextStyle words{.size = size, .face = Face::ui_bold, .color = t.text2};
  p.text(c.texts.get("picker.name"), {head.x + x.name, base}, words);
  p.text(c.texts.get("picker.shape"), {head.x + x.shape, base}, words);
  p.text("dtype", {head.x + x.dtype, base}, words);
  TextStyle right = words;
  right.align = Align::right;
  p.text(c.texts.get("picker.values"), {head.x + x.values, base}, right);
  p.hline(head.x, head.right(), head.bottom() - 2, t.line2, t.rule);

  const Rect& list = c.layout.list;
  const std::vector<PickerRow> rows = picker_rows(c.picker, c.layout);
  p.clip(list);
  for (const PickerRow& row : rows) {
    const Rect at{list.x, list.y + row.y - c.picker.scroll, list.w, row.h};
    if (at.bottom() <= list.y || at.y >= list.bottom()) continue;
    switch (row.kind) {
    case PickerRow::Kind::heading: draw_heading(p, c, row, at); break;
    case PickerRow::Kind::tensor: draw_row(p, c, row, at); break;
    case PickerRow::Kind::box: draw_picker_box(p, c, {at.x, at.y + 2, at.w, at.h - 8}); break;
    case PickerRow::Kind::more: draw_more(p, c, row, at); break;
    }
  }
  p.unclip();
  // How far down the list is seen.
  const float all = rows.empty() ? 0 : rows.back().y + rows.back().h;
  if (all > list.h) {
    const float part = list.h / all;
    p.fill({list.right() + 6, list.y + c.picker.scroll * part, 4, list.h * part}, t.line2, 2);
  }
}

}  // namespace unfold::view
