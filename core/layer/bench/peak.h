#pragma once

namespace unfold::bench {

// Does that many fused multiplications and additions on numbers that never leave the registers, with the
// widest instructions that this processor has.
void multiply_and_add(double count);

}  // namespace unfold::bench
