#pragma once

namespace unfold::view {

// Window coordinates: logical pixels, x to the right, y down. Nothing here knows of a screen's density.
struct Vec2 {
  float x = 0, y = 0;
  bool operator==(const Vec2&) const = default;
};

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;

  bool operator==(const Rect&) const = default;
  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] Vec2 centre() const { return {x + w / 2, y + h / 2}; }
  [[nodiscard]] bool contains(Vec2 p) const { return p.x >= x && p.x < x + w && p.y >= y && p.y < y + h; }
  [[nodiscard]] Rect inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
};

// How the canvas is looked at: screen = (canvas - origin) * zoom + the canvas's top left corner.
struct Camera {
  float zoom = 1;
  Vec2 origin;
  bool operator==(const Camera&) const = default;
};

}  // namespace unfold::view
