#pragma once

#include "app/view/stages/im2col_layout.h"
#include "app/view/stages/pulled_axis.h"
#include "core/layer/playback.h"

// The loop in its other order: one receptive field a step, one cell of every plane of col6, one row of col.
namespace unfold::view::loop {

// What one step copies, read from the cell map.
struct WindowStep {
  std::int64_t step = 0, n = 0, oy = 0, ox = 0;
  std::int64_t top = 0, left = 0;  // of the window in img
  std::int64_t from_top = 0,
               from_left = 0;  // of the window before it in the same picture: where it slides from
  std::int64_t row = 0;        // of col
};
[[nodiscard]] WindowStep window_step(const Geometry& g, std::int64_t step);
[[nodiscard]] bool by_window(const StageContext& context);

// The motion of a step: first the window slides to its place, then its numbers go to their planes.
struct WindowMotion {
  float slid = 1, copied = 1;
  [[nodiscard]] bool there() const { return copied >= 1; }
};
[[nodiscard]] WindowMotion window_motion(const StageContext& context);

struct WindowLoop {
  const StageContext& context;
  WindowStep at;
  WindowMotion motion;
  int channel = -1;             // -1: RGB
  std::optional<Index> chosen;  // the explained cell of col6, when this window holds it

  [[nodiscard]] const Geometry& g() const { return context.geometry(); }
  [[nodiscard]] std::int64_t numbers_of() const { return channel < 0 ? 0 : channel; }
  // Has the loop written that cell of a plane of this picture?
  [[nodiscard]] bool written(std::int64_t oy, std::int64_t ox) const;
  [[nodiscard]] bool now(std::int64_t oy, std::int64_t ox) const { return oy == at.oy && ox == at.ox; }
  // The window on img, on its way.
  [[nodiscard]] Rect window_on(const Area& img) const;
};
[[nodiscard]] WindowLoop window_loop(const StageContext& context);

void draw_window_desk(Painter& p, const StageContext& context, Rect box);
void draw_window_present(Painter& p, const StageContext& context, Rect box);
[[nodiscard]] StageStory tell_window(const StageContext& context);
[[nodiscard]] std::vector<CodeLine> window_code(const StageContext& context);
// The two orders, and the action that takes each.
[[nodiscard]] std::vector<Toggle> order_toggles(const StageContext& context);
[[nodiscard]] CellRef window_subject(const Geometry& g, std::int64_t c, std::int64_t step);

}  // namespace unfold::view::loop
