#pragma once

#include "app/view/stages/gemm_parts.h"

namespace unfold::view::gemm {

// The lower part's lines, from its top down.
struct SumLines {
  float a = 0, w = 0, numbers = 0, bars = 0, running = 0, end = 0;  // tops; end: baseline of the subtotals
  float cell_h = 12, bars_h = 64, running_h = 108;
};

// Each channel's share of the sum under its own terms.
void draw_subtotals(Painter& p, const Work& work, const Layout& l, const SumLines& n);

}  // namespace unfold::view::gemm
