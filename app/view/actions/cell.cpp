#include "app/view/actions/handle.h"
#include "app/view/passport/passport.h"
#include "app/view/texts.h"
#include "app/view/window.h"
#include "core/layer/follow.h"
#include "core/layer/kin.h"

#include <algorithm>
#include <cstdint>

namespace unfold::view {
namespace {

void let_go(State& s) {
  s.pinned.reset();
  s.passport.open = false;
}

// The stages of the maps show the chosen filter's, and every stage one picture of the batch: those of the
// cell.
void show(State& s, const CellRef& cell) {
  const Geometry& g = s.walkthrough->geometry();
  for (int axis = 0; axis < cell.at.rank(); ++axis) {
    const AxisNames axes = axis_names(cell.tensor, axis, g.mistake);
    if (axes.count != 1) continue;
    if (axes.parts[0] == Axis::N) s.options.image = cell.at[axis];
    if (axes.parts[0] == Axis::FN) s.options.filter = cell.at[axis];
    if (axes.parts[0] == Axis::C && s.options.channel >= 0)
      s.options.channel = static_cast<int>(cell.at[axis]);
  }
  for (const CellRef& same : copies(g, cell))
    if (same.tensor == TensorId::img || same.tensor == TensorId::conv || same.tensor == TensorId::pool)
      s.options.image = same.at[0];
}

}  // namespace

void pin(State& s, const CellRef& cell) {
  // Another cell's copies are others.
  if (s.pinned != cell) s.passport.y.reset(), s.passport.x.reset();
  s.pinned = cell;
  count_pinned(s);
}

void count_pinned(State& s) {
  PassportChoice& passport = s.passport;
  if (!s.walkthrough || !s.pinned) return;
  if (passport.counted == s.pinned && passport.counted_in == s.walkthrough->serial()) return;
  passport.counted = s.pinned;
  passport.counted_in = s.walkthrough->serial();
  passport.outcome = outcome_of(*s.walkthrough, *s.pinned);
}

Effects handle(State& s, const act::Point& a) {
  s.pointed = a.cell;
  s.pointed_at = a.at;
  pause(s);
  return {};
}

Effects handle(State& s, const act::Unpoint&) {
  s.pointed.reset();
  s.pointed_at = {};
  return {};
}

Effects handle(State& s, const act::Pin& a) {
  if (s.pinned == a.cell)
    let_go(s);
  else
    pin(s, a.cell);
  pause(s);
  return {};
}

Effects handle(State& s, const act::PinBy& a) {
  if (!s.walkthrough) return {};
  CellRef cell = s.pinned ? *s.pinned : subject_cell(s);
  const Shape& shape = s.walkthrough->shape(cell.tensor);
  const auto move = [&](int axis, std::int64_t by) {
    if (axis < 0) return;
    cell.at[axis] = std::clamp<std::int64_t>(cell.at[axis] + by, 0, shape[axis] - 1);
  };
  move(shape.rank() - 1, a.across);
  move(shape.rank() - 2, a.down);
  s.pointed.reset();
  pin(s, cell);
  pause(s);
  if (s.browse && s.browse->tensor == cell.tensor) return handle(s, act::BrowseCell{cell});
  return {};
}

Effects handle(State& s, const act::Unpin&) {
  let_go(s);
  return {};
}

Effects handle(State& s, const act::HoverAxis& a) {
  s.hovered_axis = a.axis;
  return {};
}

Effects handle(State& s, const act::TogglePassport&) {
  if (!s.walkthrough) return {};
  if (s.passport.open) {
    s.passport.open = false;
    return {};
  }
  if (!s.pinned) pin(s, subject_cell(s));
  s.pointed.reset();
  s.passport.row.reset();
  s.passport.open = true;
  s.menu = act::MenuName::none;
  s.keys_sheet = false;
  pause(s);
  return {};
}

Effects handle(State& s, const act::CopyPassport&) {
  if (!s.walkthrough || !s.document) return {};
  const Texts texts(s.options.language, s.keys);
  Effects effects;
  effects.clipboard = passport_text(s, texts);
  return effects;
}

Effects handle(State& s, const act::FollowCopy& a) {
  if (!s.walkthrough || !s.pinned) return {};
  // Where one of the copies itself is pinned, another one takes its place.
  const Geometry& g = s.walkthrough->geometry();
  const TensorId pinned = s.pinned->tensor;
  if (pinned == TensorId::col6 || pinned == TensorId::col6_t || pinned == TensorId::col) {
    const std::vector<CellRef> same = copies(g, *s.pinned);
    for (const CellRef& pixel : same) {
      if (pixel.tensor != TensorId::img) continue;
      for (const CellRef& cell : follow(g, pixel, Way{.filter = s.options.filter, .y = a.y, .x = a.x}))
        if (cell.tensor == pinned) pin(s, cell);
    }
  }
  s.passport.y = a.y;
  s.passport.x = a.x;
  return {};
}

Effects handle(State& s, const act::OpenCell& a) {
  if (!s.walkthrough) return {};
  const CellRef subject = s.pinned ? *s.pinned : subject_cell(s);
  pin(s, subject);
  s.pointed.reset();
  s.passport.open = false;
  s.passport.row.reset();
  s.browse.reset();
  const Geometry& g = s.walkthrough->geometry();
  move_to(s, seek(g, s.playback, step_of(g, s.playback, a.cell)));
  show(s, a.cell);
  return {};
}

Effects handle(State& s, const act::HoverRow& a) {
  s.passport.row = a.cell;
  return {};
}

Effects handle(State& s, const act::ToggleMemory&) {
  s.passport.memory = !s.passport.memory;
  return {};
}

}  // namespace unfold::view
