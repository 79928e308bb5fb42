#include "core/layer/engine/row_computer.h"

#include <algorithm>

namespace unfold::engine {

namespace {

std::size_t as_size(std::int64_t i) { return static_cast<std::size_t>(i); }

}  // namespace

RowComputer::RowComputer(const Run& run, Room& room)
    : run_(run), line_at_(as_size(run.plan.step * run.plan.g.C * run.plan.g.FH)) {
  const Plan& plan = run.plan;
  const std::int64_t lines = plan.layout.ring * plan.g.C * plan.line, zeros = plan.line;
  const std::int64_t floats = lines + zeros + plan.g.OW + slack;
  if (room.pages.size() < floats) {
    room.layout.reset();
    room.pages = Pages(floats);
  }
  if (room.layout != plan.layout) {
    room.layout.reset();
    std::fill_n(room.pages.data(), lines + zeros, 0.0F);
    room.layout = plan.layout;
  }
  lines_ = room.pages.data();
  zeros_ = lines_ + lines;
  tallest_ = zeros_ + zeros;
}

float* RowComputer::line(std::int64_t h, std::int64_t c) const {
  return lines_ + (h % run_.plan.layout.ring * run_.plan.g.C + c) * run_.plan.line;
}

void RowComputer::compute(const Job& job) {
  filled_ = 0;
  for (std::int64_t row = job.first_row; row < job.last_row; row += run_.plan.step)
    compute_step(job, row, std::min(row + run_.plan.step, job.last_row));
}

void RowComputer::pool_between(std::int64_t n, std::int64_t qy) {
  const Geometry& g = run_.plan.g;
  const PoolRow row = pool_row(g, qy, 0, g.QW);
  for (std::int64_t f = 0; f < g.FN; ++f)
    pool_cells(g, run_.kernels, row, run_.map(n, f), run_.pooled_row(n, f, qy), tallest_);
}

// The rows of x that windows of map rows first..last - 1 read.
void RowComputer::fill(std::int64_t n, std::int64_t first, std::int64_t last) {
  const Geometry& g = run_.plan.g;
  const std::int64_t extent = g.rows().extent();
  for (std::int64_t row = first; row < last; ++row) {
    const std::int64_t top = row * g.stride - g.pad.top;
    const std::int64_t end = std::min(g.H, top + extent);
    for (std::int64_t h = std::max({std::int64_t{0}, top, filled_}); h < end; ++h) {
      for (std::int64_t c = 0; c < g.C; ++c)
        lay_out(run_.plan, run_.kernels, run_.x + ((n * g.C + c) * g.H + h) * g.W, line(h, c));
    }
    filled_ = std::max(filled_, end);
  }
}

void RowComputer::point_at_lines(std::int64_t row, std::int64_t place) {
  const Geometry& g = run_.plan.g;
  const float** at = line_at_.data() + place * g.C * g.FH;
  for (std::int64_t c = 0; c < g.C; ++c) {
    for (std::int64_t fy = 0; fy < g.FH; ++fy) {
      const std::int64_t h = g.rows().place(row, fy) - g.pad.top;
      *at++ = h < 0 || h >= g.H ? zeros_ : line(h, c);
    }
  }
}

void RowComputer::compute_step(const Job& job, std::int64_t first, std::int64_t last) {
  const Plan& plan = run_.plan;
  const Geometry& g = plan.g;
  fill(job.n, first, last);
  for (std::int64_t row = first; row < last; ++row) point_at_lines(row, row - first);
  const std::int64_t pool_first = plan.pool_rows.complete(first), pool_last = plan.pool_rows.complete(last);

  MapRow maps{.line_count = g.CG * g.FH,
              .columns = plan.columns.data(),
              .FW = g.FW,
              .map = g.OH * g.OW,
              .relu = run_.relu};
  for (std::int64_t column = 0; column < g.OW; column += plan.strip) {
    maps.first = column;
    maps.last = std::min(column + plan.strip, g.OW);
    pool_rows_.clear();
    const std::int64_t cells_first = plan.pool_cols.complete(maps.first),
                       cells_end = plan.pool_cols.complete(maps.last);
    if (run_.pool != nullptr && cells_first < cells_end) {
      for (std::int64_t qy = pool_first; qy < pool_last; ++qy)
        if (plan.pool_rows.first[as_size(qy)] >= job.first_row)
          pool_rows_.push_back(pool_row(g, qy, cells_first, cells_end));
    }
    for (std::int64_t b = job.first_block; b < job.last_block; ++b) {
      const FilterBlock& block = plan.blocks[as_size(b)];
      maps.weights = run_.weights + block.first * g.KG;
      maps.bias = run_.bias + block.first;
      for (std::int64_t row = first; row < last; ++row) {
        maps.lines = line_at_.data() + ((row - first) * g.C + block.group * g.CG) * g.FH;
        maps.out = run_.map(job.n, block.first) + row * g.OW;
        run_.kernels.rows[block.size](maps);
      }
      for (std::int64_t f = block.first; f < block.first + block.count; ++f) {
        for (const PoolRow& row : pool_rows_)
          pool_cells(g, run_.kernels, row, run_.map(job.n, f), run_.pooled_row(job.n, f, row.qy), tallest_);
      }
    }
  }
}

}  // namespace unfold::engine
