#include "core/layer/playback.h"

#include <algorithm>
#include <limits>

namespace unfold {

namespace {

constexpr std::int64_t most_blocks = 128;
constexpr std::int64_t any_distance = std::numeric_limits<std::int64_t>::max();
constexpr double still = 1e9;

Stage stage_at(int i) { return static_cast<Stage>(std::clamp(i, 0, stage_count - 1)); }

Position clamped(const Geometry& g, GemmStep gemm, Position at) {
  at.stage = stage_at(static_cast<int>(at.stage));
  at.step = std::clamp<std::int64_t>(at.step, 0, step_count(g, at.stage, gemm) - 1);
  return at;
}

// n steps on from `at`, through as many stages as that takes; stops at either end.
Position moved(const Geometry& g, GemmStep gemm, Position at, std::int64_t n) {
  int stage = static_cast<int>(at.stage);
  std::int64_t step = at.step;
  while (n > 0) {
    const std::int64_t left = step_count(g, stage_at(stage), gemm) - 1 - step;
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
    step = step_count(g, stage_at(stage), gemm) - 1;
  }
  return {stage_at(stage), step};
}

// By hand: pauses, and starts the motion where there is a new step to enter.
Playback paused_at(Playback p, Position to) {
  if (p.at != to) p.elapsed = 0.0;
  p.at = to;
  p.playing = false;
  p.owed = 0.0;
  return p;
}

// One beat of play: a block of steps, and no block leaps over the last step of its stage.
Position beat(const Geometry& g, const Playback& p) {
  const std::int64_t left = step_count(g, p.at.stage, p.gemm) - 1 - p.at.step;
  return moved(g, p.gemm, p.at, left > 0 ? std::min(left, play_block(g, p)) : 1);
}

}  // namespace

std::int64_t play_block(const Geometry& g, const Playback& p) {
  return (step_count(g, p.at.stage, p.gemm) + most_blocks - 1) / most_blocks;
}

Playback advance(const Geometry& g, Playback p, double seconds) {
  seconds = std::max(0.0, seconds);
  p.elapsed += seconds;
  if (!p.playing) return p;
  const double speed = std::clamp(p.speed, 0.5, 60.0);
  const Position last = last_position(g, p.gemm);
  p.owed += seconds * speed;
  while (p.playing && p.owed >= 1.0) {
    p.owed -= 1.0;
    p.at = beat(g, p);
    p.elapsed = p.owed / speed;  // what is left of the frame belongs to the new step
    p.playing = p.at != last;
  }
  if (!p.playing) p.owed = 0.0;
  return p;
}

Playback seek(const Geometry& g, Playback p, Position to) { return paused_at(p, clamped(g, p.gemm, to)); }

Playback step_by(const Geometry& g, Playback p, std::int64_t n) {
  return paused_at(p, moved(g, p.gemm, p.at, std::clamp(n, -any_distance, any_distance)));
}

Playback stage_by(const Geometry& g, Playback p, int n) {
  const int wanted = std::clamp(n, -stage_count, stage_count) + static_cast<int>(p.at.stage);
  if (wanted >= stage_count && p.at.stage == stage_at(stage_count - 1)) return paused_at(p, p.at);
  return seek(g, p, {stage_at(wanted), 0});
}

Playback toggle_play(const Geometry& g, Playback p) {
  const bool play = !p.playing;
  if (play && p.at == last_position(g, p.gemm)) p = to_start(g, p);
  p.playing = play && p.at != last_position(g, p.gemm);
  p.owed = 0.0;
  return p;
}

Playback to_start(const Geometry& g, Playback p) { return seek(g, p, {Stage::input, 0}); }

Playback to_end(const Geometry& g, Playback p) { return seek(g, p, last_position(g, p.gemm)); }

Playback with_gemm(const Geometry& g, Playback p, GemmStep gemm) {
  const GemmStep before = p.gemm;
  p.gemm = gemm;
  if (gemm == before || p.at.stage != Stage::gemm) return p;
  const GemmAt at = gemm_at(g, before, p.at.step);
  // By terms an element opens at its first term, so that its sum is seen to grow.
  const std::int64_t back = gemm == GemmStep::term ? g.K - 1 : 0;
  p.at.step = gemm_step_of(g, gemm, at.row, at.column) - back;
  p.elapsed = 0.0;
  p.owed = 0.0;
  return p;
}

Playback fitted(const Geometry& g, Playback p) {
  const Position to = clamped(g, p.gemm, p.at);
  if (to != p.at) p.elapsed = still;
  p.at = to;
  return p;
}

Position last_position(const Geometry& g, GemmStep gemm) {
  return {Stage::pool, step_count(g, Stage::pool, gemm) - 1};
}

GemmAt gemm_at(const Geometry& g, GemmStep gemm, std::int64_t step) {
  switch (gemm) {
  case GemmStep::term: return {step / g.K / g.FN, step / g.K % g.FN, step % g.K + 1};
  case GemmStep::element: return {step / g.FN, step % g.FN, g.K};
  case GemmStep::row: return {step, 0, g.K};
  case GemmStep::all: return {0, 0, g.K};
  }
  return {};
}

std::int64_t gemm_step_of(const Geometry& g, GemmStep gemm, std::int64_t row, std::int64_t column) {
  switch (gemm) {
  case GemmStep::term: return (row * g.FN + column) * g.K + g.K - 1;
  case GemmStep::element: return row * g.FN + column;
  case GemmStep::row: return row;
  case GemmStep::all: return 0;
  }
  return 0;
}

}  // namespace unfold
