#include "app/view/audit.h"
#include "app/view/rich_text.h"
#include "app/view/test_support.h"
#include "app/view/window.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

// The window in a language that needs two fifths more room than English.
namespace unfold::view {
namespace {

// Accented letters for the vowels, and more of them; what stands in braces stays.
std::string longer(std::string_view text) {
  static constexpr std::array<std::pair<char, std::string_view>, 5> accents{
      {{'a', "ä"}, {'e', "ê"}, {'i', "ï"}, {'o', "ø"}, {'u', "ů"}}};
  std::string long_text;
  std::size_t owed = 0;
  int depth = 0;
  bool name = false;  // between "{" and "|", or in "${…}"
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{') ++depth, name = true;
    if (c == '|') name = false;
    std::string_view out = text.substr(i, 1);
    if (!name && depth == 0)
      for (const auto& [plain, accent] : accents)
        if (c == plain) out = accent;
    long_text += out;
    if (c == '}') --depth, name = depth > 0;
    if (depth > 0 || !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) continue;
    owed += 2;
    if (out.size() > 1)
      for (; owed >= 5; owed -= 5) long_text += out;
  }
  return long_text;
}

Texts longer_texts() {
  const Texts english(Language::en);
  Texts::Map texts;
  for (const auto& [key, text] : english.all()) texts[key] = longer(text);
  return {Language::en, std::move(texts)};
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); text.remove_prefix(utf8_length(text))) ++count;
  return count;
}

TEST(LongerTexts, NeedTwoFifthsMoreRoom) {
  constexpr std::string_view plain = "a sentence about the windows of a layer";
  EXPECT_GE(static_cast<double>(characters(longer(plain))), 1.3 * static_cast<double>(plain.size()));
  const std::string text = longer("the padding of {FH|y} and ${pad}");
  EXPECT_NE(text.find("{FH|y}"), std::string::npos) << text;
  EXPECT_NE(text.find("${pad}"), std::string::npos) << text;
}

TEST(LongerTexts, HaveRoomInEveryStage) {
  const testing::FixedMeasure measure;
  const Texts texts = longer_texts();
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()}) {
    const State loaded = testing::loaded(sizes);
    for (int i = 0; i < stage_count; ++i)
      for (const bool present : {false, true})
        for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}}) {
          State s = loaded;
          static_cast<void>(apply(s, act::OpenStage{static_cast<Stage>(i)}));
          s.playback.elapsed = 1e9;
          s.options.present = present;
          const WindowScenes window = build_window(s, texts, measure, size);
          for (const std::string& complaint : audit(window, measure, present ? 27 : 11))
            ADD_FAILURE() << name(s.playback.at.stage) << " " << size.x << (present ? " present" : "") << ": "
                          << complaint;
        }
  }
}

}  // namespace
}  // namespace unfold::view
