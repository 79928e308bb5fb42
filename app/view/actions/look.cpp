#include "app/view/actions/handle.h"

#include <algorithm>

namespace unfold::view {

Effects handle(State& s, const act::SetOptions& a) {
  s.options = a.options;
  return {};
}

Effects handle(State& s, const act::SelectFilter& a) {
  if (!s.walkthrough) return {};
  const Geometry& g = s.walkthrough->geometry();
  s.options.filter = std::clamp<std::int64_t>(a.filter, 0, g.FN - 1);
  // A map that is not written yet cannot be looked at: go to where it is.
  if (is_map_stage(s.playback.at.stage) && s.options.filter > s.playback.at.step)
    s.playback = seek(g, s.playback, {s.playback.at.stage, s.options.filter});
  return {};
}

Effects handle(State& s, const act::SelectFilterBy& a) {
  if (!s.walkthrough) return {};
  const std::int64_t FN = s.walkthrough->geometry().FN;
  return handle(s, act::SelectFilter{(s.options.filter + a.filters % FN + FN) % FN});
}

Effects handle(State& s, const act::SelectImage& a) {
  if (!s.walkthrough) return {};
  const Geometry& g = s.walkthrough->geometry();
  const std::int64_t image = std::clamp<std::int64_t>(a.image, 0, g.N - 1);
  const StepOrders& orders = s.playback.orders;
  // Window by window the step says which picture: the same window of the other one.
  if (s.playback.at.stage == Stage::im2col && orders.loop == LoopOrder::window && image != s.options.image) {
    const LoopAt at = loop_at(g, orders.loop, s.playback.at.step);
    const std::int64_t step = loop_step_of(g, orders.loop, {image, 0, 0, 0, at.oy, at.ox});
    s.playback = seek(g, s.playback, {Stage::im2col, step});
  }
  s.options.image = image;
  return {};
}

Effects handle(State& s, const act::SelectImageBy& a) {
  if (!s.walkthrough) return {};
  const std::int64_t N = s.walkthrough->geometry().N;
  return handle(s, act::SelectImage{(s.options.image + a.images % N + N) % N});
}

Effects handle(State& s, const act::ToggleLanguage&) {
  s.options.language = s.options.language == Language::en ? Language::ja : Language::en;
  return {};
}

Effects handle(State& s, const act::ToggleTheme&) {
  s.options.theme = s.options.theme == ThemeName::dark ? ThemeName::light : ThemeName::dark;
  return {};
}

Effects handle(State& s, const act::ToggleLessMotion&) {
  s.options.less_motion = !s.options.less_motion;
  return {};
}

Effects handle(State& s, const act::TogglePresent&) {
  s.options.present = !s.options.present;
  s.browse.reset();
  s.camera = {};
  s.menu = act::MenuName::none;
  return {};
}

}  // namespace unfold::view
