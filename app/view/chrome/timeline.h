#pragma once

#include "app/view/geometry2d.h"
#include "app/view/layout.h"
#include "core/layer/playback.h"

#include <vector>

namespace unfold::view {

// One stage on the time line: a bar, or a tick for each step where they are few.
struct Segment {
  Stage stage = Stage::input;
  float x = 0, w = 0;
  std::int64_t steps = 1;
  std::int64_t group = 0;  // ticks stand in groups of this many; 0: a bar
  float tick = 0;          // a tick's width
  float group_gap = 0;     // between groups, more than between ticks

  [[nodiscard]] float tick_x(std::int64_t step) const;
  // Where the playhead stands at `step`.
  [[nodiscard]] float head_x(std::int64_t step) const;
  [[nodiscard]] std::int64_t step_at(float x) const;
};

// All stages from left to right in `width`, each as wide as it is worth telling.
[[nodiscard]] std::vector<Segment> timeline(const Geometry& g, const StepOrders& orders, float x,
                                            float width);
[[nodiscard]] Rect timeline_rect(const Layout& layout);
[[nodiscard]] Rect speed_rect(const Layout& layout);
[[nodiscard]] Position position_at(const std::vector<Segment>& segments, float x);

// Speed runs from half a step a second to 60, each doubling as long as the next.
[[nodiscard]] float speed_to_slider(double speed);  // 0..1
[[nodiscard]] double slider_to_speed(float at);

}  // namespace unfold::view
