#pragma once

#include <cstdint>

// The inner loops of the engine, written once for each instruction set. Nothing here includes more than
// <cstdint>: what a file compiled for AVX-512 shares with the others could be taken from there by the linker.
namespace unfold::engine {

// One row of maps of one block of filters, from column `first` to `last - 1`.
struct MapRow {
  // CG*FH lines of the input: line (c, fy) begins at cell (c, fy, 0) of the window of column 0.
  const float* const* lines = nullptr;
  std::int64_t line_count = 0;
  const std::int64_t* columns = nullptr;  // FW: how far cell fx lies behind cell 0 of its window
  std::int64_t FW = 0;
  const float* weights = nullptr;  // (CG*FH*FW, filters)
  const float* bias = nullptr;     // (filters)
  float* out = nullptr;            // column 0 of the first filter's row
  std::int64_t map = 0;            // from a filter's row to the next one's: OH*OW
  std::int64_t first = 0, last = 0;
  bool relu = false;  // a NaN stays, as in NumPy's maximum
};

// Filters of a block, by the place of their function in Kernels::rows.
inline constexpr int block_filters[] = {8, 4, 2, 1};
inline constexpr int block_sizes = 4;

// Lines may be read this many floats beyond the last column's cell, whatever the instruction set.
inline constexpr std::int64_t slack = 16;

// Of some values: what comes out where one is not finite says nothing but by `sum`, which is not finite then.
struct Extent {
  float min, max, sum;
};

struct Kernels {
  int lanes = 1;
  std::int64_t tile = 1;  // columns of the widest tile of the largest block
  int largest = 0;        // the first of block_filters that the registers have room for
  void (*rows[block_sizes])(const MapRow&) = {};

  // larger(a, b) below is NumPy's maximum: b where b > a or b is a NaN, else a.
  // out[i] = larger(out[i], row[i])
  void (*raise)(float* out, const float* row, std::int64_t count) = nullptr;
  // out[i] = larger(out[i], row[2*i])
  void (*raise_every_second)(float* out, const float* row, std::int64_t count) = nullptr;
  // out[i] of the pairs: t = larger(upper, lower), then larger(t[2*i], t[2*i + 1])
  void (*pool_pairs)(float* out, const float* upper, const float* lower, std::int64_t count) = nullptr;
  // Of at least one value; `sum` in float32.
  Extent (*extent)(const float* values, std::int64_t count) = nullptr;
  // even[i] = x[2*i], odd[i] = x[2*i + 1]
  void (*part)(float* even, float* odd, const float* x, std::int64_t count) = nullptr;
};

}  // namespace unfold::engine
