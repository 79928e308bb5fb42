#pragma once

#include "app/view/stages/matrix_picture.h"
#include "app/view/stages/stage_view.h"

#include <optional>
#include <vector>

// The picture of the matrix product.
namespace unfold::view::gemm {

// One element of out2d taken apart into its KG products.
struct Sum {
  std::int64_t row = 0, column = 0;
  std::int64_t terms = 0;  // added so far
  std::int64_t first = 0;  // column of col that its first term has: of its filter's group
  std::int64_t first_channel = 0;
  std::vector<float> a, w;        // the group's part of the row of col, column of col_W: KG each
  std::vector<double> products;   // KG
  std::vector<double> running;    // KG + 1: after that many terms, without bias
  std::vector<double> subtotals;  // CG: of the terms added
  double bias = 0;
  bool has_bias = false;
  double value = 0;  // the element; before its last term, the sum so far
  // The one of the group's that is unfolded: the largest subtotal, or that of the running term.
  std::int64_t channel = 0;
  std::int64_t term = 0;  // in that channel: the largest product, or the running term
  [[nodiscard]] bool whole() const { return terms == static_cast<std::int64_t>(a.size()); }
};

// Where the product stands: the element at work, which cells of out2d are there, and the element that is
// explained.
struct Work {
  const StageContext& context;
  GemmStep mode = GemmStep::element;
  std::int64_t row = 0, column = 0, terms = 0;
  Sum sum;

  [[nodiscard]] const Geometry& g() const { return context.geometry(); }
  [[nodiscard]] bool done(std::int64_t r, std::int64_t f) const;
  // How many columns of a row are there.
  [[nodiscard]] std::int64_t done_columns(std::int64_t r) const;
};
[[nodiscard]] Work work_of(const StageContext& context);
[[nodiscard]] Sum take_apart(const Walkthrough& walkthrough, std::int64_t row, std::int64_t column,
                             std::int64_t terms);
// Another channel than the one with the largest share, with its largest product so far.
void unfold_channel(Sum& sum, const Geometry& g, std::int64_t channel);
// The element at work; by rows the chosen filter's, and for everything at once a row off the middle.
[[nodiscard]] GemmAt element_at_work(const Walkthrough& walkthrough, const Playback& playback,
                                     const ViewOptions& options);

// col left, col_W above, out2d in their corner: they share `rows`, `k_across` and `f`.
struct Layout {
  float unit = 1;
  Rect box;
  PulledAxis rows, k_across, k_down, f;
  bool numbers = false;                         // K so small that each number of the row has its cell
  Rect bar;                                     // where the rows shown lie; empty when all are shown
  float head_y = 0, letters_y = 0, foot_y = 0;  // baselines
  Rect row_corner;                              // the row as a picture
  Rect right;                                   // the column as a picture above, the map below
  float sum_y = 0;                              // top of the lower part
  float bars_h = 0, running_h = 0;              // in it; 0: no room for them
};
[[nodiscard]] Layout layout(const Painter& p, const Geometry& g, Rect box, const Work& work);

// Where the terms of a sum stand on `k_across`: the columns of its group.
struct TermSpan {
  float start = 0, end = 0;
  std::vector<PulledAxis::Run> runs;  // of columns of col
};
[[nodiscard]] TermSpan term_span(const PulledAxis& k_across, const Sum& sum);
// Part of a run of entries of this size.
[[nodiscard]] PulledAxis::Run part_of(const PulledAxis::Run& run, std::int64_t from, std::int64_t to,
                                      float size);

[[nodiscard]] std::string channel_name(const Geometry& g, std::int64_t c);
// Of a channel of the sum's group.
[[nodiscard]] std::string channel_name(const Geometry& g, const Sum& sum, std::int64_t c);

void draw_product(Painter& p, const Work& work, const Layout& l);
void draw_row_picture(Painter& p, const Work& work, const Layout& l);
void draw_column_picture(Painter& p, const Work& work, const Layout& l);
void draw_map_so_far(Painter& p, const Work& work, const Layout& l);
void draw_sum(Painter& p, const Work& work, const Layout& l);
// One channel's products at their places in the window.
void draw_unfolded(Painter& p, const Work& work, const Layout& l, float left);
void draw_gemm_present(Painter& p, const StageContext& context, Rect box);
// The notebook's product in groups, running or not: out of the parts of col and of col_W that belong
// together.
void add_group_lines(const Geometry& g, bool bias, bool running, std::vector<CodeLine>& code);
[[nodiscard]] StageStory tell_gemm(const StageContext& context);

// The columns of col that a sum reads, as a slice: ":", or in groups "27:54".
[[nodiscard]] inline std::string slice_of_group(const Geometry& g, const Sum& sum) {
  if (g.groups == 1) return ":";
  return std::to_string(sum.first) + ":" + std::to_string(sum.first + g.KG);
}

// Colours of products: as wide as the largest.
[[nodiscard]] Coloring product_coloring(const Sum& sum);
// The window of img that a row of col is made of: image, top row, left column.
struct WindowAt {
  std::int64_t n = 0, oh = 0, ow = 0, top = 0, left = 0;
};
[[nodiscard]] WindowAt window_of_row(const Geometry& g, std::int64_t row);

// The notebook's lines that make col and col_W, the mistake in them where there is one.
[[nodiscard]] inline std::string unfold_line(const Geometry& g) {
  const std::string pad = g.mistake == Mistake::no_padding ? "" : ", pad";
  return "col = im2col(x, {FH|FH}, {FW|FW}, stride" + pad + (g.dilation > 1 ? ", d)" : ")");
}
[[nodiscard]] inline std::string filters_line(const Geometry& g) {
  return g.mistake == Mistake::wrong_reshape_W ? "col_W = W.reshape(-1, {FN|FN})"
                                               : "col_W = W.reshape({FN|FN}, -1).T";
}

}  // namespace unfold::view::gemm
