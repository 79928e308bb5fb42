#include "app/view/stages/gemm_outer.h"

#include "core/layer/partial_product.h"

#include <functional>
#include <memory>
#include <utility>

namespace unfold::view::gemm {

namespace {

using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;

std::uint64_t bits(std::int64_t n) { return static_cast<std::uint64_t>(n); }

std::int64_t first_row_of(const Geometry& g, std::int64_t n) {
  return sources(g, false, {TensorId::out_nhwc, {n, 0, 0, 0}}).front().first[0];
}

}  // namespace

void read_sum(const Walkthrough& walk, std::int64_t terms, std::int64_t row, std::int64_t col,
              std::int64_t rows, std::int64_t cols, float* out) {
  if (terms == walk.geometry().KG)
    walk.read_plane({.tensor = TensorId::out2d, .origin = {0, 0}, .row_axis = 0, .col_axis = 1}, row, col,
                    rows, cols, out);
  else
    read_partial_product(walk, terms, row, col, rows, cols, out);
}

Picture partial_rows(std::shared_ptr<const Walkthrough> walk, std::int64_t terms, std::int64_t first,
                     std::int64_t rows) {
  Picture picture;
  picture.id = picture_id({walk->serial(), 0x0a7e4, bits(terms), bits(first), bits(rows)});
  picture.width = walk->geometry().FN;
  picture.height = rows;
  picture.fill =
      std::make_shared<const Fill>([walk = std::move(walk), terms, first](
                                       std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h,
                                       float* out) { read_sum(*walk, terms, first + y0, x0, h, w, out); });
  return picture;
}

Picture partial_map(std::shared_ptr<const Walkthrough> walk, std::int64_t terms, std::int64_t n,
                    std::int64_t f) {
  const std::int64_t OW = walk->geometry().OW, first = first_row_of(walk->geometry(), n);
  Picture picture;
  picture.id = picture_id({walk->serial(), 0x0a7e5, bits(terms), bits(n), bits(f)});
  picture.width = OW;
  picture.height = walk->geometry().OH;
  picture.fill = std::make_shared<const Fill>(
      [walk = std::move(walk), terms, first, f, OW](std::int64_t x0, std::int64_t y0, std::int64_t w,
                                                    std::int64_t h, float* out) {
        // A row of the map lies in as many rows of out2d, one after the other.
        for (std::int64_t y = 0; y < h; ++y)
          read_sum(*walk, terms, first + (y0 + y) * OW + x0, f, w, 1, out + y * w);
      });
  return picture;
}

Picture column_map(std::shared_ptr<const Walkthrough> walk, std::int64_t k, std::int64_t n) {
  const std::int64_t OW = walk->geometry().OW, first = first_row_of(walk->geometry(), n);
  Picture picture;
  picture.id = picture_id({walk->serial(), 0x0a7e6, bits(k), bits(n)});
  picture.width = OW;
  picture.height = walk->geometry().OH;
  picture.fill = std::make_shared<const Fill>(
      [walk = std::move(walk), k, first, OW](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h,
                                             float* out) {
        const Walkthrough::Plane col{.tensor = TensorId::col, .origin = {0, 0}, .row_axis = 0, .col_axis = 1};
        for (std::int64_t y = 0; y < h; ++y)
          walk->read_plane(col, first + (y0 + y) * OW + x0, k, w, 1, out + y * w);
      });
  return picture;
}

}  // namespace unfold::view::gemm
