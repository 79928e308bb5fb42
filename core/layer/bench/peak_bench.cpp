#include "core/layer/bench/peak.h"

#include "core/layer/engine/instruction_set.h"

#include <benchmark/benchmark.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace unfold::bench {
namespace {

// Products that do not wait for one another: more than the units' latency times their number.
constexpr int chains = 20;

#if defined(__x86_64__)
__attribute__((target("avx512f"))) void by_avx512(double count) {
  __m512 sums[chains];
  for (__m512& sum : sums) sum = _mm512_set1_ps(1.0F);
  const __m512 a = _mm512_set1_ps(0.5F), b = _mm512_set1_ps(0.25F);
  for (double done = 0; done < count; done += 16.0 * chains) {
#pragma GCC unroll 20
    for (int i = 0; i < chains; ++i) sums[i] = _mm512_fmadd_ps(sums[i], a, b);
  }
  for (__m512& sum : sums) benchmark::DoNotOptimize(sum);
}
__attribute__((target("avx2,fma"))) void by_avx2(double count) {
  constexpr int fewer = 12;
  __m256 sums[fewer];
  for (__m256& sum : sums) sum = _mm256_set1_ps(1.0F);
  const __m256 a = _mm256_set1_ps(0.5F), b = _mm256_set1_ps(0.25F);
  for (double done = 0; done < count; done += 8.0 * fewer) {
#pragma GCC unroll 20
    for (int i = 0; i < fewer; ++i) sums[i] = _mm256_fmadd_ps(sums[i], a, b);
  }
  for (__m256& sum : sums) benchmark::DoNotOptimize(sum);
}
#endif

void by_four(double count) {
  constexpr int fewer = 12;
  float sums[4 * fewer];
  for (float& sum : sums) sum = 1.0F;
  for (double done = 0; done < count; done += 4.0 * fewer) {
    for (float& sum : sums) sum = sum * 0.5F + 0.25F;
  }
  benchmark::DoNotOptimize(sums);
}

}  // namespace

void multiply_and_add(double count) {
#if defined(__x86_64__)
  switch (engine::instruction_sets().back()) {
  case engine::InstructionSet::avx512: return by_avx512(count);
  case engine::InstructionSet::avx2: return by_avx2(count);
  case engine::InstructionSet::baseline: break;
  }
#endif
  by_four(count);
}

}  // namespace unfold::bench
