#include "core/layer/engine/kernel_sets.h"

#if defined(__AVX2__)

#include "core/layer/engine/kernels_of.h"

#include <immintrin.h>

namespace unfold::engine {

namespace {

struct Avx2 {
  using V = __m256;
  static constexpr int lanes = 8;
  static constexpr int vectors[block_sizes] = {0, 3, 5, 8};

  static V all(float x) { return _mm256_set1_ps(x); }
  static V load(const float* at) { return _mm256_loadu_ps(at); }
  static void store(float* at, V v) { _mm256_storeu_ps(at, v); }
  // Masked stores are slow on some processors.
  static void store_first(float* at, V v, std::int64_t count) {
    if (count == lanes) return store(at, v);
    alignas(32) float values[lanes];
    _mm256_store_ps(values, v);
    for (std::int64_t i = 0; i < count; ++i) at[i] = values[i];
  }
  static V add_product(V a, V b, V sum) { return _mm256_fmadd_ps(a, b, sum); }
  // The instruction gives its second operand where one is a NaN or both are zeros.
  static V larger(V a, V b) {
    return _mm256_blendv_ps(_mm256_max_ps(b, a), b, _mm256_cmp_ps(b, b, _CMP_UNORD_Q));
  }
  static V add(V a, V b) { return _mm256_add_ps(a, b); }
  static V least(V a, V b) { return _mm256_min_ps(a, b); }
  static V most(V a, V b) { return _mm256_max_ps(a, b); }
  static void part(V first, V second, V& even, V& odd) {
    const __m256 low = _mm256_permute2f128_ps(first, second, 0x20);   // 0..3, 8..11
    const __m256 high = _mm256_permute2f128_ps(first, second, 0x31);  // 4..7, 12..15
    even = _mm256_shuffle_ps(low, high, 0x88);
    odd = _mm256_shuffle_ps(low, high, 0xDD);
  }
};

constexpr Kernels kernels = kernels_of<Avx2>();

}  // namespace

const Kernels* avx2_kernels() { return &kernels; }

}  // namespace unfold::engine

#else

namespace unfold::engine {
const Kernels* avx2_kernels() { return nullptr; }
}  // namespace unfold::engine

#endif
