#pragma once

#include "app/view/actions/list.h"
#include "core/layer/cell_map.h"
#include "core/layer/mistake.h"

namespace unfold::view {

// Memory, check and the mistakes that are made on purpose.
namespace act {
struct ToggleCheck {};  // the sheet
struct SetMistake {
  Mistake mistake = Mistake::none;
};  // loads and computes the layer anew
struct ShowCell {
  CellRef cell;
};  // a cell of conv: pins it, in the stage of the maps
}  // namespace act

using CheckActions = TypeList<act::ToggleCheck, act::SetMistake, act::ShowCell>;

}  // namespace unfold::view
