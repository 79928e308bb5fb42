#include "app/view/stages/im2col_parts.h"
#include "app/view/stages/loop_words.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

void draw_legend(Painter& p, const Loop& loop, Rect at, bool numbers) {
  const StageContext& context = loop.context;
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const Texts& texts = context.texts;
  const float size = p.type().code, pitch = std::round(size * 1.75F);
  const TextStyle words{size, Face::ui, theme.text1};
  if (context.options.im2col == Im2colView::read_count) {
    p.text(texts.get("im2col.count_bar"), {at.x, at.y + size}, words);
    float value = 0;
    const bool known = loop.copy.has_value();
    if (known) value = static_cast<float>(read_count(g, loop.copy->img.at[2], loop.copy->img.at[3]));
    p.color_bar({at.x, at.y + size + 18, std::min(at.w, 220.0F), 34}, read_count_coloring(g),
                known ? &value : nullptr, 0);
    return;
  }
  float y = at.y;
  const auto row = [&](auto&& mark, const std::string& markup) {
    if (y + 12 > at.bottom() || 22 + p.rich_width(markup, words) > at.w + 12) return;
    mark(Rect{at.x, y, 12, 12});
    p.rich(markup, {at.x + 22, y + 10}, words);
    y += pitch;
  };
  const auto place = [&](std::int64_t y_, std::int64_t x_) {
    return "{FH m|" + std::to_string(y_) + "}, {FW m|" + std::to_string(x_) + "}";
  };
  const Color data = color_of(theme, {}, 0.6F);
  row(
      [&](Rect r) {
        p.fill(r, lit_color(theme, data));
        if (theme.name == ThemeName::light) p.frame({r.x - 1, r.y - 1, 14, 14}, theme.casing);
        p.frame(r, theme.accent, theme.name == ThemeName::light ? 2.0F : 1.0F);
      },
      texts.get("im2col.legend_now"));
  row([&](Rect r) { p.fill(r, mix(theme.bg0, data, 0.30F)); }, texts.get("im2col.legend_other"));
  if (g.pad.any()) row([&](Rect r) { p.fill(r, theme.pad); }, texts.get("im2col.legend_pad"));
  const std::string unread = unread_words(g, texts);
  if (!unread.empty()) {
    const std::string full = texts.get("im2col.legend_unread", {{"which", unread}});
    row(
        [&](Rect r) {
          p.fill(r, theme.pad);
          p.hatch(r, theme.text1, 4);
        },
        22 + p.rich_width(full, words) <= at.w + 12 ? full : texts.get("im2col.legend_unread_short"));
  }
  if (loop.copy) {
    row(
        [&](Rect r) {
          p.frame(r, theme.text0);
          p.fill({r.x + 4, r.y + 4, 4, 4}, theme.name == ThemeName::light ? theme.text0 : theme.accent);
        },
        texts.get("im2col.legend_window", {{"place", place(loop.slice.y, loop.slice.x)}}));
  }
  if (loop.channel < 0 && numbers) {
    row([&](Rect) {}, texts.get("im2col.legend_numbers"));
  }
}

}  // namespace unfold::view::loop
