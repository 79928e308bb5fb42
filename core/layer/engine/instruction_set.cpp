#include "core/layer/engine/instruction_set.h"

#include "core/layer/engine/kernel_sets.h"

#include <cassert>

#if defined(_MSC_VER) && defined(_M_X64)
#include <immintrin.h>
#include <intrin.h>
#endif

namespace unfold::engine {

namespace {

#if defined(__GNUC__) && defined(__x86_64__)
// They ask the system too, whether it keeps the registers.
bool has_avx2() { return __builtin_cpu_supports("avx2") > 0 && __builtin_cpu_supports("fma") > 0; }
bool has_avx512() { return __builtin_cpu_supports("avx512f") > 0; }
#elif defined(_MSC_VER) && defined(_M_X64)
// Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, 14.3 and 15.2.
bool keeps(unsigned long long state) {
  int leaf[4];
  __cpuid(leaf, 1);
  return (leaf[2] & (1 << 27)) != 0 && (_xgetbv(0) & state) == state;
}
bool has_bit(int leaf_number, int word, int bit) {
  int leaf[4];
  __cpuidex(leaf, leaf_number, 0);
  return (leaf[word] & (1 << bit)) != 0;
}
bool has_avx2() { return keeps(0x6) && has_bit(1, 2, 12) && has_bit(7, 1, 5); }
// F, DQ, CD, BW and VL: all that /arch:AVX512 makes use of.
bool has_avx512() {
  for (const int bit : {16, 17, 28, 30, 31})
    if (!has_bit(7, 1, bit)) return false;
  return keeps(0xE6);
}
#else
bool has_avx2() { return false; }
bool has_avx512() { return false; }
#endif

const Kernels* kernels_or_null(InstructionSet set) {
  switch (set) {
  case InstructionSet::baseline: return baseline_kernels();
  case InstructionSet::avx2: return has_avx2() ? avx2_kernels() : nullptr;
  case InstructionSet::avx512: return has_avx512() ? avx512_kernels() : nullptr;
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(InstructionSet set) {
  switch (set) {
  case InstructionSet::baseline: return "baseline";
  case InstructionSet::avx2: return "AVX2";
  case InstructionSet::avx512: return "AVX-512";
  }
  return "";
}

std::vector<InstructionSet> instruction_sets() {
  std::vector<InstructionSet> sets;
  for (const InstructionSet set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512})
    if (kernels_or_null(set) != nullptr) sets.push_back(set);
  return sets;
}

const Kernels& kernels(InstructionSet set) {
  const Kernels* found = kernels_or_null(set);
  assert(found != nullptr);
  return *found;
}

}  // namespace unfold::engine
