#include "app/view/quiz/quiz.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <set>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

// What a projector swallows: lines of one pixel, and gray on black or on white.
namespace unfold::view {
namespace {

constexpr float thinnest = 2, faintest = 3;

float contrast(Color a, Color b) {
  const float x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05F) / (std::min(x, y) + 0.05F);
}

struct Line {
  const char* kind = "";
  Rect at;
  float width = 1;
  Color color;
};

std::string words(const Line& line) {
  char text[160];
  std::snprintf(text, sizeof text, "%s at (%.0f, %.0f; %.0f x %.0f), %.1f px, #%02X%02X%02X", line.kind,
                static_cast<double>(line.at.x), static_cast<double>(line.at.y),
                static_cast<double>(line.at.w), static_cast<double>(line.at.h),
                static_cast<double>(line.width), line.color.r, line.color.g, line.color.b);
  return text;
}

Rect around(const std::vector<Vec2>& points) {
  Rect at{points[0].x, points[0].y, 0, 0};
  for (const Vec2 p : points) {
    const float right = std::max(at.right(), p.x), bottom = std::max(at.bottom(), p.y);
    at.x = std::min(at.x, p.x), at.y = std::min(at.y, p.y);
    at.w = right - at.x, at.h = bottom - at.y;
  }
  return at;
}

bool same_rgb(Color a, Color b) { return a.r == b.r && a.g == b.g && a.b == b.b; }

// What a line is drawn in; a thin rectangle in another colour is data, or ground.
bool is_ink(Color color, const Theme& t) {
  std::vector<Color> inks{t.line1,  t.line2,       t.text0, t.text1,   t.text2,  t.ghost,
                          t.accent, t.accent_text, t.error, t.warning, t.success};
  inks.insert(inks.end(), std::begin(t.axis), std::end(t.axis));
  for (const Color axis : t.axis) inks.push_back(t.leading(axis));
  return std::any_of(inks.begin(), inks.end(), [&](Color ink) { return same_rgb(ink, color); });
}

// Every line of a scene. A flat rectangle is one where it is long and no thicker than the thickest stroke.
std::vector<Line> lines_of(const Scene& scene, const Theme& t) {
  std::vector<Line> lines;
  for (const Item& item : scene.items) {
    std::visit(
        [&](const auto& i) {
          using Kind = std::decay_t<decltype(i)>;
          if constexpr (std::is_same_v<Kind, FrameItem>) lines.push_back({"frame", i.at, i.width, i.color});
          if constexpr (std::is_same_v<Kind, LineItem>)
            lines.push_back({"line", around({i.from, i.to}), i.width, i.color});
          if constexpr (std::is_same_v<Kind, CurveItem>)
            lines.push_back({"curve", around({i.p0, i.p3}), i.width, i.color});
          if constexpr (std::is_same_v<Kind, PolylineItem>)
            lines.push_back({"way", around(i.points), i.width, i.color});
          if constexpr (std::is_same_v<Kind, HatchItem>) lines.push_back({"hatch", i.at, i.width, i.color});
          if constexpr (std::is_same_v<Kind, FillItem>) {
            const float thick = std::min(i.at.w, i.at.h), length = std::max(i.at.w, i.at.h);
            if (thick > 0 && thick <= 5 && length >= 24 && is_ink(i.color, t))
              lines.push_back({"bar", i.at, thick, i.color});
            else if (thick > 5)
              lines.push_back({"ground", i.at, thick, i.color});
          }
        },
        item);
  }
  return lines;
}

// A line of the ground's colour only sets another one off.
bool is_casing(const Line& line, const Theme& t) {
  return same_rgb(line.color, t.bg0) || same_rgb(line.color, t.casing);
}

// On white the accent is seen by the dark lines at its sides.
bool is_cased(const Line& line, const std::vector<Line>& all, const Theme& t) {
  if (!same_rgb(line.color, t.accent)) return false;
  return std::any_of(all.begin(), all.end(), [&](const Line& other) {
    const Rect& in = line.at;
    const Rect out = other.at.inset(-1);
    return other.width >= thinnest && contrast(other.color, t.bg0) >= faintest && out.x <= in.x &&
           out.y <= in.y && out.right() >= in.right() && out.bottom() >= in.bottom();
  });
}

void expect_strong(const Scene& scene, const Theme& t, const std::string& where) {
  const std::vector<Line> lines = lines_of(scene, t);
  std::set<std::string> said;
  for (const Item& item : scene.items) {
    const auto* hatch = std::get_if<HatchItem>(&item);
    if (hatch != nullptr && hatch->pitch < 3 * hatch->width && said.insert("solid").second)
      ADD_FAILURE() << where << ": a hatch of " << hatch->width << " px every " << hatch->pitch;
  }
  for (const Line& line : lines) {
    if (std::string(line.kind) == "ground") continue;  // only what an accent lies on
    if (line.width < thinnest - 0.01F && said.insert("thin " + std::string(line.kind)).second)
      ADD_FAILURE() << where << ": thin: " << words(line);
    if (is_casing(line, t)) continue;
    const Color seen = mix(t.bg0, line.color, static_cast<float>(line.color.a) / 255);
    if (contrast(seen, t.bg0) < faintest && !is_cased(line, lines, t) &&
        said.insert("faint " + std::string(line.kind)).second)
      ADD_FAILURE() << where << ": faint: " << words(line);
  }
}

void expect_strong_everywhere(State s, const std::string& where) {
  static const Texts texts(Language::en);
  const testing::FixedMeasure measure;
  s.options.present = true;
  for (const ThemeName theme : {ThemeName::dark, ThemeName::light})
    for (const Vec2 size : {Vec2{1024, 768}, Vec2{1920, 1080}}) {
      s.options.theme = theme;
      const WindowScenes window = build_window(s, texts, measure, size);
      const std::string here = where + (theme == ThemeName::dark ? ", dark, " : ", light, ") +
                               std::to_string(static_cast<int>(size.x));
      const Theme t = theme_of(s.options);
      expect_strong(window.chrome, t, here + ", around");
      expect_strong(window.canvas, t, here);
      expect_strong(window.overlay, t, here + ", above");
    }
}

std::vector<testing::Sizes> layers() {
  std::vector<testing::Sizes> all{testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()};
  for (const testing::Sizes& one : testing::further_sizes()) all.push_back(one);
  return all;
}

TEST(Strokes, OfARoomAreThickerThanThoseOfADesk) {
  const Strokes desk = make_theme(ThemeName::dark).stroke;
  for (const ThemeName name : {ThemeName::dark, ThemeName::light}) {
    const Strokes room = make_theme(name, Distance::room).stroke;
    for (float Strokes::*const one :
         {&Strokes::hair, &Strokes::cell, &Strokes::frame, &Strokes::same, &Strokes::link, &Strokes::axis,
          &Strokes::now, &Strokes::casing, &Strokes::ring, &Strokes::rim, &Strokes::hatch}) {
      EXPECT_GE(room.*one, thinnest);
      EXPECT_GE(room.*one, 2 * (desk.*one));
    }
    for (float Strokes::*const one :
         {&Strokes::frame, &Strokes::same, &Strokes::link, &Strokes::axis, &Strokes::now, &Strokes::ring})
      EXPECT_GE(room.*one, 3) << "what says something is more than a line between cells";
  }
}

TEST(Strokes, OfARoomHaveColoursThatAProjectorLeavesThere) {
  for (const ThemeName name : {ThemeName::dark, ThemeName::light}) {
    const Theme desk = make_theme(name), t = make_theme(name, Distance::room);
    for (const Color line : {t.line1, t.line2, t.text2, t.ghost, t.leading(t.axis_color(Axis::OW))})
      EXPECT_GE(contrast(line, t.bg0), faintest);
    EXPECT_GE(contrast(t.line1, color_table(name, ColorMap::gray)[255]), 2.7F) << "between white cells";
    EXPECT_GE(contrast(t.line1, color_table(name, ColorMap::gray)[0]), 2.7F) << "between black cells";
    EXPECT_GE(contrast(t.pad, t.bg0), contrast(desk.pad, desk.bg0));
    for (const Color words : {t.text0, t.text1, t.text2}) EXPECT_GE(contrast(words, t.bg0), 7);
    for (int axis = 1; axis < 8; ++axis) EXPECT_GE(contrast(t.axis[axis], t.bg0), 4.0F) << axis;
  }
}

TEST(Strokes, ReachEveryLineOfEveryStageInPresentMode) {
  for (const testing::Sizes& layer : layers()) {
    State s = testing::loaded(layer);
    const Geometry& g = s.walkthrough->geometry();
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      const std::int64_t steps = step_count(g, stage, s.playback.orders);
      for (const std::int64_t step : std::set<std::int64_t>{0, steps / 2, steps - 1}) {
        s.playback = still(seek(g, s.playback, {stage, step}));
        expect_strong_everywhere(s, std::string(layer.lesson) + ", " + std::string(name(stage)) + " step " +
                                        std::to_string(step));
      }
    }
  }
}

TEST(Strokes, ReachTheLinesOfTheOtherOrdersOfWhatIsPointedAtAndOfTheMiddleOfAMotion) {
  for (const testing::Sizes& layer : {testing::toy_sizes(), testing::photo_sizes()}) {
    State s = testing::loaded(layer);
    s.playback.orders.loop = LoopOrder::window;
    for (const GemmStep order : {GemmStep::term, GemmStep::element, GemmStep::row, GemmStep::outer}) {
      s.playback.orders.gemm = order;
      for (const Stage stage : {Stage::im2col, Stage::gemm}) {
        const std::int64_t steps = step_count(s.walkthrough->geometry(), stage, s.playback.orders);
        s.playback = still(seek(s.walkthrough->geometry(), s.playback, {stage, steps / 2}));
        expect_strong_everywhere(s, std::string(layer.lesson) + ", another order");
      }
    }
    s = testing::loaded(layer);
    for (int i = 0; i < stage_count; ++i) {
      static_cast<void>(apply(s, act::OpenStage{static_cast<Stage>(i)}));
      s.playback.elapsed = 0.2, s.playback.stage_elapsed = 1e9;
      expect_strong_everywhere(s, std::string(layer.lesson) + ", in motion");
      s.playback = still(s.playback);
      s.pinned = CellRef{TensorId::x, {0, 0, 1, 1}};
      expect_strong_everywhere(s, std::string(layer.lesson) + ", pinned");
      s.pinned.reset();
    }
  }
}

// As a question opens, after each answer that is offered, and when it is answered.
TEST(Strokes, ReachTheLinesOfTheQuestions) {
  const Texts texts(Language::en);
  int asked = 0;
  for (const testing::Sizes& layer : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()})
    for (const Stage stage : {Stage::pad, Stage::allocate, Stage::transpose, Stage::reshape, Stage::gemm,
                              Stage::pool_max, Stage::pool}) {
      State s = testing::loaded(layer);
      static_cast<void>(apply(s, act::ToggleQuiz{}));
      s.playback.at = {stage, 0};
      while (is_asked(s)) {
        ++asked;
        const Question q = *open_question(s, texts);
        const std::string where = std::string(layer.lesson) + ", asked " + std::string(name(q.ask));
        expect_strong_everywhere(s, where);
        for (const Candidate& one : candidates_of(s, q, 0)) {
          State tried = s;
          static_cast<void>(apply(tried, act::GiveAnswer{0, one.text}));
          expect_strong_everywhere(tried, where + " after " + one.text);
        }
        static_cast<void>(apply(s, act::ShowAnswer{}));
        expect_strong_everywhere(s, where + ", answered");
        static_cast<void>(apply(s, act::GoOn{}));
      }
    }
  EXPECT_GT(asked, 9);
}

}  // namespace
}  // namespace unfold::view
