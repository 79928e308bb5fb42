#include "app/view/notes/notes.h"

#include "app/view/test_support.h"
#include "app/view/tour/lesson_test_support.h"
#include "app/view/tour/tour.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace unfold::view {
namespace {

using testing::opened_lesson;

NotesScene notes_of(const State& s, Vec2 size = {1024, 640}, const NotesClock& clock = {9, 5, 12}) {
  return build_notes(s, Texts(s.options.language), testing::FixedMeasure(), clock, size);
}

bool says(const Scene& scene, const std::string& words) {
  return std::ranges::any_of(scene.items, [&](const Item& item) {
    const auto* text = std::get_if<TextItem>(&item);
    return text != nullptr && text->text.find(words) != std::string::npos;
  });
}

// Those at the foot.
bool is_key(const TextItem& text, Vec2 size) { return text.baseline.y > size.y - 45; }

TEST(Notes, SayThisStepTheNextOneAndTheTime) {
  State s = opened_lesson("toy");
  static_cast<void>(apply(s, act::TourTo{1}));
  const NotesScene notes = notes_of(s);
  EXPECT_TRUE(says(notes.scene, "09:05"));
  EXPECT_TRUE(says(notes.scene, "12 min"));
  EXPECT_TRUE(says(notes.scene, "2/24"));
  EXPECT_TRUE(says(notes.scene, tour_words(s, Texts(Language::en))->title));
  static_cast<void>(apply(s, act::TourTo{2}));
  EXPECT_TRUE(says(notes.scene, tour_words(s, Texts(Language::en))->title)) << "the next one";
  EXPECT_NEAR(notes.next.w / notes.next.h, s.window_size.x / s.window_size.y, 0.02F);
}

TEST(Notes, EndWithTheLesson) {
  State s = opened_lesson("toy");
  static_cast<void>(apply(s, act::TourTo{tour_of(s)->steps.size() - 1}));
  EXPECT_EQ(after_next(s), std::nullopt);
  const NotesScene notes = notes_of(s);
  EXPECT_TRUE(says(notes.scene, "ends here"));
  EXPECT_EQ(notes.next.w, 0);
}

TEST(Notes, WithoutALessonGoFromStageToStage) {
  State s = testing::loaded(testing::toy_sizes());
  s.playback.at = {Stage::im2col, 3};
  EXPECT_EQ(after_next(s)->playback.at.stage, Stage::transpose);
  EXPECT_TRUE(says(notes_of(s).scene, "transpose"));
  s.playback.at = {Stage::pool, 0};
  EXPECT_EQ(after_next(s), std::nullopt);
}

TEST(Notes, SayWhatTheClassSeesInstead) {
  State s = opened_lesson("toy");
  EXPECT_FALSE(says(notes_of(s).scene, "black screen."));
  const NotesSubject before = notes_subject(s);
  s.blank = true;
  EXPECT_TRUE(says(notes_of(s).scene, "black screen."));
  EXPECT_NE(notes_subject(s), before);
  EXPECT_FALSE(after_next(s)->blank) << "the next picture is no black one";
}

TEST(Notes, AreOpenedWithThePresentMode) {
  State s = opened_lesson("toy");
  static_cast<void>(apply(s, act::ToggleNotes{}));
  EXPECT_TRUE(s.notes);
  EXPECT_TRUE(s.options.present);
  static_cast<void>(apply(s, act::ToggleNotes{}));
  EXPECT_FALSE(s.notes);
}

// Every step of every lesson, in a window of any size: all paragraphs are there, and inside.
TEST(Notes, HaveRoomForEveryStepsWords) {
  for (const char* lesson : {"toy", "photo", "vgg", "batch", "batch10"}) {
    State s = opened_lesson(lesson);
    for (const Language language : {Language::en, Language::ja}) {
      s.options.language = language;
      for (std::size_t i = 0; i < tour_of(s)->steps.size(); ++i) {
        static_cast<void>(apply(s, act::TourTo{i}));
        for (const Vec2 size : {Vec2{800, 560}, Vec2{1024, 640}, Vec2{1728, 918}}) {
          const NotesScene notes = notes_of(s, size);
          for (const Item& item : notes.scene.items)
            if (const auto* text = std::get_if<TextItem>(&item)) {
              const float wide = testing::FixedMeasure().width(text->text, text->face, text->size);
              EXPECT_LE(text->baseline.x + wide, size.x - 20) << lesson << ' ' << i << ' ' << text->text;
              EXPECT_LE(text->baseline.y, is_key(*text, size) ? size.y - 10 : size.y - 28 - 15 - 22)
                  << lesson << ' ' << i << ' ' << text->text;
              EXPECT_GE(text->size, 12) << text->text;
            }
          EXPECT_GT(notes.next.w > 0 ? notes.next.h : 200, 120) << lesson << ' ' << i;
        }
      }
    }
  }
}

}  // namespace
}  // namespace unfold::view
