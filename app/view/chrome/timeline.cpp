#include "app/view/chrome/timeline.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unfold::view {
namespace {

constexpr float between_stages = 2;
constexpr float between_groups = 3;  // at least
constexpr double slowest = 0.5;
constexpr double fastest = 60;

// Shares of the width. Where there is little of it the ticks of the loop go, and the names of the others
// stay.
float share(Stage stage, bool narrow) {
  switch (stage) {
  case Stage::input: return 44;
  case Stage::pad: return narrow ? 48 : 40;
  case Stage::allocate: return 14;
  case Stage::im2col: return narrow ? 154 : 214;
  case Stage::transpose: return narrow ? 88 : 68;
  case Stage::reshape: return narrow ? 80 : 70;
  case Stage::weights: return narrow ? 70 : 58;
  case Stage::gemm: return 94;
  case Stage::maps: return 50;
  case Stage::pool_im2col:
  case Stage::pool_reshape:
  case Stage::pool_max:
  case Stage::pool: return 21;
  }
  return 0;
}

std::int64_t group_of(const Geometry& g, Stage stage, const StepOrders& orders) {
  if (stage == Stage::im2col) return orders.loop == LoopOrder::window ? g.OW : g.FW;
  if (stage == Stage::reshape) return g.OW;
  if (stage == Stage::gemm) return orders.gemm == GemmStep::outer ? g.FH * g.FW : g.FN;
  return 1'000'000;
}

}  // namespace

float Segment::tick_x(std::int64_t step) const {
  return x + static_cast<float>(step) * (tick + 1) +
         static_cast<float>(group > 0 ? step / group : 0) * group_gap;
}

float Segment::head_x(std::int64_t step) const {
  if (group > 0) return tick_x(step) + tick / 2;
  return x + w * static_cast<float>(static_cast<double>(step + 1) / static_cast<double>(steps));
}

std::int64_t Segment::step_at(float at) const {
  if (group > 0) {
    std::int64_t step = 0;
    while (step + 1 < steps && tick_x(step + 1) - 0.5F <= at) ++step;
    return step;
  }
  const double part = std::clamp(static_cast<double>(at - x) / static_cast<double>(w), 0.0, 1.0);
  return std::clamp<std::int64_t>(
      static_cast<std::int64_t>(std::ceil(part * static_cast<double>(steps) - 1e-4)) - 1, 0, steps - 1);
}

std::vector<Segment> timeline(const Geometry& g, const StepOrders& orders, float x, float width) {
  const bool narrow = width < 650;
  float total = 0;
  for (int i = 0; i < stage_count; ++i) total += share(static_cast<Stage>(i), narrow);
  const float unit = (width - between_stages * (stage_count - 1)) / total;
  std::vector<Segment> segments;
  float at = x;
  for (int i = 0; i < stage_count; ++i) {
    Segment s;
    s.stage = static_cast<Stage>(i);
    s.steps = step_count(g, s.stage, orders);
    s.x = std::round(at);
    at += share(s.stage, narrow) * unit;
    s.w = std::round(at) - s.x;
    at += between_stages;
    const std::int64_t group = group_of(g, s.stage, orders);
    const auto gaps = static_cast<float>((s.steps - 1) / group) * between_groups;
    const float tick =
        std::floor((s.w - gaps - static_cast<float>(s.steps - 1)) / static_cast<float>(s.steps));
    if (s.steps > 1 && tick >= 2) {
      s.group = group;
      s.tick = tick;
      // What whole pixels leave over goes between the groups.
      const auto breaks = static_cast<float>((s.steps - 1) / group);
      const float ticks = static_cast<float>(s.steps) * (tick + 1) - 1;
      s.group_gap =
          breaks > 0 ? std::clamp(std::floor((s.w - ticks) / breaks), between_groups, 4 * between_groups) : 0;
      s.w = s.tick_x(s.steps - 1) + tick - s.x;
    }
    segments.push_back(s);
  }
  return segments;
}

Rect timeline_rect(const Layout& layout) {
  const float left = std::max(layout.inner.x, 184.0F);
  return {left, layout.bottom.y + std::round(25 * layout.scale), layout.inner.right() - left,
          std::round(16 * layout.scale)};
}

Rect speed_rect(const Layout& layout) {
  const float wide = layout.compact ? 120.0F : 150.0F;
  return {layout.right.x + 12, layout.bottom.y + std::round(27 * layout.scale), wide, 16};
}

Position position_at(const std::vector<Segment>& segments, float x) {
  const Segment* nearest = &segments.front();
  for (const Segment& s : segments)
    if (x >= s.x - between_stages / 2) nearest = &s;
  return {nearest->stage, nearest->step_at(x)};
}

float speed_to_slider(double speed) {
  return static_cast<float>(std::log(std::clamp(speed, slowest, fastest) / slowest) /
                            std::log(fastest / slowest));
}

double slider_to_speed(float at) {
  const double speed = slowest * std::pow(fastest / slowest, static_cast<double>(std::clamp(at, 0.0F, 1.0F)));
  // Whole numbers from two on.
  return speed < 2 ? std::round(speed * 2) / 2 : std::round(speed);
}

}  // namespace unfold::view
