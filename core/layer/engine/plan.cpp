#include "core/layer/engine/plan.h"

#include <algorithm>

namespace unfold::engine {

namespace {

constexpr std::int64_t nearest_cache = 6 * 1024;      // floats: half of 48 KiB, three quarters of 32
constexpr std::int64_t own_cache = 128 * 1024;        // floats: half of 1 MiB
constexpr std::int64_t columns_of_step = 256;         // fewer would not pay for a step's preparations
constexpr std::int64_t products_of_job = 50'000'000;  // a few milliseconds: progress, and Esc, wait no longer
constexpr std::int64_t jobs_of_thread = 4;            // so that the threads end together
// A row of x that two jobs lay out should cost less than a twentieth of either: to lay out a number takes
// about as long as this many products.
constexpr std::int64_t products_of_layout = 30;

std::int64_t round_up(std::int64_t value, std::int64_t to) { return (value + to - 1) / to * to; }
std::int64_t parts_of(std::int64_t value, std::int64_t part) { return (value + part - 1) / part; }
std::size_t as_size(std::int64_t i) { return static_cast<std::size_t>(i); }

std::vector<FilterBlock> blocks_of(const Geometry& g, const Kernels& kernels) {
  std::vector<FilterBlock> blocks;
  for (std::int64_t group = 0; group < g.groups; ++group) {
    for (std::int64_t f = 0; f < g.FG;) {
      int size = kernels.largest;
      while (block_filters[size] > g.FG - f) ++size;
      blocks.push_back({group * g.FG + f, block_filters[size], size, group});
      f += block_filters[size];
    }
  }
  return blocks;
}

Plan::Reads reads_of(const Slide& slide) {
  Plan::Reads reads;
  for (std::int64_t i = 0; i < slide.count; ++i) {
    const Progression cells = cells_on(slide, i);
    const std::int64_t first = slide.place(i, cells.first) - slide.before;
    reads.first.push_back(first);
    // Under dilation a window that is cut off may end before the one in front of it.
    const std::int64_t end = first + (cells.count - 1) * slide.dilation + 1;
    reads.end.push_back(std::max(end, reads.end.empty() ? end : reads.end.back()));
  }
  return reads;
}

// 0..whole in `count` parts that are as equal as multiples of `grain` can be; empty ones are left out.
std::vector<std::int64_t> cut(std::int64_t whole, std::int64_t count, std::int64_t grain) {
  std::vector<std::int64_t> ends{0};
  for (std::int64_t i = 1; i < count; ++i) {
    const std::int64_t end = (whole * i / count + grain / 2) / grain * grain;
    if (end > ends.back() && end < whole) ends.push_back(end);
  }
  ends.push_back(whole);
  return ends;
}

}  // namespace

std::int64_t Plan::Reads::complete(std::int64_t count) const {
  return std::upper_bound(end.begin(), end.end(), count) - end.begin();
}

Plan::Plan(const Geometry& geometry, const Kernels& kernels, int threads)
    : g(geometry), blocks(blocks_of(g, kernels)) {
  const Slide rows = g.rows(), cols = g.cols();
  span = (g.OW - 1) * g.stride + cols.extent();
  phase = round_up(g.OW + (cols.extent() - 1) / g.stride + slack, slack);
  for (std::int64_t fx = 0; fx < g.FW; ++fx) {
    const std::int64_t place = fx * g.dilation;
    const auto known = std::find(phases.begin(), phases.end(), place % g.stride);
    columns.push_back((known - phases.begin()) * phase + place / g.stride);
    if (known == phases.end()) phases.push_back(place % g.stride);
  }
  // An odd number of cache lines: an even one would press all lines into a few of the cache's sets.
  line = std::ssize(phases) * phase;
  if (line / slack % 2 == 0) line += slack;

  pool_rows = reads_of(g.pool_rows());
  pool_cols = reads_of(g.pool_cols());

  // Rows that are pooled together are computed together, where they are few.
  const std::int64_t grain = g.pool_stride <= 8 ? g.pool_stride : 1;
  step = std::min(g.OH, round_up(parts_of(columns_of_step, g.OW), grain));
  layout = {cols, g.C, std::min(g.H, (step - 1) * g.stride + rows.extent())};
  strip = std::max(kernels.tile,
                   nearest_cache / (g.CG * g.FH * std::ssize(phases)) / kernels.tile * kernels.tile);

  // Weights that do not stay in a cache are read once by each job: the filters are parted first.
  const std::int64_t products_of_row = g.OW * g.KG * g.FN;
  const std::int64_t wanted =
      std::max(jobs_of_thread * threads, parts_of(g.N * g.OH * products_of_row, products_of_job));
  const bool many_weights = g.FN * g.KG > own_cache;
  const std::int64_t by_blocks = many_weights ? std::min<std::int64_t>(std::ssize(blocks), threads) : 1;
  block_parts = cut(std::ssize(blocks), by_blocks, 1);
  // What one more job lays out again, as a part of all products: little, but more than that sooner than that
  // a thread has nothing to do.
  const std::int64_t repeated = (rows.extent() - 1) * g.C * g.W * products_of_layout * by_blocks;
  const std::int64_t products = g.OH * products_of_row;
  const auto rows_for = [&](std::int64_t jobs) { return parts_of(jobs, g.N * by_blocks); };
  const std::int64_t cheap = products / (20 * repeated + 1), bearable = products / (2 * repeated + 1);
  std::int64_t by_rows = std::min(rows_for(wanted), std::max(cheap, std::min(bearable, rows_for(threads))));
  by_rows = std::clamp<std::int64_t>(by_rows, 1, g.OH);
  if (by_rows > threads) by_rows = by_rows / threads * threads;
  row_parts = cut(g.OH, by_rows, grain);
}

std::int64_t Plan::jobs() const { return g.N * (std::ssize(row_parts) - 1) * (std::ssize(block_parts) - 1); }

Job Plan::job(std::int64_t i) const {
  const std::int64_t by_rows = std::ssize(row_parts) - 1, by_blocks = std::ssize(block_parts) - 1;
  const auto rows = as_size(i / by_blocks % by_rows), part = as_size(i % by_blocks);
  return {i / by_blocks / by_rows, row_parts[rows], row_parts[rows + 1], block_parts[part],
          block_parts[part + 1]};
}

std::vector<std::int64_t> Plan::rows_between_jobs() const {
  std::vector<std::int64_t> rows;
  for (std::int64_t qy = 0; qy < g.QH; ++qy) {
    const std::int64_t first = pool_rows.first[as_size(qy)], end = pool_rows.end[as_size(qy)];
    if (*std::upper_bound(row_parts.begin(), row_parts.end(), first) < end) rows.push_back(qy);
  }
  return rows;
}

void lay_out(const Plan& plan, const Kernels& kernels, const float* x, float* line) {
  const Geometry& g = plan.g;
  const std::int64_t count = std::min(g.W, plan.span - g.pad.left);  // columns of x that are read
  if (g.stride == 1) {
    if (count > 0) std::copy_n(x, count, line + g.pad.left);
    return;
  }
  // The first column of x in each phase, and its place.
  const auto first_of = [&](std::size_t i) {
    const std::int64_t behind = (plan.phases[i] - g.pad.left) % g.stride;
    return behind < 0 ? behind + g.stride : behind;
  };
  const auto place = [&](std::size_t i, std::int64_t column) {
    return line + static_cast<std::int64_t>(i) * plan.phase + (column + g.pad.left) / g.stride;
  };
  if (g.stride == 2 && plan.phases.size() == 2 && count > 0) {
    const std::size_t even = first_of(0) == 0 ? 0 : 1;
    kernels.part(place(even, 0), place(1 - even, 1), x, count / 2);
    if (count % 2 != 0) *place(even, count - 1) = x[count - 1];
    return;
  }
  for (std::size_t i = 0; i < plan.phases.size(); ++i) {
    const std::int64_t first = first_of(i);
    float* to = place(i, first);
    for (std::int64_t column = first; column < count; column += g.stride) *to++ = x[column];
  }
}

void pack(const Geometry& g, const FilterBlock& block, const float* W, float* packed) {
  for (std::int64_t f = 0; f < block.count; ++f) {
    const float* from = W + (block.first + f) * g.KG;
    for (std::int64_t k = 0; k < g.KG; ++k) packed[k * block.count + f] = from[k];
  }
}

}  // namespace unfold::engine
