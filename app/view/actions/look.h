#pragma once

#include "app/view/actions/list.h"
#include "app/view/options.h"

#include <cstdint>

namespace unfold::view {

// How the layer is looked at; nothing is computed anew.
namespace act {
struct SetOptions {
  ViewOptions options;
};  // toggles of the views
struct SelectFilter {
  std::int64_t filter = 0;
};
struct SelectFilterBy {
  std::int64_t filters = 1;
};  // wraps around
struct SelectImage {
  std::int64_t image = 0;
};
struct SelectImageBy {
  std::int64_t images = 1;
};  // wraps around
struct SelectChannel {
  int channel = -1;
};  // -1: all of them together
struct SelectChannelBy {
  int channels = 1;
};  // round all of them together and each alone
struct SetColors {
  TensorId tensor = TensorId::x;
  Colors colors = Colors::automatic;
};
struct SetRange {
  TensorId tensor = TensorId::x;
  ValueRange range = ValueRange::automatic;
};
struct CycleColors {};  // of the pointed cell's tensor, else of the stage's
struct CycleRange {};   // the same; a range that would look no different is left out
struct SetMapOrder {
  MapOrder order = MapOrder::filter;
};
struct CycleMapOrder {};
struct CompareWith {
  std::int64_t filter = 0;
};                        // holds that map beside the chosen one; again: lets go
struct ToggleCompare {};  // the same with the chosen map
struct SetCode {
  CodeIn code = CodeIn::python;
};
struct CycleCode {};
struct ToggleLanguage {};
struct ToggleTheme {};
struct TogglePresent {};
struct ToggleLessMotion {};
struct ScaleBy {
  int steps = 1;
};  // everything larger or smaller; 0: as the screen has it
}  // namespace act

using LookActions =
    TypeList<act::SetOptions, act::SelectFilter, act::SelectFilterBy, act::SelectImage, act::SelectImageBy,
             act::SelectChannel, act::SelectChannelBy, act::SetColors, act::SetRange, act::CycleColors,
             act::CycleRange, act::SetMapOrder, act::CycleMapOrder, act::CompareWith, act::ToggleCompare,
             act::SetCode, act::CycleCode, act::ToggleLanguage, act::ToggleTheme, act::TogglePresent,
             act::ToggleLessMotion, act::ScaleBy>;

}  // namespace unfold::view
