#pragma once

#include "app/view/actions/list.h"

namespace unfold::view {

// Menus, dialogs and what lies over the window.
namespace act {
struct ToggleKeys {};  // the `?` sheet
enum class MenuName { none, lesson, picture, weights, values, layer };
struct ToggleMenu {
  MenuName menu = MenuName::none;
};
struct OpenFileDialog {
  MenuName what = MenuName::picture;
};
struct Escape {};  // closes the topmost thing: dialog, menu, sheet, pin, present mode
struct DismissMessage {};
struct Quit {};
}  // namespace act

using ShellActions = TypeList<act::ToggleKeys, act::ToggleMenu, act::OpenFileDialog, act::Escape,
                              act::DismissMessage, act::Quit>;

}  // namespace unfold::view
