#include "app/view/chrome/chrome.h"

#include "app/view/format.h"
#include "app/view/pictures.h"
#include "core/layer/oracle.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace unfold::view {
namespace {

constexpr float padding = 12;

bool is_map_like(TensorId id) {
  return id == TensorId::conv || id == TensorId::pool || id == TensorId::out2d || id == TensorId::out_nhwc ||
         id >= TensorId::pool_col;
}

// The map that a cell belongs to, found along its way.
std::optional<std::pair<std::int64_t, std::int64_t>> map_of(const std::vector<CellRef>& chain) {
  for (const CellRef& cell : chain)
    if (cell.tensor == TensorId::conv || cell.tensor == TensorId::pool)
      return std::pair{cell.at[0], cell.at[1]};
  return std::nullopt;
}

Coloring coloring_for(const ChromeContext& c, const CellRef& cell, const std::vector<CellRef>& chain) {
  const auto map = map_of(chain);
  if (is_map_like(cell.tensor) && map && cell.tensor != TensorId::out2d && cell.tensor != TensorId::out_nhwc)
    return map_coloring(*c.stage.walkthrough, TensorId::conv, map->first, map->second, c.state.options);
  // A pixel is shown as the picture shows it, in gray.
  const bool pixel = cell.tensor == TensorId::img || cell.tensor == TensorId::col6;
  return coloring_of(*c.stage.walkthrough, pixel ? TensorId::x : cell.tensor, c.state.options);
}

std::string index_markup(const CellRef& cell, Mistake mistake) {
  static constexpr const char* axis_words[] = {"", "N", "C", "FH", "FW", "OH", "OW", "FN"};
  std::string text = "[";
  for (int i = 0; i < cell.at.rank(); ++i) {
    const AxisNames axes = axis_names(cell.tensor, i, mistake);
    const std::string number = std::to_string(cell.at[i]);
    const bool one = axes.count == 1 && axes.parts[0] != Axis::none;
    if (one)
      text += std::string("{") + axis_words[static_cast<int>(axes.parts[0])] + "|" + number + "}";
    else
      text += axes.count > 1 ? "{text0|" + number + "}" : number;
    if (i + 1 < cell.at.rank()) text += ", ";
  }
  return text + (cell.at.rank() == 1 ? ",]" : "]");
}

// Which rows matter most when not all fit: what the canvas shows, then the notebook's main road.
int importance(const CellRef& cell, const CellRef& subject, const std::set<TensorId>& shown) {
  if (cell.tensor == subject.tensor) return 100;
  int score = shown.contains(cell.tensor) ? 50 : 0;
  switch (cell.tensor) {
  case TensorId::x: return score + 20;
  case TensorId::img: return score + 22;
  case TensorId::col6: return score + 24;
  case TensorId::col: return score + 23;
  case TensorId::out2d: return score + 18;
  case TensorId::conv: return score + 19;
  case TensorId::pool: return score + 17;
  case TensorId::W: return score + 12;
  case TensorId::col_W: return score + 13;
  case TensorId::col6_t: return score + 8;
  case TensorId::pool_windows: return score + 7;
  case TensorId::pool_col: return score + 6;
  case TensorId::pool_max: return score + 5;
  case TensorId::out_nhwc: return score + 3;
  case TensorId::b: return score + 4;
  }
  return score;
}

std::vector<CellRef> chosen_rows(std::vector<CellRef> chain, const CellRef& subject,
                                 const std::set<TensorId>& shown, std::size_t most) {
  while (chain.size() > most) {
    const auto least = std::min_element(chain.begin(), chain.end(), [&](const CellRef& a, const CellRef& b) {
      return importance(a, subject, shown) < importance(b, subject, shown);
    });
    chain.erase(least);
  }
  return chain;
}

const CellRef* find(const std::vector<CellRef>& chain, TensorId id) {
  for (const CellRef& cell : chain)
    if (cell.tensor == id) return &cell;
  return nullptr;
}

// At the value's right: what the byte was, or whether the plain loops agree.
void draw_note(Painter& p, const ChromeContext& c, const CellRef& cell, const std::vector<CellRef>& chain,
               Vec2 right_top, float room) {
  const Theme& t = p.theme();
  const float size = p.type().label;
  const TextStyle first{.size = size, .color = t.text1, .align = Align::right};
  const TextStyle second{.size = size, .color = t.text2, .align = Align::right};
  const Walkthrough& walk = *c.stage.walkthrough;
  const Geometry& g = c.stage.geometry();
  const CellRef* conv = find(chain, TensorId::conv);
  const bool is_sum =
      cell.tensor == TensorId::out2d || cell.tensor == TensorId::out_nhwc || cell.tensor == TensorId::conv;
  if (is_sum && conv != nullptr) {
    const double truth = oracle_element(meant(g), walk.x(), walk.W(), walk.b(), conv->at[0], conv->at[1],
                                        conv->at[2], conv->at[3]);
    const double off = std::abs(truth - static_cast<double>(walk.at(*conv)));
    const bool same = off <= 1e-4 * std::max(1e-20, static_cast<double>(walk.stats(TensorId::conv).abs_max));
    const std::string words =
        c.texts.get(same ? "cell.verified" : "cell.wrong", {{"value", fixed(truth, 5)}});
    const float w = p.text_width(words, size);
    const float sign = p.text_width("✓", size) + 4;
    if (w + sign > room) {
      // Beside a long number the words take two lines.
      const float x = right_top.x - room + sign;
      if (p.paragraph_height(words, room - sign, size + 3, first) > 2 * (size + 3)) return;
      p.text(same ? "✓" : "✕", {x - sign, right_top.y + size - 1},
             {.size = size, .color = same ? t.success : t.error});
      p.paragraph(words, {x, right_top.y + size - 1}, room - sign, size + 3,
                  {.size = size, .color = t.text1});
      return;
    }
    p.text(words, {right_top.x, right_top.y + size + 4}, first);
    p.text(same ? "✓" : "✕", {right_top.x - w - 4, right_top.y + size + 4},
           {.size = size, .color = same ? t.success : t.error, .align = Align::right});
    return;
  }
  const CellRef* x = find(chain, TensorId::x);
  const bool is_pixel = cell.tensor <= TensorId::col;
  if (is_pixel && x == nullptr) {
    p.text(c.texts.get("cell.padding"), {right_top.x, right_top.y + size + 4}, first);
    return;
  }
  const std::vector<Image>& pictures = c.stage.document.pictures;
  if (!is_pixel || x == nullptr || g.C != 3 || x->at[0] >= static_cast<std::int64_t>(pictures.size())) return;
  const Image& image = pictures[static_cast<std::size_t>(x->at[0])];
  if (image.width != g.W || image.height != g.H) return;
  const auto byte = image.rgb[static_cast<std::size_t>((x->at[2] * g.W + x->at[3]) * 3 + x->at[1])];
  const char* colours[] = {"cell.red", "cell.green", "cell.blue"};
  const auto channel = static_cast<std::size_t>(x->at[1]);
  p.text(c.texts.get(colours[channel], {{"byte", std::to_string(byte)}}),
         {right_top.x, right_top.y + size - 2}, first);
  std::string formula = std::to_string(byte) + "/255";
  if (c.stage.document.preprocess.normalize == Normalize::imagenet)
    formula = "(" + formula + " − " + fixed(static_cast<double>(imagenet_mean[channel]), 3) + ")/" +
              fixed(static_cast<double>(imagenet_std[channel]), 3);
  TextStyle mono = second;
  mono.face = Face::mono;
  if (p.text_width(formula, size, Face::mono) <= room)
    p.text(formula, {right_top.x, right_top.y + 2 * size + 2}, mono);
}

// The window's places that copy this pixel: a small FH x FW picture and its count.
float draw_copies(Painter& p, const ChromeContext& c, const CellRef& img, const CellRef* col6, Vec2 at,
                  float room) {
  const Geometry& g = c.stage.geometry();
  if (g.FH * g.FW > 225 || g.FH * g.FW < 2) return 0;
  const Theme& t = p.theme();
  const float cell = g.FH <= 7 && g.FW <= 7 ? 6 : 3;
  const auto tall = static_cast<float>(g.FH) * cell;
  if (tall > room || 2 * (p.type().code + 5) > room) return 0;
  const bool light = t.name == ThemeName::light;
  const Position now = c.state.playback.at;
  const std::int64_t written = now.stage < Stage::im2col    ? 0
                               : now.stage == Stage::im2col ? now.step + 1
                                                            : g.FH * g.FW;
  for (std::int64_t k = 0; k < g.FH * g.FW; ++k)
    p.fill({at.x + static_cast<float>(k % g.FW) * cell, at.y + static_cast<float>(k / g.FW) * cell, cell - 1,
            cell - 1},
           light ? t.bg3 : t.bg2);
  std::int64_t copies = 0;
  std::int64_t so_far = 0;
  bool this_one = false;
  for (const CellBox& box : targets(g, c.stage.walkthrough->has_bias(), img)) {
    const std::int64_t y = box.first[2];
    const std::int64_t x = box.first[3];
    const std::int64_t k = y * g.FW + x;
    ++copies;
    if (k < written) ++so_far;
    const bool here = col6 != nullptr && col6->at[2] == y && col6->at[3] == x;
    this_one = this_one || (here && k < written);
    const Rect square{at.x + static_cast<float>(x) * cell, at.y + static_cast<float>(y) * cell, cell - 1,
                      cell - 1};
    // Copied: full. Still to come: a frame on white, a darker gray on black.
    p.fill(square, here ? t.accent : k < written ? t.text1 : light ? t.bg0 : t.line2);
    if (light) p.frame(square, t.text0);
  }
  const float left = at.x + static_cast<float>(g.FW) * cell + 12;
  const TextStyle style{.size = p.type().code, .color = t.text1};
  const auto number = [](std::int64_t n) { return std::to_string(n); };
  const float width = c.layout.right.right() - padding - left;
  float y = at.y + 12;
  const std::string first = c.texts.get(copies == 0 ? "cell.never_read" : "cell.copies",
                                        {{"count", number(copies)}, {"all", number(g.FH * g.FW)}});
  y = p.paragraph(first, {left, y}, width, p.type().code + 5, style);
  if (copies > 0 && written > 0)
    p.paragraph(c.texts.get(this_one ? "cell.so_far_this" : "cell.so_far", {{"count", number(so_far)}}),
                {left, y}, width, p.type().code + 5, style);
  return std::max(tall, 2 * (p.type().code + 5)) + 10;
}

}  // namespace

void draw_cell(Painter& p, const ChromeContext& c, Rect at) {
  const Theme& t = p.theme();
  const Walkthrough& walk = *c.stage.walkthrough;
  const CellRef& cell = c.stage.pointed;
  const std::vector<CellRef> chain = follow(c.stage.geometry(), cell, c.state.options.filter);
  const float value = walk.at(cell);
  const Coloring coloring = coloring_for(c, cell, chain);
  const float scale = c.layout.scale;
  const float left = at.x + padding;
  const float right = at.right() - padding;
  float y = at.y + p.type().label + 14;

  const Rect swatch{left, y + 4, 18, 18};
  p.fill(swatch, std::isinf(value) ? t.pad : color_of(t, coloring, value));
  p.frame(swatch.inset(-1), t.line2);
  const float number =
      p.text(value_text(static_cast<double>(value), 5), {left + 28, y + 4 + p.type().title * 0.82F},
             {.size = p.type().title, .face = Face::mono, .color = t.text0});
  draw_note(p, c, cell, chain, {right, y}, right - left - 28 - number - 10);
  y += std::round(36 * scale);

  const float bar_room = p.type().label + 22;
  const CellRef* img = find(chain, TensorId::img);
  const bool about_pixels = cell.tensor <= TensorId::col && img != nullptr;
  const float copies_room =
      about_pixels ? std::max(2 * (p.type().code + 5), static_cast<float>(c.stage.geometry().FH) * 6) + 10
                   : 0;
  const float pitch = p.type().code_line + 1;
  const float free = at.bottom() - y - 6;
  const auto rows_with = [&](float taken) { return static_cast<int>((free - taken) / pitch); };
  const bool bar = rows_with(bar_room) >= 4;
  const bool copies = about_pixels && rows_with((bar ? bar_room : 0) + copies_room) >= 3;
  const int most = std::max(1, rows_with((bar ? bar_room : 0) + (copies ? copies_room : 0)));

  std::set<TensorId> shown;
  for (const Hit& hit : c.canvas.hits)
    if (const auto* cells = std::get_if<CellHit>(&hit.what)) shown.insert(cells->tensor);
  const std::vector<CellRef> rows = chosen_rows(chain, cell, shown, static_cast<std::size_t>(most));
  float names = 0;
  for (const CellRef& row : rows)
    names = std::max(names, p.text_width(name(row.tensor), p.type().code, Face::mono));
  for (const CellRef& row : rows) {
    if (shown.contains(row.tensor)) p.fill({at.x + t.rule, y, at.w - t.rule, pitch}, t.lit);
    const float base = y + std::round(pitch * 0.72F);
    const bool self = row.tensor == cell.tensor;
    p.text(name(row.tensor), {left, base},
           {.size = p.type().code,
            .face = self ? Face::mono_bold : Face::mono,
            .color = self ? t.text0 : t.text1});
    TextStyle index{.size = p.type().code, .face = Face::mono, .color = t.text2};
    const std::string markup = index_markup(row, c.stage.geometry().mistake);
    const float x = left + std::max(names + 14, 62 * scale);
    while (index.size > 11 && p.rich_width(markup, index) > right - x) index.size -= 0.5F;
    p.rich(markup, {x, base}, index);
    y += pitch;
  }
  y += 8;
  if (copies)
    y += draw_copies(p, c, *img, find(chain, TensorId::col6), {left, y},
                     at.bottom() - y - (bar ? bar_room : 0));
  if (!bar || std::isinf(value)) return;
  const float largest = std::max(std::abs(coloring.lo), std::abs(coloring.hi));
  p.color_bar({left, at.bottom() - bar_room + 8, right - left, 8}, coloring, &value, largest >= 10 ? 1 : 2);
}

}  // namespace unfold::view
