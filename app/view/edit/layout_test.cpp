#include "app/view/audit.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <functional>

namespace unfold::view {
namespace {

State filled_state(const char* lesson, const InputFill& fill) {
  Choice choice;
  choice.lesson = lesson;
  choice.fill = fill;
  auto document = std::make_shared<Document>(load(choice));
  State s;
  accept(s, choice, document, Walkthrough::compute(document->input));
  return s;
}

void expect_well_laid_out(State s, const std::string& what) {
  const testing::FixedMeasure measure;
  for (const Language language : {Language::en, Language::ja})
    for (const bool present : {false, true})
      for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}}) {
        s.options.language = language;
        s.options.present = present;
        const WindowScenes window = build_window(s, Texts(language), measure, size);
        for (const std::string& complaint : audit(window, measure, present ? 27 : 11))
          ADD_FAILURE() << what << (language == Language::ja ? ", ja" : ", en")
                        << (present ? ", present, " : ", ") << size.x << ": " << complaint;
      }
}

TEST(Inputs, AddressesOfFourDigitsAndMoreAreCutOffNowhere) {
  for (const char* lesson : {"toy", "batch"}) {
    State s = filled_state(lesson, {FillKind::address});
    const Geometry& g = s.walkthrough->geometry();
    s.options.image = g.N - 1;
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      s.playback = seek(g, s.playback, {stage, step_count(g, stage, s.playback.orders) * 2 / 3});
      s.playback.elapsed = 1e9;
      expect_well_laid_out(s, std::string(lesson) + " " + std::string(name(stage)));
    }
  }
}

TEST(Inputs, EveryFillHasWordsAndRoomForThem) {
  for (const FillKind kind : fill_kinds())
    expect_well_laid_out(filled_state("toy", {kind, 987654321}), std::string(name(kind)));
}

TEST(Inputs, TheMenuOfFillsAndTheFieldHaveRoom) {
  State s = filled_state("toy", {FillKind::random, 987654321});
  s.menu = act::MenuName::picture;
  expect_well_laid_out(s, "the menu");
  s.menu = act::MenuName::none;
  for (const std::int64_t at : {0, 2}) {
    static_cast<void>(apply(s, act::EditCell{{TensorId::x, {0, 0, at, at}}}));
    static_cast<void>(apply(s, act::TypeText{"-123456789.123456789e"}));
    static_cast<void>(apply(s, act::ApplyEdit{}));
    expect_well_laid_out(s, "the field on a number that is none");
  }
}

}  // namespace
}  // namespace unfold::view
