#include "app/view/chrome/chrome.h"

#include "app/view/check/sheet.h"
#include "app/view/format.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

// The tensors that a stage's picture shows: from, to.
std::vector<TensorId> named_tensors(Stage stage) {
  switch (stage) {
  case Stage::input: return {TensorId::x};
  case Stage::pad: return {TensorId::x, TensorId::img};
  case Stage::allocate: return {TensorId::col6};
  case Stage::im2col: return {TensorId::img, TensorId::col6};
  case Stage::transpose: return {TensorId::col6, TensorId::col6_t};
  case Stage::reshape: return {TensorId::col};
  case Stage::weights: return {TensorId::W, TensorId::col_W};
  case Stage::gemm: return {TensorId::col, TensorId::col_W};
  case Stage::maps: return {TensorId::out2d, TensorId::conv};
  case Stage::pool_im2col: return {TensorId::conv, TensorId::pool_col};
  case Stage::pool_reshape: return {TensorId::pool_col, TensorId::pool_windows};
  case Stage::pool_max: return {TensorId::conv, TensorId::pool_max};
  case Stage::pool: return {TensorId::pool};
  }
  return {};
}

struct Part {
  std::string text;
  std::vector<Axis> axes;
};

// "N 1", "C 3", "5 × 5" for H and W together, a merged axis as its number over its makers' colours.
std::vector<Part> shape_parts(TensorId id, const Shape& shape, Mistake mistake) {
  std::vector<Part> parts;
  for (int i = 0; i < shape.rank(); ++i) {
    const AxisNames names = axis_names(id, i, mistake);
    const std::string number = std::to_string(shape[i]);
    if (names.count == 1 && names.parts[0] == Axis::none) {
      if (!parts.empty() && parts.back().axes.empty())
        parts.back().text += " × " + number;
      else
        parts.push_back({number, {}});
    } else {
      Part part{names.count == 1 ? std::string(name(names.parts[0])) + " " + number : number, {}};
      part.axes.assign(names.parts, names.parts + names.count);
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

float draw_named_shape(Painter& p, TensorId id, const Shape& shape, float x, float y, bool draw) {
  const float size = p.type().label;
  const TextStyle title{.size = p.type().title, .face = Face::ui_bold, .color = p.theme().text0};
  float at = x;
  const std::string tensor(name(id));
  if (draw) p.text(tensor, {at, y}, title);
  at += p.text_width(tensor, title.size, title.face) + 14;
  for (const Part& part : shape_parts(id, shape, p.mistake())) {
    const Face face = part.axes.empty() ? Face::ui : Face::ui_bold;
    const float wide = p.text_width(part.text, size, face);
    if (draw) {
      const bool one = part.axes.size() == 1;
      p.text(
          part.text, {at, y},
          {.size = size, .face = face, .color = one ? p.theme().axis_color(part.axes[0]) : p.theme().text0});
      const auto count = static_cast<float>(part.axes.size());
      for (std::size_t j = 0; j < part.axes.size(); ++j)
        p.fill({at + static_cast<float>(j) * wide / count, y + 6, wide / count - (one ? 0 : 2), 4},
               p.theme().axis_color(part.axes[j]));
    }
    at += wide + 16;
  }
  return at - x;
}

void draw_names(Painter& p, const ChromeContext& c) {
  const Rect& at = c.layout.header;
  std::vector<TensorId> tensors = named_tensors(c.state.playback.at.stage);
  const auto width_of = [&] {
    float total = 0;
    for (const TensorId id : tensors)
      total += draw_named_shape(p, id, c.stage.walkthrough->shape(id), 0, 0, false) + 20;
    return total;
  };
  // Where two do not fit, the new one is named.
  while (tensors.size() > 1 && width_of() > at.w) tensors.erase(tensors.begin());
  float x = at.x;
  const float gap = tensors.size() > 1 ? std::min(90.0F, at.w - width_of()) : 0;
  for (const TensorId id : tensors)
    x += draw_named_shape(p, id, c.stage.walkthrough->shape(id), x, at.y + 40, true) + 20 + gap;
}

void draw_code(Painter& p, const ChromeContext& c) {
  const Theme& t = p.theme();
  const Rect& at = c.layout.code;
  float size = p.type().code;
  const float values = [&] {
    float wide = 0;
    for (const std::string& v : c.story.present_values)
      wide = std::max(wide, p.rich_width(v, {.size = size, .face = Face::ui_bold, .color = {}}));
    return wide;
  }();
  float code = 0;
  for (const std::string& line : c.story.present_code)
    code = std::max(code, p.text_width(line, size, Face::mono_bold));
  const bool with_values = values > 0 && code + 24 + values + 24 <= at.w;
  const Rect box{at.x, at.y, std::min(at.w, code + 26), at.h};
  p.fill(box, t.accent);
  p.frame(box, t.accent_ink, t.stroke.frame);
  const auto lines = static_cast<float>(c.story.present_code.size());
  const float pitch = p.type().code_line;
  float y = box.y + (box.h - lines * pitch) / 2 + pitch * 0.74F;
  for (const std::string& line : c.story.present_code) {
    p.text(line, {box.x + 12, y}, {.size = size, .face = Face::mono_bold, .color = t.accent_ink});
    y += pitch;
  }
  if (!with_values) return;
  const auto count = static_cast<float>(c.story.present_values.size());
  y = box.y + (box.h - count * pitch) / 2 + pitch * 0.74F;
  for (const std::string& v : c.story.present_values) {
    p.rich(v, {at.right(), y},
           {.size = size, .face = Face::ui_bold, .color = t.text0, .align = Align::right});
    y += pitch;
  }
}

// The steps as squares where they are few, else a bar.
float draw_steps(Painter& p, const ChromeContext& c, float x, float y) {
  const Theme& t = p.theme();
  const Position at = c.state.playback.at;
  const Geometry& g = c.stage.geometry();
  const std::int64_t steps = step_count(g, at.stage, c.state.playback.orders);
  if (steps == 1) return x;
  if (steps <= 12) {
    for (std::int64_t k = 0; k < steps; ++k) {
      const Rect square{x, y - 13, 24, 26};
      p.fill(square, k < at.step ? t.text0 : k == at.step ? t.accent : t.bg0);
      p.frame(square, t.text0, k == at.step ? t.stroke.now : t.stroke.frame);
      x += 28;
      if (at.stage == Stage::im2col && (k + 1) % g.FW == 0) x += 10;
    }
    return x;
  }
  const Rect bar{x, y - 10, 180, 20};
  const float part = static_cast<float>(static_cast<double>(at.step + 1) / static_cast<double>(steps));
  p.fill({bar.x, bar.y, std::round(bar.w * part), bar.h}, t.text0);
  p.frame(bar, t.text0, t.stroke.frame);
  const float head = std::round(bar.x + bar.w * part);
  p.fill({head - 5, bar.y - 5, 10, bar.h + 10}, t.text0);
  p.fill({head - 2, bar.y - 2, 4, bar.h + 4}, t.accent);
  return bar.right() + 10;
}

void draw_transport_line(Painter& p, const ChromeContext& c) {
  const Rect& at = c.layout.bottom;
  const float size = p.type().label;
  const float y = at.y + at.h / 2 + 2;
  const Position now = c.state.playback.at;
  const std::string title = c.texts.get("present." + std::string(name(now.stage)));
  p.hit({at.x, at.y, at.w, at.h}, Action{act::TogglePlay{}});
  float x = at.x +
            p.text(title, {at.x, y + size * 0.36F},
                   {.size = size, .face = Face::ui_bold, .color = p.theme().text0}) +
            18;
  x = draw_steps(p, c, x, y) + 6;
  if (!c.story.counter.empty())
    x += p.text(c.story.counter, {x, y + size * 0.36F},
                {.size = size, .face = Face::ui_bold, .color = p.theme().text0}) +
         20;
  // Keys at the right, as far as there is room.
  const std::string space = c.texts.key("play"), back = c.texts.key("step_back"), on = c.texts.key("step");
  const std::string play = c.texts.get(c.state.playback.playing ? "present.pause" : "present.play");
  const std::string step = c.texts.get("present.step");
  const auto text = [&](const std::string& s) { return p.text_width(s, size) + 12; };
  const auto cap = [&](const std::string& s) { return key_cap_width(p, s, size, 8); };
  const float arrows = back.empty() && on.empty() ? 0 : cap(back) + cap(on) + text(step);
  const float playing = space.empty() ? 0 : cap(space) + text(play);
  float right = at.right();
  // The check's badge where there is room; a mistake in force before the keys.
  const bool mistake = c.state.walkthrough->geometry().mistake != Mistake::none;
  const float badge_room = mistake ? right - x : right - x - arrows - playing - 24;
  const float badge = mistake ? draw_mistake_chip(p, c.state, c.texts, {right, y - size}, size, badge_room)
                              : draw_badge(p, c.state, c.texts, {right, y + size * 0.36F}, size, badge_room);
  if (badge > 0) right -= badge + 24;
  const auto put = [&](float from, std::initializer_list<std::pair<std::string, bool>> parts) {
    const TextStyle style{.size = size, .color = p.theme().text0};
    for (const auto& [words, key] : parts)
      from +=
          key ? key_cap(p, {from, y}, words, size, 8) : p.text(words, {from, y + size * 0.36F}, style) + 12;
  };
  if (x + arrows + playing <= right) {
    if (arrows > 0) put(right - arrows - playing + 12, {{back, true}, {on, true}, {step, false}});
    if (playing > 0) put(right - playing + 12, {{space, true}, {play, false}});
  } else if (x + cap(back) + cap(on) + cap(space) <= right) {
    put(right - cap(back) - cap(on) - cap(space) + 8, {{back, true}, {on, true}, {space, true}});
  }
}

}  // namespace

void draw_present_frame(Painter& p, const ChromeContext& c) {
  draw_names(p, c);
  const Rect& words = c.layout.words;
  const TextStyle style{.size = p.type().text, .color = p.theme().text0};
  p.paragraph(c.story.present_words, {words.x, words.y + p.type().text}, words.w, p.type().text_line, style);
  draw_code(p, c);
  draw_transport_line(p, c);
}

}  // namespace unfold::view
