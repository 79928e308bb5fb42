#pragma once

#include "core/layer/engine/kernels.h"
#include "core/layer/geometry.h"

#include <cstdint>
#include <vector>

namespace unfold::engine {

// Filters that one call of a kernel computes: as many as their registers have room for, all of one group.
struct FilterBlock {
  std::int64_t first = 0, count = 1;
  int size = 0;  // index of block_filters
  std::int64_t group = 0;
};

// A part of the work: rows of the maps of one image, of blocks first_block..last_block - 1.
struct Job {
  std::int64_t n = 0, first_row = 0, last_row = 0;
  std::int64_t first_block = 0, last_block = 0;
};

// How the lines of x are laid out; the padding in them is zero for every layer that agrees in it.
struct LineLayout {
  Slide cols{};
  std::int64_t channels = 1;
  std::int64_t ring = 0;  // rows of x that a worker keeps
  bool operator==(const LineLayout&) const = default;
};

// How a layer is cut into pieces that stay in the caches. No value depends on how.
struct Plan {
  Plan(const Geometry& g, const Kernels& kernels, int threads);

  Geometry g;
  std::vector<FilterBlock> blocks;

  // A line: one row of one channel of x with its padding, its columns sorted into the phases of the stride
  // that cells meet; then the pixels that the windows of a row meet with one cell lie side by side, and
  // nothing has to be packed.
  LineLayout layout;
  std::vector<std::int64_t> phases;   // p*dilation % stride of the cells, each once
  std::int64_t phase = 0;             // from one phase to the next, the kernels' slack included
  std::int64_t line = 0;              // from one line to the next
  std::vector<std::int64_t> columns;  // FW: where cell fx of window 0 is
  std::int64_t span = 0;              // padded columns that are read

  std::int64_t step = 1;   // rows of maps that are computed before the next rows of x are laid out
  std::int64_t strip = 1;  // columns of them for which the lines stay in the nearest cache
  // Rows lie between row_parts[i] and row_parts[i + 1] for one job, blocks likewise.
  std::vector<std::int64_t> row_parts, block_parts;

  [[nodiscard]] std::int64_t jobs() const;
  [[nodiscard]] Job job(std::int64_t i) const;

  // Of the pooled rows and columns: the first cell of the map that they read, and the one after the last that
  // they or one before them reads.
  struct Reads {
    std::vector<std::int64_t> first, end;
    // How many of them are complete once `count` cells are.
    [[nodiscard]] std::int64_t complete(std::int64_t count) const;
  };
  Reads pool_rows, pool_cols;
  // The pooled rows of an image that read rows of two jobs.
  [[nodiscard]] std::vector<std::int64_t> rows_between_jobs() const;
};

// One row of one channel of x to its line, whose padding is zero already.
void lay_out(const Plan& plan, const Kernels& kernels, const float* x, float* line);
// The weights of a block as they are read: (KG, count), those of one term side by side.
void pack(const Geometry& g, const FilterBlock& block, const float* W, float* packed);

}  // namespace unfold::engine
