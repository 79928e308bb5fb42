#pragma once

#include "app/view/audit.h"
#include "app/view/layout.h"
#include "app/view/stages/stage_view.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// A stage's picture alone, for its tests. Only *_test.cpp includes this.
namespace unfold::view::testing {

struct Layer {
  Shape x, W;
  std::int64_t stride = 1;
  Sides pad{};
  bool bias = false;
  std::int64_t dilation = 1, groups = 1;
};

// Toy, batch, vgg and photo, and sizes that no lesson has: one pixel, one filter, many channels, windows that
// jump.
inline std::vector<Layer> many_layers() {
  return {{{1, 1, 3, 3}, {2, 1, 3, 3}, 1, 1},
          {{10, 3, 7, 7}, {64, 3, 3, 3}, 1, 1},
          {{1, 3, 224, 224}, {64, 3, 7, 7}, 2, 3},
          {{1, 3, 112, 224}, {64, 3, 3, 3}, 1, 1, true},
          {{1, 1, 1, 1}, {1, 1, 1, 1}, 1, 0, true},
          {{1, 1, 5, 4}, {3, 1, 5, 4}, 1, 0},
          {{2, 2, 9, 12}, {5, 2, 2, 3}, 2, 1},
          {{1, 3, 60, 20}, {7, 3, 3, 5}, 7, 0},
          {{1, 64, 14, 14}, {96, 64, 3, 3}, 1, 1},
          {{1, 3, 64, 48}, {16, 3, 11, 11}, 4, 2},
          {{3, 1, 4, 4}, {1, 1, 1, 1}, 1, 0},
          {{1, 1, 9, 9}, {2, 1, 3, 3}, 1, 2, false, 2},
          {{2, 3, 7, 7}, {6, 1, 3, 3}, 1, 1, true, 1, 3},
          {{1, 4, 12, 10}, {4, 2, 3, 2}, 2, {0, 1, 2, 3}, false, 2, 2},
          {{1, 3, 64, 80}, {9, 1, 5, 5}, 2, 4, false, 3, 3}};
}

inline std::string described(const Layer& l) {
  return to_string(l.x) + " under " + to_string(l.W) + " stride " + std::to_string(l.stride) + " pad " +
         to_string(l.pad) + " dilation " + std::to_string(l.dilation) + " groups " + std::to_string(l.groups);
}

inline std::shared_ptr<const Walkthrough> computed(const Layer& l) {
  LayerInput input{values(l.x, false), values(l.W, true), l.bias ? values({l.W[0]}, true) : nullptr, {}};
  input.params.stride = l.stride;
  input.params.pad = l.pad;
  input.params.dilation = l.dilation;
  input.params.groups = l.groups;
  input.params.pool = 1;
  input.params.pool_stride = 1;
  return Walkthrough::compute(std::move(input));
}

struct Look {
  Vec2 window{1280, 800};
  ViewOptions options{};
  double motion = 1;
  std::optional<CellRef> pointed{};
  float zoom = 1;
};

struct Drawn {
  WindowScenes window;  // with the stage's picture and nothing else
  StageStory story;
};

inline Drawn drawn(const std::shared_ptr<const Walkthrough>& walkthrough, const StageView& view,
                   const Playback& playback, const Look& look) {
  const Document document;
  const Texts texts(look.options.language);
  const CellRef cell = look.pointed ? *look.pointed : view.subject(*walkthrough, playback, look.options);
  const StageContext context{walkthrough, document,    playback, look.options,
                             texts,       look.motion, cell,     look.pointed.has_value()};
  Drawn d;
  d.window.layout = make_layout(look.window, look.options.present);
  d.window.canvas_area = d.window.layout.content;
  const Theme theme = theme_of(look.options);
  const FixedMeasure measure;
  Painter painter(d.window.canvas, theme, d.window.layout.type, measure, look.zoom, d.window.canvas_area);
  (look.options.present ? view.draw_present : view.draw)(painter, context, d.window.layout.content);
  d.story = view.tell(context);
  return d;
}

inline void expect_sound(const Rect& r) {
  EXPECT_TRUE(std::isfinite(r.x) && std::isfinite(r.y) && std::isfinite(r.w) && std::isfinite(r.h));
  EXPECT_GE(r.w, 0);
  EXPECT_GE(r.h, 0);
}

// Rectangles that are rectangles, words inside the box and apart, and cells under the pointer that exist and
// are found again where they lie.
inline void expect_well_drawn(const Drawn& d, const Walkthrough& walkthrough, bool present) {
  for (const Item& item : d.window.canvas.items) {
    std::visit(
        [](const auto& i) {
          if constexpr (requires { i.at; }) expect_sound(i.at);
          if constexpr (requires { i.from; }) {
            EXPECT_TRUE(std::isfinite(i.from.x + i.from.y + i.to.x + i.to.y));
          }
          if constexpr (requires { i.points; }) {
            for (const Vec2 p : i.points) EXPECT_TRUE(std::isfinite(p.x + p.y));
          }
        },
        item);
  }
  for (const std::string& complaint : audit(d.window, FixedMeasure(), present ? 27 : 11))
    ADD_FAILURE() << complaint;
  for (const Hit& hit : d.window.canvas.hits) {
    expect_sound(hit.at);
    const auto* block = std::get_if<CellHit>(&hit.what);
    if (block == nullptr || hit.at.w <= 0 || hit.at.h <= 0) continue;
    const Shape shape = walkthrough.shape(block->tensor);
    for (const Vec2 p : {Vec2{hit.at.x + hit.at.w * 0.01F, hit.at.y + hit.at.h * 0.01F}, hit.at.centre(),
                         Vec2{hit.at.x + hit.at.w * 0.99F, hit.at.y + hit.at.h * 0.99F}}) {
      const CellRef cell = cell_at(hit.at, *block, p);
      ASSERT_EQ(cell.at.rank(), shape.rank());
      for (int i = 0; i < shape.rank(); ++i) {
        EXPECT_GE(cell.at[i], 0) << name(cell.tensor);
        EXPECT_LT(cell.at[i], shape[i]) << name(cell.tensor);
      }
      const Rect found = rect_of(hit.at, *block, cell);
      EXPECT_GT(found.w, 0) << name(cell.tensor);
      EXPECT_NEAR(found.centre().x, p.x, found.w * 0.5F + 0.01F);
      EXPECT_NEAR(found.centre().y, p.y, found.h * 0.5F + 0.01F);
    }
  }
}

}  // namespace unfold::view::testing
