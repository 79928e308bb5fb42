#pragma once

#include "app/view/stages/stage_view.h"
#include "core/layer/cell_map.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view::loop {

// What one step of the im2col loop copies: rows first_row, first_row + stride, … of img and the columns
// likewise, for the place (y, x) inside the window. Read from the cell map: the sources of the plane's corner
// cells.
struct Slice {
  std::int64_t step = 0, y = 0, x = 0;
  std::int64_t y_max = 0, x_max = 0;  // where the notebook's slice stops, may lie past img
  std::int64_t first_row = 0, first_col = 0, last_row = 0, last_col = 0;
  std::int64_t rows = 1, cols = 1;  // OH, OW
  std::int64_t row_step = 1, col_step = 1;

  [[nodiscard]] bool lit(std::int64_t row, std::int64_t col) const {
    return row >= first_row && row <= last_row && (row - first_row) % row_step == 0 && col >= first_col &&
           col <= last_col && (col - first_col) % col_step == 0;
  }
};
[[nodiscard]] Slice slice_of(const Geometry& g, std::int64_t step);

// Neighbouring rows (or columns) of img that no window reads: at the far edge, and between windows that lie
// apart.
struct Band {
  std::int64_t first = 0, count = 0;
  bool operator==(const Band&) const = default;
};
[[nodiscard]] std::vector<Band> unread_rows(const Geometry& g);
[[nodiscard]] std::vector<Band> unread_cols(const Geometry& g);
// The same of an axis without its padding.
[[nodiscard]] std::vector<Band> unread_bands(const Slide& slide);

// The cell of `tensor` on the way of the explained cell; nothing when its way does not pass there.
[[nodiscard]] std::optional<CellRef> on_the_way(const StageContext& context, TensorId tensor);

// The explained pixel of img, where this step puts it, and the window it was taken from.
struct Copy {
  CellRef img, col6;
  CellRef window;  // img at the window's first place, (y, x) = (0, 0)
};
[[nodiscard]] std::optional<Copy> copy_of(const StageContext& context, const Slice& slice);

// "3, 5, 7 … 225"; up to five numbers are all written.
[[nodiscard]] std::string listed(std::int64_t first, std::int64_t step, std::int64_t count);

// n and c that the pictures show.
[[nodiscard]] std::int64_t shown_image(const StageContext& context);
[[nodiscard]] std::int64_t
shown_channel(const StageContext& context);                      // 0 where all channels are shown together
[[nodiscard]] int picture_channel(const StageContext& context);  // -1: the three together, as RGB

// A col6 cell about the middle of the picture, in the plane of this step.
[[nodiscard]] CellRef middle_of_plane(const Geometry& g, std::int64_t n, std::int64_t c, std::int64_t step);

}  // namespace unfold::view::loop
