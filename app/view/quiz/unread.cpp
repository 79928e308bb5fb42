#include "app/view/quiz/parts.h"
#include "app/view/stages/loop_words.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

// What is asked for: the rows or columns left over at the far edge.
std::vector<loop::Band> last(std::int64_t size, std::int64_t unread) {
  if (unread <= 0) return {};
  return {{size - unread, unread}};
}

// Rows and columns of a picture of so many; each is hatched and ringed, be it thinner than a pixel.
void light_bands(Painter& p, Rect at, const std::vector<loop::Band>& bands, std::int64_t count, bool rows) {
  constexpr float thinnest = 4;
  const float length = rows ? at.h : at.w, cell = length / static_cast<float>(count);
  for (const loop::Band& band : bands) {
    const float thick = std::max(thinnest, std::round(static_cast<float>(band.count) * cell));
    const float from = std::min(std::round(static_cast<float>(band.first) * cell), length - thick);
    const Rect part = rows ? Rect{at.x, at.y + from, at.w, thick} : Rect{at.x + from, at.y, thick, at.h};
    p.hatch(part, p.theme().text0, p.theme().stroke.pitch * (thick < 8 ? 0.75F : 1.0F));
    p.lit(part);
  }
}

}  // namespace

float unread_height(const Painter& p, const Asked& a, float most) {
  if (a.question.ask != Ask::unread && a.question.ask != Ask::pool_unread) return 0;
  // Then they may lie in the padding, which the picture does not show.
  if (a.question.ask == Ask::pool_unread && a.geometry().pool_pad.any()) return 0;
  const float size = p.type().text;
  return most < 6 * size ? 0 : std::min(most, 18 * size);
}

void draw_unread(Painter& p, const Asked& a, Rect at) {
  const Geometry& g = a.geometry();
  const Rect picture = draw_figure_source(p, a, at);
  if (!a.over()) return;
  const bool pooled = a.question.ask == Ask::pool_unread;
  const std::vector<loop::Band> rows =
      pooled ? last(g.OH, g.pool_unread_rows()) : last(g.HP, g.unread_rows());
  const std::vector<loop::Band> cols =
      pooled ? last(g.OW, g.pool_unread_cols()) : last(g.WP, g.unread_cols());
  light_bands(p, picture, rows, pooled ? g.OH : g.HP, true);
  light_bands(p, picture, cols, pooled ? g.OW : g.WP, false);
  const std::string which = loop::unread_words(rows, cols, a.texts);
  if (which.empty()) return;
  const TextStyle words{.size = p.type().text, .color = p.theme().text0};
  const std::string said = a.texts.get("im2col.legend_unread", {{"which", which}});
  if (picture.right() + 24 + p.rich_width(said, words) > at.right()) return;
  p.rich(said, {picture.right() + 24, picture.bottom() - 4}, words);
}

}  // namespace unfold::view
