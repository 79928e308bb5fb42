#include "app/view/check/sheet.h"
#include "app/view/chrome/chrome.h"
#include "app/view/picker/draw.h"
#include "core/io/printable.h"

#include <cmath>
#include <string>

namespace unfold::view {
namespace {

// A box with words and the key that does the same; ends at `right`, returns its left end.
float draw_button(Painter& p, const std::string& words, const std::string& key, Vec2 right_middle,
                  bool filled, const Action& action) {
  const Theme& t = p.theme();
  const float size = p.type().statement, tall = std::round(size * 2.3F);
  const float keys = key_cap_width(p, key, p.type().code);
  const float wide = p.text_width(words, size, Face::ui_bold) + keys + 36;
  const Rect at{right_middle.x - wide, std::round(right_middle.y - tall / 2), wide, tall};
  p.fill(at, filled ? t.text0 : t.bg1, 4);
  p.frame(at, filled ? t.text0 : t.line2, t.name == ThemeName::light ? 2.0F : 1.0F, 4);
  p.text(words, {at.x + 14, right_middle.y + size * 0.36F},
         {.size = size, .face = Face::ui_bold, .color = filled ? t.bg0 : t.text0});
  key_cap(p, {at.right() - 12 - keys, right_middle.y}, key, p.type().code);
  p.hit(at, action);
  return at.x;
}

void draw_title(Painter& p, const PickerContext& c) {
  const Theme& t = p.theme();
  const Rect& at = c.layout.title;
  const Inventory& inventory = *c.picker.inventory;
  const float base = at.h / 2 + p.type().title * 0.36F;
  const float right = draw_button(p, c.texts.get("picker.cancel"), "Esc", {at.right() - 16, at.h / 2}, false,
                                  Action{act::Escape{}});
  float x = 20;
  x += p.text(c.texts.get("picker.title"), {x, base},
              {.size = p.type().title, .face = Face::ui_bold, .color = t.text0}) +
       18;
  const std::size_t count = inventory.items.size();
  const std::string facts =
      inventory.format + " · " +
      c.texts.get(count == 1 ? "picker.tensor" : "picker.tensors", {{"count", std::to_string(count)}}) +
      " · " + bytes_words(static_cast<std::int64_t>(inventory.bytes));
  const float facts_wide = p.text_width(facts, p.type().statement);
  const std::string file = ellipsized(p, inventory.name, std::max(80.0F, right - x - facts_wide - 40),
                                      p.type().statement, Face::mono);
  x += p.text(file, {x, base}, {.size = p.type().statement, .face = Face::mono, .color = t.text0}) + 18;
  p.text(ellipsized(p, facts, right - x - 12, p.type().statement, Face::ui), {x, base},
         {.size = p.type().statement, .color = t.text2});
  p.hline(0, at.w, at.bottom() - t.rule, t.line2, t.rule);
}

void draw_drop(Painter& p, const PickerContext& c) {
  const Theme& t = p.theme();
  const Rect& at = c.layout.drop;
  p.frame(at, t.line2, 1, 4);
  const float base = at.y + at.h / 2 + p.type().statement * 0.36F;
  const float wide = p.text(c.texts.get("picker.drop"), {at.x + 16, base},
                            {.size = p.type().statement, .face = Face::ui_bold, .color = t.text0});
  const float x = at.x + wide + 32;
  p.text(ellipsized(p, ".pth  .pt  .safetensors  .onnx  .h5  .keras  .npy  .npz", at.right() - x - 12,
                    p.type().text, Face::mono),
         {x, base}, {.size = p.type().text, .face = Face::mono, .color = t.text2});
  p.hit(at, Action{act::OpenFileDialog{act::MenuName::weights}},
        c.texts.tip("menu.open_weights", "open_weights"));
}

void draw_refusal(Painter& p, const PickerContext& c, const std::string& line, Rect at) {
  const Theme& t = p.theme();
  p.fill(at, t.text0, 4);
  const float size = p.type().text;
  const std::string refused = c.texts.get("message.refused");
  const Rect tag{at.x + 8, at.y + 7, p.text_width(refused, size, Face::ui_bold) + 18, at.h - 14};
  p.fill(tag, t.accent, 3);
  const float base = at.y + at.h / 2 + size * 0.36F;
  p.text(refused, {tag.x + tag.w / 2, base},
         {.size = size, .face = Face::ui_bold, .color = t.accent_ink, .align = Align::centre});
  p.text(ellipsized(p, line, at.right() - tag.right() - 24, size, Face::ui), {tag.right() + 12, base},
         {.size = size, .color = t.bg0});
  p.hit(at, Action{act::DismissMessage{}}, line);
}

void draw_foot(Painter& p, const PickerContext& c) {
  const Theme& t = p.theme();
  const Rect& at = c.layout.foot;
  p.fill(at, t.bg0);
  p.hline(0, at.w, at.y, t.line2, t.rule);
  const float middle = at.y + at.h / 2;
  float right = at.right() - 20;
  if (c.picker.chosen) {
    const std::string name = printable(c.picker.inventory->items[*c.picker.chosen].info.name, 200);
    const std::string words = c.texts.get(
        "picker.use", {{"name", ellipsized(p, name, at.w * 0.2F, p.type().statement, Face::ui_bold)}});
    right = draw_button(p, words, "↵", {right, middle}, true, Action{act::UsePick{}}) - 16;
  }
  const std::string& refusal = !c.state.message.empty() ? c.state.message
                               : c.picker.trial         ? c.picker.trial->refusal
                                                        : std::string();
  const Rect room{20, at.y + 8, right - 20, at.h - 16};
  if (!refusal.empty())
    draw_refusal(p, c, refusal, room);
  else
    p.text(ellipsized(p, c.texts.get(c.picker.chosen ? "picker.keys" : "picker.nothing"), room.w,
                      p.type().text, Face::ui),
           {room.x, middle + p.type().text * 0.36F}, {.size = p.type().text, .color = t.text2});
}

}  // namespace

void draw_picker(Painter& p, const State& s, const Texts& texts, Vec2 size) {
  const PickerLayout layout = picker_layout(size);
  const PickerContext c{s, *s.picker, texts, layout};
  const Theme& t = p.theme();
  p.fill({0, 0, size.x, size.y}, t.bg0);
  p.tip({0, 0, size.x, size.y}, {});  // what lies below answers nothing
  draw_picker_list(p, c);
  // What the list has above and below its frame answers nothing either.
  for (const Rect& over : {layout.title, layout.head, Rect{0, layout.list.bottom(), size.x, size.y}})
    p.tip(over, {});
  draw_title(p, c);
  draw_drop(p, c);
  p.vline(layout.right.x - 20, layout.title.bottom(), layout.foot.y, t.line2, t.rule);
  draw_picker_trial(p, c);
  draw_foot(p, c);
}

}  // namespace unfold::view
