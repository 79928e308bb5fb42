#pragma once

#include "app/view/stages/stage_view.h"

namespace unfold::view {

// Where the layer has a mistake in it, the stage's words say what becomes of it there, in place of those that
// are no longer true.
void tell_mistake(StageStory& story, const StageContext& context);

}  // namespace unfold::view
