#include "app/view/audit.h"
#include "app/view/check/sheet.h"
#include "app/view/test_support.h"
#include "app/view/trace/trace_line.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace unfold::view {
namespace {

using testing::FixedMeasure;

testing::Sizes with(testing::Sizes sizes, Mistake mistake) {
  sizes.params.mistake = mistake;
  return sizes;
}

// As the worker hands it over, checked and measured.
State checked(const testing::Sizes& sizes) {
  State s = testing::loaded(sizes);
  s.choice.mistake = sizes.params.mistake;
  s.check.result = check_layer(*s.walkthrough);
  s.check.timing = LayerTiming{.loop_seconds = 0.1434,
                               .product_seconds = 0.0152,
                               .x = sizes.x,
                               .whole = false,
                               .multiply_adds = 1,
                               .runs = 3};
  return s;
}

std::vector<Action> actions_of(const Scene& scene) {
  std::vector<Action> actions;
  for (const Hit& hit : scene.hits)
    if (const auto* action = std::get_if<ActionHit>(&hit.what)) actions.push_back(action->action);
  return actions;
}

TEST(Badge, says_how_many_cells_agree_and_is_red_where_they_do_not) {
  const Texts texts(Language::en);
  State s = checked(testing::batch_sizes());
  EXPECT_EQ(badge_of(s, texts).words, "all 31,360 cells");
  EXPECT_EQ(badge_of(s, texts).mood, Badge::Mood::right);
  s.check.result->conv.compared = 1200;
  EXPECT_EQ(badge_of(s, texts).words, "1,200 of 31,360 cells");
  s.check.result.reset();
  s.check.progress = 0.345;
  EXPECT_EQ(badge_of(s, texts).words, "checking 34 %");
  EXPECT_EQ(badge_of(s, texts).mood, Badge::Mood::waiting);

  s = checked(with(testing::batch_sizes(), Mistake::no_transpose));
  EXPECT_EQ(badge_of(s, texts).mood, Badge::Mood::wrong);
  EXPECT_NE(badge_of(s, texts).words.find("% of cells differ"), std::string::npos);
  s = checked(with(testing::batch_sizes(), Mistake::no_padding));
  EXPECT_EQ(badge_of(s, texts).words, "(10, 64, 5, 5), not (10, 64, 7, 7)");
  // One channel: to swap it with the filter's rows changes nothing, and the badge does not pretend.
  s = checked(with(testing::toy_sizes(), Mistake::swap_c_fh));
  EXPECT_EQ(badge_of(s, texts).mood, Badge::Mood::right);
}

TEST(CheckSheet, opens_with_its_key_closes_with_Escape_and_asks_for_the_chosen_mistake) {
  State s = checked(testing::batch_sizes());
  (void)apply(s, act::ToggleKeys{});
  (void)apply(s, act::ToggleCheck{});
  EXPECT_TRUE(s.check.sheet);
  EXPECT_FALSE(s.keys_sheet);
  const Effects effects = apply(s, act::SetMistake{Mistake::swap_c_fh});
  ASSERT_TRUE(effects.load);
  EXPECT_EQ(effects.load->mistake, Mistake::swap_c_fh);
  EXPECT_EQ(effects.load->lesson, s.choice.lesson);
  EXPECT_FALSE(apply(s, act::SetMistake{Mistake::swap_c_fh}).load) << "it is asked for already";
  (void)apply(s, act::Escape{});
  EXPECT_FALSE(s.check.sheet);
}

TEST(Mistakes, are_taken_back_when_another_lesson_is_opened_and_stay_with_another_size) {
  State s = checked(with(testing::batch_sizes(), Mistake::no_transpose));
  EXPECT_EQ(apply(s, act::SetParam{Param::stride, 2}).load->mistake, Mistake::no_transpose);
  EXPECT_EQ(apply(s, act::OpenLesson{"vgg"}).load->mistake, Mistake::none);
}

TEST(CheckSheet, leads_to_the_wrong_cell_in_the_stage_of_the_maps) {
  const FixedMeasure measure;
  const Texts texts(Language::en);
  State s = checked(with(testing::batch_sizes(), Mistake::wrong_reshape_W));
  s.check.sheet = true;
  const CellRef worst = *s.check.result->conv.largest_at;
  const WindowScenes window = build_window(s, texts, measure, {1280, 800});
  std::vector<CellRef> offered;
  for (const Action& action : actions_of(window.overlay))
    if (const auto* show = action.get_if<act::ShowCell>()) offered.push_back(show->cell);
  ASSERT_EQ(offered.size(), 2U);
  EXPECT_EQ(offered[0], *s.check.result->conv.first_wrong);
  EXPECT_EQ(offered[1], worst);
  (void)apply(s, act::ShowCell{worst});
  EXPECT_EQ(s.pinned, worst);
  EXPECT_EQ(s.playback.at.stage, Stage::maps);
  EXPECT_EQ(s.options.filter, worst.at[1]);
  EXPECT_EQ(s.options.image, worst.at[0]);
  EXPECT_FALSE(s.check.sheet);
}

TEST(CheckSheet, has_its_words_in_place_in_both_languages_and_every_size) {
  const FixedMeasure measure;
  const Texts english(Language::en), japanese(Language::ja);
  for (const testing::Sizes& sizes : {testing::photo_sizes(), testing::batch_sizes(), testing::toy_sizes()}) {
    for (const Mistake mistake : {Mistake::none, Mistake::no_transpose, Mistake::no_padding}) {
      if (sizes.x[3] == 3 && mistake == Mistake::no_padding) continue;
      State s = checked(with(sizes, mistake));
      s.check.sheet = true;
      for (const bool present : {false, true}) {
        for (const Language language : {Language::en, Language::ja}) {
          for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}}) {
            s.options.present = present;
            s.options.language = language;
            const Texts& texts = language == Language::en ? english : japanese;
            WindowScenes window = build_window(s, texts, measure, size);
            // Alone: what shines through below it is not read.
            window.chrome = {};
            window.canvas = {};
            for (const std::string& complaint : audit(window, measure, present ? 27 : 11))
              ADD_FAILURE() << name(mistake) << (present ? " present " : " ") << size.x << " "
                            << (language == Language::en ? "en" : "ja") << ": " << complaint;
          }
        }
      }
    }
  }
}

class MistakenStages : public ::testing::TestWithParam<int> {};

TEST_P(MistakenStages, are_drawn_at_every_size_and_name_the_mistake_with_a_way_back) {
  const FixedMeasure measure;
  const Texts english(Language::en), japanese(Language::ja);
  const auto mistake = static_cast<Mistake>(GetParam());
  for (const testing::Sizes& sizes : {testing::photo_sizes(), testing::batch_sizes(), testing::toy_sizes()}) {
    if (sizes.x[3] == 3 && mistake == Mistake::no_padding) continue;
    State s = checked(with(sizes, mistake));
    const Geometry& g = s.walkthrough->geometry();
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      s.playback = seek(g, s.playback, {stage, step_count(g, stage, s.playback.orders) / 2});
      s.playback.elapsed = 1e9;
      for (const bool present : {false, true}) {
        for (const Language language : {Language::en, Language::ja}) {
          for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}}) {
            s.options.present = present;
            s.options.language = language;
            const WindowScenes window =
                build_window(s, language == Language::en ? english : japanese, measure, size);
            const std::string where = std::string(name(stage)) + (present ? " present " : " ") +
                                      std::to_string(static_cast<int>(size.x)) + " " + sizes.lesson;
            for (const std::string& complaint : audit(window, measure, present ? 27 : 11))
              ADD_FAILURE() << name(mistake) << " " << where << ": " << complaint;
            const std::vector<Action> actions = actions_of(window.chrome);
            EXPECT_TRUE(std::any_of(actions.begin(), actions.end(), [](const Action& action) {
              const auto* set = action.get_if<act::SetMistake>();
              return set != nullptr && set->mistake == Mistake::none;
            })) << where;
          }
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Each, MistakenStages, ::testing::Range(1, mistake_count));

TEST(Trace, says_the_mistake_and_what_the_check_found) {
  State s = checked(with(testing::batch_sizes(), Mistake::no_transpose));
  const auto line = nlohmann::json::parse(trace_line(act::ToggleCheck{}, s));
  EXPECT_EQ(line["mistake"], "no_transpose");
  EXPECT_EQ(line["check"]["state"], "differs");
  EXPECT_EQ(line["check"]["cells"], 31360);
  EXPECT_EQ(line["check"]["compared"], 31360);
  EXPECT_EQ(line["check"]["differing"], s.check.result->conv.differing);
  s.check.result.reset();
  EXPECT_EQ(nlohmann::json::parse(trace_line(act::ToggleCheck{}, s))["check"]["state"], "running");
}

}  // namespace
}  // namespace unfold::view
