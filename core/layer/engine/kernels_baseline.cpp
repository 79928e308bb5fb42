#include "core/layer/engine/kernel_sets.h"
#include "core/layer/engine/kernels_of.h"

namespace unfold::engine {

namespace {

// What every processor of the kind has: SSE2, NEON, or what the compiler makes of four floats.
struct Baseline {
#if defined(__GNUC__)
  using V = float __attribute__((vector_size(16)));
#else
  struct V {
    float x[4];
    float& operator[](int i) { return x[i]; }
    float operator[](int i) const { return x[i]; }
  };
#endif
  static constexpr int lanes = 4;
#if defined(__aarch64__)
  static constexpr int vectors[block_sizes] = {3, 6, 8, 8};  // 32 registers
#else
  static constexpr int vectors[block_sizes] = {0, 2, 4, 4};
#endif

  static V all(float x) { return V{x, x, x, x}; }
  static V load(const float* at) { return V{at[0], at[1], at[2], at[3]}; }
  static void store(float* at, V v) {
    for (int i = 0; i < lanes; ++i) at[i] = v[i];
  }
  static void store_first(float* at, V v, std::int64_t count) {
    for (int i = 0; i < count; ++i) at[i] = v[i];
  }
#if defined(__GNUC__)
  static V add_product(V a, V b, V sum) { return a * b + sum; }
  static V larger(V a, V b) { return ((b > a) | (b != b)) ? b : a; }
  static V add(V a, V b) { return a + b; }
  static V least(V a, V b) { return b < a ? b : a; }
  static V most(V a, V b) { return b > a ? b : a; }
#else
  static V add_product(V a, V b, V sum) {
    for (int i = 0; i < lanes; ++i) sum[i] += a[i] * b[i];
    return sum;
  }
  static V larger(V a, V b) {
    for (int i = 0; i < lanes; ++i) a[i] = engine::larger<Baseline>(a[i], b[i]);
    return a;
  }
  static V add(V a, V b) {
    for (int i = 0; i < lanes; ++i) a[i] += b[i];
    return a;
  }
  static V least(V a, V b) {
    for (int i = 0; i < lanes; ++i) a[i] = b[i] < a[i] ? b[i] : a[i];
    return a;
  }
  static V most(V a, V b) {
    for (int i = 0; i < lanes; ++i) a[i] = b[i] > a[i] ? b[i] : a[i];
    return a;
  }
#endif
  static void part(V first, V second, V& even, V& odd) {
    even = V{first[0], first[2], second[0], second[2]};
    odd = V{first[1], first[3], second[1], second[3]};
  }
};

constexpr Kernels kernels = kernels_of<Baseline>();

}  // namespace

const Kernels* baseline_kernels() { return &kernels; }

}  // namespace unfold::engine
