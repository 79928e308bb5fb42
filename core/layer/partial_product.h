#pragma once

#include "core/layer/walkthrough.h"

#include <cstdint>

namespace unfold {

// What out2d (N*OH*OW, FN) holds after the outer products 0 .. terms - 1, where the product is taken as a sum
// of KG of them: for each element the float32 sum of its first `terms` products, k ascending, without the
// bias. The rectangle rows x cols from (row0, col0), row-major into out. All KG sums differ from out2d less
// its bias only by the order of addition. 0 <= terms <= KG; the rectangle lies inside out2d.
void read_partial_product(const Walkthrough& walkthrough, std::int64_t terms, std::int64_t row0,
                          std::int64_t col0, std::int64_t rows, std::int64_t cols, float* out);

}  // namespace unfold
