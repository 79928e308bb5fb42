#include "app/view/actions/handle.h"

#include "app/view/languages.h"
#include "app/view/pictures.h"
#include "app/view/window.h"
#include "core/layer/image_steps.h"

#include <algorithm>
#include <array>

namespace unfold::view {
namespace {

// The tensor that the keys of colours and range are about.
TensorId looked_at(const State& s) { return s.pointed ? s.pointed->tensor : tensor_of(s.playback.at.stage); }

// Whatever is seen of these tensors lets a person see a difference: each is a picture of numbers.
Coloring shown(const State& s, TensorId id, const ViewOptions& options) {
  if (has_maps(id))
    return map_coloring(*s.walkthrough, TensorId::conv, options.image, options.filter, options);
  return coloring_of(*s.walkthrough, id, options);
}

}  // namespace

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
  s.options.image = std::clamp<std::int64_t>(a.image, 0, g.N - 1);
  // A step that is one image's goes over to the same place in this one.
  const Position there = in_image(g, s.playback.orders, s.playback.at, s.options.image);
  if (there != s.playback.at) s.playback = seek(g, s.playback, there);
  return {};
}

Effects handle(State& s, const act::SelectImageBy& a) {
  if (!s.walkthrough) return {};
  const std::int64_t N = s.walkthrough->geometry().N;
  return handle(s, act::SelectImage{(s.options.image + a.images % N + N) % N});
}

Effects handle(State& s, const act::SelectChannel& a) {
  if (!s.walkthrough) return {};
  const auto C = static_cast<int>(s.walkthrough->geometry().C);
  s.options.channel = std::clamp(a.channel, -1, C - 1);
  return {};
}

Effects handle(State& s, const act::SelectChannelBy& a) {
  if (!s.walkthrough) return {};
  const auto C = static_cast<int>(s.walkthrough->geometry().C);
  // Red, green and blue together are one choice more, before the first.
  const int first = C == 3 ? -1 : 0;
  const int choices = C - first;
  const int at = std::max(s.options.channel, first) - first + a.channels % choices + choices;
  return handle(s, act::SelectChannel{at % choices + first});
}

Effects handle(State& s, const act::SetColors& a) {
  s.options.look(a.tensor).colors = a.colors;
  // Three channels together have colours of their own; a colormap is for one.
  const bool pixels = a.tensor <= TensorId::col;
  if (s.walkthrough && pixels && s.walkthrough->geometry().C >= 3 && a.colors != Colors::automatic &&
      s.options.channel < 0)
    s.options.channel = 0;
  return {};
}

Effects handle(State& s, const act::SetRange& a) {
  const bool possible = a.range != ValueRange::per_map || has_maps(a.tensor);
  if (possible) s.options.look(a.tensor).range = a.range;
  return {};
}

Effects handle(State& s, const act::CycleColors&) {
  if (!s.walkthrough) return {};
  const TensorId id = looked_at(s);
  const auto next = (static_cast<int>(s.options.look(id).colors) + 1) % 4;
  return handle(s, act::SetColors{id, static_cast<Colors>(next)});
}

Effects handle(State& s, const act::CycleRange&) {
  if (!s.walkthrough) return {};
  const TensorId id = looked_at(s);
  const Coloring now = shown(s, id, s.options);
  for (int i = 1; i <= 4; ++i) {
    ViewOptions options = s.options;
    options.look(id).range = static_cast<ValueRange>((static_cast<int>(s.options.look(id).range) + i) % 4);
    if (options.look(id).range == ValueRange::per_map && !has_maps(id)) continue;
    if (shown(s, id, options) == now) continue;
    s.options = options;
    return {};
  }
  return {};
}

Effects handle(State& s, const act::SetMapOrder& a) {
  s.options.map_order = a.order;
  return {};
}

Effects handle(State& s, const act::CycleMapOrder&) {
  s.options.map_order = static_cast<MapOrder>((static_cast<int>(s.options.map_order) + 1) % 4);
  return {};
}

Effects handle(State& s, const act::CompareWith& a) {
  if (!s.walkthrough) return {};
  const std::int64_t f = std::clamp<std::int64_t>(a.filter, 0, s.walkthrough->geometry().FN - 1);
  s.options.compare = s.options.compare == f ? -1 : f;
  return {};
}

Effects handle(State& s, const act::ToggleCompare&) {
  if (!s.walkthrough) return {};
  s.options.compare = s.options.compare >= 0 ? -1 : s.options.filter;
  return {};
}

Effects handle(State& s, const act::SetCode& a) {
  s.options.code = a.code;
  return {};
}

Effects handle(State& s, const act::CycleCode&) {
  s.options.code = static_cast<CodeIn>((static_cast<int>(s.options.code) + 1) % 3);
  return {};
}

Effects handle(State& s, const act::ToggleLanguage&) {
  s.options.language = after(s.options.language);
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

Effects handle(State& s, const act::ScaleBy& a) {
  const auto at = std::find(scales.begin(), scales.end(), s.options.scale) - scales.begin();
  const auto to = std::clamp<std::ptrdiff_t>(at + a.steps, 0, std::ssize(scales) - 1);
  s.options.scale = a.steps == 0 ? 1.0F : scales[static_cast<std::size_t>(to)];
  return {};
}

}  // namespace unfold::view
