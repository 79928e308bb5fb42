#pragma once

#include "app/view/actions/browse.h"
#include "app/view/actions/canvas.h"
#include "app/view/actions/cell.h"
#include "app/view/actions/check.h"
#include "app/view/actions/edit.h"
#include "app/view/actions/layer.h"
#include "app/view/actions/look.h"
#include "app/view/actions/picker.h"
#include "app/view/actions/quiz.h"
#include "app/view/actions/shell.h"
#include "app/view/actions/tour.h"
#include "app/view/actions/walk.h"

namespace unfold::view {

// Everything that changes the state. Panels append actions; they are applied after the frame is drawn, by
// `apply`. Menus, buttons, keys, the command line, --trace and the tests all speak this. Each subject has its
// actions in a header under actions/, and what they do in the .cpp beside it.
using Action =
    OneOf<ListOf<WalkActions, LayerActions, EditActions, CellActions, LookActions, CanvasActions,
                 BrowseActions, ShellActions, CheckActions, PickerActions, TourActions, QuizActions>>;

}  // namespace unfold::view
