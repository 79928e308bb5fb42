#include "app/view/cell_text.h"

namespace unfold::view {
namespace {

// `mono`: each run says so itself, for words that are set in another face.
std::string index_runs(const CellRef& cell, Mistake mistake, bool mono) {
  const auto run = [&](std::string_view ink, const std::string& words) {
    const std::string face = mono ? (ink.empty() ? "m" : " m") : "";
    return ink.empty() && !mono ? words : "{" + std::string(ink) + face + "|" + words + "}";
  };
  std::string text = run("", "[");
  for (int i = 0; i < cell.at.rank(); ++i) {
    const AxisNames axes = axis_names(cell.tensor, i, mistake);
    const bool merged = axes.count > 1;
    const bool one = axes.count == 1 && axes.parts[0] != Axis::none;
    if (i > 0) text += run("", ", ");
    text += run(one ? name(axes.parts[0]) : merged || mono ? "text0" : "", std::to_string(cell.at[i]));
  }
  return text + run("", cell.at.rank() == 1 ? ",]" : "]");
}

}  // namespace

std::string index_markup(const CellRef& cell, Mistake mistake) { return index_runs(cell, mistake, false); }

std::string cell_markup(const CellRef& cell) {
  return "{m text0|" + std::string(name(cell.tensor)) + "}" + index_runs(cell, Mistake::none, true);
}

}  // namespace unfold::view
