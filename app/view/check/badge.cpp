#include "app/view/check/sheet.h"

#include "app/view/format.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unfold::view {

std::string mistake_words(Mistake mistake, const Texts& texts) {
  return texts.get("mistake." + std::string(name(mistake)));
}

std::string mistake_code(Mistake mistake) {
  switch (mistake) {
  case Mistake::none: return "col.transpose({N|0}, {OH|4}, {OW|5}, {C|1}, {FH|2}, {FW|3}).reshape(…)";
  case Mistake::no_transpose: return "col.reshape({N|N}*{OH|out_h}*{OW|out_w}, -1)";
  case Mistake::swap_c_fh: return "col.transpose({N|0}, {OH|4}, {OW|5}, {FH|2}, {C|1}, {FW|3}).reshape(…)";
  case Mistake::no_padding: return "col = im2col(x, {FH|FH}, {FW|FW}, stride)";
  case Mistake::wrong_reshape_W: return "col_W = W.reshape(-1, {FN|FN})";
  }
  return {};
}

std::string share_words(std::int64_t part, std::int64_t all) {
  const double share = all == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(all);
  if (part > 0 && share < 0.1) return "< 0.1 %";
  if (part < all && share > 99.9) return "> 99.9 %";
  return fixed(share, part == all ? 0 : 1) + " %";
}

Badge badge_of(const State& s, const Texts& texts) {
  const auto wrong = [](std::string words) { return Badge{std::move(words), Badge::Mood::wrong}; };
  if (!s.check.result) {
    const auto percent = static_cast<int>(100 * std::clamp(s.check.progress, 0.0, 1.0));
    return {texts.get("check.badge_running", {{"percent", std::to_string(percent) + " %"}}),
            Badge::Mood::waiting};
  }
  const LayerCheck& check = *s.check.result;
  if (check.shape != check.right_shape)
    return wrong(texts.get("check.badge_shape",
                           {{"is", to_string(check.shape)}, {"right", to_string(check.right_shape)}}));
  if (!check.ok()) {
    const Comparison& part = check.conv.differing > 0 ? check.conv : check.pool;
    return wrong(texts.get("check.badge_differ", {{"share", share_words(part.differing, part.compared)}}));
  }
  if (check.conv.compared == 0)
    return {texts.get("check.badge_part", {{"n", "0"}, {"all", grouped(check.conv.cells)}}),
            Badge::Mood::waiting};
  if (check.conv.compared < check.conv.cells)
    return {texts.get("check.badge_part",
                      {{"n", grouped(check.conv.compared)}, {"all", grouped(check.conv.cells)}}),
            Badge::Mood::right};
  return {texts.get("check.badge_all", {{"n", grouped(check.conv.cells)}}), Badge::Mood::right};
}

namespace {

std::string sign(Badge::Mood mood) {
  switch (mood) {
  case Badge::Mood::waiting: return {};
  case Badge::Mood::right: return "✓ ";
  case Badge::Mood::wrong: return "✕ ";
  }
  return {};
}

Color ink(const Theme& t, Badge::Mood mood) {
  switch (mood) {
  case Badge::Mood::waiting: return t.text2;
  case Badge::Mood::right: return t.success;
  case Badge::Mood::wrong: return t.error;
  }
  return t.text2;
}

}  // namespace

float draw_badge(Painter& p, const State& s, const Texts& texts, Vec2 right, float size, float room) {
  const Badge badge = badge_of(s, texts);
  std::string words = sign(badge.mood) + badge.words;
  if (p.text_width(words, size) > room) words = sign(badge.mood) + texts.get("check.badge_short");
  const float wide = p.text_width(words, size);
  if (wide > room) return 0;
  p.text(words, right, {.size = size, .color = ink(p.theme(), badge.mood), .align = Align::right});
  p.hit({right.x - wide - 6, right.y - size - 3, wide + 12, size + 10}, Action{act::ToggleCheck{}},
        texts.tip("command.check", "check"));
  return wide;
}

float draw_mistake_chip(Painter& p, const State& s, const Texts& texts, Vec2 right_top, float size,
                        float room) {
  const Mistake mistake = s.walkthrough ? s.walkthrough->geometry().mistake : Mistake::none;
  if (mistake == Mistake::none) return 0;
  const Theme& t = p.theme();
  const float cross = p.text_width("✕", size) + std::round(size * 0.9F);
  const float inset = std::round(size * 0.7F);
  std::string words = texts.get("check.chip", {{"name", mistake_words(mistake, texts)}});
  if (p.text_width(words, size, Face::ui_bold) + cross + 2 * inset > room)
    words = mistake_words(mistake, texts);
  if (p.text_width(words, size, Face::ui_bold) + cross + 2 * inset > room) words = "!";
  const float wide = p.text_width(words, size, Face::ui_bold) + cross + 2 * inset;
  if (wide > room) return 0;
  const float tall = std::round(size * 2);
  const Rect at{right_top.x - wide, right_top.y, wide, tall};
  const float base = at.y + tall / 2 + size * 0.36F;
  p.fill(at, t.bg2, 3);
  p.frame(at, t.error, t.stroke.frame, 3);
  p.text(words, {at.x + inset, base}, {.size = size, .face = Face::ui_bold, .color = t.error});
  p.text("✕", {at.right() - inset, base}, {.size = size, .color = t.text0, .align = Align::right});
  p.hit({at.x, at.y, at.w - cross - inset, at.h}, Action{act::ToggleCheck{}},
        texts.tip("command.check", "check"));
  p.hit({at.right() - cross - inset, at.y, cross + inset, at.h}, Action{act::SetMistake{Mistake::none}},
        texts.get("check.take_back"));
  return wide;
}

}  // namespace unfold::view
