#include "app/view/stages/drawn_stage.h"
#include "app/view/stages/pad_parts.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

TEST(PadRuler, PointingAlongTheRulerSlidesTheWindow) {
  const auto walkthrough = testing::computed({{1, 3, 224, 224}, {64, 3, 7, 7}, 2, 3});
  const Geometry& g = walkthrough->geometry();
  const testing::Drawn d = testing::drawn(walkthrough, pad_view, {.at = {Stage::pad, 0}, .orders = {}}, {});
  const Hit* ruler = nullptr;
  for (const Hit& hit : d.window.canvas.hits) {
    const auto* cells = std::get_if<CellHit>(&hit.what);
    if (cells != nullptr && cells->tensor == TensorId::col6) ruler = &hit;
  }
  ASSERT_NE(ruler, nullptr);
  const auto& cells = std::get<CellHit>(ruler->what);
  for (const std::int64_t k : {std::int64_t{0}, std::int64_t{40}, g.OW - 1}) {
    const Vec2 p{ruler->at.x + (static_cast<float>(k) + 0.5F) * cells.cell_w, ruler->at.centre().y};
    const CellRef cell = cell_at(ruler->at, cells, p);
    const Document document;
    const Playback playback;
    const ViewOptions options;
    const Texts texts(Language::en);
    const StageContext context{walkthrough, document, playback, options, texts, 1, cell, true};
    const loop::SlidingWindow w = loop::sliding_window(context);
    EXPECT_EQ(w.ow, k);
    EXPECT_EQ(w.left, k * g.stride);
  }
  // By itself it goes from the first place to the last.
  const Document document;
  const Playback playback;
  const ViewOptions options;
  const Texts texts(Language::en);
  const auto place = [&](double motion) {
    return loop::sliding_window({walkthrough, document, playback, options, texts, motion, {}, false}).ow;
  };
  EXPECT_EQ(place(0), 0);
  EXPECT_EQ(place(1), g.OW - 1);
}

}  // namespace
}  // namespace unfold::view
