#include "app/view/audit.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

// The smallest window: 1280x800 at 133 %, 1920x1200 at 200 %.
namespace unfold::view {
namespace {

constexpr Vec2 smallest{960, 600};

// How a stage may be looked at: its buttons, its orders.
struct Mode {
  std::string name;
  StepOrders orders;
  ViewOptions options;
};

std::vector<Mode> modes_of(const State& s, Stage stage) {
  const Mode own{"", s.playback.orders, s.options};
  std::vector<Mode> modes;
  const auto add = [&](std::string name) -> Mode& {
    modes.push_back(own);
    modes.back().name = std::move(name);
    return modes.back();
  };
  switch (stage) {
  case Stage::pad:
    add("");
    add("read count").options.pad_read_count = true;
    break;
  case Stage::im2col:
    add("slice");
    add("windows").options.im2col = Im2colView::windows;
    add("read count").options.im2col = Im2colView::read_count;
    add("by window").orders.loop = LoopOrder::window;
    break;
  case Stage::transpose:
  case Stage::reshape:
    add("");
    add("addresses").options.labels = CellLabels::addresses;
    break;
  case Stage::gemm:
    add("element");
    add("term").orders.gemm = GemmStep::term;
    add("row").orders.gemm = GemmStep::row;
    add("outer").orders.gemm = GemmStep::outer;
    add("all").orders.gemm = GemmStep::all;
    break;
  case Stage::maps:
  case Stage::pool:
    add("");
    add("compared").options.compare = 0;
    break;
  default: add("");
  }
  return modes;
}

std::vector<testing::Sizes> layers() {
  std::vector<testing::Sizes> all{testing::toy_sizes(),
                                  testing::batch_sizes(),
                                  {{1, 3, 56, 60}, {64, 3, 7, 7}, {.stride = 2, .pad = 3}, "photo"},
                                  {{1, 3, 56, 56}, {64, 3, 3, 3}, {.pad = 1}, "vgg"},
                                  {{1, 3, 5, 5}, {4, 3, 2, 2}, {}, "small"}};
  return all;
}

TEST(Tight, EveryStageIsLaidOutWellInEveryModeInTheSmallestWindow) {
  const testing::FixedMeasure measure;
  const Texts english(Language::en), japanese(Language::ja);
  for (const testing::Sizes& layer : layers()) {
    State s = testing::loaded(layer);
    count_wanted(s);
    const State loaded = s;
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      for (const Mode& mode : modes_of(loaded, stage)) {
        s.options = mode.options;
        s.playback.orders = mode.orders;
        const std::int64_t steps = step_count(s.walkthrough->geometry(), stage, mode.orders);
        for (const std::int64_t step : std::set<std::int64_t>{0, steps * 23 / 49, steps - 1})
          for (const Texts* texts : {&english, &japanese}) {
            if (texts == &japanese && step != steps * 23 / 49) continue;
            s.playback = still(seek(s.walkthrough->geometry(), s.playback, {stage, step}));
            s.options.language = texts == &english ? Language::en : Language::ja;
            for (const std::string& complaint :
                 audit(build_window(s, *texts, measure, smallest), measure, 11))
              ADD_FAILURE() << layer.lesson << ", " << name(stage) << " " << mode.name << " step " << step
                            << (texts == &english ? "" : " ja") << ": " << complaint;
          }
      }
    }
  }
}

}  // namespace
}  // namespace unfold::view
