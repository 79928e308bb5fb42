#pragma once

#include "app/view/stages/gemm_parts.h"
#include "app/view/stages/loop_area.h"

// The product as K outer products laid on each other: a step adds column k of col times row k of col_W to all
// of out2d.
namespace unfold::view::gemm {

// Term k as a place in the window, from the cell map: (c, y, x), and the plane of col6 that column k of col
// is.
struct TermAt {
  std::int64_t k = 0, c = 0, y = 0, x = 0;
};
[[nodiscard]] TermAt term_at(const Geometry& g, std::int64_t k);

// A rectangle of out2d after `terms` sheets. After all of them it is out2d itself, bias included.
void read_sum(const Walkthrough& walkthrough, std::int64_t terms, std::int64_t row, std::int64_t col,
              std::int64_t rows, std::int64_t cols, float* out);
// out2d after `terms` sheets, rows from `first` on: a picture that computes only what is looked at.
[[nodiscard]] Picture partial_rows(std::shared_ptr<const Walkthrough> walkthrough, std::int64_t terms,
                                   std::int64_t first, std::int64_t rows);
// The same of one map: (OH, OW) of image n under filter f.
[[nodiscard]] Picture partial_map(std::shared_ptr<const Walkthrough> walkthrough, std::int64_t terms,
                                  std::int64_t n, std::int64_t f);
// Column k of col, laid out as the map of image n that it goes into.
[[nodiscard]] Picture column_map(std::shared_ptr<const Walkthrough> walkthrough, std::int64_t k,
                                 std::int64_t n);

// out2d in its corner, as far as it has come.
void draw_partial_out(Painter& p, const Work& work, const Layout& l);
// In the places of the row's, the column's and the map's picture: the plane that is column k, the weight of
// the filter, and the map after as many sheets.
void draw_outer_plane(Painter& p, const Work& work, const Layout& l);
void draw_outer_weight(Painter& p, const Work& work, const Layout& l);
void draw_outer_map(Painter& p, const Work& work, const Layout& l);
void draw_outer_present(Painter& p, const Work& work, Rect box);
void tell_outer(const Work& work, StageStory& story);

}  // namespace unfold::view::gemm
