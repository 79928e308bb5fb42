#include "app/view/history.h"

#include <utility>

namespace unfold::view {

void leave(History& history, Moment moment) {
  history.future.clear();
  history.past.push_back(std::move(moment));
  if (history.past.size() > most_moments) history.past.erase(history.past.begin());
}

std::optional<Moment> go(History& h, bool back, Moment now) {
  std::vector<Moment>& from = back ? h.past : h.future;
  if (from.empty()) return std::nullopt;
  // Asked again before the last one came: from there.
  (back ? h.future : h.past).push_back(h.awaited ? *h.awaited : std::move(now));
  Moment to = std::move(from.back());
  from.pop_back();
  h.back = back;
  return to;
}

void stay(History& h) {
  if (!h.awaited) return;
  std::vector<Moment>& passed = h.back ? h.future : h.past;
  if (!passed.empty()) passed.pop_back();
  (h.back ? h.past : h.future).push_back(std::move(*h.awaited));
  h.awaited.reset();
}

bool goes_on_with_edit(const Choice& before, const Choice& now) {
  if (before.edits.empty() || before.edits.size() != now.edits.size()) return false;
  if (before.edits.back().cell != now.edits.back().cell) return false;
  Choice same = now;
  same.edits.back().value = before.edits.back().value;
  return same == before;
}

}  // namespace unfold::view
