#include "app/view/edit/field.h"

#include "app/view/cell_text.h"
#include "app/view/chrome/chrome.h"
#include "app/view/edit/number_text.h"
#include "app/view/format.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace unfold::view {
namespace {

// As the window writes numbers: U+2212 for minus.
std::string displayed(const std::string& ascii) {
  std::string text;
  for (const char c : ascii) text += c == '-' ? "−" : std::string(1, c);
  return text;
}

Rect on_canvas(const Scene& canvas, const CellRef& cell) {
  // Where it is shown more than once, the largest is the one to write on.
  Rect largest{};
  for (const Hit& hit : canvas.hits)
    if (const auto* block = std::get_if<CellHit>(&hit.what))
      if (const Rect r = rect_of(hit.at, *block, cell); r.w * r.h > largest.w * largest.h) largest = r;
  return largest;
}

const EditedCell* edited_cell(const State& s, const CellRef& cell) {
  for (const EditedCell& edited : s.document->edited)
    if (edited.cell == cell) return &edited;
  return nullptr;
}

// What the field says below itself: rich paragraphs.
std::vector<std::string> field_words(const State& s, const Texts& tx) {
  const Editing& field = *s.editing;
  std::vector<std::string> words;
  if (field.note == Editing::Note::not_a_number)
    words.push_back(
        tx.get(field.text.empty() ? "edit.empty" : "edit.not_a_number", {{"text", displayed(field.text)}}));
  if (field.note == Editing::Note::no_such_character) words.push_back(tx.get("edit.no_such_character"));
  const TensorId shown = field.shown.tensor;
  if (shown != field.cell.tensor && shown != TensorId::img && shown != TensorId::col_W)
    words.push_back(tx.get("edit.copy", {{"copy", cell_markup(field.shown)}}));
  words.push_back(tx.get("edit.keys"));
  return words;
}

void draw_text_line(Painter& p, const Editing& field, Rect box, float size) {
  const Theme& t = p.theme();
  const std::string text = displayed(field.text);
  const float wide = p.text_width(text, size, Face::mono);
  const float x = box.x + std::round((box.w - wide) / 2);
  const float base = box.y + box.h / 2 + size * 0.36F;
  if (field.selected && !text.empty())
    p.fill({x - 2, box.y + box.h / 2 - size * 0.7F, wide + 4, size * 1.4F}, t.bg3, 2);
  p.text(text, {x, base}, {.size = size, .face = Face::mono, .color = t.text0});
  if (field.selected && !text.empty()) return;
  const float before = p.text_width(displayed(field.text.substr(0, field.caret)), size, Face::mono);
  p.vline(x + before, box.y + box.h / 2 - size * 0.65F, box.y + box.h / 2 + size * 0.65F, t.text0,
          std::max(1.0F, std::round(size / 12)));
}

}  // namespace

Rect field_place(const State& s, const Scene& canvas, const Rect& area) {
  const Editing& field = *s.editing;
  std::vector<CellRef> candidates{field.shown, field.cell};
  for (const CellRef& stop : follow(s.walkthrough->geometry(), field.cell, s.options.filter))
    if (edit_origin(s.walkthrough->geometry(), stop).possible()) candidates.push_back(stop);
  for (const CellRef& cell : candidates) {
    const Rect r = on_canvas(canvas, cell);
    if (r.w <= 0) continue;
    const float zoom = s.camera.zoom;
    const Rect seen{area.x + (r.x - area.x - s.camera.origin.x) * zoom,
                    area.y + (r.y - area.y - s.camera.origin.y) * zoom, r.w * zoom, r.h * zoom};
    if (area.contains(seen.centre())) return seen;
  }
  return {};
}

void draw_field(Painter& p, const State& s, const Texts& tx, const Layout& l, Rect place) {
  const Theme& t = p.theme();
  const Editing& field = *s.editing;
  const float size = l.present ? 32 : p.type().statement;
  const float small = l.present ? 27 : p.type().text;
  const float line = std::round(small * 1.45F);
  // A click beside the field takes the value.
  p.hit({0, 0, l.size.x, l.size.y}, Action{act::ApplyEdit{}});
  if (place.w <= 0) place = {l.canvas.centre().x - 1, l.canvas.y + l.canvas.h * 0.3F, 2, 2};

  const float wide = std::max(
      {place.w + 10, size * 0.602F * 11 + 20, p.text_width(displayed(field.text), size, Face::mono) + 24});
  const float tall = std::max(std::min(place.h + 10, size * 4.0F), std::round(size * 1.9F));
  const auto within = [](float at, float extent, float lo, float hi) {
    return std::max(lo, std::min(at, hi - extent));
  };
  const Rect box{std::round(within(place.centre().x - wide / 2, wide, 8, l.size.x - 8)),
                 std::round(within(place.centre().y - tall / 2, tall, 8, l.size.y - 8)), wide, tall};

  const EditedCell* edited = edited_cell(s, field.cell);
  const std::vector<std::string> words = field_words(s, tx);
  const std::string head = cell_markup(field.cell);
  const std::string was = edited == nullptr
                              ? std::string()
                              : tx.get("edit.was", {{"value", displayed(number_text(edited->original))}});
  const std::string reset = tx.get("edit.reset");
  const TextStyle plain{.size = small, .color = t.text1};
  const float gap = small;
  const float reset_wide = p.text_width(reset, small) + small * 1.2F;
  float panel_wide = p.rich_width(head, plain);
  if (edited != nullptr) panel_wide += gap + p.text_width(was, small) + gap + reset_wide;
  panel_wide = std::max(panel_wide, (l.present ? 520.0F : 250.0F) * l.scale) + 2 * gap;
  const float inner = panel_wide - 2 * gap;
  float panel_tall = line * 1.6F;
  for (const std::string& paragraph : words)
    panel_tall += p.paragraph_height(paragraph, inner, line, plain) + 4;
  panel_tall += 6;
  const float below = box.bottom() + 6;
  const bool fits_below = below + panel_tall <= l.size.y - 8;
  const Rect panel{std::round(within(box.centre().x - panel_wide / 2, panel_wide, 8, l.size.x - 8)),
                   std::round(fits_below ? below : std::max(8.0F, box.y - 6 - panel_tall)), panel_wide,
                   std::round(panel_tall)};

  p.fill({panel.x + 3, panel.y + 4, panel.w, panel.h}, faded(rgb(0x000000), 0.25F), 4);
  p.fill(panel, t.bg1, 4);
  p.frame(panel, t.line2, t.rule, 4);
  p.hit(panel, Action{act::PressInField{act::FieldKey::end}});
  p.fill(box, t.bg0, 3);
  p.frame({box.x - 1, box.y - 1, box.w + 2, box.h + 2}, t.casing, 4, 4);
  p.frame(box, t.accent, t.stroke.now, 3);
  p.hit(box, Action{act::PressInField{act::FieldKey::end}});
  draw_text_line(p, field, box, size);

  float y = panel.y + line;
  const float x = panel.x + gap;
  float right = x + p.rich(head, {x, y}, plain) + gap;
  if (edited != nullptr) {
    right += p.text(was, {right, y}, plain) + gap;
    const Rect button{panel.right() - gap - reset_wide, std::round(y - small * 1.05F), reset_wide,
                      std::round(small * 1.5F)};
    p.fill(button, t.bg2, 3);
    if (t.name == ThemeName::light) p.frame(button, t.text0, t.stroke.cell, 3);
    p.text(reset, {button.centre().x, y}, {.size = small, .color = t.text0, .align = Align::centre});
    p.hit(button, Action{act::ResetCell{}});
  }
  y += std::round(line * 1.15F);
  const bool noted = field.note != Editing::Note::none;
  for (std::size_t i = 0; i < words.size(); ++i) {
    TextStyle style = plain;
    if (noted && i == 0) style.color = t.error;
    if (i + 1 == words.size()) style.color = t.text2;
    y = p.paragraph(words[i], {x, y}, inner, line, style) + 4;
  }
}

std::string refusal_line(const State& s, const Texts& tx) {
  if (!s.edit_refusal) return {};
  const CellRef& cell = s.edit_refusal->cell;
  const std::string tensor(name(cell.tensor));
  switch (s.edit_refusal->why) {
  case EditOrigin::Why::padding: return tx.get("edit.refused_padding");
  case EditOrigin::Why::computed: return tx.get("edit.refused_computed", {{"tensor", tensor}});
  case EditOrigin::Why::too_many: {
    const Shape shape = s.walkthrough ? s.walkthrough->shape(cell.tensor) : Shape{};
    return tx.get("edit.refused_too_many",
                  {{"tensor", tensor}, {"count", grouped(shape.count())}, {"most", grouped(most_editable)}});
  }
  case EditOrigin::Why::editable:
  case EditOrigin::Why::copy: break;
  }
  return {};
}

}  // namespace unfold::view
