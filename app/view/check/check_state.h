#pragma once

#include "core/layer/check.h"
#include "core/layer/timing.h"

#include <optional>

namespace unfold::view {

// What the worker has found out about the walkthrough that is shown, and whether its sheet lies open.
struct CheckState {
  std::optional<LayerCheck> result;  // none until the check has ended
  double progress = 0;               // 0..1 while there is no result
  std::optional<LayerTiming> timing;
  bool sheet = false;
};

}  // namespace unfold::view
