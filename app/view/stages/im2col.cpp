#include "app/view/stages/im2col_parts.h"
#include "app/view/stages/im2col_window.h"

#include <algorithm>

namespace unfold::view {

namespace {

CellRef subject(const Walkthrough& walkthrough, const Playback& playback, const ViewOptions& options) {
  const Geometry& g = walkthrough.geometry();
  const std::int64_t n = std::clamp<std::int64_t>(options.image, 0, g.N - 1);
  const std::int64_t c = std::clamp<std::int64_t>(options.channel, 0, g.C - 1);
  if (playback.orders.loop == LoopOrder::window) return loop::window_subject(g, c, playback.at.step);
  return loop::middle_of_plane(g, n, c, playback.at.step);
}

}  // namespace

const StageView im2col_view{loop::draw_im2col_desk, loop::draw_im2col_present, loop::tell_im2col, subject};

}  // namespace unfold::view
