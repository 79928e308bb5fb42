#include "app/view/history.h"

#include <utility>

namespace unfold::view {
namespace {

void add(std::vector<Moment>& past, Moment moment) {
  past.push_back(std::move(moment));
  if (past.size() > most_moments) past.erase(past.begin());
}

}  // namespace

void leave(History& h, Moment moment) {
  // What is waited for may still be given up: the ways it began from have this moment, too.
  if (h.settled) {
    h.settled->future.clear();
    add(h.settled->past, moment);
  }
  h.future.clear();
  add(h.past, std::move(moment));
}

std::optional<Moment> go(History& h, bool back, Moment now) {
  std::vector<Moment>& from = back ? h.past : h.future;
  if (from.empty()) return std::nullopt;
  if (!h.awaited) h.settled = Ways{h.past, h.future};
  // Asked again before the last one came: from there.
  (back ? h.future : h.past).push_back(h.awaited ? *h.awaited : std::move(now));
  Moment to = std::move(from.back());
  from.pop_back();
  return to;
}

void await(History& h, Moment moment, Ways ways) {
  if (!h.awaited) h.settled = Ways{std::move(h.past), std::move(h.future)};
  h.past = std::move(ways.past);
  h.future = std::move(ways.future);
  h.awaited = std::move(moment);
}

void settle(History& h) {
  h.awaited.reset();
  h.settled.reset();
}

void stay(History& h) {
  if (!h.awaited) return;
  if (h.settled) {
    h.past = std::move(h.settled->past);
    h.future = std::move(h.settled->future);
  }
  settle(h);
}

bool goes_on_with_edit(const Choice& before, const Choice& now) {
  if (before.edits.empty() || before.edits.size() != now.edits.size()) return false;
  if (before.edits.back().cell != now.edits.back().cell) return false;
  Choice same = now;
  same.edits.back().value = before.edits.back().value;
  return same == before;
}

bool edits_differ_alone(const Choice& before, const Choice& now) {
  if (before.edits == now.edits) return false;
  Choice same = now;
  same.edits = before.edits;
  return same == before;
}

}  // namespace unfold::view
