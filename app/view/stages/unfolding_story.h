#pragma once

#include "app/view/stages/unfolded_cell.h"

namespace unfold::view::unfolding {

// Does NumPy's reshape of col6_t to (M, K) need no copy? It merges axes without one where their strides nest:
// with one image the rows lie 1 apart and the columns OH*OW apart. With several, no stride steps from the
// last window of an image to the first of the next. (NumPy, numpy/core/src/multiarray/shape.c, the attempt
// without a copy.)
[[nodiscard]] bool reshape_is_view(const Geometry& g);
// The strides of col as NumPy then has them, in elements.
[[nodiscard]] Dims col_strides(const Geometry& g);

[[nodiscard]] StageStory tell_transpose(const StageContext& context);
[[nodiscard]] StageStory tell_reshape(const StageContext& context);

void draw_transpose_present(Painter& p, const StageContext& context, Rect box);
void draw_reshape_present(Painter& p, const StageContext& context, Rect box);

}  // namespace unfold::view::unfolding
