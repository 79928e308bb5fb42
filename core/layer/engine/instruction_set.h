#pragma once

#include "core/layer/engine/kernels.h"

#include <string_view>
#include <vector>

namespace unfold::engine {

enum class InstructionSet { baseline, avx2, avx512 };
[[nodiscard]] std::string_view name_of(InstructionSet set);

// Those that the program was built for and that this processor and its system have; the fastest last.
[[nodiscard]] std::vector<InstructionSet> instruction_sets();

// `set` must be one of them.
[[nodiscard]] const Kernels& kernels(InstructionSet set);

}  // namespace unfold::engine
