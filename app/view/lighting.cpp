#include "app/view/window.h"
#include "core/layer/kin.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace unfold::view {
namespace {

// A run of neighbouring rows (or columns) of a block on the canvas.
struct Run {
  std::int64_t first = 0, count = 0;
};

// Which rows (columns) of a block, in its own order, an axis of a box takes.
std::vector<Run> runs_of(const Hit& hit, const CellHit& block, const CellBox& box, int axis, bool is_row) {
  if (axis < 0) return {{0, 1}};
  const std::int64_t first = block.origin[axis] + (is_row ? block.row0 : block.col0);
  const std::int64_t step = is_row ? block.row_step : block.col_step;
  const float extent = is_row ? hit.at.h : hit.at.w, cell = is_row ? block.cell_h : block.cell_w;
  const auto shown = static_cast<std::int64_t>(std::ceil(extent / cell - 0.01F));
  if (step <= 0 || shown <= 0) return {};
  std::vector<Run> runs;
  const auto add = [&](std::int64_t place) {
    if (!runs.empty() && runs.back().first + runs.back().count == place)
      ++runs.back().count;
    else
      runs.push_back({place, 1});
  };
  if (box.step[axis] == step && (box.first[axis] - first) % step == 0) {
    // The same stride: what is shared is one run.
    const std::int64_t from = (box.first[axis] - first) / step;
    const std::int64_t lo = std::max<std::int64_t>(0, from);
    const std::int64_t hi = std::min(shown, from + box.count[axis]);
    if (lo < hi) runs.push_back({lo, hi - lo});
    return runs;
  }
  const bool few_shown = shown < box.count[axis];
  for (std::int64_t i = 0; i < (few_shown ? shown : box.count[axis]); ++i) {
    const std::int64_t value = few_shown ? first + i * step : box.first[axis] + i * box.step[axis];
    const std::int64_t in_box = value - box.first[axis], in_block = value - first;
    if (in_box % box.step[axis] != 0 || in_box < 0 || in_box / box.step[axis] >= box.count[axis]) continue;
    if (in_block % step != 0 || in_block < 0 || in_block / step >= shown) continue;
    add(in_block / step);
  }
  return runs;
}

bool stands_in(const CellHit& block, const CellBox& box) {
  if (block.tensor != box.tensor || block.origin.rank() != box.first.rank()) return false;
  for (int axis = 0; axis < box.first.rank(); ++axis) {
    if (axis == block.row_axis || axis == block.col_axis) continue;
    const std::int64_t off = block.origin[axis] - box.first[axis];
    if (off < 0 || off % box.step[axis] != 0 || off / box.step[axis] >= box.count[axis]) return false;
  }
  return true;
}

// The part of a box that one block on the canvas shows.
struct Shared {
  std::vector<Run> rows, cols;
  [[nodiscard]] std::size_t pieces() const { return rows.size() * cols.size(); }
};
Shared shared(const Hit& hit, const CellHit& block, const CellBox& box) {
  if (!stands_in(block, box)) return {};
  return {runs_of(hit, block, box, block.row_axis, true), runs_of(hit, block, box, block.col_axis, false)};
}

Rect rect_of(const Hit& hit, const CellHit& block, const Run& row, const Run& col) {
  const auto f = [](std::int64_t n) { return static_cast<float>(n); };
  return {hit.at.x + f(col.first) * block.cell_w, hit.at.y + f(row.first) * block.cell_h,
          f(col.count) * block.cell_w, f(row.count) * block.cell_h};
}

// A cell of a large picture may be smaller than a pixel: its frame is not. Frames stand on whole pixels, and
// a cell's own last line belongs to its neighbour.
Rect visible_cell(Rect r) {
  constexpr float least = 2;
  const float w = std::max(r.w, least), h = std::max(r.h, least);
  return {r.x - (w - r.w) / 2, r.y - (h - r.h) / 2, w, h};
}

// The element numbers of the cells of a shared part.
void name_cells(const Shape& shape, const CellHit& block, const Shared& part,
                std::vector<std::int64_t>& seen) {
  CellRef cell{block.tensor, block.origin};
  for (const Run& row : part.rows)
    for (std::int64_t i = 0; i < row.count; ++i) {
      if (block.row_axis >= 0)
        cell.at[block.row_axis] =
            block.origin[block.row_axis] + block.row0 + (row.first + i) * block.row_step;
      for (const Run& col : part.cols)
        for (std::int64_t j = 0; j < col.count; ++j) {
          if (block.col_axis >= 0)
            cell.at[block.col_axis] =
                block.origin[block.col_axis] + block.col0 + (col.first + j) * block.col_step;
          seen.push_back(flatten(shape, cell.at));
        }
    }
}

std::int64_t cells_in(const Shared& part) {
  std::int64_t rows = 0, cols = 0;
  for (const Run& run : part.rows) rows += run.count;
  for (const Run& run : part.cols) cols += run.count;
  return rows * cols;
}

// The axis of the channels, in the tensors that are shown in colour; else -1.
int channel_axis(TensorId id) {
  return id == TensorId::x || id == TensorId::img || id == TensorId::col6 ? 1 : -1;
}

bool is_in(const std::vector<CellBox>& boxes, const CellRef& cell) {
  return std::any_of(boxes.begin(), boxes.end(), [&](const CellBox& box) { return box.contains(cell); });
}

// Gathers what is lit while it is drawn.
class Lighter {
 public:
  Lighter(Painter& p, const Walkthrough& walk)
      : p_(p), walk_(walk), hits_(p.scene().hits) {}  // what the picture shows; frames add none

  void same(const std::vector<CellRef>& cells) {
    for (const CellRef& cell : cells)
      each_block(single(cell), LitCells::Why::same,
                 [&](const Hit& hit, const CellHit& block, const Shared& part) {
                   const Rect r = rect_of(hit, block, part.rows[0], part.cols[0]);
                   p_.lit(visible_cell({r.x, r.y, std::max(1.0F, r.w - 1), std::max(1.0F, r.h - 1)}));
                 });
  }

  void kin(const std::vector<CellBox>& boxes, LitCells::Why why) {
    for (const CellBox& box : boxes)
      each_block(box, why, [&](const Hit& hit, const CellHit& block, const Shared& part) {
        outline(hit, block, part);
      });
  }

  // What was lit, told apart where a cell stands on the canvas twice.
  [[nodiscard]] std::vector<LitCells> lit() {
    constexpr std::size_t few = 16;
    std::vector<LitCells> all;
    for (auto& [key, found] : found_) {
      std::vector<std::int64_t>& seen = found.seen;
      std::sort(seen.begin(), seen.end());
      seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
      LitCells cells{key.second, key.first, std::max(found.large, std::ssize(seen)), {}};
      for (std::size_t i = 0; i < std::min(few, seen.size()); ++i)
        cells.first.push_back({key.second, unflatten(walk_.shape(key.second), seen[i])});
      all.push_back(std::move(cells));
    }
    return all;
  }

 private:
  struct Found {
    std::vector<std::int64_t> seen;  // element numbers
    std::int64_t large = 0;          // where there are too many to tell apart: the most that one block shows
  };

  template <typename Draw> void each_block(const CellBox& box, LitCells::Why why, Draw draw) {
    constexpr std::int64_t many = 4096;
    bool any = false;
    const auto each = [&](auto box_in) {
      for (const Hit& hit : hits_) {
        const auto* block = std::get_if<CellHit>(&hit.what);
        if (block == nullptr || block->tensor != box.tensor) continue;
        const Shared part = shared(hit, *block, box_in(*block));
        if (part.pieces() == 0) continue;
        any = true;
        Found& found = found_[{why, box.tensor}];
        if (cells_in(part) > many) {
          found.large = std::max(found.large, cells_in(part));
        } else {
          CellHit named = *block;
          const int c = channel_axis(box.tensor);
          if (c >= 0 && c != block->row_axis && c != block->col_axis && box.count[c] == 1)
            named.origin[c] = box.first[c];
          name_cells(walk_.shape(box.tensor), named, part, found.seen);
        }
        draw(hit, *block, part);
      }
    };
    each([&](const CellHit&) { return box; });
    // A picture in colour answers for its first channel and shows them all.
    const int c = channel_axis(box.tensor);
    if (any || c < 0) return;
    each([&](const CellHit& block) {
      CellBox shown = box;
      if (c != block.row_axis && c != block.col_axis) shown.first[c] = block.origin[c];
      return shown;
    });
  }

  void outline(const Hit& hit, const CellHit& block, const Shared& part) {
    constexpr std::size_t pieces = 400;
    const Color ink = p_.theme().text0;
    if (part.pieces() > pieces) {
      // A lattice too fine for a frame each: its extent, shaded.
      const Run rows{part.rows.front().first,
                     part.rows.back().first + part.rows.back().count - part.rows.front().first};
      const Run cols{part.cols.front().first,
                     part.cols.back().first + part.cols.back().count - part.cols.front().first};
      const Rect all = visible_cell(rect_of(hit, block, rows, cols));
      p_.fill(all, faded(ink, 0.15F));
      p_.outline(all, ink);
      return;
    }
    for (const Run& row : part.rows)
      for (const Run& col : part.cols) p_.outline(visible_cell(rect_of(hit, block, row, col)), ink);
  }

  Painter& p_;
  const Walkthrough& walk_;
  std::vector<Hit> hits_;
  std::map<std::pair<LitCells::Why, TensorId>, Found> found_;
};

}  // namespace

void light_axis(Painter& p, Axis axis) {
  if (axis == Axis::none) return;
  // What is drawn here answers nothing: the list does not grow.
  for (const Hit& hit : p.scene().hits)
    if (const auto* of = std::get_if<AxisHit>(&hit.what); of != nullptr && of->axis == axis)
      p.outline(hit.at, p.theme().accent);
}

std::vector<LitCells> light_cells(Painter& p, const Walkthrough& walkthrough, const CellRef& cell,
                                  const std::vector<CellRef>& way) {
  const Kin kin = kin_of(walkthrough.geometry(), walkthrough.has_bias(), cell);
  std::vector<CellBox> further;
  for (const CellRef& passed : way) {
    const bool same = std::find(kin.same.begin(), kin.same.end(), passed) != kin.same.end();
    if (!same && !is_in(kin.from, passed) && !is_in(kin.to, passed)) further.push_back(single(passed));
  }
  Lighter lighter(p, walkthrough);
  lighter.kin(kin.from, LitCells::Why::from);
  lighter.kin(kin.to, LitCells::Why::to);
  lighter.kin(further, LitCells::Why::way);
  lighter.same(kin.same);
  return lighter.lit();
}

}  // namespace unfold::view
