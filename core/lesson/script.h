#pragma once

#include "core/layer/walkthrough.h"
#include "core/lesson/lesson.h"

#include <string>

namespace unfold {

// Where a script has its numbers: in itself, as base64, or in x.npy, W.npy and b.npy beside it.
enum class ScriptData { inside, beside };

// This layer as a Python script that needs NumPy and nothing else: the notebook's im2col and pooling on the
// same x, W and b under the same parameters and the same mistake. Run, it prints every tensor's shape and
// compares shape and some cells of each with the walkthrough's; with a folder as its argument, every cell
// with what --dump wrote there. Its exit status is 0 where all agree.
[[nodiscard]] std::string layer_script(const Document& document, const Walkthrough& walkthrough,
                                       ScriptData data);

}  // namespace unfold
