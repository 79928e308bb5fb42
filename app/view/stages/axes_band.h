#pragma once

#include "app/view/stages/unfolded_cell.h"

#include <array>

namespace unfold::view::unfolding {

// The six axes of col6 as chips in the loop's order, and below them in the order of col6_t; or only the
// latter.
struct AxesBand {
  bool both = true;
  float label_x = 0, x0 = 0;
  float chip_w = 97, chip_h = 38, gap = 14;
  float before_y = 0, after_y = 0, address_y = 0, bracket_y = 0, bottom = 0;
  Mistake mistake = Mistake::none;

  [[nodiscard]] Rect before(int i) const;
  [[nodiscard]] Rect after(int i) const;
  // The chip that ends in place i of the new order, on its way there: 0 = where it was, 1 = there.
  [[nodiscard]] Rect moving(int i, float motion) const;
};
[[nodiscard]] AxesBand axes_band(Rect box, float unit, Mistake mistake = Mistake::none, bool both = true);

// Axis i of col6_t was this axis of col6.
[[nodiscard]] std::array<int, 6> axis_order(Mistake mistake = Mistake::none);
[[nodiscard]] Axis axis_of(TensorId col6_or_col6_t, int i, Mistake mistake = Mistake::none);

// `merge`: the brackets over three chips each that reshape makes rows and columns of.
void draw_axes_band(Painter& p, const StageContext& context, const AxesBand& band, const UnfoldedCell& cell,
                    float motion, bool merge);
// A bold name and a smaller line under it, at the left of a band; what `room` has no place for is in a tip.
void band_label(Painter& p, Vec2 baseline, float room, const std::string& name, const std::string& below);

}  // namespace unfold::view::unfolding
