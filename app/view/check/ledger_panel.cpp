#include "app/view/check/sheet.h"

#include "app/view/format.h"
#include "core/layer/ledger.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

std::string bytes_words(std::int64_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + " B";
  const char* units[] = {"KB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes) / 1000;
  int unit = 0;
  while (value >= 999.95 && unit < 3) value /= 1000, ++unit;
  return fixed(value, 1) + " " + units[unit];
}

std::string seconds_words(double seconds) {
  if (seconds >= 1) return fixed(seconds, 2) + " s";
  if (seconds >= 0.001) return fixed(seconds * 1000, seconds < 0.01 ? 2 : 0) + " ms";
  return fixed(seconds * 1e6, 0) + " µs";
}

namespace {

std::string held_words(Held held, const Texts& texts, bool numpy) {
  switch (held) {
  case Held::memory: return texts.get(numpy ? "check.copy" : "check.memory");
  case Held::view: return texts.get("check.view");
  case Held::on_demand: return texts.get("check.on_demand");
  }
  return {};
}

// Columns of the table, as right or left ends.
struct Columns {
  float name = 0, shape = 0, bytes = 0, numpy = 0, unfold = 0;
};

void draw_head(Painter& p, const Texts& texts, const Columns& x, float y) {
  const TextStyle left{.size = p.type().label, .color = p.theme().text2};
  TextStyle right = left;
  right.align = Align::right;
  p.text(texts.get("check.tensor"), {x.name, y}, left);
  p.text(texts.get("check.bytes"), {x.bytes, y}, right);
  p.text("NumPy", {x.numpy, y}, left);
  p.text("Unfold", {x.unfold, y}, left);
}

float draw_lines(Painter& p, const Ledger& ledger, const Texts& texts, Rect at, float pitch,
                 const Columns& x) {
  const Theme& t = p.theme();
  const float size = p.type().code;
  std::int64_t most = 1;
  for (const LedgerLine& line : ledger.lines) most = std::max(most, line.bytes);
  float y = at.y;
  for (const LedgerLine& line : ledger.lines) {
    const auto part = static_cast<float>(static_cast<double>(line.bytes) / static_cast<double>(most));
    const float long_bar = std::max(1.0F, std::round(at.w * part));
    const bool copied = line.in_numpy == Held::memory, kept = line.in_unfold == Held::memory;
    if (copied) p.fill({at.x, y + 1, long_bar, pitch - 3}, t.bg3);
    if (kept) p.fill({at.x, y + pitch - 4, long_bar, 2}, t.text1);
    const float base = y + std::round(pitch * 0.66F);
    p.text(name(line.tensor), {x.name, base}, {.size = size, .face = Face::mono_bold, .color = t.text0});
    p.shape(line.shape, line.tensor, {x.shape, base}, size);
    p.text(bytes_words(line.bytes), {x.bytes, base},
           {.size = size, .face = Face::mono, .color = t.text0, .align = Align::right});
    const auto held = [&](Held how, bool numpy, float left) {
      p.text(held_words(how, texts, numpy), {left, base},
             {.size = p.type().label, .color = how == Held::memory ? t.text0 : t.text2});
    };
    held(line.in_numpy, true, x.numpy);
    held(line.in_unfold, false, x.unfold);
    y += pitch;
  }
  return y;
}

// Two bars to one scale: the plain loops, and im2col with the product.
float draw_timing(Painter& p, const State& s, const Texts& texts, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().code, line = size + 6;
  float y = at.y + size;
  p.text(texts.get("check.times"), {at.x, y},
         {.size = p.type().text, .face = Face::ui_bold, .color = t.text0});
  y += line + 4;
  if (!s.check.timing) {
    p.text(texts.get("check.measuring"), {at.x, y}, {.size = size, .color = t.text2});
    return y + line;
  }
  const LayerTiming& timing = *s.check.timing;
  const std::string words[] = {texts.get("check.loops"), texts.get("check.product")};
  const double seconds[] = {timing.loop_seconds, timing.product_seconds};
  const double most = std::max({seconds[0], seconds[1], 1e-9});
  const float names = std::max(p.text_width(words[0], size), p.text_width(words[1], size)) + 12;
  const float numbers = p.text_width("000.00 ms", size, Face::mono) + 10;
  for (int i = 0; i < 2; ++i) {
    p.text(words[i], {at.x, y}, {.size = size, .color = t.text1});
    const float room = at.w - names - numbers;
    const float wide = std::max(2.0F, std::round(room * static_cast<float>(seconds[i] / most)));
    p.fill({at.x + names, y - size + 2, wide, size}, i == 0 ? t.text2 : t.text0);
    p.text(seconds_words(seconds[i]), {at.right(), y},
           {.size = size, .face = Face::mono, .color = t.text0, .align = Align::right});
    y += line;
  }
  const double ratio = timing.loop_seconds / std::max(timing.product_seconds, 1e-9);
  std::string sentence = texts.get(ratio >= 1 ? "check.faster" : "check.slower",
                                   {{"times", fixed(ratio >= 1 ? ratio : 1 / ratio, 1)}});
  sentence += " " + (timing.whole ? texts.get("check.measured_whole", {{"runs", std::to_string(timing.runs)}})
                                  : texts.get("check.measured_part", {{"runs", std::to_string(timing.runs)},
                                                                      {"shape", to_string(timing.x)}}));
  return p.paragraph(sentence, {at.x, y + 2}, at.w, size + 6, {.size = size, .color = t.text1});
}

}  // namespace

void draw_ledger(Painter& p, const State& s, const Texts& texts, Rect at) {
  const Theme& t = p.theme();
  const Geometry& g = s.walkthrough->geometry();
  const Ledger ledger = ledger_of(g, s.walkthrough->has_bias());
  const float size = p.type().code;
  float shapes = 0;
  for (const LedgerLine& line : ledger.lines)
    shapes = std::max(shapes, p.text_width(to_string(line.shape), size, Face::mono));
  const float held = std::max({p.text_width(texts.get("check.on_demand"), p.type().label),
                               p.text_width(texts.get("check.memory"), p.type().label)});
  Columns x;
  x.name = at.x + 6;
  x.shape = x.name + p.text_width("pool_windows", size, Face::mono_bold) + 12;
  x.unfold = at.right() - held - 6;
  x.numpy =
      x.unfold -
      std::max(p.text_width(texts.get("check.copy"), p.type().label), p.text_width("NumPy", p.type().label)) -
      16;
  x.bytes = x.numpy - 12;

  const auto rows = static_cast<float>(ledger.lines.size());
  const float below = 11 * (size + 6) + 40;
  const float pitch = std::clamp(std::floor((at.h - below - 20) / rows), size + 4, std::round(size * 2));
  draw_head(p, texts, x, at.y + p.type().label);
  float y = draw_lines(p, ledger, texts, {at.x, at.y + p.type().label + 8, at.w, 0}, pitch, x);
  p.hline(at.x, at.right(), y + 2, t.line2);
  const TextStyle bold{.size = size, .face = Face::ui_bold, .color = t.text0};
  y += size + 10;
  p.text(texts.get("check.total"), {x.name, y}, bold);
  p.text(texts.get("check.total_both", {{"numpy", bytes_words(ledger.numpy_bytes)},
                                        {"unfold", bytes_words(ledger.unfold_bytes)}}),
         {at.right() - 6, y}, {.size = size, .color = t.text0, .align = Align::right});
  y += std::round(size * 2);
  const TextStyle words{.size = size, .color = t.text1};
  y = p.paragraph(texts.get("check.growth",
                            {{"times", fixed(ledger.growth, 2)}, {"adds", grouped(ledger.multiply_adds)}}),
                  {at.x, y}, at.w, size + 6, words);
  y = p.paragraph(texts.get("check.legend"), {at.x, y}, at.w, size + 6, {.size = size, .color = t.text2});
  draw_timing(p, s, texts, {at.x, y + 2, at.w, at.bottom() - y});
}

}  // namespace unfold::view
