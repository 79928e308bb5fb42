#pragma once

#include "app/view/action.h"
#include "app/view/geometry2d.h"
#include "app/view/picture.h"
#include "app/view/theme.h"
#include "core/layer/cell_map.h"

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace unfold::view {

// What is on the screen, as plain data: a list of flat shapes in drawing order and a list of places that
// answer the pointer. app/ui draws it; the tests read it. A scene is a pure function of the state and of
// time.

enum class Face { ui, ui_bold, mono, mono_bold };  // Japanese comes by fallback, in the same weight

struct FillItem {
  Rect at;
  Color color;
  float radius = 0;
};
struct FrameItem {
  Rect at;
  Color color;
  float width = 1;
  float radius = 0;
};  // drawn inside `at`
struct LineItem {
  Vec2 from, to;
  Color color;
  float width = 1;
};
struct CurveItem {
  Vec2 p0, p1, p2, p3;
  Color color;
  float width = 2;
};  // cubic Bezier
struct PolylineItem {
  std::vector<Vec2> points;
  Color color;
  float width = 1;
};
struct TriangleItem {
  Vec2 a, b, c;
  Color color;
};
struct HatchItem {
  Rect at;
  Color color;
  float pitch = 4, width = 1;
};  // 45 degrees, clipped to `at`
struct TextItem {
  Vec2 baseline;
  std::string text;
  Face face = Face::ui;
  float size = 13;
  Color color;
};
struct PictureItem {
  Rect at;
  Picture picture;
  double sx = 0, sy = 0, sw = 0, sh = 0;  // the part of the picture shown, in texels
  Coloring coloring;                      // of one-channel pictures
  float alpha = 1;                        // fades towards what lies below
};
struct ClipItem {
  Rect at;
};  // until the matching UnclipItem
struct UnclipItem {};
using Item = std::variant<FillItem, FrameItem, LineItem, CurveItem, PolylineItem, TriangleItem, HatchItem,
                          TextItem, PictureItem, ClipItem, UnclipItem>;

// A block of equal cells of one tensor: the cell in row i, column j (from 0) lies at (at.x + j*cell_w, at.y +
// i*cell_h) and is `origin` with axis row_axis increased by row0 + i*row_step and axis col_axis by col0 +
// j*col_step. An axis of -1 stands still.
struct CellHit {
  TensorId tensor = TensorId::x;
  Index origin;
  int row_axis = -1, col_axis = -1;
  std::int64_t row0 = 0, col0 = 0, row_step = 1, col_step = 1;
  float cell_w = 1, cell_h = 1;
  std::int64_t rows = 0, cols = 0;  // of the block; 0: as many as its rectangle holds
};
struct ActionHit {
  Action action;
  std::string tip;
  std::optional<Action> with_shift{};  // what a click with Shift held means; none: the same
};                                     // a click; tip: text to show, already in the person's language
enum class Slider { timeline, speed, browse_map };
struct SliderHit {
  Slider slider = Slider::timeline;
};  // press and drag; `positions` of the view model say what it means
struct AxisHit {
  Axis axis = Axis::none;
};
struct TipHit {
  std::string tip;
};
// A picture of width x height pixels on which a drag draws or moves a crop.
struct CropHit {
  std::int64_t width = 1, height = 1;
  std::array<std::int64_t, 4> box{};  // the crop that is there: left, top, width, height
};
struct Hit {
  Rect at;
  std::variant<CellHit, ActionHit, SliderHit, AxisHit, TipHit, CropHit> what;
};

struct Scene {
  std::vector<Item> items;
  std::vector<Hit> hits;  // the last one under the pointer wins
};

[[nodiscard]] const Hit* hit_at(const Scene& scene, Vec2 p);
[[nodiscard]] CellRef cell_at(const Rect& at, const CellHit& hit, Vec2 p);
// Where a cell lies in that block; an empty rect when it is not in it.
[[nodiscard]] Rect rect_of(const Rect& at, const CellHit& hit, const CellRef& cell);

}  // namespace unfold::view
