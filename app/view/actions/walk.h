#pragma once

#include "app/view/actions/list.h"
#include "core/layer/playback.h"

#include <cstdint>

namespace unfold::view {

// Going through the layer.
namespace act {
struct TogglePlay {};
struct StepBy {
  std::int64_t steps = 1;
};
struct StageBy {
  int stages = 1;
};
struct ToStart {};
struct ToEnd {};
struct Seek {
  Position to;
  bool dragged = false;  // one more place of a drag that has led to one already
};
struct OpenStage {
  Stage stage = Stage::input;
};  // the rail: the stage's last step, all of it done
struct SetSpeed {
  double steps_a_second = 4;
};
struct SpeedBy {
  double factor = 1;
};
struct SetGemm {
  GemmStep step = GemmStep::element;
};
struct NextGemm {};
struct SetLoop {
  LoopOrder order = LoopOrder::offset;
};
struct NextLoop {};
}  // namespace act

using WalkActions =
    TypeList<act::TogglePlay, act::StepBy, act::StageBy, act::ToStart, act::ToEnd, act::Seek, act::OpenStage,
             act::SetSpeed, act::SpeedBy, act::SetGemm, act::NextGemm, act::SetLoop, act::NextLoop>;

}  // namespace unfold::view
