#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// No line is drawn through a number or a word.
namespace unfold::view {
namespace {

struct Stroke {
  Rect at;  // of an upright or level line all of it; of another one a short piece
  const char* kind = "";
};
struct Word {
  Rect box;  // from the capitals' tops to the baseline, a little inside
  std::string text;
};

bool meet(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}
bool holds(const Rect& outer, const Rect& inner) {
  return inner.x >= outer.x - 1 && inner.y >= outer.y - 1 && inner.right() <= outer.right() + 1 &&
         inner.bottom() <= outer.bottom() + 1;
}

class Crossings {
 public:
  Crossings(const Scene& scene, std::vector<std::string>& found) : found_(found) {
    for (const Item& item : scene.items) std::visit(*this, item);
    for (const auto& [stroke, word] : over_)
      found_.push_back(std::string(stroke.kind) + " through \"" + word.text + "\" at (" +
                       std::to_string(static_cast<int>(word.box.x)) + ", " +
                       std::to_string(static_cast<int>(word.box.y)) + ")");
  }

  void operator()(const FillItem& i) {
    const float thick = std::min(i.at.w, i.at.h), length = std::max(i.at.w, i.at.h);
    if (i.color.a == 255 && thick >= 6) return cover(i.at);
    if (thick <= 5 && length >= 24) add({i.at, "a bar"});
  }
  void operator()(const FrameItem& i) {
    const Rect& r = i.at;
    const float w = i.width;
    for (const Rect& side : {Rect{r.x, r.y, r.w, w}, Rect{r.x, r.bottom() - w, r.w, w},
                             Rect{r.x, r.y, w, r.h}, Rect{r.right() - w, r.y, w, r.h}})
      add({side, "a frame"});
  }
  void operator()(const LineItem& i) { way({i.from, i.to}, i.width, "a line"); }
  void operator()(const PolylineItem& i) { way(i.points, i.width, "a way"); }
  void operator()(const CurveItem& i) {
    std::vector<Vec2> points;
    for (int k = 0; k <= 32; ++k) {
      const float t = static_cast<float>(k) / 32, u = 1 - t;
      const std::array<float, 4> w{u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
      points.push_back({w[0] * i.p0.x + w[1] * i.p1.x + w[2] * i.p2.x + w[3] * i.p3.x,
                        w[0] * i.p0.y + w[1] * i.p1.y + w[2] * i.p2.y + w[3] * i.p3.y});
    }
    way(points, i.width, "a curve");
  }
  void operator()(const PictureItem& i) {
    if (i.alpha >= 1) cover(i.at);
  }
  void operator()(const TextItem& i) {
    const float wide = testing::FixedMeasure().width(i.text, i.face, i.size);
    // Real digits are a little narrower than those that are measured here.
    const Rect box{i.baseline.x + wide * 0.08F, i.baseline.y - i.size * 0.66F, wide * 0.84F, i.size * 0.6F};
    const Word word{box, i.text};
    for (const Stroke& stroke : strokes_)
      if (meet(stroke.at, box)) over_.emplace_back(stroke, word);
    words_.push_back(word);
  }
  void operator()(const TriangleItem&) {}
  void operator()(const HatchItem&) {}
  void operator()(const ClipItem&) {}
  void operator()(const UnclipItem&) {}

 private:
  void add(const Stroke& stroke) {
    strokes_.push_back(stroke);
    for (const Word& word : words_)
      if (meet(stroke.at, word.box)) over_.emplace_back(stroke, word);
  }
  void way(const std::vector<Vec2>& points, float width, const char* kind) {
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      const Vec2 a = points[i], b = points[i + 1];
      const bool straight = a.x == b.x || a.y == b.y;
      const int pieces = straight ? 1 : 64;
      for (int k = 0; k < pieces; ++k) {
        const auto at = [&](int j) {
          const float t = static_cast<float>(j) / static_cast<float>(pieces);
          return Vec2{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        };
        const Vec2 p = at(k), q = at(k + 1);
        add({{std::min(p.x, q.x) - width / 2, std::min(p.y, q.y) - width / 2, std::abs(q.x - p.x) + width,
              std::abs(q.y - p.y) + width},
             kind});
      }
    }
  }
  // What lies below is not seen any more.
  void cover(const Rect& at) {
    std::erase_if(words_, [&](const Word& word) { return holds(at, word.box); });
    std::erase_if(strokes_, [&](const Stroke& stroke) { return holds(at, stroke.at); });
    std::erase_if(over_, [&](const auto& both) { return holds(at, both.second.box); });
    // Of a line that goes on beside it the words that come later see nothing.
    for (Stroke& stroke : strokes_)
      if (meet(stroke.at, at)) stroke.at = outside(stroke.at, at);
  }
  // The larger part of a line that a rectangle leaves of it.
  static Rect outside(const Rect& line, const Rect& over) {
    if (line.w >= line.h) {
      if (over.y > line.y || over.bottom() < line.bottom()) return line;
      const float left = over.x - line.x, right = line.right() - over.right();
      return left >= right ? Rect{line.x, line.y, std::max(0.0F, left), line.h}
                           : Rect{over.right(), line.y, std::max(0.0F, right), line.h};
    }
    if (over.x > line.x || over.right() < line.right()) return line;
    const float above = over.y - line.y, below = line.bottom() - over.bottom();
    return above >= below ? Rect{line.x, line.y, line.w, std::max(0.0F, above)}
                          : Rect{line.x, over.bottom(), line.w, std::max(0.0F, below)};
  }

  std::vector<std::string>& found_;
  std::vector<Stroke> strokes_;
  std::vector<Word> words_;
  std::vector<std::pair<Stroke, Word>> over_;
};

std::vector<std::string> crossings(const Scene& scene) {
  std::vector<std::string> found;
  Crossings(scene, found);
  return found;
}

TEST(Crossing, IsFoundOverAWordAndUnderItButNotUnderAGround) {
  Scene scene;
  scene.items.emplace_back(TextItem{{10, 20}, "0.31", Face::mono, 12, {}});
  EXPECT_TRUE(crossings(scene).empty());
  scene.items.emplace_back(PolylineItem{{{0, 16}, {60, 16}}, {}, 1});
  EXPECT_EQ(crossings(scene).size(), 1U);
  scene.items.emplace_back(FillItem{{5, 5, 40, 20}, rgb(0)});
  scene.items.emplace_back(TextItem{{10, 20}, "0.31", Face::mono, 12, {}});
  EXPECT_TRUE(crossings(scene).empty());
  scene.items.emplace_back(FrameItem{{12, 2, 60, 20}, {}, 2});
  EXPECT_EQ(crossings(scene).size(), 1U);
}

TEST(Crossing, OfALineAndANumberIsNowhereInTheToysStages) {
  const Texts texts(Language::en);
  const testing::FixedMeasure measure;
  State s = testing::loaded(testing::toy_sizes());
  const Geometry& g = s.walkthrough->geometry();
  for (const LoopOrder loop : {LoopOrder::offset, LoopOrder::window})
    for (const GemmStep gemm : {GemmStep::element, GemmStep::term, GemmStep::row, GemmStep::outer})
      for (int i = 0; i < stage_count; ++i) {
        const auto stage = static_cast<Stage>(i);
        s.playback.orders.loop = loop, s.playback.orders.gemm = gemm;
        if (gemm != GemmStep::element && stage != Stage::gemm) continue;
        if (loop == LoopOrder::window && stage != Stage::im2col) continue;
        const std::int64_t steps = step_count(g, stage, s.playback.orders);
        for (std::int64_t step = 0; step < steps; ++step) {
          s.playback = still(seek(g, s.playback, {stage, step}));
          for (const bool present : {false, true})
            for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}, Vec2{960, 600}}) {
              const bool smallest = size.x < 1000;
              if (smallest && present) continue;
              s.options.present = present;
              std::set<std::string> said;
              for (const std::string& found : crossings(build_window(s, texts, measure, size).canvas))
                if (said.insert(found).second)
                  ADD_FAILURE() << name(stage) << " step " << step << (present ? ", present" : ", desk")
                                << ", " << size.x << ": " << found;
            }
        }
      }
}

}  // namespace
}  // namespace unfold::view
