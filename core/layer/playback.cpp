#include "core/layer/playback.h"

#include <algorithm>
#include <limits>

namespace unfold {

namespace {

constexpr std::int64_t most_blocks = 128;
constexpr std::int64_t any_distance = std::numeric_limits<std::int64_t>::max();
constexpr double long_ago = 1e9;

Stage stage_at(int i) { return static_cast<Stage>(std::clamp(i, 0, stage_count - 1)); }

Position clamped(const Geometry& g, const StepOrders& orders, Position at) {
  at.stage = stage_at(static_cast<int>(at.stage));
  at.step = std::clamp<std::int64_t>(at.step, 0, step_count(g, at.stage, orders) - 1);
  return at;
}

// n steps on from `at`, through as many stages as that takes; stops at either end.
Position moved(const Geometry& g, const StepOrders& orders, Position at, std::int64_t n) {
  int stage = static_cast<int>(at.stage);
  std::int64_t step = at.step;
  while (n > 0) {
    const std::int64_t left = step_count(g, stage_at(stage), orders) - 1 - step;
    if (n <= left) return {stage_at(stage), step + n};
    if (stage == stage_count - 1) return {stage_at(stage), step + left};
    n -= left + 1;
    step = 0;
    ++stage;
  }
  while (n < 0) {
    if (step >= -n) return {stage_at(stage), step + n};
    if (stage == 0) return {stage_at(stage), 0};
    n += step + 1;
    --stage;
    step = step_count(g, stage_at(stage), orders) - 1;
  }
  return {stage_at(stage), step};
}

// By hand: pauses, and starts the motion where there is a new step to enter.
Playback paused_at(Playback p, Position to) {
  if (p.at != to) p.elapsed = 0.0;
  if (p.at.stage != to.stage) p.stage_elapsed = 0.0;
  p.at = to;
  p.playing = false;
  p.owed = 0.0;
  return p;
}

// One beat of play: a block of steps, and no block leaps over the last step of its stage.
Position beat(const Geometry& g, const Playback& p) {
  const std::int64_t left = step_count(g, p.at.stage, p.orders) - 1 - p.at.step;
  return moved(g, p.orders, p.at, left > 0 ? std::min(left, play_block(g, p)) : 1);
}

}  // namespace

std::int64_t play_block(const Geometry& g, const Playback& p) {
  return (step_count(g, p.at.stage, p.orders) + most_blocks - 1) / most_blocks;
}

Playback advance(const Geometry& g, Playback p, double seconds) {
  seconds = std::max(0.0, seconds);
  p.elapsed += seconds;
  p.stage_elapsed += seconds;
  if (!p.playing) return p;
  const double speed = std::clamp(p.speed, 0.5, 60.0);
  const Position last = last_position(g, p.orders);
  p.owed += seconds * speed;
  while (p.playing && p.owed >= 1.0) {
    p.owed -= 1.0;
    const Stage before = p.at.stage;
    p.at = beat(g, p);
    p.elapsed = p.owed / speed;  // what is left of the frame belongs to the new step
    if (p.at.stage != before) p.stage_elapsed = p.elapsed;
    p.playing = p.at != last;
  }
  if (!p.playing) p.owed = 0.0;
  return p;
}

Playback seek(const Geometry& g, Playback p, Position to) { return paused_at(p, clamped(g, p.orders, to)); }

Playback step_by(const Geometry& g, Playback p, std::int64_t n) {
  return paused_at(p, moved(g, p.orders, p.at, std::clamp(n, -any_distance, any_distance)));
}

Playback stage_by(const Geometry& g, Playback p, int n) {
  const int wanted = std::clamp(n, -stage_count, stage_count) + static_cast<int>(p.at.stage);
  if (wanted >= stage_count && p.at.stage == stage_at(stage_count - 1)) return paused_at(p, p.at);
  return seek(g, p, {stage_at(wanted), 0});
}

Playback toggle_play(const Geometry& g, Playback p) {
  const bool play = !p.playing;
  if (play && p.at == last_position(g, p.orders)) p = to_start(g, p);
  p.playing = play && p.at != last_position(g, p.orders);
  p.owed = 0.0;
  return p;
}

Playback to_start(const Geometry& g, Playback p) { return seek(g, p, {Stage::input, 0}); }

Playback to_end(const Geometry& g, Playback p) { return seek(g, p, last_position(g, p.orders)); }

Playback with_orders(const Geometry& g, Playback p, const StepOrders& orders, const CellRef& looked_at) {
  const StepOrders before = p.orders;
  p.orders = orders;
  std::int64_t step = p.at.step;
  if (p.at.stage == Stage::im2col && before.loop != orders.loop) {
    step = loop_step_of(g, orders.loop, looked_at.at);
  } else if (p.at.stage == Stage::gemm && before.gemm != orders.gemm) {
    // An element opens at its first term, as do all of them together, so that the sum is seen to grow.
    const bool grows = orders.gemm == GemmStep::term || orders.gemm == GemmStep::outer;
    step = gemm_step_of(g, orders.gemm, looked_at.at[0], looked_at.at[1]) - (grows ? g.KG - 1 : 0);
  } else {
    return p;
  }
  p.at.step = step;
  p.elapsed = 0.0;
  p.owed = 0.0;
  return p;
}

Playback still(Playback p) {
  p.elapsed = long_ago;
  p.stage_elapsed = long_ago;
  return p;
}

Playback fitted(const Geometry& g, Playback p) {
  const Position to = clamped(g, p.orders, p.at);
  if (to != p.at) p = still(p);
  p.at = to;
  return p;
}

Position last_position(const Geometry& g, const StepOrders& orders) {
  return {Stage::pool, step_count(g, Stage::pool, orders) - 1};
}

LoopAt loop_at(const Geometry& g, LoopOrder loop, std::int64_t step) {
  switch (loop) {
  case LoopOrder::offset: {
    const Index at = unflatten(Shape{g.FH, g.FW}, step);
    return {.y = at[0], .x = at[1]};
  }
  case LoopOrder::window: {
    const Index at = unflatten(Shape{g.N, g.OH, g.OW}, step);
    return {.n = at[0], .oy = at[1], .ox = at[2]};
  }
  }
  return {};
}

std::int64_t loop_step_of(const Geometry& g, LoopOrder loop, const Index& col6) {
  switch (loop) {
  case LoopOrder::offset: return flatten(Shape{g.FH, g.FW}, {col6[2], col6[3]});
  case LoopOrder::window: return flatten(Shape{g.N, g.OH, g.OW}, {col6[0], col6[4], col6[5]});
  }
  return 0;
}

GemmAt gemm_at(const Geometry& g, GemmStep gemm, std::int64_t step) {
  switch (gemm) {
  case GemmStep::term: return {step / g.KG / g.FN, step / g.KG % g.FN, step % g.KG + 1};
  case GemmStep::element: return {step / g.FN, step % g.FN, g.KG};
  case GemmStep::row: return {step, 0, g.KG};
  case GemmStep::all: return {0, 0, g.KG};
  case GemmStep::outer: return {0, 0, step + 1};
  }
  return {};
}

std::int64_t gemm_step_of(const Geometry& g, GemmStep gemm, std::int64_t row, std::int64_t column) {
  switch (gemm) {
  case GemmStep::term: return (row * g.FN + column) * g.KG + g.KG - 1;
  case GemmStep::element: return row * g.FN + column;
  case GemmStep::row: return row;
  case GemmStep::all: return 0;
  case GemmStep::outer: return g.KG - 1;
  }
  return 0;
}

}  // namespace unfold
