#include "app/view/audit.h"
#include "app/view/cell_text.h"
#include "app/view/chrome/value_axis.h"
#include "app/view/commands.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_compare.h"
#include "app/view/test_support.h"
#include "core/layer/image_steps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace unfold::view {
namespace {

void then(State& s, const Action& action) { static_cast<void>(apply(s, action)); }
void press(State& s, Key key, bool shift = false) { then(s, *action_for(nullptr, {key, shift, false})); }

State at_stage(State s, Stage stage) {
  then(s, act::OpenStage{stage});
  s.playback.elapsed = 1e9;
  return s;
}
// 64 maps of a small picture.
testing::Sizes small_photo() { return {{1, 3, 56, 60}, {64, 3, 7, 7}, {.stride = 2, .pad = 3}, "photo"}; }
State photo_at(Stage stage) { return at_stage(testing::loaded(small_photo()), stage); }

// The filters of the pictures' buttons, in the order in which the grid of that width was drawn.
std::vector<std::int64_t> buttons(const State& s, Vec2 size = {1280, 800}) {
  const WindowScenes window = build_window(s, Texts(Language::en), testing::FixedMeasure(), size);
  std::vector<std::int64_t> filters;
  for (const Hit& hit : window.canvas.hits)
    if (const auto* button = std::get_if<ActionHit>(&hit.what))
      if (const auto* select = button->action.get_if<act::SelectFilter>()) filters.push_back(select->filter);
  return filters;
}

TEST(Look, IsOneForATensorItsViewsAndItsCopies) {
  ViewOptions options;
  options.look(TensorId::out2d).colors = Colors::viridis;
  for (const TensorId id : {TensorId::conv, TensorId::out_nhwc, TensorId::pool, TensorId::pool_windows})
    EXPECT_EQ(options.look(id).colors, Colors::viridis) << name(id);
  for (const TensorId id : {TensorId::x, TensorId::col, TensorId::W, TensorId::b})
    EXPECT_EQ(options.look(id).colors, Colors::automatic) << name(id);
  EXPECT_EQ(looks_as(TensorId::col_W), looks_as(TensorId::W));
  EXPECT_EQ(looks_as(TensorId::img), looks_as(TensorId::x));
}

TEST(Look, ChangesWithEveryStrikeOfR) {
  for (const Colors colors : {Colors::automatic, Colors::gray, Colors::viridis, Colors::diverging}) {
    State s = photo_at(Stage::pool);
    then(s, act::SetColors{TensorId::conv, colors});
    const auto seen = [&] {
      return map_coloring(*s.walkthrough, TensorId::pool, 0, s.options.filter, s.options);
    };
    for (int i = 0; i < 4; ++i) {
      const Coloring before = seen();
      press(s, Key::r);
      EXPECT_NE(seen(), before);
    }
  }
}

TEST(Look, GoesRoundTheColoursOfTheStagesTensorAndOfThePointedOnesWhereThereIsOne) {
  State s = photo_at(Stage::weights);
  press(s, Key::v);
  EXPECT_EQ(s.options.look(TensorId::W).colors, Colors::gray);
  EXPECT_EQ(s.options.look(TensorId::conv).colors, Colors::automatic);
  then(s, act::Point{{TensorId::conv, {0, 0, 0, 0}}});
  press(s, Key::v);
  EXPECT_EQ(s.options.look(TensorId::conv).colors, Colors::gray);
  for (int i = 0; i < 3; ++i) press(s, Key::v);
  EXPECT_EQ(s.options.look(TensorId::conv).colors, Colors::automatic);
}

TEST(Look, GivesDivergingColoursTheirMiddleAtZeroWhateverTheRange) {
  State s = photo_at(Stage::maps);
  then(s, act::SetColors{TensorId::conv, Colors::diverging});
  for (int i = 0; i < 4; ++i) {
    s.options.look(TensorId::conv).range = static_cast<ValueRange>(i);
    for (std::int64_t f = 0; f < 64; f += 7) {
      const Coloring c = map_coloring(*s.walkthrough, TensorId::conv, 0, f, s.options);
      EXPECT_EQ(c.lo, -c.hi);
      EXPECT_GT(c.hi, 0);
    }
  }
}

TEST(Look, HasNoRangeOfMapsForWhatHasNoMaps) {
  State s = photo_at(Stage::weights);
  then(s, act::SetRange{TensorId::W, ValueRange::per_map});
  EXPECT_EQ(s.options.look(TensorId::W).range, ValueRange::automatic);
}

TEST(Look, ShowsOneChannelOfAPictureInAColourmap) {
  State s = photo_at(Stage::input);
  const auto picture = [&] {
    return image_rgb(s.walkthrough, s.document->preprocess, TensorId::x, 0,
                     pixel_look(*s.walkthrough, TensorId::x, s.options, ThemeName::dark), {});
  };
  press(s, Key::v);
  press(s, Key::v);
  EXPECT_EQ(s.options.look(TensorId::x).colors, Colors::viridis);
  EXPECT_EQ(s.options.channel, 0) << "a colourmap is for one channel";
  std::vector<float> texel(3);
  (*picture().fill)(17, 5, 1, 1, texel.data());
  const float value = s.walkthrough->at(TensorId::x, {0, 0, 5, 17});
  const Color right =
      color_of(make_theme(ThemeName::dark), coloring_of(*s.walkthrough, TensorId::x, s.options), value);
  EXPECT_NEAR(texel[0] * 255, right.r, 0.6);
  EXPECT_NEAR(texel[1] * 255, right.g, 0.6);
  EXPECT_NEAR(texel[2] * 255, right.b, 0.6);
  const std::uint64_t before = picture().id;
  press(s, Key::v);
  EXPECT_NE(picture().id, before) << "another picture, so no old texture is shown";
}

TEST(Look, OfAGroupIsThatOfItsOwnChannels) {
  const auto texel = [](const State& s, const PixelLook& look) {
    std::array<float, 3> rgb{};
    (*image_rgb(s.walkthrough, s.document->preprocess, TensorId::x, 0, look, {}).fill)(3, 2, 1, 1,
                                                                                       rgb.data());
    return rgb;
  };
  const auto value = [](const State& s, std::int64_t c) {
    return s.walkthrough->at(TensorId::x, {0, c, 2, 3});
  };
  const State depthwise = testing::loaded({{1, 3, 4, 5}, {6, 1, 3, 3}, {.pad = 1, .groups = 3}, "depthwise"});
  const Geometry& g = depthwise.walkthrough->geometry();
  for (const std::int64_t f : {0, 3, 5}) {
    const std::array<float, 3> gray = texel(depthwise, group_look(g, f, {}));
    EXPECT_EQ(gray[0], value(depthwise, f / 2));
    EXPECT_EQ(gray[1], gray[0]);
    EXPECT_EQ(gray[2], gray[0]);
  }
  const State colours = testing::loaded({{1, 6, 4, 5}, {2, 3, 3, 3}, {.pad = 1, .groups = 2}, "colours"});
  const std::array<float, 3> rgb = texel(colours, group_look(colours.walkthrough->geometry(), 1, {}));
  for (std::size_t c = 0; c < 3; ++c) EXPECT_EQ(rgb[c], value(colours, 3 + static_cast<std::int64_t>(c)));
  EXPECT_EQ(group_look(colours.walkthrough->geometry(), 1, 4).channel, 4) << "it is of the group";
  EXPECT_EQ(group_look(colours.walkthrough->geometry(), 1, 2).channel, -1) << "it is not";
  const State whole = testing::loaded(testing::photo_sizes());
  EXPECT_EQ(group_look(whole.walkthrough->geometry(), 5, 2).channel, 2);
}

TEST(Look, GoesRoundTheChannels) {
  State s = photo_at(Stage::input);
  std::vector<int> seen;
  for (int i = 0; i < 5; ++i, press(s, Key::c)) seen.push_back(s.options.channel);
  EXPECT_EQ(seen, (std::vector<int>{-1, 0, 1, 2, -1}));
  press(s, Key::c, true);
  EXPECT_EQ(s.options.channel, -1);
  State gray = testing::loaded(testing::toy_sizes());
  press(gray, Key::c);
  EXPECT_LE(gray.options.channel, 0);
}

TEST(Look, GoesBackThroughTheImages) {
  State s = testing::loaded(testing::batch_sizes());
  press(s, Key::n, true);
  EXPECT_EQ(s.options.image, 9);
  press(s, Key::n);
  EXPECT_EQ(s.options.image, 0);
}

TEST(Look, TakesTheStepAlongToTheChosenImageAndTheImageAlongWithTheStep) {
  for (const Stage stage : {Stage::reshape, Stage::gemm, Stage::pool_max}) {
    State s = testing::loaded(testing::batch_sizes());
    then(s, act::SelectImage{3});
    then(s, act::OpenStage{stage});
    EXPECT_EQ(s.options.image, 3) << "opening a stage keeps the image";
    const Geometry& g = s.walkthrough->geometry();
    EXPECT_EQ(image_of(g, s.playback.orders, s.playback.at), 3);
    press(s, Key::n);
    EXPECT_EQ(image_of(g, s.playback.orders, s.playback.at), 4);
    then(s, act::StepBy{1});
    EXPECT_EQ(s.options.image, 5) << "the step after an image's last is the next one's";
  }
}

TEST(Maps, StandInTheirOrderAndAreChosenWhereTheyStand) {
  for (const Stage stage : {Stage::maps, Stage::pool}) {
    State s = photo_at(stage);
    for (const MapOrder order : {MapOrder::filter, MapOrder::mean, MapOrder::max, MapOrder::spread}) {
      EXPECT_EQ(s.options.map_order, order);
      const std::vector<std::int64_t> right = map_order(*s.walkthrough, 0, order);
      std::vector<std::int64_t> shown = buttons(s);
      ASSERT_GE(shown.size(), 64U);
      shown.resize(64);
      EXPECT_EQ(shown, right);
      press(s, Key::s);
    }
    EXPECT_EQ(s.options.map_order, MapOrder::filter);
  }
}

TEST(Maps, AreHeldToCompareByKAndByAClickWithShift) {
  State s = photo_at(Stage::pool);
  const std::int64_t held = s.options.filter;
  press(s, Key::k);
  EXPECT_EQ(s.options.compare, held);
  then(s, act::SelectFilter{(held + 5) % 64});
  EXPECT_EQ(s.options.compare, held) << "choosing another keeps the held one";
  press(s, Key::k);
  EXPECT_EQ(s.options.compare, -1);
  const WindowScenes window = build_window(s, Texts(Language::en), testing::FixedMeasure(), {1280, 800});
  for (const Hit& hit : window.canvas.hits) {
    const auto* button = std::get_if<ActionHit>(&hit.what);
    if (button == nullptr || button->action.get_if<act::SelectFilter>() == nullptr) continue;
    ASSERT_TRUE(button->with_shift);
    EXPECT_EQ(testing::as<act::CompareWith>(*button->with_shift).filter,
              testing::as<act::SelectFilter>(button->action).filter);
  }
  then(s, act::CompareWith{3});
  EXPECT_EQ(s.options.compare, 3);
  then(s, act::CompareWith{3});
  EXPECT_EQ(s.options.compare, -1);
}

TEST(Maps, AreComparedInOneRangeWithTheirDifference) {
  State s = photo_at(Stage::pool);
  s.options.filter = 4;
  s.options.compare = 9;
  const Texts texts(Language::en);
  const StageContext context = stage_context(s, texts);
  ASSERT_TRUE(compares(context));
  const Coloring both = shared_coloring(context, 4, 9);
  for (const std::int64_t f : {4, 9}) {
    const Coloring one = map_coloring(*s.walkthrough, TensorId::conv, 0, f, s.options);
    EXPECT_LE(both.lo, one.lo);
    EXPECT_GE(both.hi, one.hi);
  }
  std::vector<float> row(5);
  (*difference_picture(context, 4, 9).fill)(20, 13, 5, 1, row.data());
  for (std::int64_t i = 0; i < 5; ++i)
    EXPECT_EQ(row[static_cast<std::size_t>(i)], s.walkthrough->at(TensorId::conv, {0, 4, 13, 20 + i}) -
                                                    s.walkthrough->at(TensorId::conv, {0, 9, 13, 20 + i}));
}

TEST(Maps, PinTheirStrongestWindowsAtAClick) {
  State s = photo_at(Stage::pool);
  count_wanted(s);
  const std::vector<MapPeak> peaks =
      map_peaks(*s.walkthrough, 0, s.options.filter, Peak::strongest, peaks_named);
  const WindowScenes window = build_window(s, Texts(Language::en), testing::FixedMeasure(), {1280, 800});
  for (const MapPeak& peak : peaks) {
    const CellRef cell{TensorId::conv, {0, s.options.filter, peak.oy, peak.ox}};
    EXPECT_TRUE(std::any_of(window.canvas.hits.begin(), window.canvas.hits.end(), [&](const Hit& hit) {
      const auto* button = std::get_if<ActionHit>(&hit.what);
      const auto* pin = button == nullptr ? nullptr : button->action.get_if<act::Pin>();
      return pin != nullptr && pin->cell == cell;
    }));
  }
}

TEST(Figures, AreWantedUntilTheyAreThereAndGoWithTheirLayer) {
  State s = photo_at(Stage::pool);
  EXPECT_FALSE(wanted_figures(s).empty());
  count_wanted(s);
  EXPECT_TRUE(wanted_figures(s).empty());
  const FigureKey key = wanted_figures(photo_at(Stage::pool)).front();
  EXPECT_FALSE(s.figures.has(key)) << "that is another walkthrough's";
  const State other = testing::loaded(testing::batch_sizes());
  const FigureKey old = peaks_key(*s.walkthrough, 0, s.options.filter, Peak::strongest);
  EXPECT_TRUE(s.figures.has(old));
  accept(s, other.choice, other.document, other.walkthrough);
  EXPECT_FALSE(s.figures.has(old));
}

TEST(Figures, AreThoseOfTheMapOrOfTheTensorAsTheRangeSays) {
  State s = photo_at(Stage::pool);
  const CellRef cell{TensorId::pool, {0, 7, 3, 2}};
  const FigureKey map = cell_histogram_key(*s.walkthrough, cell, s.options);
  EXPECT_EQ(map, map_histogram_key(*s.walkthrough, TensorId::pool, 0, 7));
  s.options.look(TensorId::conv).range = ValueRange::per_tensor;
  EXPECT_EQ(cell_histogram_key(*s.walkthrough, cell, s.options),
            tensor_histogram_key(*s.walkthrough, TensorId::pool));
}

// What the tooltip covers: all that is drawn over the window.
Rect drawn_over(const WindowScenes& window) {
  Rect all;
  for (const Item& item : window.overlay.items)
    std::visit(
        [&](const auto& i) {
          if constexpr (requires { i.at.w; }) {
            if (all.w == 0) all = i.at;
            const float x = std::min(all.x, i.at.x);
            const float y = std::min(all.y, i.at.y);
            all = {x, y, std::max(all.right(), i.at.right()) - x, std::max(all.bottom(), i.at.bottom()) - y};
          }
        },
        item);
  return all;
}

TEST(Tooltip, StandsBesideTheCellInsideTheWindow) {
  const testing::FixedMeasure measure;
  const Texts texts(Language::en);
  State s = testing::loaded(testing::toy_sizes());
  for (const bool present : {false, true})
    for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}})
      for (float x = -10; x < size.x; x += 183)
        for (float y = -10; y < size.y; y += 121)
          for (const float cell : {0.4F, 12.0F, 90.0F}) {
            s.options.present = present;
            s.pointed = CellRef{TensorId::conv, {0, 1, 2, 2}};
            s.pointed_at = {x, y, cell, cell};
            if (x + cell <= 0 || y + cell <= 0) continue;
            const WindowScenes window = build_window(s, texts, measure, size);
            const Rect at = drawn_over(window);
            ASSERT_GT(at.w, 100);
            EXPECT_GE(at.x, 0);
            EXPECT_GE(at.y, 0);
            EXPECT_LE(at.right(), size.x);
            EXPECT_LE(at.bottom(), size.y);
            const bool over = at.x < x + cell && x < at.right() && at.y < y + cell && y < at.bottom();
            EXPECT_FALSE(over) << x << ", " << y << ", " << cell;
          }
}

TEST(Tooltip, SaysTheAddressAndTheValue) {
  State s = photo_at(Stage::pool);
  s.pointed = CellRef{TensorId::conv, {0, 26, 22, 27}};
  s.pointed_at = {400, 400, 2, 2};
  const WindowScenes window = build_window(s, Texts(Language::en), testing::FixedMeasure(), {1280, 800});
  std::string words;
  for (const Item& item : window.overlay.items)
    if (const auto* text = std::get_if<TextItem>(&item)) words += text->text;
  EXPECT_EQ(words.find("conv[0, 26, 22, 27] = "), 0U) << words;
  s.pointed.reset();
  EXPECT_TRUE(
      build_window(s, Texts(Language::en), testing::FixedMeasure(), {1280, 800}).overlay.items.empty());
}

TEST(ValueAxis, HoldsTheDataAndTheColoursWithZeroInTheMiddleWhereTheyPartThere) {
  const ValueAxis around = value_axis({ColorMap::diverging, -2, 2}, -1, 5);
  EXPECT_EQ(around.lo, -5);
  EXPECT_EQ(around.hi, 5);
  const Rect bar{100, 0, 200, 8};
  EXPECT_EQ(around.x(bar, 0), 200);
  EXPECT_EQ(around.x(bar, 99), 300);
  const ValueAxis plain = value_axis({ColorMap::gray, 0, 1}, 0.2F, 0.9F);
  EXPECT_EQ(plain.lo, 0);
  EXPECT_EQ(plain.hi, 1);
}

// Every look at what this file is about.
void expect_well_laid_out(State s, const std::string& what) {
  const testing::FixedMeasure measure;
  const Texts english(Language::en);
  const Texts japanese(Language::ja);
  count_wanted(s);
  for (const bool present : {false, true})
    for (const Language language : {Language::en, Language::ja})
      for (const ThemeName theme : {ThemeName::dark, ThemeName::light})
        for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}}) {
          s.options.present = present;
          s.options.language = language;
          s.options.theme = theme;
          const WindowScenes window =
              build_window(s, language == Language::en ? english : japanese, measure, size);
          for (const std::string& complaint : audit(window, measure, present ? 27 : 11))
            ADD_FAILURE() << what << " " << name(s.playback.at.stage) << " " << size.x
                          << (language == Language::ja ? " ja" : " en") << (present ? " present" : "") << ": "
                          << complaint;
        }
}

TEST(Looks, AreLaidOutWellInEveryStageWithTheirFiguresCounted) {
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()}) {
    const State loaded = testing::loaded(sizes);
    for (int i = 0; i < stage_count; ++i)
      expect_well_laid_out(at_stage(loaded, static_cast<Stage>(i)), "figures");
  }
}

TEST(Looks, AreLaidOutWellWithMapsSortedAndComparedAndOtherColours) {
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()}) {
    const State loaded = testing::loaded(sizes);
    for (const Stage stage : {Stage::maps, Stage::pool}) {
      State s = at_stage(loaded, stage);
      s.options.image = loaded.walkthrough->geometry().N - 1;
      s.options.map_order = MapOrder::spread;
      s.options.compare = s.options.filter;
      expect_well_laid_out(s, "one map held");
      then(s, act::SelectFilterBy{1});
      s.playback.elapsed = 1e9;
      s.options.look(TensorId::conv) = {Colors::viridis, ValueRange::per_tensor};
      expect_well_laid_out(s, "two maps compared");
    }
  }
}

TEST(CellText, NamesEachIndex) {
  EXPECT_EQ(index_markup({TensorId::conv, {0, 26, 52, 27}}), "[{N|0}, {FN|26}, {OH|52}, {OW|27}]");
  EXPECT_EQ(index_markup({TensorId::pool_max, {5}}), "[{text0|5},]");
}

}  // namespace
}  // namespace unfold::view
