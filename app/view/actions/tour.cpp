#include "app/view/tour/tour.h"

#include "app/view/actions/handle.h"

#include <algorithm>
#include <utility>

namespace unfold::view {
namespace {

// There at once where the layer is this one; else when it is computed.
Effects travel(State& s, bool back) {
  if (s.editing || !s.walkthrough) return {};
  std::optional<Moment> to = go(s.history, back, {s.choice, s.playback.at, s.playback.orders});
  if (!to) return {};
  if (to->choice == s.choice && !s.asked) {
    settle(s.history);
    arrive(s, *to);
    return {};
  }
  const Choice choice = to->choice;
  s.history.awaited.reset();  // another hop on the same way
  Effects effects = ask_for(s, choice);
  s.history.awaited = std::move(to);
  return effects;
}

// From a stage that the lesson does not speak of: its first step behind that stage, or its last before.
std::int64_t beside(const State& s, const Tour& tour, bool forward) {
  const auto count = static_cast<std::int64_t>(tour.steps.size());
  const auto stage = [&](std::int64_t i) { return tour.steps[static_cast<std::size_t>(i)].at.stage; };
  std::int64_t i = forward ? 0 : count - 1;
  while (i >= 0 && i < count && (forward ? stage(i) < s.playback.at.stage : stage(i) > s.playback.at.stage))
    i += forward ? 1 : -1;
  return i;
}

}  // namespace

void arrive(State& s, const Moment& moment) {
  Playback to = s.playback;
  to.orders = moment.orders;
  move_to(s, still(seek(s.walkthrough->geometry(), to, moment.at)));
}

Effects handle(State& s, const act::TourBy& a) {
  const Tour* tour = tour_of(s);
  if (tour == nullptr || tour->steps.empty()) return handle(s, act::StepBy{a.steps});
  const auto last = static_cast<std::int64_t>(tour->steps.size()) - 1;
  const std::optional<std::size_t> here = tour_step(s);
  const std::int64_t to = here ? static_cast<std::int64_t>(*here) + a.steps : beside(s, *tour, a.steps > 0);
  return handle(s, act::TourTo{static_cast<std::size_t>(std::clamp<std::int64_t>(to, 0, last))});
}

Effects handle(State& s, const act::TourTo& a) {
  const Tour* tour = tour_of(s);
  if (tour == nullptr || a.step >= tour->steps.size()) return {};
  s.tour = a.step;
  go_to(s, tour->steps[a.step]);
  return {};
}

Effects handle(State& s, const act::SaveLesson& a) {
  s.file_dialog = act::MenuName::none;
  Effects effects;
  if (s.document && s.walkthrough) effects.save_lesson = a.file;
  return effects;
}

Effects handle(State& s, const act::Undo&) { return travel(s, true); }
Effects handle(State& s, const act::Redo&) { return travel(s, false); }

}  // namespace unfold::view
