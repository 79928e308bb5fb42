#include "app/view/actions/handle.h"

#include <algorithm>

namespace unfold::view {
namespace {

template <typename Change> Effects walk(State& s, Change change) {
  if (s.walkthrough) move_to(s, change(s.walkthrough->geometry()));
  return {};
}

}  // namespace

bool is_map_stage(Stage stage) {
  return stage == Stage::weights || stage == Stage::maps || stage == Stage::pool;
}

void move_to(State& s, Playback to) {
  const Position from = s.playback.at;
  s.playback = to;
  if (to.at.stage != from.stage) s.camera = {};
  if (to.at != from && is_map_stage(to.at.stage) && to.at.stage == from.stage) s.options.filter = to.at.step;
}

void pause(State& s) { s.playback.playing = false; }

Effects handle(State& s, const act::TogglePlay&) {
  return walk(s, [&](const Geometry& g) { return toggle_play(g, s.playback); });
}

Effects handle(State& s, const act::StepBy& a) {
  return walk(s, [&](const Geometry& g) { return step_by(g, s.playback, a.steps); });
}

Effects handle(State& s, const act::StageBy& a) {
  return walk(s, [&](const Geometry& g) { return stage_by(g, s.playback, a.stages); });
}

Effects handle(State& s, const act::ToStart&) {
  return walk(s, [&](const Geometry& g) { return to_start(g, s.playback); });
}

Effects handle(State& s, const act::ToEnd&) {
  return walk(s, [&](const Geometry& g) { return to_end(g, s.playback); });
}

Effects handle(State& s, const act::Seek& a) {
  return walk(s, [&](const Geometry& g) { return seek(g, s.playback, a.to); });
}

Effects handle(State& s, const act::OpenStage& a) {
  return walk(s, [&](const Geometry& g) {
    return seek(g, s.playback, {a.stage, step_count(g, a.stage, s.playback.gemm) - 1});
  });
}

Effects handle(State& s, const act::SetSpeed& a) {
  s.playback.speed = std::clamp(a.steps_a_second, 0.5, 60.0);
  return {};
}

Effects handle(State& s, const act::SetGemm& a) {
  return walk(s, [&](const Geometry& g) { return with_gemm(g, s.playback, a.step); });
}

}  // namespace unfold::view
