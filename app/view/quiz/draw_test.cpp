#include "app/view/quiz/draw.h"

#include "app/view/audit.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <variant>

namespace unfold::view {
namespace {

void then(State& s, const Action& action) { static_cast<void>(apply(s, action)); }

// In all windows, or in the narrow ones alone.
void expect_well_drawn(State s, const std::string& what, bool narrow) {
  const testing::FixedMeasure measure;
  const Texts english(Language::en);
  const Texts japanese(Language::ja);
  const Ask ask = open_question(s, english)->ask;
  for (const bool present : {false, true})
    for (const Language language : {Language::en, Language::ja}) {
      // The narrow window with the longer words of each.
      const Vec2 size = present == (language == Language::en) ? Vec2{1024, 768} : Vec2{1280, 800};
      if (narrow && size.x > 1024) continue;
      s.options.present = present;
      s.options.language = language;
      s.options.theme = present ? ThemeName::light : ThemeName::dark;
      const Texts& texts = language == Language::en ? english : japanese;
      const WindowScenes w = build_window(s, texts, measure, size);
      for (const std::string& complaint : audit(w, measure, present ? 27 : 11))
        ADD_FAILURE() << name(ask) << " " << what << " " << size.x
                      << (language == Language::ja ? " ja" : " en") << (present ? " present" : "") << ": "
                      << complaint;
    }
}

// Each question of each lesson: as it opens, after each wrong answer that is offered, and when it is
// answered.
TEST(Quiz, IsDrawnWellWhateverIsAnswered) {
  for (const testing::Sizes& sizes :
       {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes(), testing::further_sizes()[4]})
    for (int i = 0; i < stage_count; ++i) {
      State s = testing::loaded(sizes);
      then(s, act::ToggleQuiz{});
      s.playback.at = {static_cast<Stage>(i), 0};
      while (is_asked(s)) {
        const std::string lesson = sizes.lesson;
        expect_well_drawn(s, lesson + " open", false);
        const Question q = *open_question(s, Texts(Language::en));
        for (const Candidate& c : candidates_of(s, q, 0)) {
          State tried = s;
          then(tried, act::GiveAnswer{0, c.text});
          expect_well_drawn(tried, lesson + " after " + c.text, true);
        }
        then(s, act::ShowAnswer{});
        expect_well_drawn(s, lesson + " answered", false);
        then(s, act::GoOn{});
      }
    }
}

// What is never read is lit on the picture of the question, and only when that is over.
TEST(Quiz, LightsWhatIsNeverReadOnceItIsAnswered) {
  for (const Ask ask : {Ask::unread, Ask::pool_unread}) {
    // The filter leaves one row and column of x out, and the pooling one of the maps.
    State s =
        testing::loaded({{1, 1, 8, 8}, {2, 1, 3, 3}, {.stride = 2, .pool = 2, .pool_stride = 2}, "left"});
    then(s, act::ToggleQuiz{});
    s.playback.at = {stage_of(ask), 0};
    const Texts texts(Language::en);
    while (open_question(s, texts)->ask != ask) {
      then(s, act::ShowAnswer{});
      then(s, act::GoOn{});
    }
    const auto hatches = [&] {
      std::size_t n = 0;
      for (const Item& item : build_window(s, texts, testing::FixedMeasure(), {1280, 800}).chrome.items)
        if (std::holds_alternative<HatchItem>(item)) ++n;
      return n;
    };
    EXPECT_EQ(hatches(), 0U) << name(ask);
    then(s, act::ShowAnswer{});
    EXPECT_EQ(hatches(), 2U) << name(ask) << ": a row and a column";
  }
}

}  // namespace
}  // namespace unfold::view
