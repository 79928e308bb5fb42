#include "app/window/beside.h"

#include <optional>
#include <utility>
#include <variant>

namespace unfold::window {

Beside::Beside(const std::function<void()>& wake) : checker_(wake), figures_(wake), picker_(wake) {}

void Beside::begin(const view::State& state) {
  if (!state.check.result) checker_.check(state.walkthrough);
  measured_ = 0;
  measure(state);
}

void Beside::measure(const view::State& state) {
  if (!state.check.sheet || !state.walkthrough || measured_ == state.walkthrough->serial()) return;
  measured_ = state.walkthrough->serial();
  checker_.measure(state.walkthrough);
}

void Beside::request(const view::State& state) {
  if (std::vector<view::FigureKey> wanted = view::wanted_figures(state); !wanted.empty())
    figures_.request({state.walkthrough, state.document}, std::move(wanted));
  picker_.request(view::picker_wants(state));
}

Arrivals Beside::take(view::State& state) {
  Arrivals arrivals;
  take_findings(state, arrivals);
  take_figures(state, arrivals);
  take_picked(state, arrivals);
  return arrivals;
}

bool Beside::show_progress(view::State& state) const {
  const std::optional<double> done = checker_.progress();
  if (!done || state.check.result || *done - state.check.progress < 0.01) return false;
  state.check.progress = *done;
  return true;
}

void Beside::take_findings(view::State& state, Arrivals& arrivals) {
  std::optional<Findings> found = checker_.take();
  if (!found || !state.walkthrough || found->serial != state.walkthrough->serial()) return;
  if (found->timing) state.check.timing = found->timing;
  if (found->check) {
    state.check.result = found->check;
    arrivals.events.push_back(view::TraceEvent::checked);
  }
  arrivals.findings = true;
}

void Beside::take_figures(view::State& state, Arrivals& arrivals) {
  for (auto& [key, figure] : figures_.take()) {
    // Those of a layer that is gone are of no use.
    if (!state.walkthrough || key.walkthrough != state.walkthrough->serial()) continue;
    state.figures.put(key, std::move(figure));
    arrivals.answers = true;
  }
}

void Beside::take_picked(view::State& state, Arrivals& arrivals) {
  bool any = false;
  while (std::optional<PickerAnswer> answer = picker_.take()) {
    any = true;
    if (auto* sheet = std::get_if<view::SheetAnswer>(&*answer)) view::put_sheet(state, std::move(*sheet));
    if (auto* trial = std::get_if<view::Trial>(&*answer)) view::put_trial(state, std::move(*trial));
    if (auto* found = std::get_if<view::ComparisonAnswer>(&*answer))
      view::put_comparison(state, std::move(*found));
    if (auto* opened = std::get_if<OpenedWeights>(&*answer)) {
      if (opened->inventory) {
        arrivals.effects.push_back(view::put_inventory(state, std::move(opened->inventory)));
        arrivals.events.push_back(view::TraceEvent::listed);
      } else {
        view::refuse_inventory(state, opened->file, opened->refusal);
        arrivals.events.push_back(view::TraceEvent::refused);
      }
    }
  }
  if (any) picker_.request(view::picker_wants(state));
  arrivals.answers = arrivals.answers || any;
}

}  // namespace unfold::window
