#include "app/view/audit.h"
#include "app/view/code/code.h"
#include "app/view/rich_text.h"
#include "app/view/test_support.h"
#include "app/view/tour/lesson_test_support.h"
#include "app/view/tour/tour.h"
#include "core/lesson/lesson_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// The right column: nothing that a lesson says is left out without a sign.
namespace unfold::view {
namespace {

// The window, and of its words those of the column.
WindowScenes window_of(const State& s, Vec2 size) {
  WindowScenes w = build_window(s, Texts(s.options.language), testing::FixedMeasure(), size);
  w.canvas = {};
  std::erase_if(w.chrome.items, [&](const Item& item) {
    const auto* text = std::get_if<TextItem>(&item);
    return text != nullptr && text->baseline.x < w.layout.right.x;
  });
  return w;
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

// All that is written in the column, in its order.
std::string written(const WindowScenes& w) {
  std::string all;
  for (const Item& item : w.chrome.items)
    if (const auto* text = std::get_if<TextItem>(&item)) all += without_spaces(text->text);
  return all;
}

// The place that gives this part its room, or takes it back.
const Hit* button_of(const WindowScenes& w, act::SidePart part) {
  const auto found = std::ranges::find_if(w.chrome.hits, [&](const Hit& hit) {
    const auto* button = std::get_if<ActionHit>(&hit.what);
    const auto* unfold = button == nullptr ? nullptr : button->action.get_if<act::UnfoldSide>();
    return unfold != nullptr && unfold->part == part;
  });
  return found == w.chrome.hits.end() ? nullptr : &*found;
}
bool offers(const WindowScenes& w, act::SidePart part) { return button_of(w, part) != nullptr; }

// What it says of it.
std::string said(const WindowScenes& w, act::SidePart part) {
  const Hit* button = button_of(w, part);
  if (button == nullptr) return {};
  for (const Item& item : w.chrome.items)
    if (const auto* text = std::get_if<TextItem>(&item);
        text != nullptr && button->at.contains(text->baseline))
      return text->text;
  return {};
}

// What the stage tells by itself.
StageStory told(const State& s, const Texts& texts) {
  const StageContext context = stage_context(s, texts);
  StageStory story = stage_view(s.playback.at.stage).tell(context);
  tell_code(story, context);
  return story;
}

std::string plain(const std::string& rich) {
  std::string all;
  for (const Span& span : parse_rich(rich, make_theme(ThemeName::dark), {.size = 13, .color = {}}))
    all += span.text;
  return without_spaces(all);
}

// How many of the lesson's paragraphs are there.
std::size_t shown(const State& s, const WindowScenes& w) {
  const std::string all = written(w);
  std::size_t count = 0;
  const std::optional<TourWords> words = tour_words(s, Texts(s.options.language));
  for (const std::string& paragraph : words->paragraphs)
    count += all.find(plain(paragraph)) != std::string::npos ? 1 : 0;
  return count;
}

// What 1280x800 is at 125 % and at the most that it has room for, and 1024x768.
constexpr Vec2 sizes[] = {{1024, 640}, {960, 600}, {1024, 768}};

TEST(Side, ALessonsWordsHaveTheirRoomOrTheirSign) {
  const testing::FixedMeasure measure;
  for (const char* lesson : {"toy", "photo"}) {
    State s = testing::opened_lesson(lesson);
    for (std::size_t i = 0; i < tour_of(s)->steps.size(); ++i)
      for (const Language language : {Language::en, Language::ja})
        for (const Vec2 size : sizes) {
          s.options.language = language;
          s.side = act::SidePart::none;
          static_cast<void>(apply(s, act::TourTo{i}));
          s.playback = still(s.playback);
          const WindowScenes w = window_of(s, size);
          const std::size_t all = tour_words(s, Texts(language))->paragraphs.size();
          const auto where = [&] {
            return std::string(lesson) + " " + std::to_string(i + 1) + " at " + std::to_string(size.x) +
                   (language == Language::ja ? " ja" : "");
          };
          EXPECT_GE(shown(s, w), std::min<std::size_t>(1, all)) << where();
          if (shown(s, w) == all) continue;
          EXPECT_TRUE(offers(w, act::SidePart::words)) << where();
          static_cast<void>(apply(s, act::UnfoldSide{act::SidePart::words}));
          const WindowScenes open = window_of(s, size);
          EXPECT_EQ(shown(s, open), all) << where();
          for (const std::string& complaint : audit(open, measure, 11)) ADD_FAILURE() << where() << complaint;
        }
  }
}

// Those of the stage after those of the lesson, in the orders of which there is most to say.
TEST(Side, AllTheWordsHaveTheirRoomInALowWindow) {
  constexpr Vec2 low{960, 600};
  const testing::FixedMeasure measure;
  int folded = 0;
  for (const char* lesson : {"toy", "photo", "batch"}) {
    const State opened = testing::opened_lesson(lesson);
    for (std::size_t i = 0; i < tour_of(opened)->steps.size(); ++i)
      for (const GemmStep order : {GemmStep::element, GemmStep::term, GemmStep::row})
        for (const Language language : {Language::en, Language::ja}) {
          State s = opened;
          s.options.language = language;
          static_cast<void>(apply(s, act::TourTo{i}));
          if (order != GemmStep::element && s.playback.at.stage != Stage::gemm) continue;
          static_cast<void>(apply(s, act::SetGemm{order}));
          s.playback = still(s.playback);
          const Texts texts(language);
          const std::string where = std::string(lesson) + " " + std::to_string(i + 1) + " " +
                                    std::to_string(static_cast<int>(order)) +
                                    (language == Language::ja ? " ja" : "");
          if (!offers(window_of(s, low), act::SidePart::words)) continue;
          ++folded;
          static_cast<void>(apply(s, act::UnfoldSide{act::SidePart::words}));
          const WindowScenes open = window_of(s, low);
          EXPECT_EQ(said(open, act::SidePart::words), texts.get("side.less")) << where;
          const std::string all = written(open);
          std::vector<std::string> words = tour_words(s, texts)->paragraphs;
          const StageStory story = told(s, texts);
          words.insert(words.end(), story.words.begin(), story.words.end());
          for (const std::string& paragraph : words)
            EXPECT_NE(all.find(plain(paragraph)), std::string::npos) << where << ": " << paragraph;
          for (const std::string& complaint : audit(open, measure, 11)) ADD_FAILURE() << where << complaint;
        }
  }
  EXPECT_GT(folded, 0);
}

TEST(Side, TheCodeThatGivesWayShowsTheLineThatRuns) {
  State s = testing::opened_lesson("photo");
  const Texts texts(s.options.language);
  bool any = false;
  for (std::size_t i = 0; i < tour_of(s)->steps.size(); ++i) {
    static_cast<void>(apply(s, act::TourTo{i}));
    s.playback = still(s.playback);
    const WindowScenes w = window_of(s, {960, 600});
    if (!offers(w, act::SidePart::code)) continue;
    any = true;
    const Theme theme = make_theme(s.options.theme);
    EXPECT_TRUE(std::ranges::any_of(w.chrome.items, [&](const Item& item) {
      const auto* fill = std::get_if<FillItem>(&item);
      return fill != nullptr && fill->at.x >= w.layout.right.x && fill->color == theme.lit;
    })) << i;
    static_cast<void>(apply(s, act::UnfoldSide{act::SidePart::code}));
    const WindowScenes open = window_of(s, {960, 600});
    const std::string all = written(open);
    for (const CodeLine& line : told(s, texts).code)
      EXPECT_NE(all.find(plain(line.markup)), std::string::npos) << i << ": " << line.markup;
    EXPECT_EQ(said(open, act::SidePart::code), texts.get("side.less")) << "and can be folded again";
    static_cast<void>(apply(s, act::UnfoldSide{act::SidePart::code}));
    EXPECT_EQ(s.side, act::SidePart::none);
  }
  EXPECT_TRUE(any);
}

TEST(Side, WhereAllHasRoomNothingIsFolded) {
  State s = testing::loaded(testing::toy_sizes());
  for (int i = 0; i < stage_count; ++i) {
    s.playback.at = {static_cast<Stage>(i), 0};
    const WindowScenes w = window_of(s, {1920, 1080});
    EXPECT_FALSE(offers(w, act::SidePart::code)) << i;
    EXPECT_FALSE(offers(w, act::SidePart::words)) << i;
  }
}

TEST(Side, HasRoomForItsWordsHoweverSmall) {
  const testing::FixedMeasure measure;
  for (const testing::Sizes& layer : {testing::batch_sizes(), testing::photo_sizes()}) {
    const State loaded = testing::loaded(layer);
    for (int i = 0; i < stage_count; ++i)
      for (const Language language : {Language::en, Language::ja})
        for (const auto side : {act::SidePart::none, act::SidePart::code, act::SidePart::words})
          for (const Vec2 size : sizes) {
            State s = loaded;
            static_cast<void>(apply(s, act::OpenStage{static_cast<Stage>(i)}));
            s.playback = still(s.playback);
            s.options.language = language;
            s.side = side;
            for (const std::string& complaint : audit(window_of(s, size), measure, 11))
              ADD_FAILURE() << name(s.playback.at.stage) << " " << size.x << " " << static_cast<int>(side)
                            << ": " << complaint;
          }
  }
}

}  // namespace
}  // namespace unfold::view
