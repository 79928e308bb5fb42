#include "app/view/stages/filter_window.h"

#include <algorithm>

namespace unfold::view::loop {

Rect window_rect(const Area& img, const Geometry& g, std::int64_t top, std::int64_t left) {
  return img.block(top, left, g.rows().extent(), g.cols().extent());
}

bool reads(const Geometry& g, std::int64_t top, std::int64_t left, std::int64_t row, std::int64_t col) {
  const std::int64_t y = row - top, x = col - left;
  return y >= 0 && y < g.rows().extent() && y % g.dilation == 0 && x >= 0 && x < g.cols().extent() &&
         x % g.dilation == 0;
}

void frame_holes(Painter& p, const Area& img, const Geometry& g, std::int64_t top, std::int64_t left) {
  if (g.dilation == 1 || img.cell_w < 4) return;
  for (std::int64_t y = 0; y < g.FH; ++y)
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const Rect cell = img.cell(top + y * g.dilation, left + x * g.dilation);
      p.frame({cell.x, cell.y, cell.w - 1, cell.h - 1}, p.theme().text0,
              std::max(p.theme().stroke.cell, img.cell_w >= 20 ? 2.0F : 1.0F));
    }
}

void lit_window(Painter& p, const Area& img, const Geometry& g, std::int64_t top, std::int64_t left) {
  frame_holes(p, img, g, top, left);
  p.lit(window_rect(img, g, top, left));
}

void draw_window(Painter& p, Rect at, const Picture& img, const Geometry& g, std::int64_t top,
                 std::int64_t left) {
  if (g.dilation == 1) {
    p.picture_part(at, img, static_cast<double>(left), static_cast<double>(top), static_cast<double>(g.FW),
                   static_cast<double>(g.FH));
    return;
  }
  const float w = at.w / static_cast<float>(g.FW), h = at.h / static_cast<float>(g.FH);
  for (std::int64_t y = 0; y < g.FH; ++y)
    for (std::int64_t x = 0; x < g.FW; ++x)
      p.picture_part({at.x + static_cast<float>(x) * w, at.y + static_cast<float>(y) * h, w, h}, img,
                     static_cast<double>(left + x * g.dilation), static_cast<double>(top + y * g.dilation), 1,
                     1);
}

void light_window(Painter& p, const Area& img, const Picture& picture, const Geometry& g, std::int64_t top,
                  std::int64_t left) {
  if (g.dilation == 1) return draw_window(p, window_rect(img, g, top, left), picture, g, top, left);
  for (std::int64_t y = 0; y < g.FH; ++y)
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const std::int64_t row = top + y * g.dilation, col = left + x * g.dilation;
      p.picture_part(img.cell(row, col), picture, static_cast<double>(col), static_cast<double>(row), 1, 1);
    }
}

}  // namespace unfold::view::loop
