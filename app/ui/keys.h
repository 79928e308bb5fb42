#pragma once

#include "app/view/action.h"
#include "app/view/state.h"
#include "app/view/window.h"

#include <vector>

namespace unfold::ui {

// What this frame's keys mean: whom the keyboard belongs to (a black screen, the picker, a field, a question,
// a menu, else the table of commands) is asked of the state.
void gather_keyboard(const view::WindowScenes& scenes, const view::State& state,
                     std::vector<view::Action>& actions);

}  // namespace unfold::ui
