#include "app/view/keymap.h"

#include "app/view/test_support.h"
#include "app/view/trace/trace_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace unfold::view {
namespace {

template <typename What> bool asks_for(const Chord& chord) {
  const std::optional<Action> action = action_for(nullptr, chord);
  return action && action->get_if<What>() != nullptr;
}

TEST(Commands, HaveTheKeysThatTheSheetPromises) {
  EXPECT_TRUE(asks_for<act::TogglePlay>({Key::space}));
  EXPECT_EQ(testing::as<act::StepBy>(*action_for(nullptr, {Key::right})).steps, 1);
  EXPECT_EQ(testing::as<act::StepBy>(*action_for(nullptr, {Key::left})).steps, -1);
  EXPECT_EQ(testing::as<act::StageBy>(*action_for(nullptr, {Key::right, true})).stages, 1);
  EXPECT_EQ(testing::as<act::StageBy>(*action_for(nullptr, {Key::left, true})).stages, -1);
  EXPECT_TRUE(asks_for<act::ToStart>({Key::home}));
  EXPECT_TRUE(asks_for<act::ToEnd>({Key::end}));
  EXPECT_TRUE(asks_for<act::ZoomBy>({Key::plus}));
  EXPECT_TRUE(asks_for<act::ZoomBy>({Key::minus}));
  EXPECT_TRUE(asks_for<act::Fit>({Key::f}));
  EXPECT_TRUE(asks_for<act::ToggleLanguage>({Key::l}));
  EXPECT_TRUE(asks_for<act::TogglePresent>({Key::p}));
  EXPECT_TRUE(asks_for<act::ToggleKeys>({Key::question, true}));
  EXPECT_TRUE(asks_for<act::Escape>({Key::escape}));
  EXPECT_TRUE(asks_for<act::TakeSmaller>({Key::enter}));
}

TEST(Commands, GoThroughALessonWithTheKeysOfAClicker) {
  EXPECT_EQ(testing::as<act::TourBy>(*action_for(nullptr, {Key::page_down})).steps, 1);
  EXPECT_EQ(testing::as<act::TourBy>(*action_for(nullptr, {Key::page_up})).steps, -1);
}

TEST(Commands, QuitWithControlAndNeverWithTheLetterAlone) {
  EXPECT_TRUE(asks_for<act::Quit>({Key::q, false, true}));
  EXPECT_FALSE(asks_for<act::Quit>({Key::q}));
}

TEST(Commands, HaveOneMeaningForEachChord) {
  for (const Command& a : commands())
    for (const Command& b : commands())
      EXPECT_TRUE(&a == &b || !(a.chord == b.chord)) << a.id << " and " << b.id;
}

TEST(Trace, IsOneLineOfJsonForEveryCommand) {
  State s = testing::loaded(testing::toy_sizes());
  for (const Command& command : commands()) {
    static_cast<void>(apply(s, command.action));
    const std::string line = trace_line(command.action, s);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const nlohmann::json json = nlohmann::json::parse(line);
    EXPECT_TRUE(json.contains("action"));
    EXPECT_EQ(json["stage"], name(s.playback.at.stage));
    EXPECT_EQ(json["step"], s.playback.at.step);
  }
}

TEST(Trace, SaysWhichStepAnActionLedTo) {
  State s = testing::loaded(testing::toy_sizes());
  const Action action = act::Seek{{Stage::im2col, 5}};
  static_cast<void>(apply(s, action));
  const nlohmann::json json = nlohmann::json::parse(trace_line(action, s));
  EXPECT_EQ(json["action"], "seek");
  EXPECT_EQ(json["to_stage"], "im2col");
  EXPECT_EQ(json["step"], 5);
  EXPECT_EQ(json["geometry"]["OH"], 3);
}

TEST(Trace, KeepsItsFormWhateverAFileIsCalled) {
  State s = testing::loaded(testing::toy_sizes());
  s.message = "a\"b\\c\n\xff.png: is not a picture";
  const std::string line = trace_line(act::Drop{{"a\"b\n.png"}}, s);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_TRUE(nlohmann::json::accept(line));
}

}  // namespace
}  // namespace unfold::view
