#include "app/view/check/sheet.h"

#include "app/view/chrome/chrome.h"
#include "app/view/format.h"
#include "core/layer/ledger.h"
#include "core/layer/oracle.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

namespace {

std::string small_number(double v) {
  if (v == 0) return "0";
  if (std::isinf(v)) return "∞";
  if (v >= 0.01) return fixed(v, 3);
  int power = 0;
  while (v < 1 && power < 40) v *= 10, ++power;
  return fixed(v, 1) + "e−" + std::to_string(power);
}

std::string place_words(const Texts& texts, const Geometry& g, const CellRef& cell) {
  return texts.get(g.N > 1 ? "check.place_batch" : "check.place", {{"n", std::to_string(cell.at[0])},
                                                                   {"f", std::to_string(cell.at[1])},
                                                                   {"oy", std::to_string(cell.at[2])},
                                                                   {"ox", std::to_string(cell.at[3])}});
}

// One cell that is wrong: where, what it is and what it should be; a click goes there.
float draw_wrong_cell(Painter& p, const State& s, const Texts& texts, const char* key, const CellRef& cell,
                      Rect at) {
  const Theme& t = p.theme();
  const Walkthrough& walk = *s.walkthrough;
  const float size = p.type().code, line = size + 6;
  const double truth = oracle_element(meant(walk.geometry()), walk.x(), walk.W(), walk.b(), cell.at[0],
                                      cell.at[1], cell.at[2], cell.at[3]);
  const Rect row{at.x, at.y, at.w, 2 * line + 8};
  p.fill(row, t.bg2, 3);
  if (t.name == ThemeName::light) p.frame(row, t.text0, t.stroke.cell, 3);
  const std::string where = texts.get(key, {{"place", place_words(texts, walk.geometry(), cell)}});
  p.rich(where, {row.x + 10, row.y + line}, {.size = size, .color = t.text0});
  p.rich(texts.get("check.is_should",
                   {{"is", fixed(static_cast<double>(walk.at(cell)), 5)}, {"right", fixed(truth, 5)}}),
         {row.x + 10, row.y + 2 * line}, {.size = size, .color = t.text1});
  p.text(texts.get("check.go"), {row.right() - 10, row.y + line},
         {.size = p.type().label, .color = t.text2, .align = Align::right});
  p.hit(row, Action{act::ShowCell{cell}}, texts.get("check.go_tip"));
  return row.bottom() + 6;
}

}  // namespace

float draw_check(Painter& p, const State& s, const Texts& texts, Rect at) {
  const Theme& t = p.theme();
  const Geometry& g = s.walkthrough->geometry();
  const float size = p.type().code, line = size + 6;
  const Badge badge = badge_of(s, texts);
  const Color ink = badge.mood == Badge::Mood::right   ? t.success
                    : badge.mood == Badge::Mood::wrong ? t.error
                                                       : t.text1;
  const char* sign = badge.mood == Badge::Mood::right ? "✓ " : badge.mood == Badge::Mood::wrong ? "✕ " : "";
  float y = at.y + p.type().statement;
  p.text(ellipsized(p, sign + badge.words, at.w, p.type().statement, Face::ui_bold), {at.x, y},
         {.size = p.type().statement, .face = Face::ui_bold, .color = ink});
  y += line + 6;
  const TextStyle words{.size = size, .color = t.text1};
  const auto say = [&](const std::string& sentence) {
    y = p.paragraph(sentence, {at.x, y}, at.w, line, words);
  };
  if (!s.check.result) {
    const float wide = std::round(at.w * static_cast<float>(std::clamp(s.check.progress, 0.0, 1.0)));
    p.fill({at.x, y - 6, at.w, 4}, t.bg3, 2);
    p.fill({at.x, y - 6, wide, 4}, t.text1, 2);
    y += 14;
    say(texts.get("check.running"));
    return y;
  }
  const LayerCheck& check = *s.check.result;
  if (check.shape != check.right_shape) {
    say(texts.get("check.other_shape",
                  {{"is", to_string(check.shape)}, {"right", to_string(check.right_shape)}}));
    return y;
  }
  const Comparison& conv = check.conv;
  if (check.ok()) {
    say(texts.get(conv.compared < conv.cells ? "check.same_so_far" : "check.same",
                  {{"n", grouped(conv.compared)},
                   {"all", grouped(conv.cells)},
                   {"off", small_number(conv.largest)},
                   {"pool", grouped(check.pool.compared)},
                   {"time", seconds_words(check.seconds)}}));
    if (g.mistake != Mistake::none)
      say(texts.get(is_harmless(g) ? "mistake.harmless" : "mistake.unseen",
                    {{"name", mistake_words(g.mistake, texts)}}));
    else if (conv.largest_at)
      say(texts.get("check.largest", {{"off", small_number(conv.largest)},
                                      {"place", place_words(texts, g, *conv.largest_at)}}));
    return y;
  }
  say(texts.get("check.differ", {{"n", grouped(conv.differing)},
                                 {"all", grouped(conv.compared)},
                                 {"off", small_number(conv.largest)},
                                 {"share", share_words(conv.differing, conv.compared)}}));
  y -= 4;
  if (conv.first_wrong)
    y = draw_wrong_cell(p, s, texts, "check.first_wrong", *conv.first_wrong, {at.x, y - size + 4, at.w, 0});
  if (conv.largest_at)
    y = draw_wrong_cell(p, s, texts, "check.largest_wrong", *conv.largest_at, {at.x, y, at.w, 0});
  return y + size;
}

void draw_mistakes(Painter& p, const State& s, const Texts& texts, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().code, line = size + 5;
  float y = at.y + p.type().text;
  p.text(texts.get("mistake.title"), {at.x, y},
         {.size = p.type().text, .face = Face::ui_bold, .color = t.text0});
  y += 10;
  const Mistake now = s.walkthrough->geometry().mistake;
  for (int i = 0; i < mistake_count; ++i) {
    const auto mistake = static_cast<Mistake>(i);
    const std::string key = "mistake." + std::string(name(mistake));
    const TextStyle words{.size = size, .color = t.text1};
    const float inner = at.w - 36;
    const float sentence = p.paragraph_height(texts.get(key + ".why"), inner, line, words);
    const Rect row{at.x, y, at.w, 2 * line + sentence + 12};
    const bool chosen = mistake == now;
    if (chosen) {
      p.fill(row, t.bg3, 3);
      p.fill({row.x, row.y, 3, row.h}, t.name == ThemeName::light ? t.text0 : t.accent);
    }
    // A ring, filled where chosen.
    const Rect ring{row.x + 11, row.y + 8, 10, 10};
    p.frame(ring, chosen ? t.text0 : t.text2, t.stroke.cell, 5);
    if (chosen) p.fill(ring.inset(3), t.text0, 2);
    const float x = row.x + 30;
    float base = row.y + line;
    p.text(mistake_words(mistake, texts), {x, base}, {.size = size, .face = Face::ui_bold, .color = t.text0});
    base += line;
    TextStyle code{.size = size, .face = Face::mono, .color = t.text0};
    while (code.size > 11 && p.rich_width(mistake_code(mistake), code) > inner) code.size -= 0.5F;
    p.rich(mistake_code(mistake), {x, base}, code);
    p.paragraph(texts.get(key + ".why"), {x, base + line}, inner, line, words);
    p.hit(row, Action{act::SetMistake{mistake}});
    y = row.bottom() + 3;
  }
}

namespace {

void draw_ground(Painter& p, const Layout& l, Rect at) {
  const Theme& t = p.theme();
  p.fill({0, 0, l.size.x, l.size.y}, faded(t.bg0, 0.6F));
  p.hit({0, 0, l.size.x, l.size.y}, Action{act::ToggleCheck{}});
  p.fill({at.x + 3, at.y + 4, at.w, at.h}, faded(rgb(0x000000), 0.25F), 4);
  p.fill(at, t.bg1, 4);
  p.frame(at, t.line2, t.rule, 4);
  p.tip(at, {});  // a click beside its lines does nothing
}

}  // namespace

void draw_check_sheet(Painter& p, const State& s, const Texts& texts, const Layout& l) {
  if (!s.walkthrough) return;
  if (l.present) {
    draw_check_sheet_present(p, s, texts, l);
    return;
  }
  const Theme& t = p.theme();
  const float wide = std::min(l.size.x - 24, std::round(1180 * l.scale));
  const float tall = std::min(l.size.y - 24, std::round(690 * l.scale));
  const Rect sheet{std::round((l.size.x - wide) / 2), std::round((l.size.y - tall) / 2), wide, tall};
  draw_ground(p, l, sheet);
  const float margin = 24, gap = 32;
  const float head = std::round(48 * l.scale);
  p.text(texts.get("check.title"), {sheet.x + margin, sheet.y + std::round(32 * l.scale)},
         {.size = p.type().title, .face = Face::ui_bold, .color = t.text0});
  p.text(texts.get("check.close"), {sheet.right() - margin, sheet.y + std::round(30 * l.scale)},
         {.size = p.type().label, .color = t.text2, .align = Align::right});
  const float left = std::floor((sheet.w - 2 * margin - gap) * 0.54F);
  const Rect ledger{sheet.x + margin, sheet.y + head, left, sheet.h - head - 12};
  draw_ledger(p, s, texts, ledger);
  const float x = ledger.right() + gap;
  p.vline(ledger.right() + gap / 2, sheet.y + head, sheet.bottom() - 16, t.line1);
  const Rect right{x, sheet.y + head, sheet.right() - margin - x, ledger.h};
  const float y = draw_check(p, s, texts, right);
  draw_mistakes(p, s, texts, {right.x, y + 4, right.w, right.bottom() - y});
}

void draw_check_sheet_present(Painter& p, const State& s, const Texts& texts, const Layout& l) {
  const Theme& t = p.theme();
  const float size = p.type().label, line = std::round(size * 1.4F);
  const Rect sheet{16, 16, l.size.x - 32, l.size.y - 32};
  draw_ground(p, l, sheet);
  const float margin = 28, gap = 40;
  const float left = std::floor((sheet.w - 2 * margin - gap) * 0.5F);
  const Rect a{sheet.x + margin, sheet.y + margin, left, sheet.h - 2 * margin};
  const Rect b{a.right() + gap, a.y, sheet.right() - margin - a.right() - gap, a.h};
  const TextStyle words{.size = size, .color = t.text0};
  const Geometry& g = s.walkthrough->geometry();
  const Ledger ledger = ledger_of(g, s.walkthrough->has_bias());
  float y = a.y + size;
  p.text(texts.get("check.memory_title"), {a.x, y},
         {.size = p.type().title, .face = Face::ui_bold, .color = t.text0});
  y += std::round(size * 1.9F);
  const auto say = [&](const std::string& sentence) {
    y = p.paragraph(sentence, {a.x, y}, a.w, line, words) + std::round(size * 0.4F);
  };
  say(texts.get("check.present_growth", {{"times", fixed(ledger.growth, 2)}}));
  say("NumPy " + bytes_words(ledger.numpy_bytes) + " · Unfold " + bytes_words(ledger.unfold_bytes));
  if (s.check.timing) {
    const LayerTiming& timing = *s.check.timing;
    say(texts.get("check.present_times",
                  {{"loops", seconds_words(timing.loop_seconds)},
                   {"product", seconds_words(timing.product_seconds)},
                   {"times", fixed(timing.loop_seconds / std::max(timing.product_seconds, 1e-9), 1)}}));
    if (!timing.whole) say(texts.get("check.present_part", {{"shape", to_string(timing.x)}}));
  } else {
    say(texts.get("check.measuring"));
  }
  y = b.y + size;
  const Badge badge = badge_of(s, texts);
  const Color ink = badge.mood == Badge::Mood::right   ? t.success
                    : badge.mood == Badge::Mood::wrong ? t.error
                                                       : t.text0;
  const char* sign = badge.mood == Badge::Mood::right ? "✓ " : badge.mood == Badge::Mood::wrong ? "✕ " : "";
  y = p.paragraph(sign + badge.words, {b.x, y}, b.w, line,
                  {.size = size, .face = Face::ui_bold, .color = ink});
  y += std::round(size * 0.3F);
  for (int i = 0; i < mistake_count; ++i) {
    const auto mistake = static_cast<Mistake>(i);
    const bool chosen = mistake == g.mistake;
    const Rect row{b.x, y, b.w, std::round(size * 1.9F)};
    if (chosen) p.fill(row, t.bg3, 3);
    if (chosen) p.fill({row.x, row.y, 5, row.h}, t.text0);
    p.text(ellipsized(p, mistake_words(mistake, texts), row.w - 32, size, Face::ui),
           {row.x + 20, row.y + row.h / 2 + size * 0.36F}, words);
    p.hit(row, Action{act::SetMistake{mistake}});
    y = row.bottom() + 4;
  }
}

}  // namespace unfold::view
