#pragma once

#include "app/view/window.h"

#include <string>
#include <vector>

namespace unfold::view {

// What is wrong with how a window is laid out, one line each; empty when all is well: words outside the
// window or cut by a clip, words over other words, words that something opaque is drawn over in part or that
// run over the edge of a picture without a ground of their own, words smaller than `smallest`, and text keys
// that no language has words for. Words that an opaque rectangle covers later as a whole are not seen and do
// not count. The camera is taken to be at rest.
[[nodiscard]] std::vector<std::string> audit(const WindowScenes& window, const TextMeasure& measure,
                                             float smallest);

}  // namespace unfold::view
