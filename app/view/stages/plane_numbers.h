#pragma once

#include "app/view/painter.h"

#include <cstdint>
#include <functional>

namespace unfold::view {

// The numbers of a plane whose picture of rows x cols cells is drawn at `at`, in the colours of which they
// are read. A plane whose cells have no room for them gets none; nor does a number that is not finite.
void draw_plane_numbers(Painter& painter, Rect at, std::int64_t rows, std::int64_t cols,
                        const Coloring& coloring,
                        const std::function<float(std::int64_t, std::int64_t)>& value);

}  // namespace unfold::view
