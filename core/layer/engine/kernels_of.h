#pragma once

#include "core/layer/engine/kernels.h"

#if defined(_MSC_VER) && !defined(__clang__)
#pragma warning(disable : 4068)  // it unrolls by its own judgement
#endif

// The kernels, for a set of vector operations `Set`: a type of the file that instantiates them, so that no
// two instruction sets share a function.
namespace unfold::engine {

// A tile of F filters and NV vectors stays in registers over all terms of its sums; they are added in the
// order of col's columns, whatever the tile, so that each sum is the same in all of them.
template <class Set, int F, int NV>
inline void tile(const MapRow& row, std::int64_t column, std::int64_t in_last) {
  using V = typename Set::V;
  V sum[F][NV];
#pragma GCC unroll 8
  for (int f = 0; f < F; ++f) {
    const V b = Set::all(row.bias[f]);
#pragma GCC unroll 8
    for (int v = 0; v < NV; ++v) sum[f][v] = b;
  }
  const float* w = row.weights;
  for (std::int64_t line = 0; line < row.line_count; ++line) {
    const float* from = row.lines[line] + column;
    for (std::int64_t fx = 0; fx < row.FW; ++fx, w += F) {
      const float* at = from + row.columns[fx];
      V x[NV];
#pragma GCC unroll 8
      for (int v = 0; v < NV; ++v) x[v] = Set::load(at + v * Set::lanes);
#pragma GCC unroll 8
      for (int f = 0; f < F; ++f) {
        const V weight = Set::all(w[f]);
#pragma GCC unroll 8
        for (int v = 0; v < NV; ++v) sum[f][v] = Set::add_product(weight, x[v], sum[f][v]);
      }
    }
  }
  if (row.relu) {
#pragma GCC unroll 8
    for (int f = 0; f < F; ++f) {
#pragma GCC unroll 8
      for (int v = 0; v < NV; ++v) sum[f][v] = Set::larger(Set::all(0.0F), sum[f][v]);
    }
  }
  float* out = row.out + column;
#pragma GCC unroll 8
  for (int f = 0; f < F; ++f, out += row.map) {
#pragma GCC unroll 8
    for (int v = 0; v + 1 < NV; ++v) Set::store(out + v * Set::lanes, sum[f][v]);
    Set::store_first(out + (NV - 1) * Set::lanes, sum[f][NV - 1], in_last);
  }
}

// The columns that are left, at most NV vectors of them.
template <class Set, int F, int NV>
inline void rest(const MapRow& row, std::int64_t column, std::int64_t vectors, std::int64_t in_last) {
  if constexpr (NV > 1) {
    if (vectors < NV) return rest<Set, F, NV - 1>(row, column, vectors, in_last);
  }
  tile<Set, F, NV>(row, column, in_last);
}

template <class Set, int F, int NV> void rows(const MapRow& row) {
  constexpr std::int64_t width = std::int64_t{NV} * Set::lanes;
  std::int64_t column = row.first;
  // What is left at last is shared by two tiles: one narrow tile would not keep the units busy.
  for (; row.last - column >= 2 * width; column += width) tile<Set, F, NV>(row, column, Set::lanes);
  const std::int64_t vectors = (row.last - column + Set::lanes - 1) / Set::lanes;
  if (vectors > NV) {
    const std::int64_t half = (vectors + 1) / 2;
    rest<Set, F, NV>(row, column, half, Set::lanes);
    column += half * Set::lanes;
  }
  const std::int64_t left = (row.last - column + Set::lanes - 1) / Set::lanes;
  if (left > 0) rest<Set, F, NV>(row, column, left, row.last - column - (left - 1) * Set::lanes);
}

// Of two numbers, as Set::larger is of vectors. A template, so that each instruction set has its own.
template <class Set> float larger(float a, float b) { return b > a || b != b ? b : a; }

template <class Set> void raise(float* out, const float* row, std::int64_t count) {
  std::int64_t i = 0;
  for (; i + Set::lanes <= count; i += Set::lanes)
    Set::store(out + i, Set::larger(Set::load(out + i), Set::load(row + i)));
  for (; i < count; ++i) out[i] = larger<Set>(out[i], row[i]);
}

template <class Set> void raise_every_second(float* out, const float* row, std::int64_t count) {
  std::int64_t i = 0;
  for (; i + Set::lanes < count; i += Set::lanes) {
    typename Set::V even, odd;
    Set::part(Set::load(row + 2 * i), Set::load(row + 2 * i + Set::lanes), even, odd);
    Set::store(out + i, Set::larger(Set::load(out + i), even));
  }
  for (; i < count; ++i) out[i] = larger<Set>(out[i], row[2 * i]);
}

template <class Set> void pool_pairs(float* out, const float* upper, const float* lower, std::int64_t count) {
  std::int64_t i = 0;
  for (; i + Set::lanes <= count; i += Set::lanes) {
    const float *a = upper + 2 * i, *b = lower + 2 * i;
    typename Set::V even, odd;
    Set::part(Set::larger(Set::load(a), Set::load(b)),
              Set::larger(Set::load(a + Set::lanes), Set::load(b + Set::lanes)), even, odd);
    Set::store(out + i, Set::larger(even, odd));
  }
  for (; i < count; ++i) {
    out[i] =
        larger<Set>(larger<Set>(upper[2 * i], lower[2 * i]), larger<Set>(upper[2 * i + 1], lower[2 * i + 1]));
  }
}

template <class Set> Extent extent(const float* values, std::int64_t count) {
  Extent all{values[0], values[0], 0.0F};
  std::int64_t i = 0;
  if (count >= Set::lanes) {
    // Two of each, so that one sum need not wait for the other.
    typename Set::V min = Set::load(values), max = min, sum = Set::all(0.0F), other = sum;
    for (; i + 2 * Set::lanes <= count; i += 2 * Set::lanes) {
      const typename Set::V a = Set::load(values + i), b = Set::load(values + i + Set::lanes);
      min = Set::least(min, Set::least(a, b));
      max = Set::most(max, Set::most(a, b));
      sum = Set::add(sum, a);
      other = Set::add(other, b);
    }
    float lowest[Set::lanes], highest[Set::lanes], sums[Set::lanes];
    Set::store(lowest, min);
    Set::store(highest, max);
    Set::store(sums, Set::add(sum, other));
    for (int lane = 0; lane < Set::lanes; ++lane) {
      all.min = lowest[lane] < all.min ? lowest[lane] : all.min;
      all.max = highest[lane] > all.max ? highest[lane] : all.max;
      all.sum += sums[lane];
    }
  }
  for (; i < count; ++i) {
    all.min = values[i] < all.min ? values[i] : all.min;
    all.max = values[i] > all.max ? values[i] : all.max;
    all.sum += values[i];
  }
  return all;
}

template <class Set> void part(float* even, float* odd, const float* x, std::int64_t count) {
  std::int64_t i = 0;
  for (; i + Set::lanes <= count; i += Set::lanes) {
    typename Set::V first, second;
    Set::part(Set::load(x + 2 * i), Set::load(x + 2 * i + Set::lanes), first, second);
    Set::store(even + i, first);
    Set::store(odd + i, second);
  }
  for (; i < count; ++i) {
    even[i] = x[2 * i];
    odd[i] = x[2 * i + 1];
  }
}

template <class Set> constexpr Kernels kernels_of() {
  Kernels kernels;
  kernels.lanes = Set::lanes;
  kernels.largest = Set::vectors[0] == 0 ? 1 : 0;
  kernels.tile = std::int64_t{Set::vectors[kernels.largest]} * Set::lanes;
  if constexpr (Set::vectors[0] > 0) kernels.rows[0] = rows<Set, 8, Set::vectors[0]>;
  kernels.rows[1] = rows<Set, 4, Set::vectors[1]>;
  kernels.rows[2] = rows<Set, 2, Set::vectors[2]>;
  kernels.rows[3] = rows<Set, 1, Set::vectors[3]>;
  kernels.raise = raise<Set>;
  kernels.raise_every_second = raise_every_second<Set>;
  kernels.pool_pairs = pool_pairs<Set>;
  kernels.extent = extent<Set>;
  kernels.part = part<Set>;
  return kernels;
}

}  // namespace unfold::engine
