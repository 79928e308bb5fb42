#pragma once

#include "app/view/state.h"
#include "app/view/trace/trace_line.h"
#include "app/window/checker.h"
#include "app/window/figure_worker.h"
#include "app/window/picker_worker.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace unfold::window {

// What has come from the workers since the last frame, already in the state.
struct Arrivals {
  bool findings = false, answers = false;  // of the checker; figures and the picker's answers
  std::vector<view::TraceEvent> events{};  // for the trace
  std::vector<view::Effects> effects{};    // to be performed
};

// What is found out beside the frames about the layer on the screen: its check and its times, its figures,
// and what the picker asks for.
class Beside {
 public:
  // `wake` is called from the workers when there is something to take.
  explicit Beside(const std::function<void()>& wake);

  // A new layer, or, where another was refused, the old one again.
  void begin(const view::State& state);
  void measure(const view::State& state);  // once a layer, when somebody looks at its times
  void cancel() { checker_.cancel(); }
  // What the frame that was drawn asks for.
  void request(const view::State& state);

  [[nodiscard]] Arrivals take(view::State& state);
  [[nodiscard]] bool checking() const { return checker_.progress().has_value(); }
  // Whether the check has come visibly further.
  [[nodiscard]] bool show_progress(view::State& state) const;

 private:
  void take_findings(view::State& state, Arrivals& arrivals);
  void take_figures(view::State& state, Arrivals& arrivals);
  void take_picked(view::State& state, Arrivals& arrivals);

  Checker checker_;
  FigureWorker figures_;
  PickerWorker picker_;
  std::uint64_t measured_ = 0;  // the serial of the walkthrough whose times were asked for
};

}  // namespace unfold::window
