#include "app/view/quiz/quiz.h"
#include "app/view/test_support.h"
#include "app/view/tour/lesson_test_support.h"
#include "app/view/tour/tour.h"
#include "core/io/testing.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/lesson_writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

// A lesson that is opened again, and one that is saved over.
namespace unfold::view {
namespace {

using testing_files::TempFolder;
using testing_files::write_text;

// As the loader answers.
void answer(State& s, const Effects& effects) {
  ASSERT_TRUE(effects.load);
  const Choice choice = *effects.load;
  std::shared_ptr<const Document> document;
  if (auto changed = with_parameters(*s.document, s.choice, choice))
    document = std::make_shared<const Document>(std::move(*changed));
  else
    document = std::make_shared<const Document>(load(choice));
  accept(s, choice, document, Walkthrough::compute(document->input));
}
void act(State& s, const Action& action) { answer(s, apply(s, action)); }
void open(State& s, const std::filesystem::path& file) { act(s, act::OpenLesson{file.string()}); }

std::string lesson_of(const std::string& title, int stride) {
  return R"({"title": ")" + title + R"(", "x": {"shape": [1, 1, 5, 5], "values": [)" +
         "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25" +
         R"(]}, "W": {"shape": [1, 1, 3, 3], "values": [1,0,0,0,0,0,0,0,0]}, "pool": 1, "stride": )" +
         std::to_string(stride) + R"(, "steps": [{"at": "im2col:0", "words": ")" + title + R"(", "ask": true},
         {"at": "reshape:1", "words": "rows", "ask": true}]})";
}

std::string words(const State& s) {
  const auto said = tour_words(s, Texts(Language::en));
  return said && !said->paragraphs.empty() ? said->paragraphs.front() : std::string();
}

std::string title_of(const State& s) { return lesson_title(s, Texts(Language::en)); }

TEST(Anew, TheOpenLessonBeginsFromItsFirstStepWithItsOwnParameters) {
  State s = testing::opened_lesson("toy");
  const Position begin = s.playback.at;
  act(s, act::SetParam{Param::stride, 2});
  static_cast<void>(apply(s, act::TourTo{4}));
  static_cast<void>(apply(s, act::ToggleBrowse{}));
  s.camera.zoom = 3;
  const Position left = s.playback.at;
  ASSERT_NE(left, begin);
  act(s, act::OpenLesson{"toy"});
  EXPECT_EQ(s.playback.at, begin);
  EXPECT_EQ(s.tour, 0U);
  EXPECT_EQ(s.walkthrough->geometry().stride, 1);
  EXPECT_FALSE(s.choice.stride);
  EXPECT_FALSE(s.browse);
  EXPECT_EQ(s.camera.zoom, 1);
  act(s, act::Undo{});
  EXPECT_EQ(s.playback.at, left) << "all of it is one step";
  EXPECT_EQ(s.walkthrough->geometry().stride, 2);
  act(s, act::Redo{});
  EXPECT_EQ(s.playback.at, begin);
  EXPECT_EQ(s.walkthrough->geometry().stride, 1);
}

TEST(Anew, TheMenuOffersTheOpenLessonAndItsFile) {
  const TempFolder folder;
  const std::filesystem::path file = folder / "mine.unfold";
  write_text(file, lesson_of("mine", 1));
  State s = testing::opened_lesson("toy");
  open(s, file);
  static_cast<void>(apply(s, act::ToggleMenu{act::MenuName::lesson}));
  const WindowScenes w = build_window(s, Texts(Language::en), testing::FixedMeasure(), {1280, 800});
  bool offered = false;
  for (const Hit& hit : w.overlay.hits)
    if (const auto* line = std::get_if<ActionHit>(&hit.what))
      if (const auto* lesson = line->action.get_if<act::OpenLesson>())
        offered |= lesson->name == file.string();
  EXPECT_TRUE(offered);
}

// Of a lesson in this file, opened after toy.
State at_a_question(const std::filesystem::path& file) {
  write_text(file, lesson_of("asks", 1));
  State s = testing::opened_lesson("toy");
  open(s, file);
  static_cast<void>(apply(s, act::TourTo{1}));
  return s;
}

TEST(Anew, WhatWasAnsweredAndSwitchedIsForgotten) {
  const TempFolder folder;
  State s = at_a_question(folder / "asks.unfold");
  ASSERT_TRUE(is_asked(s));
  static_cast<void>(apply(s, act::ShowAnswer{}));
  static_cast<void>(apply(s, act::GoOn{}));
  EXPECT_FALSE(s.quiz->done.empty());
  static_cast<void>(apply(s, act::ToggleAsk{}));
  open(s, folder / "asks.unfold");
  EXPECT_TRUE(!s.quiz || s.quiz->done.empty());
  static_cast<void>(apply(s, act::TourTo{1}));
  EXPECT_TRUE(is_asked(s)) << "as the file has it";
}

TEST(Anew, AnUndoToAnotherLessonLeavesTheQuestionsBehind) {
  const TempFolder folder;
  State s = at_a_question(folder / "asks.unfold");
  ASSERT_TRUE(is_asked(s));
  const Stage asked = s.playback.at.stage;
  for (int i = 0; i < 9 && s.choice.lesson != "toy"; ++i)
    if (const Effects effects = apply(s, act::Undo{}); effects.load) answer(s, effects);
  ASSERT_EQ(s.choice.lesson, "toy");
  EXPECT_FALSE(asks_at(s, asked));
}

TEST(Anew, AnUndoToBeforeASaveHasTheLessonAsItWas) {
  const TempFolder folder;
  const std::filesystem::path file = folder / "lesson.unfold";
  write_text(file, lesson_of("old", 1));
  State s = testing::opened_lesson("toy");
  open(s, file);
  static_cast<void>(apply(s, act::TourTo{0}));
  EXPECT_EQ(words(s), "old");
  act(s, act::SetFill{InputFill{FillKind::ones}});
  act(s, act::SetParam{Param::stride, 2});
  // The window's own saving, and then somebody's editor.
  write_text(file, lesson_text(s.choice, *s.document, step_of_screen(s), file));
  write_text(file, lesson_of("new", 3));
  act(s, act::Undo{});
  EXPECT_EQ(s.walkthrough->geometry().stride, 1);
  act(s, act::Undo{});
  EXPECT_FALSE(s.document->fill);
  EXPECT_EQ(s.walkthrough->geometry().stride, 1) << "the old lesson's";
  static_cast<void>(apply(s, act::TourTo{0}));
  EXPECT_EQ(words(s), "old");
  // What is changed from here is of the same lesson.
  act(s, act::SetFill{InputFill{FillKind::ramp}});
  EXPECT_EQ(title_of(s), "old");
  open(s, file);
  EXPECT_EQ(title_of(s), "new");
  EXPECT_EQ(s.walkthrough->geometry().stride, 3);
  act(s, act::Undo{});
  EXPECT_EQ(title_of(s), "old");
  EXPECT_EQ(s.walkthrough->geometry().stride, 1);
  act(s, act::Redo{});
  EXPECT_EQ(title_of(s), "new");
}

TEST(Anew, AnUndoGoesBackToALessonWhoseFileIsGone) {
  const TempFolder folder;
  const std::filesystem::path file = folder / "gone.unfold";
  write_text(file, lesson_of("gone", 2));
  State s = testing::opened_lesson("toy");
  open(s, file);
  act(s, act::OpenLesson{"batch"});
  std::filesystem::remove(file);
  act(s, act::Undo{});
  EXPECT_EQ(title_of(s), "gone");
  EXPECT_EQ(s.walkthrough->geometry().stride, 2);
}

TEST(Anew, ATitleIsFilledLikeTheWordsOfAStep) {
  const TempFolder folder;
  const std::filesystem::path file = folder / "title.unfold";
  write_text(file, lesson_of("${OH} rows by ${key:check}", 1));
  State s = testing::opened_lesson("toy");
  open(s, file);
  static_cast<void>(apply(s, act::TourTo{0}));
  EXPECT_EQ(title_of(s), words(s));
  EXPECT_TRUE(title_of(s).starts_with("3 rows by ")) << title_of(s);
  EXPECT_EQ(title_of(s).find('$'), std::string::npos);
}

}  // namespace
}  // namespace unfold::view
