#include "app/ui/scene_draw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace unfold::ui {

using view::Rect;
using view::Vec2;

Vec2 Placement::device(Vec2 p) const {
  return {((p.x - camera.origin.x) * camera.zoom + corner.x) * density,
          ((p.y - camera.origin.y) * camera.zoom + corner.y) * density};
}

Rect Placement::device(Rect r) const {
  const Vec2 at = device(Vec2{r.x, r.y});
  return {at.x, at.y, r.w * scale(), r.h * scale()};
}

Vec2 Placement::scene(Vec2 p) const {
  return {(p.x / density - corner.x) / camera.zoom + camera.origin.x,
          (p.y / density - corner.y) / camera.zoom + camera.origin.y};
}

namespace {

ImU32 packed(view::Color c) { return IM_COL32(c.r, c.g, c.b, c.a); }
ImVec2 im(Vec2 p) { return {p.x, p.y}; }

// Both edges rounded, so that neighbours meet; never thinner than a pixel.
Rect snapped(Rect r) {
  const float x0 = std::round(r.x);
  const float y0 = std::round(r.y);
  return {x0, y0, std::max(1.0F, std::round(r.x + r.w) - x0), std::max(1.0F, std::round(r.y + r.h) - y0)};
}

Rect intersection(Rect a, Rect b) {
  const float x0 = std::max(a.x, b.x);
  const float y0 = std::max(a.y, b.y);
  return {x0, y0, std::max(0.0F, std::min(a.right(), b.right()) - x0),
          std::max(0.0F, std::min(a.bottom(), b.bottom()) - y0)};
}

bool contains(Rect outer, Rect inner) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
         inner.bottom() <= outer.bottom();
}

// The box around some points, `margin` wider on every side.
template <typename Points> Rect box_around(const Points& points, float margin) {
  float x0 = points[0].x, x1 = x0, y0 = points[0].y, y1 = y0;
  for (const auto& p : points) {
    x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
  }
  return {x0 - margin, y0 - margin, x1 - x0 + 2 * margin, y1 - y0 + 2 * margin};
}

bool is_outside(Rect at, Rect clip) {
  return at.x > clip.right() || at.y > clip.bottom() || at.right() < clip.x || at.bottom() < clip.y;
}

// Clipping is done by cutting what is drawn wherever that can be: each change of ImGui's clipping rectangle
// is a draw call of its own, and a scene has hundreds of clips.
class Drawer {
 public:
  Drawer(ImDrawList& list, const Placement& placement, Rect clip, const Fonts& fonts, PictureSink& pictures)
      : list_(list), place_(placement), fonts_(fonts), pictures_(pictures), clips_{clip} {}

  void operator()(const view::FillItem& item) {
    const Rect at = snapped(place_.device(item.at));
    if (outside(at) || item.color.a == 0) return;
    if (item.radius == 0) {
      fill(at, item.color);
      return;
    }
    clipped(at, [&] {
      list_.AddRectFilled({at.x, at.y}, {at.right(), at.bottom()}, packed(item.color),
                          item.radius * place_.scale());
    });
  }

  void operator()(const view::FrameItem& item) {
    const Rect at = snapped(place_.device(item.at));
    if (outside(at)) return;
    const float width = line_width(item.width);
    if (item.radius > 0) {
      const float in = width / 2;
      clipped(at, [&] {
        list_.AddRect({at.x + in, at.y + in}, {at.right() - in, at.bottom() - in}, packed(item.color),
                      item.radius * place_.scale(), 0, width);
      });
      return;
    }
    const float w = std::min({width, at.w / 2, at.h / 2});
    fill({at.x, at.y, at.w, w}, item.color);
    fill({at.x, at.bottom() - w, at.w, w}, item.color);
    fill({at.x, at.y + w, w, at.h - 2 * w}, item.color);
    fill({at.right() - w, at.y + w, w, at.h - 2 * w}, item.color);
  }

  void operator()(const view::LineItem& item) {
    const Vec2 a = place_.device(item.from);
    const Vec2 b = place_.device(item.to);
    const float width = line_width(item.width);
    if (a.x == b.x || a.y == b.y) {
      // Straight lines are rectangles: crisp, whatever their width.
      const bool upright = a.x == b.x;
      const float half = std::floor(width / 2);
      const Rect r = upright ? Rect{std::floor(a.x) - half, std::min(a.y, b.y), width, std::abs(b.y - a.y)}
                             : Rect{std::min(a.x, b.x), std::floor(a.y) - half, std::abs(b.x - a.x), width};
      fill(snapped(r), item.color);
      return;
    }
    clipped(box_around(std::array{a, b}, width),
            [&] { list_.AddLine(im(a), im(b), packed(item.color), width); });
  }

  void operator()(const view::CurveItem& item) {
    const std::array p{place_.device(item.p0), place_.device(item.p1), place_.device(item.p2),
                       place_.device(item.p3)};
    const float width = line_width(item.width);
    clipped(box_around(p, width),
            [&] { list_.AddBezierCubic(im(p[0]), im(p[1]), im(p[2]), im(p[3]), packed(item.color), width); });
  }

  void operator()(const view::PolylineItem& item) {
    if (item.points.empty()) return;
    std::vector<ImVec2> points;
    points.reserve(item.points.size());
    for (const Vec2 p : item.points) {
      Vec2 d = place_.device(p);
      // Right angles stay crisp on pixel centres.
      points.push_back({std::floor(d.x) + 0.5F, std::floor(d.y) + 0.5F});
    }
    const float width = line_width(item.width);
    clipped(box_around(points, width), [&] {
      list_.AddPolyline(points.data(), static_cast<int>(points.size()), packed(item.color), 0, width);
    });
  }

  void operator()(const view::TriangleItem& item) {
    const std::array p{place_.device(item.a), place_.device(item.b), place_.device(item.c)};
    clipped(box_around(p, 1),
            [&] { list_.AddTriangleFilled(im(p[0]), im(p[1]), im(p[2]), packed(item.color)); });
  }

  void operator()(const view::HatchItem& item) {
    const Rect seen = intersection(snapped(place_.device(item.at)), clips_.back());
    if (seen.w <= 0 || seen.h <= 0) return;
    const float pitch = std::max(2.0F, item.pitch * place_.density);
    // Lines run up to the right, where x + y is the same; anchored to the screen, so that neighbouring cells
    // continue each other.
    const float first = std::ceil((seen.x + seen.y) / pitch) * pitch;
    for (float d = first; d < seen.right() + seen.bottom(); d += pitch) {
      const float left = std::max(seen.x, d - seen.bottom());
      const float right = std::min(seen.right(), d - seen.y);
      list_.AddLine({left, d - left}, {right, d - right}, packed(item.color),
                    std::max(1.0F, item.width * place_.density));
    }
  }

  void operator()(const view::TextItem& item) {
    const float size = item.size * place_.scale();
    if (size < 2) return;
    const Vec2 at = place_.device(item.baseline);
    const Rect& clip = clips_.back();
    if (at.x > clip.right() || at.y - size > clip.bottom() || at.y + size < clip.y) return;
    const float top = std::round(at.y) - fonts_.ascent(item.face, size);
    const ImVec4 cut{clip.x, clip.y, clip.right(), clip.bottom()};
    list_.AddText(fonts_.face(item.face), size, {std::round(at.x), top}, packed(item.color), item.text.data(),
                  item.text.data() + item.text.size(), 0, clips_.size() > 1 ? &cut : nullptr);
  }

  void operator()(const view::PictureItem& item) {
    const Rect at = snapped(place_.device(item.at));
    if (!outside(at)) pictures_.draw(list_, item, at, clips_.back());
  }

  void operator()(const view::ClipItem& item) {
    clips_.push_back(intersection(snapped(place_.device(item.at)), clips_.back()));
  }

  void operator()(const view::UnclipItem&) { clips_.pop_back(); }

 private:
  [[nodiscard]] float line_width(float width) const {
    return std::max(1.0F, std::round(width * place_.density));
  }
  [[nodiscard]] bool outside(Rect at) const { return is_outside(at, clips_.back()); }

  void fill(Rect at, view::Color color) {
    const Rect seen = intersection(at, clips_.back());
    if (seen.w <= 0 || seen.h <= 0) return;
    if (seen.w * seen.h >= large_area) {
      pictures_.fill(list_, seen, color);
    } else {
      list_.AddRectFilled({seen.x, seen.y}, {seen.right(), seen.bottom()}, packed(color));
    }
  }

  // For what cannot be cut.
  template <typename Draw> void clipped(Rect at, const Draw& draw) {
    const Rect& clip = clips_.back();
    if (outside(at)) return;
    const bool whole = clips_.size() == 1 || contains(clip, at);
    if (!whole) list_.PushClipRect({clip.x, clip.y}, {clip.right(), clip.bottom()}, true);
    draw();
    if (!whole) list_.PopClipRect();
  }

  // Pixels from which on a fill is worth a draw call of its own.
  static constexpr float large_area = 16'000;

  ImDrawList& list_;
  const Placement& place_;
  const Fonts& fonts_;
  PictureSink& pictures_;
  std::vector<Rect> clips_;
};

}  // namespace

void visit_pictures(const view::Scene& scene, const Placement& placement, Rect clip,
                    const PictureVisit& visit) {
  std::vector<Rect> clips{clip};
  for (const view::Item& item : scene.items) {
    if (const auto* picture = std::get_if<view::PictureItem>(&item)) {
      const Rect at = snapped(placement.device(picture->at));
      if (!is_outside(at, clips.back())) visit(*picture, at, clips.back());
    } else if (const auto* within = std::get_if<view::ClipItem>(&item)) {
      clips.push_back(intersection(snapped(placement.device(within->at)), clips.back()));
    } else if (std::holds_alternative<view::UnclipItem>(item)) {
      clips.pop_back();
    }
  }
}

void draw_scene(ImDrawList& list, const view::Scene& scene, const Placement& placement, Rect clip,
                const Fonts& fonts, PictureSink& pictures) {
  list.PushClipRect({clip.x, clip.y}, {clip.right(), clip.bottom()}, false);
  Drawer drawer(list, placement, clip, fonts, pictures);
  for (const view::Item& item : scene.items) std::visit(drawer, item);
  list.PopClipRect();
}

}  // namespace unfold::ui
