#include "app/view/code/code.h"

#include "app/view/audit.h"
#include "app/view/commands.h"
#include "app/view/test_support.h"
#include "app/view/window.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace unfold::view {
namespace {

void then(State& s, const Action& action) { static_cast<void>(apply(s, action)); }

State at(const testing::Sizes& sizes, Stage stage, CodeIn code, std::int64_t step = 0) {
  State s = testing::loaded(sizes);
  then(s, act::Seek{{stage, step}, false});
  then(s, act::SetCode{code});
  s.playback.elapsed = 1e9;
  return s;
}

std::vector<CodeLine> code_of(const State& s) {
  const Texts texts(Language::en);
  return cpp_code(stage_context(s, texts), s.playback.at.stage, s.options.code);
}

const CodeLine* line_with(const std::vector<CodeLine>& code, const std::string& words) {
  const auto found = std::ranges::find_if(
      code, [&](const CodeLine& line) { return code_text(line.markup).find(words) != std::string::npos; });
  return found == code.end() ? nullptr : &*found;
}

std::string value_beside(const std::vector<CodeLine>& code, const std::string& words) {
  const CodeLine* line = line_with(code, words);
  return line == nullptr ? "no line has " + words : code_text(line->value);
}

TEST(Code, LightsALineInEveryStageAndSaysWhereEveryCounterIs) {
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()})
    for (const CodeIn code : {CodeIn::eigen, CodeIn::loops})
      for (int i = 0; i < stage_count; ++i) {
        const auto stage = static_cast<Stage>(i);
        const std::vector<CodeLine> lines = code_of(at(sizes, stage, code));
        EXPECT_TRUE(std::ranges::any_of(lines, &CodeLine::running)) << name(stage);
        for (const CodeLine& line : lines) {
          const bool loop = code_text(line.markup).find("for (") != std::string::npos;
          EXPECT_FALSE(loop && line.value.empty()) << name(stage) << ": " << line.markup;
        }
      }
}

TEST(Code, FollowsTheStep) {
  const State s = at(testing::photo_sizes(), Stage::im2col, CodeIn::loops, 23);
  const std::vector<CodeLine> code = code_of(s);
  EXPECT_EQ(value_beside(code, "for (int y"), "3");
  EXPECT_EQ(value_beside(code, "for (int x"), "2");
  EXPECT_EQ(value_beside(code, "for (int oy"), "…111");
}

TEST(Code, FollowsThePointedCellThroughTheLoopsOfAStep) {
  State s = at(testing::photo_sizes(), Stage::im2col, CodeIn::loops, 23);
  then(s, act::Pin{{TensorId::col6, {0, 1, 3, 2, 40, 77}}});
  EXPECT_EQ(value_beside(code_of(s), "for (int c"), "1");
  EXPECT_EQ(value_beside(code_of(s), "for (int oy"), "40");
  EXPECT_EQ(value_beside(code_of(s), "for (int ox"), "77");
  then(s, act::StepBy{1});
  EXPECT_EQ(value_beside(code_of(s), "for (int oy"), "…111") << "this step writes another cell";
}

TEST(Code, StandsOnTheDeskAndInPresentMode) {
  const Texts texts(Language::en);
  State s = at(testing::toy_sizes(), Stage::gemm, CodeIn::loops);
  const auto shown = [&] {
    const WindowScenes window = build_window(s, texts, testing::FixedMeasure(), {1280, 800});
    std::string words;
    for (const Item& item : window.chrome.items)
      if (const auto* text = std::get_if<TextItem>(&item)) words += text->text;
    return words;
  };
  EXPECT_NE(shown().find("*col_W[k][j];"), std::string::npos);
  s.options.present = true;
  EXPECT_NE(shown().find("*col_W[k][j];"), std::string::npos);
  s.options.code = CodeIn::python;
  EXPECT_EQ(shown().find("*col_W[k][j];"), std::string::npos);
}

TEST(Code, GoesRoundTheThreeWithItsKey) {
  State s = testing::loaded(testing::toy_sizes());
  for (const CodeIn code : {CodeIn::eigen, CodeIn::loops, CodeIn::python}) {
    then(s, *action_for(nullptr, {Key::x, false, false}));
    EXPECT_EQ(s.options.code, code);
  }
}

TEST(Code, IsLaidOutWellAndShowsEveryValueInEveryStage) {
  const testing::FixedMeasure measure;
  const Texts english(Language::en), japanese(Language::ja);
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()}) {
    const State loaded = testing::loaded(sizes);
    for (const CodeIn code : {CodeIn::eigen, CodeIn::loops})
      for (int i = 0; i < stage_count; ++i) {
        State s = loaded;
        then(s, act::OpenStage{static_cast<Stage>(i)});
        s.playback.elapsed = 1e9;
        s.options.code = code;
        for (const bool present : {false, true})
          for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}})
            for (const Texts* texts : {&english, &japanese}) {
              s.options.present = present;
              s.options.language = texts->language();
              const WindowScenes window = build_window(s, *texts, measure, size);
              for (const std::string& complaint : audit(window, measure, present ? 27 : 11))
                ADD_FAILURE() << name(s.playback.at.stage) << " " << size.x << ": " << complaint;
            }
      }
  }
}

}  // namespace
}  // namespace unfold::view
