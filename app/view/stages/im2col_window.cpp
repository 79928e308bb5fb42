#include "app/view/stages/im2col_window.h"

#include "app/view/stages/filter_window.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

CellRef corner_of(const Geometry& g, const LoopAt& at) {
  return {TensorId::img, sources(g, false, {TensorId::col6, {at.n, 0, 0, 0, at.oy, at.ox}}).front().first};
}

}  // namespace

bool by_window(const StageContext& context) { return context.playback.orders.loop == LoopOrder::window; }

WindowStep window_step(const Geometry& g, std::int64_t step) {
  const std::int64_t last = step_count(g, Stage::im2col, {.loop = LoopOrder::window}) - 1;
  WindowStep w;
  w.step = std::clamp<std::int64_t>(step, 0, last);
  const LoopAt at = loop_at(g, LoopOrder::window, w.step);
  w.n = at.n;
  w.oy = at.oy;
  w.ox = at.ox;
  const CellRef corner = corner_of(g, at);
  w.top = corner.at[2];
  w.left = corner.at[3];
  w.from_top = w.top;
  w.from_left = w.left;
  if (const LoopAt before = loop_at(g, LoopOrder::window, std::max<std::int64_t>(0, w.step - 1));
      before.n == at.n) {
    const CellRef from = corner_of(g, before);
    w.from_top = from.at[2];
    w.from_left = from.at[3];
  }
  for (const CellRef& cell : follow(g, {TensorId::col6, {at.n, 0, 0, 0, at.oy, at.ox}}, 0))
    if (cell.tensor == TensorId::col) w.row = cell.at[0];
  return w;
}

WindowMotion window_motion(const StageContext& context) {
  const auto motion = static_cast<float>(context.motion);
  return {std::clamp(motion * 2, 0.0F, 1.0F), std::clamp(motion * 2 - 1, 0.0F, 1.0F)};
}

bool WindowLoop::written(std::int64_t oy, std::int64_t ox) const {
  if (now(oy, ox)) return motion.there();
  return oy < at.oy || (oy == at.oy && ox < at.ox);
}

Rect WindowLoop::window_on(const Area& img) const {
  const Rect to = window_rect(img, g(), at.top, at.left);
  const Rect from = window_rect(img, g(), at.from_top, at.from_left);
  return {from.x + (to.x - from.x) * motion.slid, from.y + (to.y - from.y) * motion.slid, to.w, to.h};
}

WindowLoop window_loop(const StageContext& context) {
  WindowLoop loop{context,
                  window_step(context.geometry(), context.step()),
                  window_motion(context),
                  picture_channel(context),
                  {}};
  const std::optional<CellRef> cell = on_the_way(context, TensorId::col6);
  if (cell && cell->at[0] == loop.at.n && loop.now(cell->at[4], cell->at[5])) loop.chosen = cell->at;
  return loop;
}

CellRef window_subject(const Geometry& g, std::int64_t c, std::int64_t step) {
  const WindowStep w = window_step(g, step);
  return {TensorId::col6, {w.n, c, g.FH / 2, g.FW / 2, w.oy, w.ox}};
}

}  // namespace unfold::view::loop
