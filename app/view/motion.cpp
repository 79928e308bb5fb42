#include "app/view/motion.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

constexpr double stage_seconds = 0.4;

double cubic_in_out(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t < 0.5 ? 4 * t * t * t : 1 - std::pow(-2 * t + 2, 3) / 2;
}

double step_seconds(Stage stage) {
  switch (stage) {
  case Stage::pad: return 1.2;  // a window goes along a whole row
  case Stage::transpose:
  case Stage::maps: return 0.6;
  case Stage::reshape: return 0.3;
  case Stage::gemm: return 0.16;
  case Stage::im2col:
  case Stage::pool_im2col:
  case Stage::pool_max: return 0.24;
  case Stage::input:
  case Stage::allocate:
  case Stage::weights:
  case Stage::pool_reshape:
  case Stage::pool: return 0.2;
  }
  return 0;
}

bool still(const State& s) { return s.options.less_motion || (s.playback.playing && s.playback.speed > 4); }

}  // namespace

double step_motion(const State& s) {
  return still(s) ? 1 : cubic_in_out(s.playback.elapsed / step_seconds(s.playback.at.stage));
}

double stage_motion(const State& s) {
  // A stage is entered no later than its present step.
  return still(s) ? 1 : cubic_in_out(std::max(s.playback.stage_elapsed, s.playback.elapsed) / stage_seconds);
}

bool in_motion(const State& s) { return step_motion(s) < 1 || stage_motion(s) < 1; }

}  // namespace unfold::view
