#pragma once

#include "app/view/actions/list.h"
#include "app/view/geometry2d.h"
#include "app/view/kept_view.h"

#include <filesystem>
#include <optional>

namespace unfold::view {

// Menus, dialogs and what lies over the window.
namespace act {
struct ToggleKeys {};  // the `?` sheet
enum class MenuName { none, lesson, picture, weights, values, layer, save_lesson, keep };
struct ToggleMenu {
  MenuName menu = MenuName::none;
};
struct OpenFileDialog {
  MenuName what = MenuName::picture;
};
struct Escape {};  // closes the topmost thing: dialog, menu, sheet, pin, present mode
struct DismissMessage {};
// What is seen into a file, of the kind that its ending says: a picture, steps as a moving one, or the tensor
// of the stage as .npy or .csv.
struct Keep {
  std::filesystem::path file;
  KeptLook look{};
};
struct CancelFilm {};   // what is being written is not wanted any more
struct CopyScript {};   // this layer as a Python script, to the clipboard
struct ToggleBlank {};  // nothing but black, until the next key
// The keyboard's focus to another control: the window's loop, which knows what is where, makes FocusAt of it.
struct FocusBy {
  int controls = 1;
};
struct FocusAt {
  std::optional<Rect> at;
};
struct ToggleFullScreen {};
struct ToggleNotes {};  // the window of whoever speaks: words, next step and clock
struct Quit {};
// Of the right column, where not all of it has room: what has its room before the rest.
enum class SidePart { none, code, words };
struct UnfoldSide {
  SidePart part = SidePart::none;  // the one that has it gives it back
};
}  // namespace act

using ShellActions =
    TypeList<act::ToggleKeys, act::ToggleMenu, act::OpenFileDialog, act::Escape, act::DismissMessage,
             act::ToggleBlank, act::Keep, act::CancelFilm, act::CopyScript, act::ToggleFullScreen,
             act::ToggleNotes, act::FocusBy, act::FocusAt, act::Quit, act::UnfoldSide>;

}  // namespace unfold::view
