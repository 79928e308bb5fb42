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

// What can be taken back and done again: every change of the layer and every jump, the newest last.
struct History {
  std::vector<Moment> past, future;
  std::optional<Moment> awaited;  // the layer of this one is being computed
  bool back = false;              // and it was taken back to, not done again
};
inline constexpr std::size_t most_moments = 200;

// A person leaves `moment` by a change of their own: what was taken back is then gone.
void leave(History& history, Moment moment);
// The way back or forth from `now`; none where there is none.
[[nodiscard]] std::optional<Moment> go(History& history, bool back, Moment now);
// What is waited for will not come: it is as if it had not been asked for.
void stay(History& history);
// One more turn of a wheel on the number that was edited last, and nothing else.
[[nodiscard]] bool goes_on_with_edit(const Choice& before, const Choice& now);

}  // namespace unfold::view
