#include "app/view/passport/present.h"

#include "app/view/chrome/chrome.h"
#include "app/view/format.h"
#include "app/view/passport/passport.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

constexpr float size = 27, margin = 20, head = 108;

std::string short_in_all(const State& s, const Texts& tx) {
  const Outcome& o = s.passport.outcome;
  if (s.passport.counted != s.pinned || o.sums <= 1) return {};
  const std::string sums = o.copies > 0
                               ? grouped(o.copies) + " × " + grouped(o.filters) + " = " + grouped(o.sums)
                               : grouped(o.sums);
  return o.wins ? tx.get("passport.present_wins", {{"sums", sums}, {"wins", grouped(*o.wins)}})
                : tx.get("passport.present_sums", {{"sums", sums}});
}

}  // namespace

void draw_present_passport(Painter& p, const State& s, const Texts& tx, const Layout& l) {
  const Theme& t = p.theme();
  const Passport passport = make_passport(s, tx, 8);
  const std::vector<PassportRow>& rows = passport.rows;
  const float right = l.size.x - margin;

  const float middle = 34;
  const std::string pinned = tx.get("passport.pinned");
  const Rect chip{margin, middle - 22, p.text_width(pinned, size, Face::ui_bold) + 28, 44};
  p.fill(chip, t.accent, 4);
  if (t.name == ThemeName::light) p.frame(chip, t.text0, 3, 4);
  p.text(pinned, {chip.centre().x, middle + size * 0.36F},
         {.size = size, .face = Face::ui_bold, .color = t.accent_ink, .align = Align::centre});
  p.hit(chip, Action{act::Unpin{}});
  const std::string key = closing_key(tx);
  const float closing = key_cap_width(p, key, size);
  key_cap(p, {right - closing, middle}, key, size);
  p.hit({right - closing, middle - 22, closing, 44}, Action{act::TogglePassport{}});
  const std::string what =
      address_words(passport.pinned) + " = " + value_words(s.walkthrough->at(passport.pinned), 4);
  const float left = chip.right() + 18;
  float large = 34;
  while (large > size && p.text_width(what, large, Face::ui_bold) > right - closing - 18 - left) large -= 1;
  p.text(ellipsized(p, what, right - closing - 18 - left, large, Face::ui_bold),
         {left, middle + large * 0.36F}, {.size = large, .face = Face::ui_bold, .color = t.text0});
  p.text(ellipsized(p, short_in_all(s, tx), right - margin, size, Face::ui), {margin, 94},
         {.size = size, .color = t.text1});

  float names = 0, values = 0, counts = 0;
  for (const PassportRow& row : rows) {
    names = std::max(names, p.text_width(name(row.cell.tensor), size, Face::mono_bold));
    values = std::max(values, p.text_width(value_words(row.value), size, Face::ui_bold));
    counts = std::max(counts, p.text_width("→ " + grouped(row.goes_to), size, Face::ui));
  }
  const bool room_for_counts = l.size.x >= 1200;
  const float value_x = right - (room_for_counts ? counts + 24 : 0);
  const float x0 = margin + names + 20;
  const float pitch = (value_x - values - 16 - x0) / 6;
  const float tall = (l.size.y - head) / static_cast<float>(std::max<std::size_t>(rows.size(), 1));
  const ChipColumns columns{
      .x = x0, .pitch = pitch, .width = pitch - 8, .height = std::min(46.0F, tall - 24), .size = size};
  const auto y_of = [&](std::size_t i) { return std::round(head + tall * (static_cast<float>(i) + 0.5F)); };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Rect at{0, std::round(head + tall * static_cast<float>(i)), l.size.x, tall};
    if (s.passport.row == rows[i].cell) p.fill(at, t.bg2);
    p.hit(at, Action{act::OpenCell{rows[i].cell}});
  }
  for (std::size_t i = 0; i + 1 < rows.size(); ++i)
    draw_links(p, s, tx, rows[i], rows[i + 1], columns, y_of(i), y_of(i + 1));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const PassportRow& row = rows[i];
    const float base = y_of(i) + size * 0.36F;
    if (row.cell == passport.pinned) p.fill({0, y_of(i) - 24, 8, 48}, t.accent);
    p.text(name(row.cell.tensor), {margin, base}, {.size = size, .face = Face::mono_bold, .color = t.text0});
    draw_chips(p, s, tx, row, columns, y_of(i));
    p.text(value_words(row.value), {value_x, base},
           {.size = size,
            .face = row.value_is_new ? Face::ui_bold : Face::ui,
            .color = row.value_is_new ? t.text0 : t.text1,
            .align = Align::right});
    if (room_for_counts && row.fan != Fan::end)
      p.text("→ " + grouped(row.goes_to), {right, base},
             {.size = size, .color = row.goes_to == 1 ? t.text2 : t.text0, .align = Align::right});
  }
}

}  // namespace unfold::view
