#include "app/view/actions/handle.h"

#include "app/view/stages/stage_view.h"
#include "core/layer/image_steps.h"

#include <algorithm>

namespace unfold::view {
namespace {

template <typename Change> Effects walk(State& s, Change change) {
  if (s.walkthrough) move_to(s, change(s.walkthrough->geometry()));
  return {};
}

// As the controls stand, from left to right.
GemmStep next(GemmStep step) {
  switch (step) {
  case GemmStep::term: return GemmStep::element;
  case GemmStep::element: return GemmStep::row;
  case GemmStep::row: return GemmStep::outer;
  case GemmStep::outer: return GemmStep::all;
  case GemmStep::all: return GemmStep::term;
  }
  return step;
}

// The cell of the stage's tensor that is looked at: on the way of the pinned one, else the stage's own
// subject.
CellRef looked_at(const State& s) {
  const Stage stage = s.playback.at.stage;
  if (s.pinned) {
    for (const CellRef& cell : follow(s.walkthrough->geometry(), *s.pinned, s.options.filter))
      if (cell.tensor == tensor_of(stage)) return cell;
  }
  return stage_view(stage).subject(*s.walkthrough, s.playback, s.options);
}

Effects reorder(State& s, const StepOrders& orders) {
  return walk(s, [&](const Geometry& g) { return with_orders(g, s.playback, orders, looked_at(s)); });
}

}  // namespace

bool is_map_stage(Stage stage) {
  return stage == Stage::weights || stage == Stage::maps || stage == Stage::pool;
}

void move_to(State& s, Playback to) {
  const Position from = s.playback.at;
  const bool other_orders = to.orders != s.playback.orders;
  s.playback = to;
  if (to.at.stage != from.stage) s.camera = {};
  // Where the steps go image by image, the image looked at goes with them.
  if (s.walkthrough && (to.at != from || other_orders))
    if (const auto n = image_of(s.walkthrough->geometry(), to.orders, to.at)) s.options.image = *n;
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
  return walk(s, [&](const Geometry& g) {
    const Playback to = stage_by(g, s.playback, a.stages);
    // The stage's beginning is that of the image looked at.
    return seek(g, to, in_image(g, to.orders, to.at, std::min(s.options.image, g.N - 1)));
  });
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
    return seek(g, s.playback, last_step(g, s.playback.orders, a.stage, std::min(s.options.image, g.N - 1)));
  });
}

Effects handle(State& s, const act::SetSpeed& a) {
  s.playback.speed = std::clamp(a.steps_a_second, 0.5, 60.0);
  return {};
}

Effects handle(State& s, const act::SpeedBy& a) {
  return handle(s, act::SetSpeed{s.playback.speed * a.factor});
}

Effects handle(State& s, const act::SetGemm& a) {
  StepOrders orders = s.playback.orders;
  orders.gemm = a.step;
  return reorder(s, orders);
}

Effects handle(State& s, const act::NextGemm&) {
  StepOrders orders = s.playback.orders;
  orders.gemm = next(orders.gemm);
  return reorder(s, orders);
}

Effects handle(State& s, const act::SetLoop& a) {
  StepOrders orders = s.playback.orders;
  orders.loop = a.order;
  return reorder(s, orders);
}

Effects handle(State& s, const act::NextLoop&) {
  StepOrders orders = s.playback.orders;
  orders.loop = orders.loop == LoopOrder::offset ? LoopOrder::window : LoopOrder::offset;
  return reorder(s, orders);
}

}  // namespace unfold::view
