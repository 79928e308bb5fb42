#include "app/view/focus.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <tuple>
#include <variant>
#include <vector>

namespace unfold::view {
namespace {

// What lies under a menu or a sheet to close it: no control of its own.
bool is_ground(const Rect& at, Vec2 window) { return at.w * at.h > 0.4F * window.x * window.y; }

Rect seen(const Rect& at, const WindowScenes& scenes, const Camera& camera) {
  const Rect& area = scenes.canvas_area;
  const float x0 = std::max(area.x, (at.x - area.x - camera.origin.x) * camera.zoom + area.x);
  const float y0 = std::max(area.y, (at.y - area.y - camera.origin.y) * camera.zoom + area.y);
  const float x1 = std::min(area.right(), (at.right() - area.x - camera.origin.x) * camera.zoom + area.x);
  const float y1 = std::min(area.bottom(), (at.bottom() - area.y - camera.origin.y) * camera.zoom + area.y);
  return {x0, y0, std::max(0.0F, x1 - x0), std::max(0.0F, y1 - y0)};
}

int region(const Layout& l, Vec2 p) {
  if (l.top.contains(p)) return 0;
  if (l.rail.contains(p)) return 1;
  if (l.right.contains(p)) return 3;
  return l.bottom.contains(p) ? 4 : 2;
}

float apart(const Rect& a, const Rect& b) {
  return std::abs(a.x - b.x) + std::abs(a.y - b.y) + std::abs(a.right() - b.right()) +
         std::abs(a.bottom() - b.bottom());
}

// Of those the one that lies there. Another picture may have moved it a little.
std::optional<std::size_t> place_of(const std::vector<Focusable>& all, const std::optional<Rect>& at) {
  if (!at || all.empty()) return std::nullopt;
  const auto nearest = std::ranges::min_element(
      all, [&](const Focusable& a, const Focusable& b) { return apart(a.at, *at) < apart(b.at, *at); });
  constexpr float most = 120;
  if (apart(nearest->at, *at) > most) return std::nullopt;
  return static_cast<std::size_t>(nearest - all.begin());
}

// Where the focus lies. A menu that was opened from its button in the bar has it at the line where the
// keyboard begins.
std::optional<Rect> standing(const WindowScenes& scenes, const State& state) {
  const bool from_bar = state.focus && state.focus->centre().y < scenes.layout.top.bottom();
  return scenes.menu && from_bar ? scenes.menu->line : state.focus;
}

std::optional<Rect> step_in(const std::vector<Focusable>& all, const std::optional<Rect>& from, int by) {
  if (all.empty()) return std::nullopt;
  const auto count = static_cast<std::ptrdiff_t>(all.size());
  const std::optional<std::size_t> here = place_of(all, from);
  const std::ptrdiff_t to = here ? static_cast<std::ptrdiff_t>(*here) + by : by > 0 ? 0 : count - 1;
  return all[static_cast<std::size_t>((to % count + count) % count)].at;
}

}  // namespace

std::vector<Focusable> controls(const WindowScenes& scenes, const State& state) {
  std::vector<Focusable> all;
  const Vec2 window = scenes.layout.size;
  const auto add = [&](const Hit& hit, const Rect& at) {
    const auto* action = std::get_if<ActionHit>(&hit.what);
    if (action == nullptr || at.w < 4 || at.h < 4) return;
    // Of two at one place the upper one answers a click.
    std::erase_if(all, [&](const Focusable& other) { return other.at == at; });
    all.push_back({at, action});
  };
  bool modal = false;
  for (const Hit& hit : scenes.overlay.hits) {
    if (is_ground(hit.at, window)) {
      all.clear();
      modal = true;
    } else {
      add(hit, hit.at);
    }
  }
  if (!modal && !state.picker) {
    for (const Hit& hit : scenes.chrome.hits)
      if (!is_ground(hit.at, window)) add(hit, hit.at);
    for (const Hit& hit : scenes.canvas.hits) add(hit, seen(hit.at, scenes, state.camera));
  }
  std::ranges::stable_sort(all, [&](const Focusable& a, const Focusable& b) {
    const auto key = [&](const Focusable& c) {
      const int part = modal || state.picker ? 2 : region(scenes.layout, c.at.centre());
      // The bars are one row each, whatever stands above what in them.
      const bool bar = !modal && (part == 0 || part == 4);
      return std::tuple(part, bar ? 0L : std::lround(c.at.centre().y / 10), c.at.x);
    };
    return key(a) < key(b);
  });
  return all;
}

std::optional<Rect> next_focus(const WindowScenes& scenes, const State& state, int by) {
  return step_in(controls(scenes, state), standing(scenes, state), by);
}

std::optional<Rect> next_line(const WindowScenes& scenes, const State& state, int by) {
  std::vector<Focusable> lines;
  for (const Focusable& one : controls(scenes, state))
    if (lines.empty() || std::abs(one.at.centre().y - lines.back().at.centre().y) > 5) lines.push_back(one);
  // What is chosen is seen to be so, with a ring or without: a key goes on from there.
  std::optional<Rect> from = standing(scenes, state);
  if (!from && scenes.menu && scenes.menu->chosen) from = scenes.menu->line;
  return step_in(lines, from, by);
}

Focusable focused(const WindowScenes& scenes, const State& state) {
  const std::vector<Focusable> all = controls(scenes, state);
  const std::optional<std::size_t> here = place_of(all, standing(scenes, state));
  return here ? all[*here] : Focusable{};
}

void draw_focus(Painter& overlay, const WindowScenes& scenes, const State& state) {
  if (!state.focus) return;
  const Focusable here = focused(scenes, state);
  if (here.hit == nullptr) return;
  const Rect ring{here.at.x - 3, here.at.y - 3, here.at.w + 6, here.at.h + 6};
  overlay.frame({ring.x - 1, ring.y - 1, ring.w + 2, ring.h + 2}, overlay.theme().casing, 5, 5);
  overlay.frame(ring, overlay.theme().accent, 3, 4);
}

}  // namespace unfold::view
