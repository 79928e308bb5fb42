#pragma once

#include "core/layer/engine/kernels.h"

namespace unfold::engine {

// Null where the program was not built for the instruction set; whether the processor has it is asked
// elsewhere.
[[nodiscard]] const Kernels* avx512_kernels();
[[nodiscard]] const Kernels* avx2_kernels();
[[nodiscard]] const Kernels* baseline_kernels();

}  // namespace unfold::engine
