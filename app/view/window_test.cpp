#include "app/view/audit.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace unfold::view {
namespace {

using testing::FixedMeasure;

constexpr Vec2 sizes[] = {{1280, 800}, {1024, 768}, {1920, 1080}};

std::string name_of(const State& s, Vec2 size) {
  return std::string(s.choice.lesson) + ", " + std::string(name(s.playback.at.stage)) + " step " +
         std::to_string(s.playback.at.step) + ", " + std::to_string(static_cast<int>(size.x)) + "x" +
         std::to_string(static_cast<int>(size.y)) + (s.options.language == Language::ja ? ", ja" : ", en") +
         (s.options.theme == ThemeName::light ? ", light" : ", dark") +
         (s.options.present ? ", present" : "");
}

// Every look at one position. One complaint is enough to name the look.
void expect_well_laid_out(State s, const Texts& english, const Texts& japanese) {
  const FixedMeasure measure;
  for (const bool present : {false, true})
    for (const Language language : {Language::en, Language::ja})
      for (const ThemeName theme : {ThemeName::dark, ThemeName::light})
        for (const Vec2 size : sizes) {
          s.options.present = present;
          s.options.language = language;
          s.options.theme = theme;
          const WindowScenes window =
              build_window(s, language == Language::en ? english : japanese, measure, size);
          for (const std::string& complaint : audit(window, measure, present ? 27 : 11))
            ADD_FAILURE() << name_of(s, size) << ": " << complaint;
        }
}

class Looks : public ::testing::TestWithParam<std::tuple<int, int>> {};

testing::Sizes sizes_of(int which) {
  return which == 0 ? testing::toy_sizes() : which == 1 ? testing::batch_sizes() : testing::photo_sizes();
}

TEST_P(Looks, ShowNoWordsCutOffOrOneOverAnother) {
  static_assert(stage_count == 13);
  const Texts english(Language::en);
  const Texts japanese(Language::ja);
  State s = testing::loaded(sizes_of(std::get<0>(GetParam())));
  const auto stage = static_cast<Stage>(std::get<1>(GetParam()));
  const Geometry& g = s.walkthrough->geometry();
  const std::int64_t steps = step_count(g, stage, s.playback.orders);
  for (const std::int64_t step : {std::int64_t{0}, steps * 23 / 49, steps - 1}) {
    s.playback = seek(g, s.playback, {stage, step});
    s.playback.elapsed = 1e9;
    expect_well_laid_out(s, english, japanese);
    if (steps == 1) break;
  }
}
std::string name_of_look(const ::testing::TestParamInfo<std::tuple<int, int>>& look) {
  constexpr const char* lessons[] = {"toy_", "batch_", "photo_"};
  return lessons[std::get<0>(look.param)] + std::string(name(static_cast<Stage>(std::get<1>(look.param))));
}
INSTANTIATE_TEST_SUITE_P(EveryStage, Looks,
                         ::testing::Combine(::testing::Range(0, 3), ::testing::Range(0, stage_count)),
                         name_of_look);

TEST(Window, LaysOutEveryStageUnderDilationGroupsSidesAndCeil) {
  const Texts english(Language::en);
  const Texts japanese(Language::ja);
  for (const testing::Sizes& layer : testing::further_sizes()) {
    State s = testing::loaded(layer);
    const Geometry& g = s.walkthrough->geometry();
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      SCOPED_TRACE(std::string(layer.lesson) + " " + std::string(name(stage)));
      s.playback = still(seek(g, s.playback, {stage, step_count(g, stage, s.playback.orders) - 1}));
      expect_well_laid_out(s, english, japanese);
    }
  }
}

TEST(Window, LaysOutItsMenusItsSheetOfKeysAndItsMessages) {
  const Texts english(Language::en);
  const Texts japanese(Language::ja);
  State s = testing::loaded(testing::photo_sizes());
  for (const act::MenuName menu : {act::MenuName::lesson, act::MenuName::picture, act::MenuName::weights,
                                   act::MenuName::values, act::MenuName::layer}) {
    s.menu = menu;
    expect_well_laid_out(s, english, japanese);
  }
  s.menu = act::MenuName::none;
  s.keys_sheet = true;
  expect_well_laid_out(s, english, japanese);
  s.keys_sheet = false;
  s.message =
      "py3-objarr.npy: holds Python objects (dtype |O), not numbers: save it with a.astype(np.float32)";
  expect_well_laid_out(s, english, japanese);
  s.message += " and then a great deal more, which no line of any window is long enough for, and which has "
               "to end somewhere all the same";
  expect_well_laid_out(s, english, japanese);
}

TEST(Window, OpensBeforeAnythingIsLoaded) {
  const State s;
  const FixedMeasure measure;
  const WindowScenes window = build_window(s, Texts(Language::en), measure, {1280, 800});
  EXPECT_FALSE(window.chrome.items.empty());
  EXPECT_TRUE(audit(window, measure, 11).empty());
}

TEST(Window, ExplainsThePointedCellThenThePinnedOneThenTheStagesOwn) {
  State s = testing::loaded(testing::toy_sizes());
  const CellRef own = subject_cell(s);
  EXPECT_EQ(own, stage_view(Stage::input).subject(*s.walkthrough, s.playback, s.options));
  s.pinned = CellRef{TensorId::x, {0, 0, 2, 1}};
  EXPECT_EQ(subject_cell(s), *s.pinned);
  s.pointed = CellRef{TensorId::img, {0, 0, 1, 1}};
  EXPECT_EQ(subject_cell(s), *s.pointed);
}

TEST(Window, PointsAtCellsThatExist) {
  const FixedMeasure measure;
  const Texts texts(Language::en);
  for (int which = 0; which < 3; ++which) {
    State s = testing::loaded(sizes_of(which));
    const Geometry& g = s.walkthrough->geometry();
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      s.playback = seek(g, s.playback, {stage, step_count(g, stage, s.playback.orders) / 2});
      const WindowScenes window = build_window(s, texts, measure, {1280, 800});
      for (const Hit& hit : window.canvas.hits) {
        const auto* block = std::get_if<CellHit>(&hit.what);
        if (block == nullptr) continue;
        const Shape shape = s.walkthrough->shape(block->tensor);
        // The first and the last place of the block, a little inside its edges.
        for (const Vec2 p :
             {Vec2{hit.at.x + 0.01F, hit.at.y + 0.01F},
              Vec2{hit.at.right() - 0.05F * block->cell_w, hit.at.bottom() - 0.05F * block->cell_h}}) {
          const CellRef cell = cell_at(hit.at, *block, p);
          ASSERT_EQ(cell.at.rank(), shape.rank()) << name(block->tensor);
          for (int axis = 0; axis < shape.rank(); ++axis) {
            EXPECT_GE(cell.at[axis], 0) << name(stage) << ": " << name(block->tensor) << " axis " << axis;
            EXPECT_LT(cell.at[axis], shape[axis])
                << name(stage) << ": " << name(block->tensor) << " axis " << axis;
          }
        }
      }
    }
  }
}

TEST(Window, CountsStepsFromOneAtADeskAndBeforeARoomAlike) {
  const Texts texts(Language::en);
  State s = testing::loaded(testing::toy_sizes());
  const Geometry& g = s.walkthrough->geometry();
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    const std::int64_t steps = step_count(g, stage, s.playback.orders);
    for (std::int64_t step = 0; step < steps && steps > 1; ++step)
      for (const bool present : {false, true}) {
        s.playback = still(seek(g, s.playback, {stage, step}));
        s.options.present = present;
        const std::string counter = std::to_string(step + 1) + "/" + std::to_string(steps);
        const WindowScenes window = build_window(s, texts, FixedMeasure(), {1280, 800});
        EXPECT_TRUE(std::any_of(window.chrome.items.begin(), window.chrome.items.end(),
                                [&](const Item& item) {
                                  const auto* text = std::get_if<TextItem>(&item);
                                  return text != nullptr &&
                                         (text->text == counter || text->text.ends_with(" " + counter));
                                }))
            << name(stage) << (present ? ", present: " : ": ") << counter;
      }
  }
}

TEST(Window, KeepsToThePicturesOwnRoomOnTheCanvas) {
  const FixedMeasure measure;
  for (const Vec2 size : sizes) {
    const State s = testing::loaded(testing::photo_sizes());
    const WindowScenes window = build_window(s, Texts(Language::en), measure, size);
    EXPECT_GE(window.layout.content.w, 600);
    EXPECT_GE(window.layout.content.x, window.canvas_area.x);
    EXPECT_LE(window.layout.content.bottom(), window.canvas_area.bottom());
  }
}

TEST(Audit, FindsWhatIsWrong) {
  const FixedMeasure measure;
  WindowScenes window;
  window.layout.size = {200, 100};
  window.canvas_area = {0, 0, 200, 100};
  const auto put = [&](float x, float y, const char* words, float size = 12) {
    window.chrome.items.emplace_back(TextItem{{x, y}, words, Face::ui, size, {}});
  };
  put(10, 20, "good");
  EXPECT_TRUE(audit(window, measure, 11).empty());
  put(190, 20, "beyond the edge");
  EXPECT_EQ(audit(window, measure, 11).size(), 1U);
  put(12, 22, "over");
  EXPECT_EQ(audit(window, measure, 11).size(), 2U);
  put(10, 60, "small", 9);
  EXPECT_EQ(audit(window, measure, 11).size(), 3U);
  put(100, 60, "rail.pipeline");
  EXPECT_EQ(audit(window, measure, 11).size(), 4U);
  window.chrome.items.emplace_back(FillItem{{0, 0, 200, 100}, rgb(0xFFFFFF), 0});
  put(10, 20, "new");
  // A ground over a part of a word hides it.
  put(10, 90, "covered");
  window.chrome.items.emplace_back(FillItem{{5, 80, 20, 15}, rgb(0xFFFFFF), 0});
  EXPECT_EQ(audit(window, measure, 11).size(), 4U);
  window.chrome.items.emplace_back(FillItem{{0, 75, 80, 25}, rgb(0xFFFFFF), 0});
  // A word on a picture is on it as a whole, or on a ground of its own.
  window.chrome.items.emplace_back(PictureItem{.at = {150, 30, 40, 40}, .picture = {}, .coloring = {}});
  put(135, 50, "edge");
  EXPECT_EQ(audit(window, measure, 11).size(), 4U);
  window.chrome.items.emplace_back(FillItem{{130, 35, 45, 20}, rgb(0xFFFFFF), 0});
  put(135, 50, "edge");
  // What was cut or ran over an edge stays a complaint; what was covered is gone.
  EXPECT_EQ(audit(window, measure, 11).size(), 4U);
}

}  // namespace
}  // namespace unfold::view
