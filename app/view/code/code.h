#pragma once

#include "app/view/stages/stage_view.h"

#include <string>
#include <vector>

// The layer in C++, stage by stage: what stands beside the picture, and, all stages in their order, the
// program that `--script FILE.cpp` writes (program.h). The names are those of the tensors (README.md).
namespace unfold::view {

// The lines of a stage, with the values that they have at the present step. `code` is not python. Where the
// notebook reads pictures, C++ finds the numbers of x in an array, x_data.
[[nodiscard]] std::vector<CodeLine> cpp_code(const StageContext& context, Stage stage, CodeIn code);

// Puts the code that is chosen in the place of the notebook's, on the desk and in present mode.
void tell_code(StageStory& story, const StageContext& context);

// The line without its colours.
[[nodiscard]] std::string code_text(const std::string& markup);

}  // namespace unfold::view
