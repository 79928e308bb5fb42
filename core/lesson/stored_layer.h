#pragma once

#include "core/io/weights_file.h"
#include "core/layer/geometry.h"
#include "core/lesson/lesson.h"

#include <string>

namespace unfold {

// Stride, padding and dilation of the convolution as its weights' file has them, for an x of (N, C, H, W) and
// a bank of (FN, C/groups, FH, FW); what `choice` names itself is left to it. ONNX's auto_pad, Keras's
// "same", becomes the padding that it comes to. Throws Error, which begins with `weights`, where rows and
// columns are stepped or dilated differently, unless the choice names that size itself.
void take_over(LayerParams& params, const StoredConv& conv, const Shape& x, const Shape& W,
               const Choice& choice, const std::string& weights);

}  // namespace unfold
