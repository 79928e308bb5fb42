#pragma once

#include "app/view/stages/stage_view.h"

namespace unfold::view {

// The maps of conv or pool of one image as a grid, and its measures: square cells in `columns` columns.
struct MapGrid {
  Rect at;
  int columns = 8;
  float cell = 41, gap = 3;

  [[nodiscard]] Rect rect(std::int64_t f) const;
};

// The largest whole-number cells with which `maps` maps fill `room`; eight columns for 64.
[[nodiscard]] MapGrid fit_map_grid(Rect room, std::int64_t maps, float gap = 3);

// Maps 0 .. written-1 as pictures, the others as empty places; maps of almost nothing are flat and say so;
// the chosen one (options.filter) is lit and numbered, the one held to compare framed and numbered. They
// stand in the order of options.map_order, and are all numbered when that is not their own. Each is a button
// that chooses its filter; with Shift it is compared.
void draw_map_grid(Painter& painter, const StageContext& context, TensorId conv_or_pool, const MapGrid& grid,
                   std::int64_t written);
// The number of the first filter of each row, at the grid's left.
void draw_map_grid_labels(Painter& painter, const StageContext& context, const MapGrid& grid);

// A plane in a slot: at a whole-number scale when it can be enlarged, else reduced to fit; at the slot's top
// left.
[[nodiscard]] Rect fit_plane(Rect slot, std::int64_t rows, std::int64_t cols);

// One map, large, with its cells answering the pointer; at `at`, which fit_plane gave.
void draw_map(Painter& painter, const StageContext& context, TensorId conv_or_pool, std::int64_t f, Rect at);
// The same in a colouring that is shared with another.
void draw_map(Painter& painter, const StageContext& context, TensorId conv_or_pool, std::int64_t f, Rect at,
              const Coloring& coloring);
// Map f of conv or pool of the chosen image.
[[nodiscard]] Picture map_picture(const StageContext& context, TensorId conv_or_pool, std::int64_t f);

// The place of one cell of a plane drawn at `at`, at least `smallest` px wide, around the same centre.
[[nodiscard]] Rect cell_in_plane(Rect at, std::int64_t rows, std::int64_t cols, std::int64_t row,
                                 std::int64_t col, float smallest = 2);

// Filter f as a picture of FH x FW cells in `slot`, framed; answers the pointer with cells of W.
Rect draw_filter(Painter& painter, const StageContext& context, std::int64_t f, Rect slot);

// The window of x that the cell (n, f, oy, ox) of conv looks at, in the channels of its group, enlarged in
// `slot`; padding in its own colour.
Rect draw_window(Painter& painter, const StageContext& context, std::int64_t f, std::int64_t oy,
                 std::int64_t ox, Rect slot);

// x of the chosen image as a picture.
[[nodiscard]] Picture x_picture(const Painter& painter, const StageContext& context);

// What the maps are sorted by; and one range of colours a map, or one for all.
[[nodiscard]] std::vector<std::vector<Toggle>> map_toggles(const StageContext& context);
// A paragraph on the order, empty while the maps stand in their own.
[[nodiscard]] std::string map_order_words(const StageContext& context);

}  // namespace unfold::view
