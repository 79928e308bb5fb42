#include "app/view/browse/parts.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>

namespace unfold::view {
namespace {

using namespace browsing;

// What is in sight, as NumPy would slice it: "col[50150:50176, 0:9]".
std::string slice_of(const Browsed& b) {
  const TensorGrid& grid = b.grid;
  Index first = grid.shape, last;
  for (int i = 0; i < grid.shape.rank(); ++i) last.push_back(0);
  const bool listed = count_blocks(grid, b.view.range, 0) <= most_blocks;
  if (listed) {
    for (const GridBlock& block : blocks_in(grid, b.view.range))
      for (int axis = 0; axis < grid.shape.rank(); ++axis) {
        const std::int64_t count = axis == block.row_axis   ? block.rows
                                   : axis == block.col_axis ? block.cols
                                                            : 1;
        first[axis] = std::min(first[axis], block.origin[axis]);
        last[axis] = std::max(last[axis], block.origin[axis] + count - 1);
      }
  }
  std::string words = std::string(name(grid.tensor)) + "[";
  for (int axis = 0; axis < grid.shape.rank(); ++axis) {
    if (axis > 0) words += ", ";
    const bool all = !listed || (first[axis] == 0 && last[axis] == grid.shape[axis] - 1);
    const AxisNames names = names_of(grid, axis);
    const std::string part = all ? ":"
                             : first[axis] == last[axis]
                                 ? std::to_string(first[axis])
                                 : std::to_string(first[axis]) + ":" + std::to_string(last[axis] + 1);
    words += names.count > 1 ? "{text0 m|" + part + "}" : unfolding::axis_markup(names.parts[0], part);
  }
  return words + "]";
}

// Tensors that share their memory or their numbers: the rail shows one of each.
std::vector<TensorId> relatives(TensorId tensor, bool has_bias) {
  switch (tensor) {
  case TensorId::W:
  case TensorId::b:
  case TensorId::col_W:
    return has_bias ? std::vector{TensorId::W, TensorId::col_W, TensorId::b}
                    : std::vector{TensorId::W, TensorId::col_W};
  case TensorId::out2d:
  case TensorId::out_nhwc: return {TensorId::out2d, TensorId::out_nhwc};
  case TensorId::x:
  case TensorId::img:
  case TensorId::col6:
  case TensorId::col6_t:
  case TensorId::col:
  case TensorId::conv:
  case TensorId::pool_col:
  case TensorId::pool_windows:
  case TensorId::pool_max:
  case TensorId::pool: break;
  }
  return {};
}

}  // namespace

TensorId rail_row_of(TensorId tensor) {
  switch (tensor) {
  case TensorId::W:
  case TensorId::b: return TensorId::col_W;
  case TensorId::out_nhwc: return TensorId::out2d;
  case TensorId::x:
  case TensorId::img:
  case TensorId::col6:
  case TensorId::col6_t:
  case TensorId::col:
  case TensorId::col_W:
  case TensorId::out2d:
  case TensorId::conv:
  case TensorId::pool_col:
  case TensorId::pool_windows:
  case TensorId::pool_max:
  case TensorId::pool: break;
  }
  return tensor;
}

std::vector<Toggle> open_browser(const StageContext& c) {
  return {{c.texts.get("browse.open"), false, Action{act::ToggleBrowse{}}}};
}

StageStory browse_story(const StageContext& c, StageStory story, const Browsed& b) {
  story.title = c.texts.get("browse.title", {{"tensor", std::string(name(b.grid.tensor))}});
  std::string shape = to_string(b.grid.shape);
  std::erase(shape, ' ');
  story.statement = slice_of(b) + "  {text2 m|" + c.texts.get("browse.of") + " " + shape + "}";
  story.toggles.clear();
  std::vector<Toggle> family;
  for (const TensorId id : relatives(b.grid.tensor, c.walkthrough->has_bias()))
    family.push_back({std::string(name(id)), id == b.grid.tensor, Action{act::BrowseTensor{id}}});
  if (!family.empty()) story.toggles.push_back(std::move(family));
  story.toggles.push_back({{c.texts.get("browse.whole"), all_seen(b.grid, b.view), Action{act::Fit{}}}});
  story.toggles.push_back({{c.texts.get("browse.back"), false, Action{act::ToggleBrowse{}}}});
  return story;
}

}  // namespace unfold::view
