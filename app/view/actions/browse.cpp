#include "app/view/actions/handle.h"
#include "app/view/browse/frame.h"
#include "app/view/tour/tour.h"

namespace unfold::view {
namespace {

BrowseFrame frame_of(const State& s, const TensorGrid& grid) {
  return browse_frame(make_layout(s.window_size, false, panels(s)), grid);
}

TensorGrid grid_of(const State& s) { return tensor_grid(s.walkthrough->geometry(), s.browse->tensor); }

// What is open changes; nothing where nothing is.
template <typename Change> Effects change(State& s, Change to) {
  if (!s.walkthrough || !s.browse) return {};
  const TensorGrid grid = grid_of(s);
  *s.browse = to(grid, frame_of(s, grid).cells, *s.browse);
  return {};
}

bool is_there(const State& s, TensorId tensor) {
  return s.walkthrough && !s.options.present && (tensor != TensorId::b || s.walkthrough->has_bias());
}

// Whole, or at the pinned cell where that has one in this tensor.
void open(State& s, TensorId tensor) {
  if (!is_there(s, tensor)) return;
  s.browse = Browse{tensor};
  s.camera = {};
  s.pointed.reset();
  if (!s.pinned) return;
  for (const CellRef& cell : follow(s.walkthrough->geometry(), *s.pinned, s.options.filter))
    if (cell.tensor == tensor) static_cast<void>(handle(s, act::BrowseCell{cell}));
}

}  // namespace

Effects handle(State& s, const act::ToggleBrowse&) {
  // The browser is for the desk; before a class the key that clickers have blanks the screen.
  if (s.options.present) return handle(s, act::ToggleBlank{});
  if (s.browse) {
    s.browse.reset();
    s.pointed.reset();
  } else {
    open(s, tensor_of(s.playback.at.stage));
  }
  return {};
}

Effects handle(State& s, const act::BrowseTensor& a) {
  open(s, a.tensor);
  return {};
}

Effects handle(State& s, const act::BrowseCell& a) {
  if (!is_there(s, a.cell.tensor)) return {};
  if (!s.browse || s.browse->tensor != a.cell.tensor) s.browse = Browse{a.cell.tensor};
  s.camera = {};
  return change(s, [&](const TensorGrid& grid, Rect cells, const Browse& b) {
    return gone_to(grid, cells, b, place_of(grid, a.cell.at));
  });
}

Effects handle(State& s, const act::BrowseEnd& a) {
  if (!s.browse) open(s, tensor_of(s.playback.at.stage));
  return change(s, [&](const TensorGrid& grid, Rect cells, const Browse& b) {
    const GridPlace place{a.last ? grid.rows - 1 : 0, look_at(grid, cells, b).range.col0};
    return gone_to(grid, cells, b, place);
  });
}

Effects handle(State& s, const act::BrowseDive& a) {
  return change(
      s, [&](const TensorGrid& grid, Rect cells, const Browse& b) { return dived(grid, cells, b, a.at); });
}

Effects handle(State& s, const act::BrowseMap& a) {
  return change(s, [&](const TensorGrid& grid, Rect cells, const Browse& b) {
    return moved_on_map(grid, cells, b, a.across, a.down);
  });
}

Effects zoom_browser(State& s, float factor, std::optional<Vec2> about) {
  return change(s, [&](const TensorGrid& grid, Rect cells, const Browse& b) {
    const Rect area = canvas_area(make_layout(s.window_size, false, panels(s)));
    const Vec2 at = about ? Vec2{area.x + about->x, area.y + about->y} : cells.centre();
    return zoomed(grid, cells, b, static_cast<double>(factor), at);
  });
}

Effects pan_browser(State& s, Vec2 by) {
  return change(
      s, [&](const TensorGrid& grid, Rect cells, const Browse& b) { return panned(grid, cells, b, by); });
}

}  // namespace unfold::view
