#include "app/view/pictures.h"
#include "app/view/stages/loop_words.h"
#include "app/view/stages/pool_piece.h"
#include "app/view/stages/pool_rows.h"

#include <cmath>
#include <string>

namespace unfold::view {

void draw_pool_legend(Painter& p, const StageContext& context, Rect at, bool copies) {
  const Theme& t = p.theme();
  const Texts& tx = context.texts;
  const Geometry& g = context.geometry();
  const float size = p.type().code, pitch = std::round(size * 1.75F), side = size;
  const TextStyle words{.size = size, .color = t.text1};
  const Color data = color_of(t, {}, 0.6F);
  float x = at.x, y = at.y;
  // One after the other, and on the next line where there is no room.
  const auto row = [&](auto&& mark, const std::string& markup) {
    const float text = side + 10, wide = text + p.rich_width(markup, words);
    if (x > at.x && x + wide > at.right()) x = at.x, y += pitch;
    if (y + side + 2 > at.bottom() || x + wide > at.right()) return;
    mark(Rect{x, y, side, side});
    p.rich(markup, {x + text, y + side * 0.86F}, words);
    x += wide + 24;
  };
  const auto at_rest = [&](Rect r) { p.fill(r, mix(t.bg0, data, 0.3F)); };
  if (copies)
    row([&](Rect r) { mark_place(p, r); }, tx.get("im2col.legend_now"));
  else
    row(
        [&](Rect r) {
          at_rest(r);
          kept_corner(p, r, t.text0, std::floor(side * 0.6F));
        },
        tx.get("pool_max.legend_kept"));
  if (const std::string unread = loop::unread_words(unread_map_rows(g), unread_map_cols(g), tx);
      !unread.empty()) {
    const std::string full = tx.get("im2col.legend_unread", {{"which", unread}});
    const bool fits = side + 10 + p.rich_width(full, words) <= at.w;
    row(
        [&](Rect r) {
          at_rest(r);
          p.hatch(r, t.text1, 4);
        },
        fits ? full : tx.get("im2col.legend_unread_short"));
  }
  if (copies && g.PH * g.PW > 1) row(at_rest, tx.get("im2col.legend_other"));
}

}  // namespace unfold::view
