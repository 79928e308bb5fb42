#include "core/layer/engine/kernel_sets.h"

#if defined(__AVX512F__)

#include "core/layer/engine/kernels_of.h"

#include <immintrin.h>

namespace unfold::engine {

namespace {

struct Avx512 {
  using V = __m512;
  static constexpr int lanes = 16;
  static constexpr int vectors[block_sizes] = {3, 6, 8, 8};

  static V all(float x) { return _mm512_set1_ps(x); }
  static V load(const float* at) { return _mm512_loadu_ps(at); }
  static void store(float* at, V v) { _mm512_storeu_ps(at, v); }
  static void store_first(float* at, V v, std::int64_t count) {
    _mm512_mask_storeu_ps(at, static_cast<__mmask16>(0xFFFFU >> (16 - count)), v);
  }
  static V add_product(V a, V b, V sum) { return _mm512_fmadd_ps(a, b, sum); }
  // The instruction gives its second operand where one is a NaN or both are zeros.
  static V larger(V a, V b) { return _mm512_mask_max_ps(b, _mm512_cmp_ps_mask(b, b, _CMP_ORD_Q), b, a); }
  static V add(V a, V b) { return _mm512_add_ps(a, b); }
  // Masked, since GCC 12 takes what the others leave open for a mistake.
  static V least(V a, V b) { return _mm512_mask_min_ps(a, 0xFFFF, a, b); }
  static V most(V a, V b) { return _mm512_mask_max_ps(a, 0xFFFF, a, b); }
  static void part(V first, V second, V& even, V& odd) {
    const __m512i evens = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i odds = _mm512_set_epi32(31, 29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1);
    even = _mm512_permutex2var_ps(first, evens, second);
    odd = _mm512_permutex2var_ps(first, odds, second);
  }
};

constexpr Kernels kernels = kernels_of<Avx512>();

}  // namespace

const Kernels* avx512_kernels() { return &kernels; }

}  // namespace unfold::engine

#else

namespace unfold::engine {
const Kernels* avx512_kernels() { return nullptr; }
}  // namespace unfold::engine

#endif
