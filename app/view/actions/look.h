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
struct ToggleLanguage {};
struct ToggleTheme {};
struct TogglePresent {};
struct ToggleLessMotion {};
}  // namespace act

using LookActions =
    TypeList<act::SetOptions, act::SelectFilter, act::SelectFilterBy, act::SelectImage, act::SelectImageBy,
             act::ToggleLanguage, act::ToggleTheme, act::TogglePresent, act::ToggleLessMotion>;

}  // namespace unfold::view
