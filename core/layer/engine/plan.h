#pragma once

#include "core/layer/engine/kernels.h"
#include "core/layer/geometry.h"
#include "core/layer/tensor_read.h"

#include <cstdint>
#include <vector>

namespace unfold::engine {

// Filters that one call of a kernel computes: as many as their registers have room for, all of one group.
struct FilterBlock {
  std::int64_t first = 0, count = 1;
  int size = 0;  // index of block_filters
  std::int64_t group = 0;
};

// How a layer is cut into pieces that stay in the caches. All of it follows from the sizes of the layer, but
// for the rows of a job, on which no value depends.
struct Plan {
  Plan(const Geometry& g, const LayerData& layer, const Kernels& kernels, int threads);

  Geometry g;

  // W as it is read: for each block (KG, count), so that the weights of one term lie side by side. b, or
  // zeros.
  std::vector<FilterBlock> blocks;
  std::vector<float> weights;  // a block's begin at first*KG
  std::vector<float> bias;     // FN

  // A line: one row of one channel of x with its padding, its columns sorted into `stride` phases; then the
  // pixels that the windows of a row meet with one cell lie side by side, and nothing has to be packed.
  std::int64_t phase = 0;             // from one phase to the next, the kernels' slack included
  std::int64_t line = 0;              // from one line to the next
  std::vector<std::int64_t> columns;  // FW: where cell fx of window 0 is
  std::vector<char> phases;           // which phases any cell reads
  std::int64_t span = 0;              // padded columns that are read

  // A worker keeps the lines of this many rows of x, in turn.
  std::int64_t ring = 0;
  // Rows of maps that are computed before the next rows of x are laid out, columns of them for which the
  // lines stay in the nearest cache, and rows of a job.
  std::int64_t step = 1, strip = 1, job = 1;
  std::int64_t jobs_per_image = 1;

  // Of the pooled rows and columns: the first cell of the map that they read, and the one after the last that
  // they or one before them reads.
  struct Reads {
    std::vector<std::int64_t> first, end;
    // How many of them are complete once `count` cells are.
    [[nodiscard]] std::int64_t complete(std::int64_t count) const;
  };
  Reads pool_rows, pool_cols;
};

// One row of one channel of x to its line, whose padding is zero already.
void lay_out(const Plan& plan, const Kernels& kernels, const float* x, float* line);

}  // namespace unfold::engine
