#include "app/view/actions/handle.h"

namespace unfold::view {

Effects handle(State& s, const act::Point& a) {
  s.pointed = a.cell;
  pause(s);
  return {};
}

Effects handle(State& s, const act::Unpoint&) {
  s.pointed.reset();
  return {};
}

Effects handle(State& s, const act::Pin& a) {
  if (s.pinned == a.cell)
    s.pinned.reset();
  else
    s.pinned = a.cell;
  pause(s);
  return {};
}

Effects handle(State& s, const act::Unpin&) {
  s.pinned.reset();
  return {};
}

Effects handle(State& s, const act::HoverAxis& a) {
  s.hovered_axis = a.axis;
  return {};
}

}  // namespace unfold::view
