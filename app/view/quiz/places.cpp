#include "app/view/quiz/parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

constexpr std::int64_t most_cells = 40, most_windows = 14;

float cell_side(const Geometry& g, float width) {
  return std::floor(std::min(width / static_cast<float>(g.HP), 34.0F));
}
float ruler_height(const Painter& p) { return std::round(p.type().label * 2.1F); }
float pitch_of(const Painter& p) { return std::round(p.type().label * 1.6F); }

// The places that were not counted: those in the padding first; what is left over is the last.
std::vector<bool> missed_places(const Geometry& g, std::int64_t counted) {
  const auto in_padding = [&](std::int64_t oy) {
    const std::int64_t first = oy * g.stride;
    return first < g.pad.top || first + g.rows().extent() > g.pad.top + g.H;
  };
  std::int64_t missing = std::max<std::int64_t>(0, g.OH - counted);
  std::vector<bool> missed(static_cast<std::size_t>(g.OH), false);
  for (std::int64_t oy = 0; oy < g.OH && missing > 0; ++oy)
    if (in_padding(oy)) missed[static_cast<std::size_t>(oy)] = true, --missing;
  for (std::int64_t oy = g.OH - 1; oy >= 0 && missing > 0; --oy)
    if (!missed[static_cast<std::size_t>(oy)]) missed[static_cast<std::size_t>(oy)] = true, --missing;
  return missed;
}

void draw_ruler(Painter& p, const Geometry& g, Rect at, float side) {
  const Theme& t = p.theme();
  const float size = p.type().label;
  for (std::int64_t h = 0; h < g.HP; ++h) {
    const Rect cell{at.x + static_cast<float>(h) * side, at.y, side - 1, at.h};
    const bool pad = h < g.pad.top || h >= g.pad.top + g.H;
    p.fill(cell, pad ? t.pad : t.bg3);
    p.frame(cell, pad ? t.line2 : t.text2);
    if (pad) p.hatch(cell, t.line2, std::max(5.0F, t.stroke.pitch));
    const std::string number = std::to_string(h - g.pad.top);
    if (!pad && p.text_width(number, size) < side - 2)
      p.text(number, {cell.centre().x, cell.centre().y + size * 0.36F},
             {.size = size, .color = t.text0, .align = Align::centre});
  }
}

std::string with(const std::string& name, std::int64_t n) { return name + " " + std::to_string(n); }

}  // namespace

float places_height(const Painter& p, const Geometry& g, float width) {
  if (g.HP > most_cells || g.OH > most_windows || g.dilation > 1 || cell_side(g, width) < 8) return 0;
  return p.type().label * 4.6F + ruler_height(p) + static_cast<float>(g.OH) * pitch_of(p);
}

void draw_places(Painter& p, const Geometry& g, std::int64_t counted, const Texts& texts, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().label, side = cell_side(g, at.w), pitch = pitch_of(p);
  p.text(texts.get("quiz.one_side"), {at.x, at.y + size},
         {.size = size, .face = Face::ui_bold, .color = t.text0});
  const float top = at.y + size + 10;
  draw_ruler(p, g, {at.x, top, at.w, ruler_height(p)}, side);
  const std::vector<bool> missed = missed_places(g, counted);
  // Numbers are of what the person counted; without that they would be the answer.
  const bool none_missed = counted >= g.OH;
  float y = top + ruler_height(p) + 6;
  std::int64_t number = 0;
  for (std::int64_t oy = 0; oy < g.OH; ++oy) {
    const bool out = missed[static_cast<std::size_t>(oy)];
    const Rect window{at.x + static_cast<float>(oy * g.stride) * side, y,
                      static_cast<float>(g.rows().extent()) * side - 1, pitch - 3};
    p.fill(window, out ? t.accent : t.bg2);
    p.frame(window, out ? t.accent_ink : t.text2);
    const std::string words = out           ? texts.get("quiz.missed")
                              : none_missed ? std::string()
                                            : std::to_string(++number);
    float fitted = std::min(size, pitch - 4);
    while (fitted > 11 && p.text_width(words, fitted, Face::ui_bold) > window.w - 4) fitted -= 1;
    if (p.text_width(words, fitted, Face::ui_bold) <= window.w - 2)
      p.text(words, {window.centre().x, window.centre().y + fitted * 0.36F},
             {.size = fitted,
              .face = out ? Face::ui_bold : Face::ui,
              .color = out ? t.accent_ink : t.text0,
              .align = Align::centre});
    y += pitch;
  }
  p.paragraph(texts.get("quiz.windows_stand"), {at.x, y + size + 2}, at.w, std::round(size * 1.4F),
              {.size = size, .color = t.text1});
}

float padding_height(const Painter& p) { return std::round(p.type().text * 4.6F); }

void draw_padding(Painter& p, const Geometry& g, bool down, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().label, tall = std::round(p.type().text * 2);
  const std::int64_t before = down ? g.pad.top : g.pad.left, after = down ? g.pad.bottom : g.pad.right;
  const float least = size * 3;
  const float first = before > 0 ? least : 0, last = after > 0 ? least : 0;
  const float y = at.y + 4;
  const auto part = [&](float x, float wide, std::int64_t n, bool pad) {
    const Rect box{x, y, wide - 2, tall};
    p.fill(box, pad ? t.pad : t.bg3);
    p.frame(box, t.text2);
    const std::string number = pad ? "+ " + std::to_string(n) : std::to_string(n);
    p.text(number, {box.centre().x, box.centre().y + size * 0.36F},
           {.size = size,
            .face = Face::ui_bold,
            .color = ink_on(t, pad ? t.pad : t.bg3),
            .align = Align::centre});
  };
  if (before > 0) part(at.x, first, before, true);
  part(at.x + first, at.w - first - last, down ? g.H : g.W, false);
  if (after > 0) part(at.right() - last, last, after, true);
  const float under = y + tall + size + 6;
  p.text(down ? "H" : "W", {at.centre().x, under}, {.size = size, .color = t.text1, .align = Align::centre});
  if (before > 0) p.text("pad", {at.x, under}, {.size = size, .color = t.text1});
  if (after > 0)
    p.text("pad", {at.right() - 2, under}, {.size = size, .color = t.text1, .align = Align::right});
}

namespace {

std::string agreeing_words(const Asked& a) {
  const Geometry& g = a.geometry();
  return a.texts.get(g.groups > 1 ? "quiz.agree_groups" : "quiz.agree", {{"K", std::to_string(g.KG)}});
}

}  // namespace

float product_height(const Painter& p, const Asked& a, float width) {
  const float size = p.type().label, line = std::round(size * 1.4F);
  const TextStyle style{.size = size, .color = {}};
  return std::round(size * 1.5F) * 2 + p.type().text * 5 +
         p.paragraph_height(agreeing_words(a), width, line, style) - line + 6;
}

void draw_product(Painter& p, const Asked& a, bool agreeing, Rect at) {
  const Theme& t = p.theme();
  const Geometry& g = a.geometry();
  const float size = p.type().label, line = std::round(size * 1.5F);
  // (M, K) @ (K, FN): what is met by what, in sizes that can be told apart.
  const float sign = size * 1.8F, room = at.w - sign - size * 2;
  const float narrow = std::floor(room * 0.42F), wide = std::floor(room * 0.42F);
  const float top = at.y + line,
              tall = agreeing ? p.type().text * 5 : std::min(at.h - line - 6, p.type().text * 8);
  const Rect left{at.x, top, narrow, tall};
  const Rect right{left.right() + sign, top, wide, std::round(tall * 0.62F)};
  const auto matrix = [&](Rect box, const std::string& name, const std::string& rows,
                          const std::string& columns, bool rows_meet) {
    p.fill(box, t.bg2);
    p.frame(box, t.text2);
    p.text(name, {box.x, box.y - size * 0.45F}, {.size = size, .face = Face::mono_bold, .color = t.text0});
    p.text(rows, {box.x + 6, box.y + box.h * 0.5F + size * 0.36F},
           {.size = size, .face = rows_meet ? Face::ui_bold : Face::ui, .color = t.text0});
    p.text(columns, {box.right() - 6, box.bottom() - 6},
           {.size = size,
            .face = rows_meet ? Face::ui : Face::ui_bold,
            .color = t.text0,
            .align = Align::right});
    // The sides that meet are drawn strong.
    if (!agreeing) return;
    const Rect side = rows_meet ? Rect{box.x, box.y, 4, box.h} : Rect{box.x, box.bottom() - 4, box.w, 4};
    p.fill(side, t.accent);
    if (t.name == ThemeName::light) p.frame(side.inset(-t.stroke.casing), t.accent_ink, t.stroke.casing);
  };
  matrix(left, "col", with("↓", g.M), with("→", g.K), false);
  p.text("@", {left.right() + sign / 2, right.centre().y + size * 0.36F},
         {.size = size, .face = Face::mono_bold, .color = t.text0, .align = Align::centre});
  matrix(right, "col_W", with("↓", g.KG), with("→", g.FN), true);
  if (!agreeing) return;
  p.paragraph(agreeing_words(a), {at.x, left.bottom() + line}, at.w, std::round(size * 1.4F),
              {.size = size, .color = t.text1});
}

}  // namespace unfold::view
