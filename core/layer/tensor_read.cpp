#include "core/layer/tensor_read.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <iterator>
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

void read_spread(const StridedTensor& t, std::int64_t count, float* out) {
  if (is_reshaped(t)) {
    read_spread(unreshaped(t), count, out);
    return;
  }
  // Multiples of the square roots of primes, each for one part: their fractions fill the space evenly.
  constexpr std::uint32_t roots[] = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
                                     0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
  StridedPart parts[std::size(roots)];
  std::size_t used = 0;
  for (int axis = 0; axis < t.shape.rank(); ++axis) {
    for (int p = 0; p < t.axes[axis].count; ++p) {
      if (t.axes[axis].parts[p].size == 1) continue;
      assert(used < std::size(parts));
      parts[used++] = t.axes[axis].parts[p];
    }
  }
  // Neighbours in runs: few lines of memory are read, and of each more than one value.
  const StridedPart along = used > 0 ? parts[used - 1] : StridedPart{};
  const std::int64_t run = along.size >= 4 ? 4 : 1;
  if (used > 0) parts[used - 1].size -= run - 1;
  for (std::int64_t i = 0; i < count;) {
    Place place{0, t.h0, t.w0};
    for (std::size_t p = 0; p < used; ++p) {
      const std::uint64_t turn = static_cast<std::uint32_t>(i / run + 1) * roots[p];
      place.move(parts[p],
                 static_cast<std::int64_t>(turn * static_cast<std::uint64_t>(parts[p].size) >> 32U));
    }
    for (const std::int64_t end = std::min(count, i + run); i < end; ++i, place.move(along, 1)) {
      const bool inside = 0 <= place.h && place.h < t.rows && 0 <= place.w && place.w < t.cols;
      out[i] = inside ? t.data[place.offset + place.h * t.cols + place.w] : outside(t, place);
    }
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

std::optional<RowsInMemory> rows_in_memory(const StridedTensor& t, const StridedRect& rect) {
  if (is_reshaped(t) || rect.rows <= 0 || rect.cols <= 0) return std::nullopt;
  Place corner{0, t.h0, t.w0}, down, across;
  const auto go = [&](int axis, std::int64_t from, std::int64_t step, std::int64_t count, Place& one) {
    if (axis < 0 || t.axes[axis].count != 1) return false;
    const std::int64_t first = rect.origin[axis] + from * step;
    if (first + (count - 1) * step >= t.shape[axis]) return false;
    corner.move(t.axes[axis].parts[0], first);
    one.move(t.axes[axis].parts[0], step);
    return true;
  };
  if (!go(rect.row_axis, rect.row0, rect.row_step, rect.rows, down) ||
      !go(rect.col_axis, rect.col0, rect.col_step, rect.cols, across))
    return std::nullopt;
  for (int axis = 0; axis < t.shape.rank(); ++axis) {
    if (axis != rect.row_axis && axis != rect.col_axis) move_along(corner, t.axes[axis], rect.origin[axis]);
  }
  // Straight lines: what holds at the corners holds between them.
  const auto inside = [&](std::int64_t i, std::int64_t j) {
    const std::int64_t h = corner.h + i * down.h + j * across.h, w = corner.w + i * down.w + j * across.w;
    return 0 <= h && h < t.rows && 0 <= w && w < t.cols;
  };
  const std::int64_t last_row = rect.rows - 1, last_col = rect.cols - 1;
  if (!inside(0, 0) || !inside(0, last_col) || !inside(last_row, 0) || !inside(last_row, last_col))
    return std::nullopt;
  const auto elements = [&](const Place& place) { return place.offset + place.h * t.cols + place.w; };
  if (elements(across) != 1) return std::nullopt;
  return RowsInMemory{.first = t.data + elements(corner), .pitch = elements(down)};
}

}  // namespace unfold
