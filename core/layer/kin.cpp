#include "core/layer/kin.h"

#include "core/layer/dense_box.h"

#include <algorithm>
#include <set>
#include <utility>

namespace unfold {

namespace {

CellRef first_of(const CellBox& b) { return {b.tensor, b.first}; }

// Made by copying one cell: not an input, a sum or a maximum.
bool is_copied(TensorId id) {
  return id != TensorId::x && id != TensorId::W && id != TensorId::b && id != TensorId::out2d &&
         id != TensorId::pool_max;
}

// Copied on, not summed or compared.
bool copies_on(TensorId id) {
  return id != TensorId::col && id != TensorId::col_W && id != TensorId::b && id != TensorId::pool_windows &&
         id != TensorId::pool;
}

CellRef origin_of(const Geometry& g, CellRef cell) {
  while (is_copied(cell.tensor)) {
    const std::vector<CellBox> from = sources(g, false, cell);
    if (from.empty()) break;
    cell = first_of(from[0]);
  }
  return cell;
}

const CellRef* cell_in(const std::vector<CellRef>& cells, TensorId id) {
  const auto found =
      std::find_if(cells.begin(), cells.end(), [&](const CellRef& cell) { return cell.tensor == id; });
  return found == cells.end() ? nullptr : &*found;
}

// Is the part of a row of col that a sum takes a window of img, in the channels of one group?
bool rows_are_windows(const Geometry& g) {
  if (is_harmless(g)) return true;
  return g.mistake != Mistake::no_transpose && (g.mistake != Mistake::swap_c_fh || g.groups == 1);
}

// The same places, the first one first; of one alone the step is 1.
Progression rising(const Progression& p) {
  if (p.count == 1) return {p.first, 1, 1};
  return p.step > 0 ? p : Progression{p.at(p.count - 1), p.count, -p.step};
}

// The maxima that the windows of these cells of pool_col become, and where they are copied.
void add_maxima(const Geometry& g, const std::vector<CellRef>& cells, std::vector<CellBox>& to) {
  for (const CellRef& cell : cells) {
    if (cell.tensor != TensorId::pool_windows) continue;
    const CellRef most = first_of(targets(g, false, cell)[0]);
    to.push_back(single(most));
    to.push_back(targets(g, false, most)[0]);
  }
}

// What a sum is made of: of a window the channels of its filter's group. A row of col is a window of img, and
// a column of col_W a filter, where no mistake scatters them: what is scattered is no box, and is left out.
void add_window(const Geometry& g, bool has_bias, const CellRef& sum, std::vector<CellBox>& from) {
  const CellRef nhwc = first_of(targets(g, has_bias, sum)[0]);
  const std::int64_t n = nhwc.at[0], oh = nhwc.at[1], ow = nhwc.at[2], f = nhwc.at[3];
  const std::int64_t c = g.group_of_filter(f) * g.CG;
  const Slide down = g.rows(), across = g.cols();
  const Progression rows = cells_on(down, oh), cols = cells_on(across, ow);
  if (rows_are_windows(g)) {
    const Index apart{1, 1, g.dilation, g.dilation};
    if (rows.count > 0 && cols.count > 0)
      from.push_back(
          {TensorId::x,
           {n, c, down.place(oh, rows.first) - g.pad.top, across.place(ow, cols.first) - g.pad.left},
           {1, g.CG, rows.count, cols.count},
           apart});
    from.push_back(
        {TensorId::img, {n, c, down.place(oh, 0), across.place(ow, 0)}, {1, g.CG, g.FH, g.FW}, apart});
    const CellBox col6 = dense_box(TensorId::col6, {n, c, 0, 0, oh, ow}, {1, g.CG, g.FH, g.FW, 1, 1});
    from.push_back(col6);
    if (g.mistake == Mistake::no_transpose)
      from.push_back(dense_box(TensorId::col6_t, col6.first, col6.count));
    else if (g.mistake == Mistake::swap_c_fh)
      from.push_back(dense_box(TensorId::col6_t, {n, oh, ow, 0, c, 0}, {1, 1, 1, g.FH, g.CG, g.FW}));
    else
      from.push_back(dense_box(TensorId::col6_t, {n, oh, ow, c, 0, 0}, {1, 1, 1, g.CG, g.FH, g.FW}));
  }
  if (g.mistake != Mistake::wrong_reshape_W || is_harmless(g))
    from.push_back(dense_box(TensorId::W, {f, 0, 0, 0}, {1, g.CG, g.FH, g.FW}));
  for (const CellBox& source : sources(g, has_bias, sum)) from.push_back(source);
}

// What a maximum is the largest of.
void add_pool_window(const Geometry& g, const CellRef& most, std::vector<CellBox>& from) {
  const CellRef pooled = first_of(targets(g, false, most)[0]);
  const std::int64_t n = pooled.at[0], f = pooled.at[1], apart = g.pool_dilation;
  const Slide down = g.pool_rows(), across = g.pool_cols();
  const Progression rows = cells_on(down, pooled.at[2]), cols = cells_on(across, pooled.at[3]);
  const std::int64_t oh = down.place(pooled.at[2], rows.first) - g.pool_pad.top;
  const std::int64_t ow = across.place(pooled.at[3], cols.first) - g.pool_pad.left;
  const Shape positions{g.N, g.OH, g.OW};
  for (std::int64_t i = 0; i < rows.count; ++i)
    from.push_back({TensorId::out2d,
                    {flatten(positions, {n, oh + i * apart, ow}), f},
                    {cols.count, 1},
                    {cols.count == 1 ? 1 : apart, 1}});
  from.push_back({TensorId::out_nhwc, {n, oh, ow, f}, {1, rows.count, cols.count, 1}, {1, apart, apart, 1}});
  from.push_back({TensorId::conv, {n, f, oh, ow}, {1, 1, rows.count, cols.count}, {1, 1, apart, apart}});
  const CellBox window = sources(g, false, most)[0];
  const CellRef in_pool_col = first_of(sources(g, false, first_of(window))[0]);
  from.push_back(dense_box(TensorId::pool_col, in_pool_col.at, {1, g.PH * g.PW}));
  from.push_back(window);
}

// The sums of image n at these places, in every map of a group.
void add_places(const Geometry& g, std::int64_t n, std::int64_t group, const Progression& rows,
                const Progression& cols, std::vector<CellBox>& to) {
  const Shape positions{g.N, g.OH, g.OW};
  const std::int64_t f = group * g.FG;
  for (std::int64_t i = 0; i < rows.count; ++i)
    to.push_back({TensorId::out2d,
                  {flatten(positions, {n, rows.at(i), cols.first}), f},
                  {cols.count, g.FG},
                  {cols.step, 1}});
  to.push_back({TensorId::out_nhwc,
                {n, rows.first, cols.first, f},
                {1, rows.count, cols.count, g.FG},
                {1, rows.step, cols.step, 1}});
  to.push_back({TensorId::conv,
                {n, f, rows.first, cols.first},
                {1, g.FG, rows.count, cols.count},
                {1, 1, rows.step, cols.step}});
  // In the pooling's matrices a place of the first map stands for its column of every map.
  const std::int64_t window = g.PH * g.PW;
  for (std::int64_t i = 0; i < rows.count; ++i) {
    for (std::int64_t j = 0; j < cols.count; ++j) {
      for (const CellBox& copy : targets(g, false, {TensorId::conv, {n, f, rows.at(i), cols.at(j)}})) {
        to.push_back({TensorId::pool_col, copy.first, {1, g.FG}, {1, window}});
        const CellRef row = first_of(targets(g, false, first_of(copy))[0]);
        to.push_back(dense_box(TensorId::pool_windows, row.at, {g.FG, 1}));
      }
    }
  }
}

// The sums that the rows of a pixel's copies become: where a row is a window, their places are a grid in
// every map of its group; else they are scattered, and two copies may lie in one row.
void add_sums(const Geometry& g, const std::vector<CellRef>& same, std::vector<CellBox>& to) {
  if (rows_are_windows(g)) {
    const CellRef& pixel = *cell_in(same, TensorId::img);
    Progression rows = readers(g.rows(), pixel.at[2]).window, cols = readers(g.cols(), pixel.at[3]).window;
    if (rows.count == 0 || cols.count == 0) return;
    add_places(g, pixel.at[0], pixel.at[1] / g.CG, rising(rows), rising(cols), to);
    return;
  }
  std::set<std::pair<std::int64_t, std::int64_t>> of;  // rows of col, and groups
  for (const CellRef& cell : same)
    if (cell.tensor == TensorId::col) of.insert({cell.at[0], g.group_of_column(cell.at[1])});
  for (const auto& [row, group] : of) {
    const Index at = unflatten({g.N, g.OH, g.OW}, row);
    add_places(g, at[0], group, {at[1], 1, 1}, {at[2], 1, 1}, to);
  }
}

}  // namespace

std::vector<CellRef> copies(const Geometry& g, const CellRef& cell) {
  std::vector<CellRef> all{origin_of(g, cell)};
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!copies_on(all[i].tensor)) continue;
    const CellRef from = all[i];
    for (const CellBox& to : targets(g, false, from)) all.push_back(first_of(to));
  }
  return all;
}

Kin kin_of(const Geometry& g, bool has_bias, const CellRef& cell) {
  Kin kin;
  kin.same = copies(g, cell);
  const CellRef& first = kin.same.front();
  switch (first.tensor) {
  case TensorId::W:
  case TensorId::b: {
    // The map is the column that the weight stands in, which a wrong reshape makes another than its filter.
    const CellRef* in_col_W = cell_in(kin.same, TensorId::col_W);
    const std::int64_t f = in_col_W != nullptr ? in_col_W->at[1] : first.at[0];
    kin.to = {dense_box(TensorId::out2d, {0, f}, {g.M, 1}),
              dense_box(TensorId::out_nhwc, {0, 0, 0, f}, {g.N, g.OH, g.OW, 1}),
              dense_box(TensorId::conv, {0, f, 0, 0}, {g.N, 1, g.OH, g.OW})};
    break;
  }
  case TensorId::out2d:
    add_window(g, has_bias, first, kin.from);
    add_maxima(g, kin.same, kin.to);
    break;
  case TensorId::pool_max: add_pool_window(g, first, kin.from); break;
  case TensorId::pool_col: add_maxima(g, kin.same, kin.to); break;  // pool padding
  default:
    if (cell_in(kin.same, TensorId::img) != nullptr) add_sums(g, kin.same, kin.to);
    break;
  }
  return kin;
}

TensorId memory_of(TensorId id) {
  switch (id) {
  case TensorId::col6_t: return TensorId::col6;
  case TensorId::col_W: return TensorId::W;
  case TensorId::out_nhwc:
  case TensorId::conv: return TensorId::out2d;
  case TensorId::pool_windows: return TensorId::pool_col;
  case TensorId::pool: return TensorId::pool_max;
  case TensorId::x:
  case TensorId::img:
  case TensorId::col6:
  case TensorId::col:
  case TensorId::W:
  case TensorId::b:
  case TensorId::out2d:
  case TensorId::pool_col:
  case TensorId::pool_max: return id;
  }
  return id;
}

std::int64_t place_in_memory(const Geometry& g, const CellRef& cell) {
  CellRef owner = cell;
  while (is_view(owner.tensor)) owner = first_of(sources(g, false, owner)[0]);
  return flatten(shape_of(g, owner.tensor), owner.at);
}

Position step_of(const Geometry& g, const Playback& playback, const CellRef& cell) {
  const Stage stage = stage_of(cell.tensor);
  const Index& at = cell.at;
  switch (cell.tensor) {
  case TensorId::x:
  case TensorId::img:
  case TensorId::col6_t: return {stage, 0};
  case TensorId::col6: return {stage, loop_step_of(g, playback.orders.loop, at)};
  case TensorId::col:
  case TensorId::W:
  case TensorId::b: return {stage, at[0]};
  case TensorId::col_W: return {stage, at[1]};
  case TensorId::out2d: return {stage, gemm_step_of(g, playback.orders.gemm, at[0], at[1])};
  case TensorId::out_nhwc: return {stage, at[3]};
  case TensorId::conv: return {stage, at[1]};
  case TensorId::pool_col: return {stage, at[1] % (g.PH * g.PW)};
  case TensorId::pool_windows:
  case TensorId::pool_max: return {stage, at[0]};
  case TensorId::pool: return {stage, at[1]};
  }
  return {stage, 0};
}

}  // namespace unfold
