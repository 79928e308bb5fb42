#pragma once

#include "app/view/format.h"
#include "app/view/scene.h"
#include "app/view/theme.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unfold::view {

// Knows how wide text is. app/ui answers from the real fonts, tests from a fixed advance.
class TextMeasure {
 public:
  virtual ~TextMeasure() = default;
  [[nodiscard]] virtual float width(std::string_view text, Face face, float size) const = 0;
};

enum class Align { left, centre, right };

struct TextStyle {
  float size = 13;
  Face face = Face::ui;
  Color color;
  Align align = Align::left;
};

// The drawing vocabulary of the whole window: flat rectangle, line, curve, text, picture, hatch; nothing
// else. Appends to a scene. Y of text is its baseline. A line whose width is not said has the one that the
// theme gives to what it most often means: a frame to a cell, a line on the page to a hairline, a way from
// here to there to a link, a curve to an axis.
//
// Rich text: "plain {FH b|y = 3} plain". The words before the bar: an axis (N C FH FW OH OW FN) or text0
// text1 text2 accent for the colour, `m` mono, `b` bold, `u` underlined. An axis colour in running words is
// underlined by itself in the light theme.
class Painter {
 public:
  // `zoom`: the camera's, so that a view knows how many screen pixels a cell has; `visible`: the part of the
  // canvas on the screen, so that it emits no numbers that nobody sees.
  Painter(Scene& scene, const Theme& theme, const Type& type, const TextMeasure& measure, float zoom,
          Rect visible);

  [[nodiscard]] const Theme& theme() const { return theme_; }
  [[nodiscard]] const Type& type() const { return type_; }
  [[nodiscard]] float zoom() const { return zoom_; }
  [[nodiscard]] const Rect& visible() const { return visible_; }
  Scene& scene() { return scene_; }
  [[nodiscard]] Mistake mistake() const { return mistake_; }
  void set_mistake(Mistake mistake) { mistake_ = mistake; }  // shapes wear the axes that it leaves

  void fill(Rect at, Color color, float radius = 0);
  void frame(Rect at, Color color) { frame(at, color, theme_.stroke.cell); }
  void frame(Rect at, Color color, float width, float radius = 0);
  void line(Vec2 from, Vec2 to, Color color) { line(from, to, color, theme_.stroke.link); }
  void line(Vec2 from, Vec2 to, Color color, float width);
  void cased_line(Vec2 from, Vec2 to, Color color) { cased_line(from, to, color, theme_.stroke.link); }
  void cased_line(Vec2 from, Vec2 to, Color color, float width);  // over data: on a bg0 casing 2 px wider
  void hline(float x0, float x1, float y, Color color) { hline(x0, x1, y, color, theme_.stroke.hair); }
  void hline(float x0, float x1, float y, Color color, float width);  // y: the top edge
  void vline(float x, float y0, float y1, Color color) { vline(x, y0, y1, color, theme_.stroke.hair); }
  void vline(float x, float y0, float y1, Color color, float width);
  void curve(Vec2 from, Vec2 to, Color color) { curve(from, to, color, theme_.stroke.axis); }
  void curve(Vec2 from, Vec2 to, Color color, float width);  // leaves and arrives vertically
  void polyline(std::vector<Vec2> points, Color color) {
    polyline(std::move(points), color, theme_.stroke.link);
  }
  void polyline(std::vector<Vec2> points, Color color, float width);
  enum class Toward { left, right, up, down };
  void arrow_head(Vec2 tip_centre, float radius, Toward toward, Color color);
  void hatch(Rect at, Color color) { hatch(at, color, theme_.stroke.pitch); }
  void hatch(Rect at, Color color, float pitch);
  void clip(Rect at);
  void unclip();

  float text(std::string_view s, Vec2 baseline, const TextStyle& style);  // returns the width
  [[nodiscard]] float text_width(std::string_view s, float size, Face face = Face::ui) const;
  float rich(std::string_view markup, Vec2 baseline, const TextStyle& style);
  [[nodiscard]] float rich_width(std::string_view markup, const TextStyle& style) const;
  // Wraps at `width` (at any character between Japanese ones, not before 。、), returns the y below the last
  // line's pitch.
  float paragraph(std::string_view markup, Vec2 baseline, float width, float line, const TextStyle& style);
  // The baselines used by the same text: how tall it is.
  [[nodiscard]] float paragraph_height(std::string_view markup, float width, float line,
                                       const TextStyle& style) const;

  // "(1,3,230,230)": each number in its axis's colour, a merged axis in text0 over a bar in its makers'
  // colours.
  float shape(const Shape& shape, TensorId tensor, Vec2 baseline, float size, Align align = Align::left);
  // A name in bold mono with its shape after it.
  float tensor_label(TensorId tensor, const Shape& shape, Vec2 baseline);

  void picture(Rect at, const Picture& picture, const Coloring& coloring = {}, float alpha = 1);
  void picture_part(Rect at, const Picture& picture, double sx, double sy, double sw, double sh,
                    const Coloring& coloring = {}, float alpha = 1);
  // The number as it is written in `room` pixels, with decimals left out; empty where it does not fit.
  [[nodiscard]] std::string fitted(CellNumber number, float room, float size, Face face) const;
  // One numbered cell: fill by value, ink that can be read. A number too long for it loses decimals, and is
  // left out at last.
  void cell(Rect at, Color ground, const CellNumber& number, float size, bool bold = false);
  void faded_cell(Rect at, Color ground, const CellNumber& number, float size);  // at rest: 30 % of the fill

  // Round a cell or a small picture that the desk sets apart by a gap alone.
  void edge(Rect at);
  void lit(Rect at);                   // "now": accent in its casing, around `at`
  void outline(Rect at, Color color);  // "the same thing": a line in its casing, around `at`
  // A bar with end ticks and words set into it.
  void bracket_h(float x0, float x1, float y, Color color, std::string_view words, float size);
  void bracket_v(float x, float y0, float y1, Color color);
  // A 10 px swatch and a word.
  float swatch(Vec2 baseline, Color color, std::string_view words, const TextStyle& style);
  // value bar: gradient of the colouring, lo and hi below, the value marked. Height 34.
  void color_bar(Rect at, const Coloring& coloring, const float* value, int digits);

  void hit(Rect at, CellHit cell);
  void hit(Rect at, Action action, std::string tip = {});
  void hit(Rect at, Action action, Action with_shift, std::string tip);
  void hit(Rect at, SliderHit slider);
  void hit(Rect at, CropHit crop);
  void hit_axis(Rect at, Axis axis);
  void tip(Rect at, std::string text);

 private:
  Scene& scene_;
  const Theme& theme_;
  Type type_;
  const TextMeasure& measure_;
  float zoom_;
  Rect visible_;
  Mistake mistake_ = Mistake::none;
};

}  // namespace unfold::view
