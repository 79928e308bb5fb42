#include "app/view/stages/drawn_stage.h"
#include "app/view/stages/gemm_outer.h"
#include "app/view/stages/im2col_window.h"
#include "core/layer/partial_product.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

using testing::Layer;
using testing::Look;

Playback by_windows(std::int64_t step) {
  Playback playback;
  playback.orders.loop = LoopOrder::window;
  playback.at = {Stage::im2col, step};
  return playback;
}

TEST(Orders, TheLoopByWindowsIsWellDrawnForEveryLayerWindowAndLanguage) {
  for (const Layer& layer : testing::many_layers()) {
    const auto walkthrough = testing::computed(layer);
    const std::int64_t steps = walkthrough->geometry().M;
    for (const std::int64_t step : {std::int64_t{0}, steps * 3 / 5, steps - 1}) {
      for (const Vec2 window : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}}) {
        for (const bool present : {false, true}) {
          for (const Language language : {Language::en, Language::ja}) {
            SCOPED_TRACE(testing::described(layer) + " step " + std::to_string(step) + " in " +
                         std::to_string(static_cast<int>(window.x)) + (present ? " present" : "") +
                         (language == Language::ja ? " ja" : " en"));
            Look look{window};
            look.options.present = present;
            look.options.language = language;
            testing::expect_well_drawn(testing::drawn(walkthrough, im2col_view, by_windows(step), look),
                                       *walkthrough, present);
          }
        }
      }
    }
  }
}

TEST(Orders, AWindowsStepHasWrittenTheCellsOfTheStepsUpToItAndNoOther) {
  const auto walkthrough = testing::computed({{3, 2, 6, 7}, {2, 2, 3, 2}, 2, 1});
  const Geometry& g = walkthrough->geometry();
  const Document document;
  const ViewOptions options;
  const Texts texts(Language::en);
  for (std::int64_t step = 0; step < g.M; ++step) {
    const Playback playback = by_windows(step);
    for (const double motion : {0.0, 0.5, 0.99, 1.0}) {
      const StageContext context{walkthrough, document, playback, options, texts, motion, {}, false};
      const loop::WindowLoop loop = loop::window_loop(context);
      EXPECT_EQ(loop.at.row, step) << "one window is one row of col";
      for (std::int64_t oy = 0; oy < g.OH; ++oy) {
        for (std::int64_t ox = 0; ox < g.OW; ++ox) {
          const std::int64_t of = loop_step_of(g, LoopOrder::window, {loop.at.n, 0, 0, 0, oy, ox});
          EXPECT_EQ(loop.written(oy, ox), of < step || (of == step && motion == 1));
        }
      }
    }
  }
}

TEST(Orders, AWindowSlidesFromItsNeighbourAndEndsOnItsSources) {
  const auto walkthrough = testing::computed({{2, 1, 6, 7}, {2, 1, 3, 2}, 2, 1});
  const Geometry& g = walkthrough->geometry();
  for (std::int64_t step = 0; step < g.M; ++step) {
    const loop::WindowStep w = loop::window_step(g, step);
    const Index last =
        sources(g, false, {TensorId::col6, {w.n, 0, g.FH - 1, g.FW - 1, w.oy, w.ox}}).front().first;
    EXPECT_EQ(last[2], w.top + g.FH - 1);
    EXPECT_EQ(last[3], w.left + g.FW - 1);
    if (w.ox > 0) {
      EXPECT_EQ(w.from_left, w.left - g.stride);
      EXPECT_EQ(w.from_top, w.top);
    }
    if (w.oy == 0 && w.ox == 0) {
      EXPECT_EQ(w.from_left, w.left) << "another picture is no neighbour";
    }
  }
}

TEST(Orders, TheCodeOfTheWindowsFitsTheNarrowestPanel) {
  for (const Layer& layer : {testing::many_layers()[1], testing::many_layers()[2]}) {
    const auto walkthrough = testing::computed(layer);
    for (const Language language : {Language::en, Language::ja}) {
      const Document document;
      const Playback playback = by_windows(walkthrough->geometry().M - 1);
      const ViewOptions options;
      const Texts texts(language);
      const StageContext context{walkthrough, document, playback, options, texts, 1, {}, false};
      Scene scene;
      const Theme theme = make_theme(ThemeName::dark);
      const testing::FixedMeasure measure;
      const Painter painter(scene, theme, desk_type(1), measure, 1, {});
      for (const CodeLine& l : loop::window_code(context)) {
        const TextStyle mono{12, Face::mono, {}};
        EXPECT_LE(painter.rich_width(l.markup, mono) + painter.rich_width(l.value, mono), 264) << l.markup;
      }
    }
  }
}

TEST(Orders, TheSheetsLaidOnEachOtherEndAsTheProduct) {
  for (const Layer& layer :
       {Layer{{1, 1, 3, 3}, {2, 1, 3, 3}, 1, 1}, Layer{{2, 2, 9, 12}, {5, 2, 2, 3}, 2, 1, true}}) {
    const auto walkthrough = testing::computed(layer);
    const Geometry& g = walkthrough->geometry();
    std::vector<float> last(static_cast<std::size_t>(g.M * g.FN)), out(last.size());
    (*gemm::partial_rows(walkthrough, g.KG, 0, g.M).fill)(0, 0, g.FN, g.M, last.data());
    walkthrough->read(TensorId::out2d, 0, g.M * g.FN, out.data());
    EXPECT_EQ(last, out);
    for (std::int64_t f = 0; f < g.FN; ++f) {
      for (std::int64_t n = 0; n < g.N; ++n) {
        std::vector<float> map(static_cast<std::size_t>(g.OH * g.OW)), conv(map.size());
        (*gemm::partial_map(walkthrough, g.KG, n, f).fill)(0, 0, g.OW, g.OH, map.data());
        walkthrough->read(TensorId::conv, (n * g.FN + f) * g.OH * g.OW, g.OH * g.OW, conv.data());
        EXPECT_EQ(map, conv);
        // Part of the way: the map holds what out2d holds at its rows.
        (*gemm::partial_map(walkthrough, 2, n, f).fill)(0, 0, g.OW, g.OH, map.data());
        for (std::int64_t i = 0; i < g.OH * g.OW; ++i) {
          float one = 0;
          read_partial_product(*walkthrough, 2, n * g.OH * g.OW + i, f, 1, 1, &one);
          EXPECT_EQ(map[static_cast<std::size_t>(i)], one);
        }
      }
    }
  }
}

TEST(Orders, AClickOnAChannelsShareUnfoldsIt) {
  const auto walkthrough = testing::computed({{1, 3, 12, 12}, {4, 3, 3, 3}, 1, 1, true});
  const Geometry& g = walkthrough->geometry();
  Playback playback;
  playback.at = {Stage::gemm, 77};
  Look look;
  for (std::int64_t c = 0; c < g.C; ++c) {
    look.options.sum_channel = -1;
    const testing::Drawn before = testing::drawn(walkthrough, gemm_view, playback, look);
    const std::string tip = "unfold channel " + std::string(1, "RGB"[c]);
    bool found = false;
    for (const Hit& hit : before.window.canvas.hits) {
      const auto* button = std::get_if<ActionHit>(&hit.what);
      if (button == nullptr || button->tip != tip) continue;
      found = true;
      look.options = button->action.get_if<act::SetOptions>()->options;
    }
    ASSERT_TRUE(found) << tip;
    EXPECT_EQ(look.options.sum_channel, c);
    gemm::Sum sum = gemm::take_apart(*walkthrough, 19, 1, g.K);
    gemm::unfold_channel(sum, g, c);
    EXPECT_EQ(sum.channel, c);
    EXPECT_EQ(sum.term / (g.FH * g.FW), c);
  }
}

}  // namespace
}  // namespace unfold::view
