#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>

namespace unfold::view {
namespace {

using testing::FixedMeasure;
using testing::loaded;

WindowScenes with_message(const std::string& message, Vec2 size) {
  State s = loaded(testing::toy_sizes());
  s.message = message;
  return build_window(s, Texts(Language::en), FixedMeasure(), size);
}

// What the line says, its lines one after another, and how far right they reach.
std::string said(const WindowScenes& w, float* right = nullptr) {
  const Color ink = make_theme(ThemeName::dark).bg0;
  std::string all;
  for (const Item& item : w.overlay.items) {
    const auto* text = std::get_if<TextItem>(&item);
    if (text == nullptr || !(text->color == ink) || text->face == Face::ui_bold || text->text == "✕")
      continue;
    all += (all.empty() ? "" : " ") + text->text;
    if (right != nullptr)
      *right = std::max(*right, text->baseline.x + FixedMeasure().width(text->text, text->face, text->size));
  }
  return all;
}

TEST(Message, ALongLineIsReadableWhole) {
  std::string message = "a_picture_with_a_name.png: cannot be read";
  for (int i = 0; i < 24; ++i) message += ", for the reason number " + std::to_string(i);
  for (const Vec2 size : {Vec2{1280, 800}, Vec2{1920, 1080}}) {
    float right = 0;
    EXPECT_EQ(said(with_message(message.substr(0, 260), size), &right), message.substr(0, 260));
    EXPECT_LT(right, size.x - 24);
  }
  // One that is longer than that ends in dots, and a pointer reads it whole.
  const WindowScenes w = with_message(message, {1024, 768});
  EXPECT_TRUE(said(w).ends_with("…"));
  bool there = false;
  for (const Hit& hit : w.overlay.hits)
    if (const auto* action = std::get_if<ActionHit>(&hit.what)) there |= action->tip == message;
  EXPECT_TRUE(there);
}

TEST(Message, WithoutABlankItIsBrokenAnywhere) {
  const std::string message(200, 'w');
  std::string whole = said(with_message(message, {1280, 800}));
  std::erase(whole, ' ');
  EXPECT_EQ(whole, message);
}

// The words in the badge before the line, and its ground.
std::pair<std::string, Color> badge_of_line(const State& s) {
  const WindowScenes w = build_window(s, Texts(s.options.language), FixedMeasure(), Vec2{1280, 800});
  const FillItem* ground = nullptr;
  for (const Item& item : w.overlay.items) {
    if (const auto* fill = std::get_if<FillItem>(&item)) ground = fill;
    const auto* text = std::get_if<TextItem>(&item);
    if (text != nullptr && text->face == Face::ui_bold && ground != nullptr)
      return {text->text, ground->color};
  }
  return {};
}

TEST(Message, DoesNotCallDoneWhatAPersonStopped) {
  State s = loaded(testing::toy_sizes());
  const Theme t = make_theme(ThemeName::dark);
  s.notice = {"film.gif: written"};
  EXPECT_EQ(badge_of_line(s), (std::pair{std::string("Done"), t.accent}));
  s.notice = {"film.gif: stopped", Notice::Kind::stopped};
  EXPECT_EQ(badge_of_line(s).first, "Stopped");
  EXPECT_NE(badge_of_line(s).second, t.accent) << "nothing to look at";
  s.options.language = Language::ja;
  EXPECT_EQ(badge_of_line(s).first, "中止");
  s.notice.kind = Notice::Kind::restored;
  EXPECT_EQ(badge_of_line(s).first, "復元");
  static_cast<void>(apply(s, act::DismissMessage{}));
  EXPECT_EQ(foot_line(s), FootLine::none);
}

}  // namespace
}  // namespace unfold::view
