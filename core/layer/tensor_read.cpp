#include "core/layer/tensor_read.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>
#include <vector>

namespace unfold {

namespace {

// A place in memory: elements through whole planes, and row and column inside one.
struct Place {
  std::int64_t offset = 0, h = 0, w = 0;

  void move(const StridedPart& part, std::int64_t i) {
    offset += i * part.offset;
    h += i * part.dh;
    w += i * part.dw;
  }
};

void move_along(Place& place, const StridedAxis& axis, std::int64_t i) {
  for (int p = axis.count - 1; p > 0; --p) {
    place.move(axis.parts[p], i % axis.parts[p].size);
    i /= axis.parts[p].size;
  }
  place.move(axis.parts[0], i);
}

// `count` cells at equal distances: a straight line through one array.
struct Run {
  Place from, step;
  std::int64_t count = 0;
};

// The cells first, first + step, ... of one axis, cut where the fastest part starts again.
void cut_into_runs(const StridedAxis& axis, std::int64_t first, std::int64_t step, std::int64_t count,
                   std::vector<Run>& runs) {
  const StridedPart& fastest = axis.parts[axis.count - 1];
  Place stride;
  stride.move(fastest, step);
  for (std::int64_t i = first; count > 0;) {
    Run run{{}, stride, 0};
    move_along(run.from, axis, i);
    run.count =
        axis.count == 1 ? count : std::min(count, (fastest.size - i % fastest.size + step - 1) / step);
    runs.push_back(run);
    i += run.count * step;
    count -= run.count;
  }
}

// What a place outside its plane reads as.
float outside(const StridedTensor& t, const Place& place) {
  return place.h >= t.rows_end || place.w >= t.cols_end ? t.beyond : t.fill;
}

// The i for which 0 <= from + i*step < size, as part of lo..hi.
void keep_inside(std::int64_t from, std::int64_t step, std::int64_t size, std::int64_t& lo,
                 std::int64_t& hi) {
  if (step == 0) {
    if (from < 0 || from >= size) hi = lo;
    return;
  }
  if (from < 0) lo = std::max(lo, (-from + step - 1) / step);
  hi = from >= size ? lo : std::min(hi, (size - from + step - 1) / step);
  hi = std::max(lo, hi);
}

// Cells lo..hi - 1 of a run, which lie outside their plane.
void fill_run(const StridedTensor& t, const Place& base, const Run& run, std::int64_t lo, std::int64_t hi,
              float* out) {
  if (t.fill == t.beyond) {
    std::fill(out + lo, out + hi, t.fill);
    return;
  }
  for (std::int64_t i = lo; i < hi; ++i) {
    out[i] = outside(t, {0, base.h + run.from.h + i * run.step.h, base.w + run.from.w + i * run.step.w});
  }
}

void copy_run(const StridedTensor& t, const Place& base, const Run& run, float* out) {
  const std::int64_t h = base.h + run.from.h;
  const std::int64_t w = base.w + run.from.w;
  std::int64_t lo = 0;
  std::int64_t hi = run.count;
  keep_inside(h, run.step.h, t.rows, lo, hi);
  keep_inside(w, run.step.w, t.cols, lo, hi);
  lo = std::min(lo, run.count);
  hi = std::clamp(hi, lo, run.count);
  fill_run(t, base, run, 0, lo, out);
  fill_run(t, base, run, hi, run.count, out);
  if (lo == hi) return;
  const std::int64_t step = run.step.offset + run.step.h * t.cols + run.step.w;
  const float* from = t.data + base.offset + run.from.offset + h * t.cols + w + lo * step;
  if (step == 1) {
    std::memcpy(out + lo, from, static_cast<std::size_t>(hi - lo) * sizeof(float));
  } else {
    for (std::int64_t i = lo; i < hi; ++i, from += step) out[i] = *from;
  }
}

bool is_reshaped(const StridedTensor& t) { return t.unshaped.rank() > 0; }

StridedTensor unreshaped(StridedTensor t) {
  t.shape = std::exchange(t.unshaped, {});
  return t;
}

// A rectangle of a reshaped matrix: each of its rows is a run in memory's order, whichever way the rectangle
// lies.
void read_reshaped(const StridedTensor& t, const StridedRect& rect, float* out) {
  assert(t.shape.rank() == 2);
  if (rect.rows == 0 || rect.cols == 0) return;
  const StridedTensor base = unreshaped(t);
  // The rectangle's counts and steps along the axes of the matrix, and how far apart it puts neighbours.
  struct Along {
    std::int64_t first = 0, step = 1, count = 1, apart = 0;
  };
  Along axes[2] = {{rect.origin[0]}, {rect.origin[1]}};
  if (rect.row_axis >= 0)
    axes[rect.row_axis] = {rect.origin[rect.row_axis] + rect.row0 * rect.row_step, rect.row_step, rect.rows,
                           rect.cols};
  if (rect.col_axis >= 0)
    axes[rect.col_axis] = {rect.origin[rect.col_axis] + rect.col0 * rect.col_step, rect.col_step, rect.cols,
                           1};
  for (int i = 0; i < 2; ++i) {
    const std::int64_t left = t.shape[i] - axes[i].first;
    axes[i].count = left <= 0 ? 0 : std::min(axes[i].count, (left + axes[i].step - 1) / axes[i].step);
  }
  std::fill(out, out + rect.rows * rect.cols, 0.0F);
  const Along& down = axes[0];
  const Along& across = axes[1];
  if (down.count == 0 || across.count == 0) return;
  const std::int64_t span = (across.count - 1) * across.step + 1;
  std::vector<float> run(static_cast<std::size_t>(span));
  for (std::int64_t i = 0; i < down.count; ++i) {
    read_run(base, (down.first + i * down.step) * t.shape[1] + across.first, span, run.data());
    float* to = out + i * down.apart;
    for (std::int64_t j = 0; j < across.count; ++j)
      to[j * across.apart] = run[static_cast<std::size_t>(j * across.step)];
  }
  // An axis of -1 stands still: what it repeats is read once.
  if (rect.row_axis < 0) {
    for (std::int64_t i = 1; i < rect.rows; ++i) std::copy(out, out + rect.cols, out + i * rect.cols);
  }
  if (rect.col_axis < 0) {
    for (std::int64_t i = 0; i < rect.rows; ++i)
      std::fill(out + i * rect.cols, out + (i + 1) * rect.cols, out[i * rect.cols]);
  }
}

}  // namespace

float read_cell(const StridedTensor& t, const Index& index) {
  assert(index.rank() == t.shape.rank());
  if (is_reshaped(t)) return read_cell(unreshaped(t), unflatten(t.unshaped, flatten(t.shape, index)));
  Place place{0, t.h0, t.w0};
  for (int axis = 0; axis < t.shape.rank(); ++axis) {
    assert(0 <= index[axis] && index[axis] < t.shape[axis]);
    move_along(place, t.axes[axis], index[axis]);
  }
  const bool inside = 0 <= place.h && place.h < t.rows && 0 <= place.w && place.w < t.cols;
  return inside ? t.data[place.offset + place.h * t.cols + place.w] : outside(t, place);
}

void read_run(const StridedTensor& t, std::int64_t first, std::int64_t count, float* out) {
  assert(first >= 0 && count >= 0 && first + count <= t.shape.count());
  if (is_reshaped(t)) {
    read_run(unreshaped(t), first, count, out);
    return;
  }
  const int last = t.shape.rank() - 1;
  const std::int64_t width = t.shape[last];
  std::vector<Run> runs;
  std::int64_t runs_first = -1;
  std::int64_t runs_count = -1;
  while (count > 0) {
    const std::int64_t col = first % width;
    const std::int64_t here = std::min(count, width - col);
    if (col != runs_first || here != runs_count) {
      runs.clear();
      cut_into_runs(t.axes[last], col, 1, here, runs);
      runs_first = col;
      runs_count = here;
    }
    Place base{0, t.h0, t.w0};
    std::int64_t row = first / width;
    for (int axis = last - 1; axis >= 0; --axis) {
      move_along(base, t.axes[axis], row % t.shape[axis]);
      row /= t.shape[axis];
    }
    for (const Run& run : runs) {
      copy_run(t, base, run, out);
      out += run.count;
    }
    first += here;
    count -= here;
  }
}

void read_rect(const StridedTensor& t, const StridedRect& rect, float* out) {
  assert(rect.origin.rank() == t.shape.rank() && rect.row_axis != rect.col_axis);
  if (is_reshaped(t)) {
    read_reshaped(t, rect, out);
    return;
  }
  Place origin{0, t.h0, t.w0};
  for (int axis = 0; axis < t.shape.rank(); ++axis) {
    if (axis != rect.row_axis && axis != rect.col_axis) move_along(origin, t.axes[axis], rect.origin[axis]);
  }
  // How many of `count` cells from `first` in steps lie inside the axis.
  const auto cells_inside = [&](int axis, std::int64_t first, std::int64_t step, std::int64_t count) {
    const std::int64_t left = t.shape[axis] - first;
    return left <= 0 ? 0 : std::min(count, (left + step - 1) / step);
  };
  std::vector<Run> runs;
  std::int64_t cols = rect.cols;
  if (rect.col_axis >= 0) {
    const std::int64_t first = rect.origin[rect.col_axis] + rect.col0 * rect.col_step;
    cols = cells_inside(rect.col_axis, first, rect.col_step, rect.cols);
    cut_into_runs(t.axes[rect.col_axis], first, rect.col_step, cols, runs);
  } else {
    runs.push_back({{}, {}, cols});
  }
  std::int64_t rows = rect.rows;
  std::int64_t row_first = 0;
  if (rect.row_axis >= 0) {
    row_first = rect.origin[rect.row_axis] + rect.row0 * rect.row_step;
    rows = cells_inside(rect.row_axis, row_first, rect.row_step, rect.rows);
  }
  for (std::int64_t i = 0; i < rect.rows; ++i, out += rect.cols) {
    if (i >= rows) {
      std::fill(out, out + rect.cols, 0.0F);
      continue;
    }
    Place base = origin;
    if (rect.row_axis >= 0) move_along(base, t.axes[rect.row_axis], row_first + i * rect.row_step);
    float* to = out;
    for (const Run& run : runs) {
      copy_run(t, base, run, to);
      to += run.count;
    }
    std::fill(to, out + rect.cols, 0.0F);
  }
}

}  // namespace unfold
