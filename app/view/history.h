#pragma once

#include "core/layer/playback.h"
#include "core/lesson/lesson.h"

#include <optional>
#include <vector>

namespace unfold::view {

// Where a person was: what the layer was made from, and the place in it.
struct Moment {
  Choice choice;
  Position at;
  StepOrders orders;
  bool operator==(const Moment&) const = default;
};

// The ways back and forth from a place, the nearest last.
struct Ways {
  std::vector<Moment> past, future;
};

// What can be taken back and done again: every change of the layer and every jump, the newest last.
struct History {
  std::vector<Moment> past, future;
  std::optional<Moment> awaited;  // the layer of this one is being computed
  std::optional<Ways> settled;    // as they were before the first hop towards it
};
inline constexpr std::size_t most_moments = 200;

// A person leaves `moment` by a change of their own: what was taken back is then gone.
void leave(History& history, Moment moment);
// The way back or forth from `now`; none where there is none.
[[nodiscard]] std::optional<Moment> go(History& history, bool back, Moment now);
// What is waited for will not come: it is as if it had not been asked for.
void stay(History& history);
// On the way to this moment, whose layer is being computed, with these ways from there.
void await(History& history, Moment moment, Ways ways);
// There.
void settle(History& history);
// One more turn of a wheel on the number that was edited last, and nothing else.
[[nodiscard]] bool goes_on_with_edit(const Choice& before, const Choice& now);
// Numbers were edited, and nothing else.
[[nodiscard]] bool edits_differ_alone(const Choice& before, const Choice& now);

}  // namespace unfold::view
