#include "app/view/pictures.h"
#include "app/view/stages/im2col_parts.h"

namespace unfold::view::loop {

namespace {

Index origin_of(const Loop& loop) { return {loop.n, std::max(0, loop.channel), 0, 0}; }

// Every cell with its number; the slice strong, the rest at rest.
void draw_cells(Painter& p, const Loop& loop, const Area& img, bool solid) {
  const Slice& s = loop.slice;
  for (std::int64_t r = 0; r < img.rows; ++r) {
    for (std::int64_t c = 0; c < img.cols; ++c) {
      const bool lit = s.lit(r, c);
      draw_image_cell(p, loop.context, {TensorId::img, {loop.n, loop.channel, r, c}}, img.cell(r, c),
                      lit ? CellLook::lit : CellLook::rest);
      if (lit && !solid) p.frame(img.cell(r, c), p.theme().accent, 2);
    }
  }
}

void draw_slice(Painter& p, const Loop& loop, const Area& img) {
  const StageContext& context = loop.context;
  const Slice& s = loop.slice;
  const std::int64_t rows = s.last_row - s.first_row + 1, cols = s.last_col - s.first_col + 1;
  const Rect block = img.block(s.first_row, s.first_col, rows, cols);
  const bool solid = s.row_step == 1 && s.col_step == 1;
  if (loop.channel >= 0 && img.cell_w >= 30 && img.cell_h >= 16) {
    draw_cells(p, loop, img, solid);
    if (solid) p.lit(block);
  } else if (solid || img.cell_w < 1) {  // a block, or a lattice finer than the screen
    const Picture base = image_rgb(
        context.walkthrough, context.document.preprocess, TensorId::img, loop.n,
        pixel_look(*context.walkthrough, TensorId::img, context.options, p.theme().name, loop.channel),
        p.theme().pad);
    p.picture(img.at, base, {}, 0.25F);
    p.picture_part(block, base, static_cast<double>(s.first_col), static_cast<double>(s.first_row),
                   static_cast<double>(cols), static_cast<double>(rows));
    numbers_over(p, context, img, TensorId::img, origin_of(loop), 2, 3, base);
    p.lit(block);
  } else {
    const Picture lattice = lattice_picture(context, p.theme(), s, loop.n, loop.channel);
    p.picture(img.at, lattice);
    numbers_over(p, context, img, TensorId::img, origin_of(loop), 2, 3, lattice);
  }
  hit_area(p, img, TensorId::img, origin_of(loop), 2, 3);
}

}  // namespace

void draw_read_counts(Painter& p, const StageContext& context, std::int64_t n, std::int64_t c,
                      const Area& img) {
  const Geometry& g = context.geometry();
  const Coloring coloring = read_count_coloring(g);
  p.picture(img.at, read_count_picture(g, context.walkthrough->serial()), coloring);
  hit_area(p, img, TensorId::img, {n, c, 0, 0}, 2, 3);
  if (img.cell_w < 20 || img.cell_h < 16) return;
  for (std::int64_t row = 0; row < g.HP; ++row) {
    for (std::int64_t col = 0; col < g.WP; ++col) {
      const std::int64_t count = read_count(g, row, col);
      p.cell(img.cell(row, col), color_of(p.theme(), coloring, static_cast<float>(count)),
             {std::to_string(count), static_cast<double>(count)}, p.type().code);
    }
  }
}

void draw_loop_image(Painter& p, const Loop& loop, const Area& img) {
  switch (loop.context.options.im2col) {
  case Im2colView::read_count:
    draw_read_counts(p, loop.context, loop.n, std::max(0, loop.channel), img);
    break;
  case Im2colView::windows:
    draw_image(p, loop.context, TensorId::img, loop.n, img, {loop.channel, 0.5F, true});
    break;
  case Im2colView::slice: draw_slice(p, loop, img); break;
  }
  hatch_unread(p, loop.context.geometry(), img);
  p.frame({img.at.x - 1, img.at.y - 1, img.at.w + 2, img.at.h + 2}, p.theme().line2);
}

}  // namespace unfold::view::loop
