#include "app/view/audit.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

State refused() {
  State s = testing::loaded(testing::photo_sizes());
  static_cast<void>(apply(s, act::OpenPicture{"large.png"}));
  refuse(s, "the maps take 40.0 GB of memory", PictureSize{1234, 900});
  return s;
}

// The button of the line at the foot; null where there is none.
const Hit* button_of(const WindowScenes& window) {
  for (const Hit& hit : window.overlay.hits) {
    const auto* act = std::get_if<ActionHit>(&hit.what);
    if (act != nullptr && act->action.get_if<act::TakeSmaller>() != nullptr) return &hit;
  }
  return nullptr;
}

TEST(Smaller, LoadsWhatWasRefusedInTheSizeThatThereIsMemoryFor) {
  State s = refused();
  EXPECT_EQ(smaller_size(s), (PictureSize{1234, 900}));
  const Effects effects = apply(s, act::TakeSmaller{});
  ASSERT_TRUE(effects.load);
  EXPECT_EQ(effects.load->picture, "large.png");
  EXPECT_EQ(effects.load->preprocess.resize, Resize::to_cover(1234, 900));
  EXPECT_EQ(effects.load->preprocess.crop, Crop{});
  EXPECT_FALSE(smaller_size(s)) << "it is on its way";
  EXPECT_FALSE(apply(s, act::TakeSmaller{}).load);
}

TEST(Smaller, IsOfferedOnlyBesideTheRefusalThatItIsOf) {
  State dismissed = refused();
  static_cast<void>(apply(dismissed, act::DismissMessage{}));
  EXPECT_FALSE(smaller_size(dismissed));
  EXPECT_FALSE(apply(dismissed, act::TakeSmaller{}).load);
  State other = refused();
  refuse(other, "none.png: there is no such file");
  EXPECT_FALSE(smaller_size(other));
  static_cast<void>(apply(other, act::Paste{"nothing"}));
  EXPECT_FALSE(smaller_size(other));
  State pasted = refused();
  static_cast<void>(apply(pasted, act::Paste{"nothing"}));
  EXPECT_FALSE(smaller_size(pasted)) << pasted.message;
}

TEST(Smaller, HasAButtonInTheLineThatSaysWhyNot) {
  const testing::FixedMeasure measure;
  for (const Language language : {Language::en, Language::ja}) {
    for (const bool present : {false, true}) {
      State s = refused();
      s.options.language = language;
      s.options.present = present;
      const Texts texts(language);
      const WindowScenes window = build_window(s, texts, measure, {1280, 800});
      const Hit* button = button_of(window);
      ASSERT_NE(button, nullptr);
      EXPECT_EQ(hit_at(window.overlay, {button->at.x + 5, button->at.y + 5}), button);
      bool named = false;
      for (const Item& item : window.overlay.items) {
        const auto* text = std::get_if<TextItem>(&item);
        named = named || (text != nullptr && text->text.find("1234×900") != std::string::npos);
      }
      EXPECT_TRUE(named);
      EXPECT_EQ(audit(window, measure, present ? 27 : 11), std::vector<std::string>{});
      static_cast<void>(apply(s, act::DismissMessage{}));
      EXPECT_EQ(button_of(build_window(s, texts, measure, {1280, 800})), nullptr);
    }
  }
}

}  // namespace
}  // namespace unfold::view
