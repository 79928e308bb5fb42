#include "app/view/passport/passport.h"

#include "app/view/chrome/chrome.h"
#include "app/view/format.h"
#include "app/view/passport/present.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

// The sheet is drawn for 1280 x 800 and grows and shrinks with the window.
struct Sheet {
  float sx = 1, k = 1;  // of places across; of sizes
  float first = 0, pitch = 88;
  Vec2 size;

  [[nodiscard]] float x(float at) const { return std::round(at * sx); }
  [[nodiscard]] float type(float at) const { return std::max(11.0F, std::round(at * k * 2) / 2); }
  [[nodiscard]] float px(float at) const { return std::round(at * k); }
  [[nodiscard]] float y(std::size_t row) const { return std::round(first + static_cast<float>(row) * pitch); }
};

constexpr float value_right = 790, memory_right = 892, words_left = 912, goes_left = 1156;

Sheet sheet_for(Vec2 size, std::size_t rows) {
  Sheet s;
  s.size = size;
  s.sx = size.x / 1280;
  s.k = std::clamp(std::min(s.sx, size.y / 800), 0.6F, 1.7F);
  const float top = s.px(88);
  s.pitch = std::min(s.px(112), (size.y - top) / static_cast<float>(rows));
  s.first = top + s.pitch / 2 - s.px(6);
  return s;
}

// Written no larger than there is room for.
float fitted_text(Painter& p, const std::string& text, Vec2 baseline, float room, TextStyle style) {
  while (style.size > 11 && p.text_width(text, style.size, style.face) > room) style.size -= 0.5F;
  return p.text(ellipsized(p, text, room, style.size, style.face), baseline, style);
}

void draw_head(Painter& p, const State& s, const Texts& tx, const Passport& passport, const Sheet& sh) {
  const Theme& t = p.theme();
  const bool light = t.name == ThemeName::light;
  const Rect chip{sh.x(20), sh.px(14), sh.px(96), sh.px(34)};
  p.fill(chip, t.accent, 4);
  if (light) p.frame(chip, t.text0, 3, 4);
  fitted_text(p, tx.get("passport.pinned"), {chip.centre().x, chip.centre().y + sh.type(18) * 0.36F},
              chip.w - 12,
              {.size = sh.type(18), .face = Face::ui_bold, .color = t.accent_ink, .align = Align::centre});
  p.hit(chip, Action{act::Unpin{}}, tx.get("passport.let_go"));

  // The keys at the right.
  const float key = sh.type(14);
  const std::string close = tx.get("passport.close"), copy = tx.get("passport.copy");
  const std::string closes = closing_key(tx), copies = tx.key("copy_passport");
  const float gap = 6;
  const float caps = key_cap_width(p, closes, key, gap) + key_cap_width(p, copies, key, gap);
  // The line below them needs its room, whatever the keys are.
  const float wide =
      std::max(sh.px(150), caps + p.text_width(close, key) + p.text_width(copy, key) + sh.px(14));
  float x = sh.size.x - sh.x(20) - wide;
  const float keys_left = x;
  const float ky = sh.px(24);
  const TextStyle plain{.size = key, .color = t.text1};
  const float close_from = x;
  x += key_cap(p, {x, ky}, closes, key, gap);
  x += p.text(close, {x, ky + key * 0.36F}, plain);
  p.hit({close_from, ky - key, x - close_from, key * 2}, Action{act::TogglePassport{}});
  x += sh.px(14);
  const float copy_from = x;
  x += key_cap(p, {x, ky}, copies, key, gap);
  x += p.text(copy, {x, ky + key * 0.36F}, plain);
  p.hit({copy_from, ky - key, x - copy_from, key * 2}, Action{act::CopyPassport{}});
  fitted_text(p, tx.get("passport.open_rows"), {keys_left, sh.px(52)}, sh.size.x - keys_left - sh.x(20),
              {.size = sh.type(13), .color = t.text2});

  // What it is.
  const float left = chip.right() + sh.px(16);
  const std::string where = address_words(passport.pinned);
  const TextStyle large{.size = sh.type(24), .face = Face::ui_bold, .color = t.text0};
  TextStyle number = large;
  number.face = Face::ui;
  const std::string equals = "= " + value_words(s.walkthrough->at(passport.pinned), 4);
  const float words_x = std::max(sh.x(462), left + p.text_width(where, large.size, large.face) + sh.px(14) +
                                                p.text_width(equals, number.size) + sh.px(20));
  const float base = sh.px(31) + large.size * 0.36F;
  const float named = p.text(where, {left, base}, large);
  p.text(equals, {left + named + sh.px(14), base}, number);
  const float room = keys_left - words_x - sh.px(14);
  const TextStyle words{.size = sh.type(16), .color = t.text1};
  const auto line = [&](const std::string& text, float y) {
    fitted_text(p, text, {words_x, y}, room, words);
  };
  line(passport.about, sh.px(24) + words.size * 0.36F);
  line(passport.in_all, sh.px(46) + words.size * 0.36F);
  p.hline(sh.x(20), sh.size.x - sh.x(20), sh.px(62), light ? t.text0 : t.line1, light ? 2.0F : 1.0F);

  const TextStyle title{.size = sh.type(15), .face = Face::ui_bold, .color = t.text2};
  const float ty = sh.px(76) + title.size * 0.36F;
  const auto column = [&](float at, const char* name, Align align, float width) {
    TextStyle style = title;
    style.align = align;
    fitted_text(p, tx.get(name), {at, ty}, width, style);
  };
  column(sh.x(20), "passport.tensor", Align::left, sh.x(200));
  column(sh.x(262), "passport.index", Align::left, sh.x(300));
  column(sh.x(value_right), "passport.value", Align::right, sh.x(70));
  column(sh.x(memory_right), "passport.memory", Align::right, sh.x(94));
  column(sh.x(words_left), "passport.happened", Align::left, sh.x(230));
  column(sh.x(goes_left), "passport.goes_to", Align::left, sh.x(110));
}

void draw_name(Painter& p, const State& s, const StageContext& stage, const PassportRow& row, const Sheet& sh,
               float y) {
  const Theme& t = p.theme();
  const float side = std::min(sh.px(66), sh.pitch - 8);
  draw_thumb(p, stage, row.cell, {sh.x(20), std::round(y - side / 2), side, side});
  const float left = std::max(sh.x(98), sh.x(20) + side + 10), room = sh.x(254) - left;
  TextStyle style{.size = sh.type(17), .face = Face::mono_bold, .color = t.text0};
  const std::string tensor(name(row.cell.tensor));
  while (style.size > 11 && p.text_width(tensor, style.size, style.face) > room) style.size -= 0.5F;
  p.text(tensor, {left, y - sh.px(4)}, style);
  const Shape shape = s.walkthrough->shape(row.cell.tensor);
  std::string tight = to_string(shape);
  std::erase(tight, ' ');
  float size = sh.type(14);
  while (size > 11 && p.text_width(tight, size, Face::mono) > room) size -= 0.5F;
  if (p.text_width(tight, size, Face::mono) <= room)
    p.shape(shape, row.cell.tensor, {left, y + sh.px(17)}, size);
}

void draw_words(Painter& p, const PassportRow& row, const Sheet& sh, float y) {
  if (row.happened.empty()) return;
  const float room = sh.x(goes_left) - sh.x(words_left) - sh.px(14);
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= row.happened.size();) {
    const std::size_t to = std::min(row.happened.find('\n', from), row.happened.size());
    parts.push_back(row.happened.substr(from, to - from));
    from = to + 1;
  }
  TextStyle style{.size = sh.type(16), .color = p.theme().text1};
  float line = 0, tall = 0;
  const auto measure = [&] {
    line = std::round(style.size * 1.36F);
    tall = 0;
    for (const std::string& part : parts) tall += p.paragraph_height(part, room, line, style);
  };
  measure();
  while (tall > sh.pitch - 2 && style.size > 11) {
    style.size -= 0.5F;
    measure();
  }
  float base = y - tall / 2 + line * 0.5F + style.size * 0.36F;
  for (const std::string& part : parts) base = p.paragraph(part, {sh.x(words_left), base}, room, line, style);
}

void draw_goes(Painter& p, const State& s, const Texts& tx, const Passport& passport, const PassportRow& row,
               const Sheet& sh, float y) {
  const Theme& t = p.theme();
  const Geometry& g = s.walkthrough->geometry();
  const float left = sh.x(goes_left);
  const float picture = sh.px(56);
  const float picture_x = sh.size.x - sh.x(20) - picture;
  const float room = picture_x - left - 12;
  if (row.fan == Fan::end) {
    p.text(tx.get("passport.end"), {left, y + sh.type(16) * 0.36F}, {.size = sh.type(16), .color = t.text1});
    return;
  }
  if (row.goes_to == 0) {
    const float size = sh.type(14), line = std::round(size * 1.35F);
    const TextStyle style{.size = size, .color = t.text1};
    const std::string words = tx.get("passport.unread");
    const float width = sh.size.x - left - 8;
    p.paragraph(words, {left, y - p.paragraph_height(words, width, line, style) / 2 + line * 0.7F}, width,
                line, style);
    return;
  }
  const float side = std::min(picture, sh.pitch - 12);
  const bool drawn =
      draw_fan(p, s, passport, row, {picture_x + picture - side, std::round(y - side / 2), side, side});
  std::string below;
  const bool to_sums = row.cell.tensor == TensorId::col || row.cell.tensor == TensorId::col_W ||
                       row.cell.tensor == TensorId::b;
  if (row.fan == Fan::places) below = tx.get("passport.of", {{"n", grouped(g.FH * g.FW)}});
  if (row.fan == Fan::window)
    below =
        row.goes_to > 1 ? tx.get("passport.windows") : tx.get("passport.of", {{"n", grouped(g.PH * g.PW)}});
  if (to_sums) below = tx.get("passport.sums");
  TextStyle count{.size = sh.type(22), .face = Face::ui_bold, .color = t.text0};
  const float wide = drawn ? room : sh.size.x - left - 8;
  fitted_text(p, grouped(row.goes_to), {left, below.empty() ? y + count.size * 0.36F : y}, wide, count);
  fitted_text(p, below, {left, y + sh.px(20)}, wide, {.size = sh.type(15), .color = t.text2});
}

}  // namespace

void draw_passport(Painter& p, const State& s, const StageContext& stage, const Layout& l) {
  if (!s.passport.open || !s.pinned) return;
  const Texts& tx = stage.texts;
  const Theme& t = p.theme();
  p.fill({0, 0, l.size.x, l.size.y}, t.bg0);
  p.tip({0, 0, l.size.x, l.size.y}, {});  // nothing below answers
  if (l.present) {
    draw_present_passport(p, s, tx, l);
    return;
  }
  const float room = l.size.y - 88 * std::min(l.size.x / 1280, l.size.y / 800);
  const Passport passport = make_passport(s, tx, static_cast<std::size_t>(std::max(8.0F, room / 68)));
  const Sheet sh = sheet_for(l.size, std::max<std::size_t>(passport.rows.size(), 1));
  draw_head(p, s, tx, passport, sh);
  const float shrink = std::min(1.0F, sh.pitch / sh.px(88));
  const ChipColumns columns{.x = sh.x(262),
                            .pitch = 76 * sh.sx,
                            .width = 68 * sh.sx,
                            .height = std::round(34 * sh.k * std::max(0.75F, shrink)),
                            .size = sh.type(18)};
  const std::vector<PassportRow>& rows = passport.rows;
  // Grounds, then lines, then what is written.
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Rect at{0, std::round(sh.y(i) - sh.pitch / 2), l.size.x, std::round(sh.pitch)};
    if (s.passport.row == rows[i].cell) p.fill(at, t.bg2);
    p.hit(at, Action{act::OpenCell{rows[i].cell}});
  }
  for (std::size_t i = 0; i + 1 < rows.size(); ++i)
    draw_links(p, s, tx, rows[i], rows[i + 1], columns, sh.y(i), sh.y(i + 1));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const PassportRow& row = rows[i];
    const float y = sh.y(i);
    if (row.cell == passport.pinned) p.fill({0, y - sh.pitch / 2 + 4, 6, sh.pitch - 8}, t.accent);
    draw_name(p, s, stage, row, sh, y);
    draw_chips(p, s, tx, row, columns, y);
    const float size = sh.type(19);
    fitted_text(p, value_words(row.value), {sh.x(value_right), y + size * 0.36F}, sh.x(value_right - 714),
                {.size = size,
                 .face = row.value_is_new ? Face::ui_bold : Face::ui,
                 .color = row.value_is_new ? t.text0 : t.text1,
                 .align = Align::right});
    const float memory = sh.type(16);
    fitted_text(p, grouped(row.address), {sh.x(memory_right), y + memory * 0.36F}, sh.x(92),
                {.size = memory, .color = t.text1, .align = Align::right});
    if (row.same_memory) {
      const float x = sh.x(memory_right - 28), y0 = sh.y(i - 1) + sh.px(14), y1 = y - sh.px(14);
      p.vline(x, y0, y1, t.text0, 3);
      p.text(tx.get("passport.same"), {x - 8, (y0 + y1) / 2 + memory * 0.36F},
             {.size = memory, .face = Face::ui_bold, .color = t.text0, .align = Align::right});
    }
    draw_words(p, row, sh, y);
    draw_goes(p, s, tx, passport, row, sh, y);
  }
}

}  // namespace unfold::view
