#pragma once

#include "app/view/layout.h"
#include "app/view/painter.h"
#include "app/view/state.h"
#include "app/view/texts.h"

namespace unfold::view {

// The sheet for a projector: tensor, chips and value at 27 px, nothing else.
void draw_present_passport(Painter& p, const State& state, const Texts& texts, const Layout& layout);

}  // namespace unfold::view
