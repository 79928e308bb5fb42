#include "app/view/cell_text.h"

namespace unfold::view {

std::string index_markup(const CellRef& cell, Mistake mistake) {
  static constexpr const char* axis_words[] = {"", "N", "C", "FH", "FW", "OH", "OW", "FN"};
  std::string text = "[";
  for (int i = 0; i < cell.at.rank(); ++i) {
    const AxisNames axes = axis_names(cell.tensor, i, mistake);
    const std::string number = std::to_string(cell.at[i]);
    const bool one = axes.count == 1 && axes.parts[0] != Axis::none;
    if (one)
      text += std::string("{") + axis_words[static_cast<int>(axes.parts[0])] + "|" + number + "}";
    else
      text += axes.count > 1 ? "{text0|" + number + "}" : number;
    if (i + 1 < cell.at.rank()) text += ", ";
  }
  return text + (cell.at.rank() == 1 ? ",]" : "]");
}

}  // namespace unfold::view
