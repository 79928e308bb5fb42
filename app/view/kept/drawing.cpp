#include "app/view/kept/drawing.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>
#include <vector>

namespace unfold::view {
namespace {

constexpr float margin = 12;

// Grows by what is drawn.
class Extent {
 public:
  explicit Extent(const TextMeasure& measure) : measure_(measure) {}

  void operator()(const FillItem& i) { add(i.at); }
  void operator()(const FrameItem& i) { add(i.at); }
  void operator()(const HatchItem& i) { add(i.at); }
  void operator()(const PictureItem& i) { add(i.at); }
  void operator()(const LineItem& i) { add({i.from, i.to}, i.width); }
  void operator()(const CurveItem& i) { add({i.p0, i.p1, i.p2, i.p3}, i.width); }
  void operator()(const PolylineItem& i) { add(i.points, i.width); }
  void operator()(const TriangleItem& i) { add({i.a, i.b, i.c}, 0); }
  void operator()(const TextItem& i) {
    add({i.baseline.x, i.baseline.y - i.size, measure_.width(i.text, i.face, i.size), i.size * 1.3F});
  }
  void operator()(const ClipItem& i) {
    clips_.push_back(clips_.empty() ? i.at : common(i.at, clips_.back()));
  }
  void operator()(const UnclipItem&) { clips_.pop_back(); }

  [[nodiscard]] Rect all() const { return all_; }

 private:
  static Rect common(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::max(0.0F, std::min(a.right(), b.right()) - x),
            std::max(0.0F, std::min(a.bottom(), b.bottom()) - y)};
  }
  void add(const Rect& whole) {
    const Rect r = clips_.empty() ? whole : common(whole, clips_.back());
    if (r.w <= 0 || r.h <= 0) return;
    if (all_.w <= 0) {
      all_ = r;
      return;
    }
    const float x = std::min(all_.x, r.x), y = std::min(all_.y, r.y);
    all_ = {x, y, std::max(all_.right(), r.right()) - x, std::max(all_.bottom(), r.bottom()) - y};
  }
  void add(const std::vector<Vec2>& points, float width) {
    if (points.empty()) return;
    float left = points[0].x, right = left, top = points[0].y, foot = top;
    for (const Vec2 p : points) {
      left = std::min(left, p.x);
      right = std::max(right, p.x);
      top = std::min(top, p.y);
      foot = std::max(foot, p.y);
    }
    const float half = std::max(width, 1.0F) / 2;
    add({left - half, top - half, right - left + 2 * half, foot - top + 2 * half});
  }

  const TextMeasure& measure_;
  std::vector<Rect> clips_;
  Rect all_;
};

// What the scene covers, moved to a corner, on ground as large as that and a margin.
Drawing alone(Scene scene, const Theme& theme, const Rect& part) {
  Drawing drawing;
  const float x = std::floor(part.x), y = std::floor(part.y);
  drawing.scenes.layout.size = {std::ceil(part.right()) - x, std::ceil(part.bottom()) - y};
  const Rect whole{0, 0, drawing.scenes.layout.size.x, drawing.scenes.layout.size.y};
  drawing.scenes.chrome.items.emplace_back(FillItem{whole, theme.bg0});
  drawing.scenes.canvas_area = whole;
  drawing.scenes.canvas = std::move(scene);
  drawing.camera.origin = {x, y};
  return drawing;
}

}  // namespace

State undisturbed(const State& state) {
  State s = state;
  s.pointed.reset();
  s.hovered_axis = Axis::none;
  s.menu = act::MenuName::none;
  s.file_dialog = act::MenuName::none;
  s.keys_sheet = false;
  s.check.sheet = false;
  s.editing.reset();
  s.edit_refusal.reset();
  s.picker.reset();
  s.blank = false;
  s.notice = {};
  s.message.clear();
  s.unread_seen = true;
  s.busy.reset();
  s.filming.reset();
  s.focus.reset();
  s.quiz.reset();
  s.playback = still(s.playback);
  s.playback.playing = false;
  return s;
}

Rect covered(const Scene& scene, const TextMeasure& measure) {
  Extent extent(measure);
  for (const Item& item : scene.items) std::visit(extent, item);
  return extent.all();
}

Drawing build_drawing(const State& state, KeptView view, const Texts& texts, const TextMeasure& measure,
                      Vec2 size, bool steady) {
  if (view == KeptView::window || !state.walkthrough || !state.document) {
    State seen = state;
    seen.focus.reset();
    return {build_window(seen, texts, measure, size), state.camera};
  }
  const Theme theme = view == KeptView::canvas ? theme_of(state.options) : make_theme(state.options.theme);
  State s = undisturbed(state);
  s.camera = {};
  s.quiz = nullptr;
  const auto cut = [&](const Scene& scene) { return covered(scene, measure).inset(-margin); };
  if (view == KeptView::maps) {
    Scene sheet = draw_map_sheet(s, texts, measure);
    const Rect part = cut(sheet);
    return alone(std::move(sheet), theme, part);
  }
  s.window_size = size;
  if (view == KeptView::canvas) {
    s.browse.reset();
  } else {
    s.options.present = false;
    if (!s.browse) static_cast<void>(apply(s, act::BrowseTensor{tensor_of(s.playback.at.stage)}));
  }
  WindowScenes scenes = build_window(s, texts, measure, size);
  const Rect part = steady ? scenes.canvas_area : cut(scenes.canvas);
  return alone(std::move(scenes.canvas), theme, part);
}

}  // namespace unfold::view
