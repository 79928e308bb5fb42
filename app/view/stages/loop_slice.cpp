#include "app/view/stages/loop_slice.h"

#include <algorithm>

namespace unfold::view::loop {

namespace {

std::vector<Band> bands(std::int64_t size, auto&& unread) {
  std::vector<Band> found;
  for (std::int64_t i = 0; i < size; ++i) {
    if (!unread(i)) continue;
    if (!found.empty() && found.back().first + found.back().count == i) {
      ++found.back().count;
    } else {
      found.push_back({i, 1});
    }
  }
  return found;
}

Index source_in_img(const Geometry& g, const Index& col6) {
  const std::vector<CellBox> boxes = sources(g, false, {TensorId::col6, col6});
  return boxes.front().first;
}

}  // namespace

Slice slice_of(const Geometry& g, std::int64_t step) {
  const Index place = unflatten(Shape{g.FH, g.FW}, std::clamp<std::int64_t>(step, 0, g.FH * g.FW - 1));
  Slice s;
  s.step = flatten(Shape{g.FH, g.FW}, place);
  s.y = place[0];
  s.x = place[1];
  s.y_max = s.y * g.dilation + g.stride * g.OH;
  s.x_max = s.x * g.dilation + g.stride * g.OW;
  const Index first = source_in_img(g, {0, 0, s.y, s.x, 0, 0});
  const Index last = source_in_img(g, {0, 0, s.y, s.x, g.OH - 1, g.OW - 1});
  s.first_row = first[2];
  s.first_col = first[3];
  s.last_row = last[2];
  s.last_col = last[3];
  s.rows = g.OH;
  s.cols = g.OW;
  s.row_step = g.OH > 1 ? (s.last_row - s.first_row) / (g.OH - 1) : g.stride;
  s.col_step = g.OW > 1 ? (s.last_col - s.first_col) / (g.OW - 1) : g.stride;
  return s;
}

// Column 0 and row 0 are always read, by the first window.
std::vector<Band> unread_rows(const Geometry& g) {
  return bands(g.HP, [&](std::int64_t row) { return read_count(g, row, 0) == 0; });
}
std::vector<Band> unread_cols(const Geometry& g) {
  return bands(g.WP, [&](std::int64_t col) { return read_count(g, 0, col) == 0; });
}

std::vector<Band> unread_bands(const Slide& slide) {
  return bands(slide.size, [&](std::int64_t i) { return readers(slide, i + slide.before).count() == 0; });
}

std::optional<CellRef> on_the_way(const StageContext& context, TensorId tensor) {
  const CellRef& cell = context.pointed;
  if (cell.at.rank() == 0) return std::nullopt;
  if (cell.tensor == tensor) return cell;
  for (const CellRef& stop : follow(context.geometry(), cell, context.options.filter)) {
    if (stop.tensor == tensor) return stop;
  }
  return std::nullopt;
}

std::optional<Copy> copy_of(const StageContext& context, const Slice& slice) {
  const std::optional<CellRef> img = on_the_way(context, TensorId::img);
  if (!img || !slice.lit(img->at[2], img->at[3])) return std::nullopt;
  const Geometry& g = context.geometry();
  for (const CellBox& box : targets(g, false, *img)) {
    if (box.tensor != TensorId::col6) continue;
    for (std::int64_t i = 0; i < box.cells(); ++i) {
      Index at = unflatten(box.count, i);
      for (int axis = 0; axis < at.rank(); ++axis) at[axis] = box.first[axis] + at[axis] * box.step[axis];
      if (at[2] != slice.y || at[3] != slice.x) continue;
      Index corner = at;
      corner[2] = corner[3] = 0;
      return Copy{*img, {TensorId::col6, at}, {TensorId::img, source_in_img(g, corner)}};
    }
  }
  return std::nullopt;
}

std::string listed(std::int64_t first, std::int64_t step, std::int64_t count) {
  std::string s;
  for (std::int64_t i = 0; i < count; ++i) {
    if (count > 5 && i == 3) {
      s += " … " + std::to_string(first + (count - 1) * step);
      break;
    }
    if (i > 0) s += ", ";
    s += std::to_string(first + i * step);
  }
  return s;
}

std::int64_t shown_image(const StageContext& context) {
  return std::clamp<std::int64_t>(context.options.image, 0, context.geometry().N - 1);
}

int picture_channel(const StageContext& context) {
  const Geometry& g = context.geometry();
  if (context.options.channel >= 0)
    return static_cast<int>(std::min<std::int64_t>(context.options.channel, g.C - 1));
  return g.C == 3 ? -1 : 0;
}

std::int64_t shown_channel(const StageContext& context) { return std::max(0, picture_channel(context)); }

CellRef middle_of_plane(const Geometry& g, std::int64_t n, std::int64_t c, std::int64_t step) {
  const Slice s = slice_of(g, step);
  // A little below the middle and to the left: on a portrait that is where the picture is.
  return {TensorId::col6, {n, c, s.y, s.x, g.OH * 59 / 112, g.OW * 41 / 112}};
}

}  // namespace unfold::view::loop
