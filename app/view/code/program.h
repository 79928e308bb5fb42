#pragma once

#include "app/view/options.h"
#include "core/layer/playback.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/lesson.h"

#include <memory>
#include <string>

namespace unfold::view {

// The layer as a C++ program of one file, made of the very lines that stand beside the pictures under these
// orders, with x, W and b inside. It needs a compiler for C++20, and Eigen where the code is Eigen's. Run, it
// prints every tensor's size and compares some cells of each with the walkthrough's; with a folder as its
// argument, every cell with what --dump wrote there. Its exit status is 0 where all agree. `code` is not
// python. Throws Error where the layer is too large for arrays in a program.
[[nodiscard]] std::string cpp_program(const Document& document,
                                      std::shared_ptr<const Walkthrough> walkthrough,
                                      const StepOrders& orders, CodeIn code);

}  // namespace unfold::view
