#include "core/layer/engine/plan.h"

#include <algorithm>

namespace unfold::engine {

namespace {

constexpr std::int64_t nearest_cache = 6 * 1024;  // floats: half of 48 KiB, three quarters of 32
constexpr std::int64_t least_columns = 256;       // of a step: fewer would not pay for its preparations

std::int64_t round_up(std::int64_t value, std::int64_t to) { return (value + to - 1) / to * to; }
std::size_t as_size(std::int64_t i) { return static_cast<std::size_t>(i); }

void block_filters_of(const Geometry& g, const Kernels& kernels, std::vector<FilterBlock>& blocks) {
  for (std::int64_t group = 0; group < g.groups; ++group) {
    for (std::int64_t f = 0; f < g.FG;) {
      int size = kernels.largest;
      while (block_filters[size] > g.FG - f) ++size;
      blocks.push_back({group * g.FG + f, block_filters[size], size, group});
      f += block_filters[size];
    }
  }
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

}  // namespace

std::int64_t Plan::Reads::complete(std::int64_t count) const {
  return std::upper_bound(end.begin(), end.end(), count) - end.begin();
}

Plan::Plan(const Geometry& geometry, const LayerData& layer, const Kernels& kernels, int threads)
    : g(geometry), bias(as_size(g.FN), 0.0F) {
  block_filters_of(g, kernels, blocks);
  weights.resize(as_size(g.FN * g.KG));
  for (const FilterBlock& block : blocks) {
    float* to = weights.data() + block.first * g.KG;
    for (std::int64_t k = 0; k < g.KG; ++k)
      for (std::int64_t f = 0; f < block.count; ++f) *to++ = layer.W[(block.first + f) * g.KG + k];
  }
  if (layer.b != nullptr) std::copy_n(layer.b, g.FN, bias.begin());

  const Slide rows = g.rows(), cols = g.cols();
  span = (g.OW - 1) * g.stride + cols.extent();
  phase = round_up(g.OW + (cols.extent() - 1) / g.stride + slack, slack);
  line = phase * g.stride;
  phases.assign(as_size(g.stride), 0);
  for (std::int64_t fx = 0; fx < g.FW; ++fx) {
    const std::int64_t place = fx * g.dilation;
    columns.push_back(place % g.stride * phase + place / g.stride);
    phases[as_size(place % g.stride)] = 1;
  }

  pool_rows = reads_of(g.pool_rows());
  pool_cols = reads_of(g.pool_cols());

  step = g.pool_stride;
  while (step * g.OW < least_columns && step < g.OH) step += g.pool_stride;
  step = std::min(step, g.OH);
  ring = (step - 1) * g.stride + rows.extent();

  const std::int64_t used = std::count(phases.begin(), phases.end(), 1);
  const std::int64_t floats_per_column = g.CG * g.FH * used;
  strip = std::max(kernels.tile, nearest_cache / floats_per_column / kernels.tile * kernels.tile);

  // Enough jobs for the threads to end together, but each several times as high as what its first row needs.
  const std::int64_t most = std::max<std::int64_t>(1, g.OH / std::max(step, 2 * rows.extent() / g.stride));
  std::int64_t wanted = std::max<std::int64_t>(1, 4 * threads / g.N);
  if (wanted > most) wanted = std::max<std::int64_t>(1, most / threads * threads);
  job = round_up((g.OH + wanted - 1) / wanted, step);
  jobs_per_image = (g.OH + job - 1) / job;
}

void lay_out(const Plan& plan, const Kernels& kernels, const float* x, float* line) {
  const Geometry& g = plan.g;
  const std::int64_t count = std::min(g.W, plan.span - g.pad.left);  // columns of x that are read
  if (count <= 0) return;
  const auto place = [&](std::int64_t column) {
    const std::int64_t padded = column + g.pad.left;
    return padded % g.stride * plan.phase + padded / g.stride;
  };
  if (g.stride == 1) {
    std::copy_n(x, count, line + g.pad.left);
  } else if (g.stride == 2 && plan.phases[0] != 0 && plan.phases[1] != 0) {
    kernels.part(line + place(0), line + place(1), x, count / 2);
    if (count % 2 != 0) line[place(count - 1)] = x[count - 1];
  } else {
    for (std::int64_t first = 0; first < std::min(g.stride, count); ++first) {
      if (plan.phases[static_cast<std::size_t>((first + g.pad.left) % g.stride)] == 0) continue;
      float* to = line + place(first);
      for (std::int64_t i = first; i < count; i += g.stride) *to++ = x[i];
    }
  }
}

}  // namespace unfold::engine
