#include "app/view/prepare/prepare.h"

#include "app/view/audit.h"
#include "app/view/pictures.h"
#include "app/view/test_support.h"
#include "app/view/trace/trace_line.h"
#include "core/io/npy.h"
#include "core/io/testing.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace unfold::view {
namespace {

// A window whose loader answers at once.
class Desk {
 public:
  explicit Desk(Choice choice) { load_and_accept(choice); }
  void then(const Action& action) {
    const Effects effects = apply(state, action);
    if (effects.load) load_and_accept(*effects.load);
  }
  [[nodiscard]] WindowScenes window(Vec2 size = {1280, 800}) const {
    return build_window(state, Texts(state.options.language), testing::FixedMeasure(), size);
  }
  [[nodiscard]] const PictureSteps& way() const { return state.document->steps.front(); }

  State state;

 private:
  void load_and_accept(const Choice& choice) {
    auto document = std::make_shared<Document>(load(choice));
    accept(state, choice, document, Walkthrough::compute(document->input));
  }
};

Choice pattern(PatternKind kind, std::int64_t size) {
  Choice choice;
  choice.pattern = TestPattern{kind, size};
  return choice;
}

bool says(const Scene& scene, const std::string& words) {
  return std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    const auto* text = std::get_if<TextItem>(&item);
    return text != nullptr && text->text.find(words) != std::string::npos;
  });
}

// In the order they are drawn.
std::vector<std::string> texts_with(const Scene& scene, const std::string& words) {
  std::vector<std::string> found;
  for (const Item& item : scene.items) {
    const auto* text = std::get_if<TextItem>(&item);
    if (text != nullptr && text->text.find(words) != std::string::npos) found.push_back(text->text);
  }
  return found;
}

template <typename What> std::vector<std::pair<Rect, What>> hits_of(const Scene& scene) {
  std::vector<std::pair<Rect, What>> found;
  for (const Hit& hit : scene.hits)
    if (const auto* one = std::get_if<What>(&hit.what)) found.emplace_back(hit.at, *one);
  return found;
}

// The switches on the canvas, as what they ask for.
std::vector<PreprocessChoice> switches(const Scene& scene) {
  std::vector<PreprocessChoice> all;
  for (const auto& [at, hit] : hits_of<ActionHit>(scene))
    if (const auto* set = hit.action.get_if<act::SetPreprocess>()) all.push_back(set->steps);
  return all;
}
bool offers(const Scene& scene, const PreprocessChoice& steps) {
  const std::vector<PreprocessChoice> all = switches(scene);
  return std::find(all.begin(), all.end(), steps) != all.end();
}

TEST(Prepare, EverySwitchIsAClickThatLoadsAndSaysWhatItMakes) {
  Desk d(pattern(PatternKind::bars, 320));
  WindowScenes window = d.window();
  EXPECT_TRUE(says(window.canvas, "320 × 320"));
  EXPECT_TRUE(says(window.canvas, "0 … 1"));
  for (const PreprocessChoice& steps : {PreprocessChoice{.resize = Resize::to_short_side(256)},
                                        {.crop = Crop::to_centre(224, 224)},
                                        {.order = ChannelOrder::bgr},
                                        {.scale = false},
                                        {.normalize = Normalize::imagenet},
                                        {.normalize = Normalize::none},
                                        {.scale = true},
                                        {.crop = Crop{}},
                                        {.resize = Resize{}}}) {
    ASSERT_TRUE(offers(d.window().canvas, steps));
    d.then(act::SetPreprocess{steps});
    EXPECT_EQ(with(d.state.document->preprocess, steps), d.state.document->preprocess);
  }
  d.then(act::SetPreprocess{{.resize = Resize::to_short_side(256),
                             .crop = Crop::to_centre(224, 224),
                             .normalize = Normalize::imagenet}});
  EXPECT_EQ(d.state.walkthrough->geometry().H, 224);
  window = d.window();
  EXPECT_TRUE(says(window.canvas, "256 × 256"));
  EXPECT_TRUE(says(window.canvas, "224 × 224"));
  EXPECT_TRUE(says(window.canvas, "mean (0.485, 0.456, 0.406), std (0.229, 0.224, 0.225)"));
  EXPECT_TRUE(offers(window.canvas, {.resize = Resize::to_short_side(272)}));
  EXPECT_TRUE(offers(window.canvas, {.crop = Crop::to_centre(208, 208)}));
}

TEST(Prepare, TheRangesShownAreThoseOfX) {
  for (const PreprocessChoice& steps :
       {PreprocessChoice{},
        {.scale = false},
        {.normalize = Normalize::imagenet},
        {.order = ChannelOrder::bgr, .normalize = Normalize{{0.1F, 0.2F, 0.3F}, {2, 3, 4}}}}) {
    Choice choice;  // the photo
    choice.preprocess = steps;
    Desk d(choice);
    const Array& x = d.state.walkthrough->x();
    const WindowScenes window = d.window();
    for (std::size_t c = 0; c < 3; ++c) {
      const auto from = x.data.begin() + static_cast<std::ptrdiff_t>(c) * 224 * 224;
      const auto [lo, hi] = std::minmax_element(from, from + 224 * 224);
      EXPECT_EQ(d.way().made(PrepareStep::normalize).values[c], (ValueSpan{*lo, *hi}));
      EXPECT_TRUE(says(window.canvas, span_text({*lo, *hi}))) << span_text({*lo, *hi});
    }
  }
}

TEST(Prepare, ThePictureOfXIsInItsOwnColoursWhateverWasDoneToTheValues) {
  const auto pixel = [](const PreprocessChoice& steps) {
    Choice choice = pattern(PatternKind::bars, 64);
    choice.preprocess = steps;
    const Desk d(choice);
    const Picture picture =
        image_rgb(d.state.walkthrough, d.state.document->preprocess, TensorId::x, 0, {}, {});
    std::array<float, 3> rgb{};
    (*picture.fill)(44, 3, 1, 1, rgb.data());  // the red bar
    return rgb;
  };
  for (const PreprocessChoice& steps :
       {PreprocessChoice{},
        {.scale = false},
        {.normalize = Normalize::imagenet},
        {.scale = false, .normalize = Normalize{{104, 117, 124}, {1, 1, 1}}}}) {
    const std::array<float, 3> rgb = pixel(steps);
    EXPECT_NEAR(rgb[0], 1, 1e-5);
    EXPECT_NEAR(rgb[1], 0, 1e-5);
    EXPECT_NEAR(rgb[2], 0, 1e-5);
  }
  EXPECT_NEAR(pixel({.order = ChannelOrder::bgr})[2], 1, 1e-5)
      << "channel 0 is shown red, and holds the blue";
}

TEST(Prepare, ADragDrawsACropAndInsideOneMovesIt) {
  const CropHit whole{200, 100, {0, 0, 200, 100}};
  const Rect at{10, 20, 400, 200};  // two pixels of the screen a pixel
  EXPECT_EQ(dragged_crop(whole, at, {30, 40}, {69, 59}, false),
            (std::array<std::int64_t, 4>{10, 10, 20, 10}));
  EXPECT_EQ(dragged_crop(whole, at, {69, 59}, {30, 40}, false),
            (std::array<std::int64_t, 4>{10, 10, 20, 10}));
  EXPECT_EQ(dragged_crop(whole, at, {30, 40}, {69, 59}, true), (std::array<std::int64_t, 4>{10, 10, 20, 20}));
  EXPECT_EQ(dragged_crop(whole, at, {69, 59}, {30, 40}, true), (std::array<std::int64_t, 4>{10, 0, 20, 20}));
  EXPECT_EQ(dragged_crop(whole, at, {390, 200}, {2000, 2000}, true),
            (std::array<std::int64_t, 4>{190, 90, 10, 10}))
      << "beyond the picture nothing is cut out";
  EXPECT_EQ(dragged_crop(whole, at, {30, 40}, {-50, -50}, false),
            (std::array<std::int64_t, 4>{0, 0, 11, 11}));
  const CropHit cut{200, 100, {50, 20, 60, 40}};
  EXPECT_EQ(dragged_crop(cut, at, {130, 80}, {150, 60}, false),
            (std::array<std::int64_t, 4>{60, 10, 60, 40}));
  EXPECT_EQ(dragged_crop(cut, at, {130, 80}, {900, 900}, false),
            (std::array<std::int64_t, 4>{140, 60, 60, 40}));
  EXPECT_EQ(dragged_crop(cut, at, {20, 30}, {39, 49}, false), (std::array<std::int64_t, 4>{5, 5, 10, 10}));
}

TEST(Prepare, ACropIsShownWhileItIsDraggedAndTakenWhenItIsLetGo) {
  Desk d(pattern(PatternKind::zone, 100));
  const auto on_canvas = hits_of<CropHit>(d.window().canvas);
  ASSERT_EQ(on_canvas.size(), 1U);
  EXPECT_EQ(on_canvas[0].second.width, 100);
  d.then(act::DragCrop{{10, 20, 40, 30}});
  EXPECT_EQ(d.state.walkthrough->geometry().W, 100) << "not taken yet";
  EXPECT_TRUE(says(d.window().canvas, "(10,"));
  PrepareView view;
  view.way = &d.way();
  view.dragged = d.state.crop_drag;
  EXPECT_EQ(crop_words(view, Texts(Language::en)), "40 × 30 from (10, 20): drag to change");
  d.then(act::Escape{});
  EXPECT_FALSE(d.state.crop_drag);
  d.then(act::DragCrop{{10, 20, 40, 30}});
  d.then(act::ApplyCrop{});
  EXPECT_EQ(d.state.document->preprocess.crop, Crop::to_box(10, 20, 40, 30));
  EXPECT_EQ(d.state.walkthrough->geometry().W, 40);
  EXPECT_FALSE(d.state.crop_drag);
  const nlohmann::json line = nlohmann::json::parse(trace_line(act::ApplyCrop{}, d.state));
  EXPECT_EQ(line["preprocess"]["crop"]["box"], (std::vector<int>{10, 20, 40, 30}));
  // All of it again is no crop; another size of the picture ends the box, another picture too.
  d.then(act::DragCrop{{0, 0, 100, 100}});
  d.then(act::ApplyCrop{});
  EXPECT_EQ(d.state.document->preprocess.crop, Crop{});
  d.then(act::SetPreprocess{{.crop = Crop::to_box(10, 20, 40, 30)}});
  d.then(act::SetPreprocess{{.resize = Resize::to_short_side(50)}});
  EXPECT_EQ(d.state.document->preprocess.crop, Crop{});
  d.then(act::SetPreprocess{{.crop = Crop::to_box(1, 2, 40, 30)}});
  d.then(act::OpenPattern{{PatternKind::edges, 100}});
  EXPECT_EQ(d.state.document->preprocess.crop, Crop{});
  EXPECT_EQ(d.state.document->preprocess.resize, Resize::to_short_side(50))
      << "goes on with the next picture";
  d.then(act::OpenPicture{});
  EXPECT_EQ(d.state.choice.preprocess, PreprocessChoice{}) << "the lesson's own goes the lesson's way";
}

TEST(Prepare, TheMapsUnderTheUsualSlipsAreCountedBesideTheFrameAndShownWithTheirRanges) {
  Choice choice;
  choice.preprocess.normalize = Normalize::imagenet;
  Desk d(choice);
  EXPECT_TRUE(says(d.window().canvas, "being computed"));
  const FigureKey key = preprocess_key(*d.state.walkthrough, 0);
  const std::vector<FigureKey> wanted = wanted_figures(d.state);
  EXPECT_NE(std::find(wanted.begin(), wanted.end(), key), wanted.end());
  count_wanted(d.state);
  const auto* maps = d.state.figures.find<PreprocessComparison>(key);
  ASSERT_NE(maps, nullptr);
  const WindowScenes window = d.window();
  for (const char* words : {"as chosen", "no mean, std", "with BGR"}) EXPECT_TRUE(says(window.canvas, words));
  for (const PreprocessMaps& row : maps->variants) EXPECT_TRUE(says(window.canvas, span_text(row.span)));
  // The first row is the layer's own.
  ValueSpan own{1e9F, -1e9F};
  for (const std::int64_t f : maps->filters) {
    const TensorStats& stats = d.state.walkthrough->map_stats(TensorId::conv, 0, f);
    own = {std::min(own.lo, stats.min), std::max(own.hi, stats.max)};
  }
  EXPECT_NEAR(maps->variants[0].span.lo, own.lo, 1e-4);
  EXPECT_NEAR(maps->variants[0].span.hi, own.hi, 1e-4);
}

TEST(Prepare, IsWellLaidOutInEverySizeThemeLanguageAndMode) {
  const testing::FixedMeasure measure;
  for (const char* lesson : {"photo", "batch", "batch10"}) {
    for (const PreprocessChoice& steps :
         {PreprocessChoice{},
          {.resize = Resize::to_short_side(256),
          .crop = Crop::to_centre(224, 224),
          .normalize = Normalize::imagenet},
          {.resize = Resize{},
          .crop = Crop::to_box(3, 5, 90, 40),
          .order = ChannelOrder::bgr,
          .scale = false,
          .normalize = Normalize{{103.939F, 116.779F, 123.68F}, {1, 1, 1}}}}) {
      Choice choice;
      choice.lesson = lesson;
      choice.preprocess = steps;
      if (std::string(lesson) == "batch10" && steps != PreprocessChoice{}) continue;
      Desk d(choice);
      for (const bool present : {false, true})
        for (const ThemeName theme : {ThemeName::dark, ThemeName::light})
          for (const Language language : {Language::en, Language::ja})
            for (const Vec2 size : {Vec2{1280, 800}, {1024, 768}, {1024, 640}, {1920, 1080}}) {
              d.state.options.present = present;
              d.state.options.theme = theme;
              d.state.options.language = language;
              d.state.window_size = size;
              count_wanted(d.state);
              for (const std::string& complaint : audit(d.window(size), measure, present ? 27 : 11))
                ADD_FAILURE() << lesson << " " << size.x << (present ? " present " : " ")
                              << (language == Language::ja ? "ja: " : "en: ") << complaint;
            }
    }
  }
}

TEST(Prepare, AGrayBankHasNoColoursToChoose) {
  Choice choice = pattern(PatternKind::edges, 64);
  choice.lesson = "toy";
  Desk d(choice);
  const Scene canvas = d.window().canvas;
  EXPECT_TRUE(says(canvas, "gray"));
  EXPECT_FALSE(offers(canvas, {.order = ChannelOrder::bgr}));
  EXPECT_FALSE(offers(canvas, {.normalize = Normalize::imagenet}));
}

// A bank of later channels, over a picture whose colours differ everywhere.
Choice of_channels(const std::filesystem::path& folder, std::int64_t C, ChannelFit fit) {
  const std::vector<float> values(static_cast<std::size_t>(2 * C * 9), 0.5F);
  NpyWriter writer(folder / "w.npy", Shape{2, C, 3, 3});
  writer.write(values);
  writer.finish();
  std::string text = "P6 12 8 255\n";
  for (int i = 0; i < 12 * 8 * 3; ++i) text += static_cast<char>(20 + i * 5 % 201);
  testing_files::write_text(folder / "a.ppm", text);
  Choice choice;
  choice.weights = folder / "w.npy";
  choice.picture = folder / "a.ppm";
  choice.channels = fit;
  choice.stride = 1;
  choice.pad = 1;
  return choice;
}

TEST(Prepare, OfRepeatedChannelsTheTableShowsTheLayersOwnAndTheirOwnMeans) {
  const testing_files::TempFolder folder;
  Choice choice = of_channels(folder.path(), 5, ChannelFit::repeat);
  choice.preprocess.normalize = Normalize::imagenet;
  const Desk d(choice);
  ASSERT_EQ(d.state.walkthrough->geometry().C, 5);
  const WindowScenes window = d.window({1920, 1200});
  for (const char* name : {"0 R", "1 G", "2 B", "3 R", "4 G"}) EXPECT_TRUE(says(window.canvas, name)) << name;
  EXPECT_FALSE(says(window.canvas, "… 5"));
  const std::vector<std::string> divided = texts_with(window.canvas, "÷ 0.2");
  EXPECT_EQ(divided, (std::vector<std::string>{"÷ 0.229", "÷ 0.224", "÷ 0.225", "÷ 0.229", "÷ 0.224"}));
}

TEST(Prepare, OfManyChannelsTheTableShowsTheFirstAndSaysHowManyFollow) {
  const testing_files::TempFolder folder;
  const Desk d(of_channels(folder.path(), 64, ChannelFit::gray));
  const WindowScenes window = d.window({1920, 1200});
  EXPECT_TRUE(says(window.canvas, "… 5–63"));
  EXPECT_TRUE(says(window.canvas, "its gray"));
  EXPECT_TRUE(says(d.window({1024, 768}).canvas, "–63")) << "a small window shows fewer";
}

TEST(Prepare, ARepeatedChannelLooksLikeTheOneItRepeats) {
  const testing_files::TempFolder folder;
  Choice choice = of_channels(folder.path(), 5, ChannelFit::repeat);
  choice.preprocess.normalize = Normalize{{0.1F, 0.4F, 0.8F}, {0.5F, 0.25F, 0.125F}};
  const Desk d(choice);
  for (int c = 0; c < 5; ++c) {
    std::array<float, 3> texel{};
    const Picture picture =
        image_rgb(d.state.walkthrough, d.state.document->preprocess, TensorId::x, 0, c, {});
    (*picture.fill)(7, 5, 1, 1, texel.data());
    const int byte = d.state.document->pictures[0].rgb[static_cast<std::size_t>((5 * 12 + 7) * 3 + c % 3)];
    EXPECT_NEAR(texel[0] * 255, byte, 0.01) << c;
  }
}

TEST(Prepare, PicturesThatWereLeftOutAreToldOnce) {
  const testing_files::TempFolder folder;
  Choice choice = of_channels(folder.path(), 3, ChannelFit::repeat);
  testing_files::write_text(folder / "b.webp", "RIFF\x10\x01\x01\x01WEBPVP8 ");
  choice.more_pictures = {folder / "b.webp"};
  Desk d(choice);
  EXPECT_TRUE(says(d.window({1920, 1200}).overlay, "1 of 2 pictures cannot be read. The first: b.webp: is"));
  EXPECT_TRUE(trace_line(act::AskPaste{}, d.state).find("\"unread\":1") != std::string::npos);
  d.then(act::SetParam{Param::stride, 2});
  EXPECT_TRUE(says(d.window().overlay, "1 of 2")) << "until it is seen";
  d.then(act::Escape{});
  EXPECT_FALSE(says(d.window().overlay, "1 of 2"));
  d.then(act::SetParam{Param::stride, 1});
  EXPECT_FALSE(says(d.window().overlay, "1 of 2")) << "and not again";
  testing_files::write_text(folder / "c.webp", "RIFF\x10\x01\x01\x01WEBPVP8 ");
  d.then(act::Drop{{folder / "a.ppm", folder / "c.webp"}});
  EXPECT_TRUE(says(d.window({1920, 1200}).overlay, "c.webp")) << "but of others";
}

TEST(Prepare, WhatIsDoneIsSaidInShort) {
  const Texts en(Language::en);
  EXPECT_EQ(values_text({}, en), "÷255");
  EXPECT_EQ(values_text({.order = ChannelOrder::bgr, .scale = false, .normalize = Normalize::imagenet}, en),
            "0…255 · BGR · ImageNet");
  EXPECT_EQ(value_formula({}, 143, 0), "143/255");
  EXPECT_EQ(value_formula({.normalize = Normalize::imagenet}, 143, 2), "(143/255 − 0.406)/0.225");
  EXPECT_EQ(value_formula({.scale = false, .normalize = Normalize{{104, 1, 1}, {2, 1, 1}}}, 143, 0),
            "(143 − 104)/2");
  EXPECT_EQ(span_text({-2.117F, 2.249F}), "−2.12 … 2.25");
  EXPECT_EQ(span_text({0, 255}), "0 … 255");
  EXPECT_EQ(channel_letter({.order = ChannelOrder::bgr}, 3, 0), "B");
}

TEST(Prepare, DroppedPicturesAreABatchAndWeightsAmongThemAreWeights) {
  State s = testing::loaded(testing::photo_sizes());
  const Effects effects = apply(s, act::Drop{{"a.png", "bank.npy", "b.jpg"}});
  ASSERT_TRUE(effects.load);
  EXPECT_EQ(effects.load->picture, std::filesystem::path("a.png"));
  EXPECT_EQ(effects.load->more_pictures, std::vector<std::filesystem::path>{"b.jpg"});
  EXPECT_EQ(s.choosing->file, "bank.npy");
  const Effects one = apply(s, act::Drop{{"c.png"}});
  EXPECT_TRUE(one.load->more_pictures.empty());
  EXPECT_FALSE(apply(s, act::Drop{}).load);
}

TEST(Prepare, WhatIsPastedOpensAsIfItWereDropped) {
  State s = testing::loaded(testing::photo_sizes());
  EXPECT_TRUE(apply(s, act::AskPaste{}).paste);
  const Effects effects = apply(s, act::Paste{"file:///a%20b.png\nfile:///c.png\n"});
  ASSERT_TRUE(effects.load);
  EXPECT_EQ(effects.load->picture, std::filesystem::path("/a b.png"));
  EXPECT_EQ(effects.load->more_pictures.size(), 1U);
  EXPECT_FALSE(apply(s, act::Paste{"no file"}).load);
  EXPECT_NE(s.message.find("the clipboard: names no file"), std::string::npos);
}

TEST(Prepare, EveryActionIsALineOfTheTrace) {
  const State s = testing::loaded(testing::toy_sizes());
  const auto line = [&](const Action& action) { return nlohmann::json::parse(trace_line(action, s)); };
  const nlohmann::json set = line(act::SetPreprocess{{.resize = Resize::to_cover(3, 4),
                                                      .crop = Crop::to_centre(2, 1),
                                                      .order = ChannelOrder::bgr,
                                                      .scale = false,
                                                      .normalize = Normalize::imagenet}});
  EXPECT_EQ(set["action"], "set_preprocess");
  EXPECT_EQ(set["resize"]["cover"], (std::vector<int>{3, 4}));
  EXPECT_EQ(set["crop"]["centre"], (std::vector<int>{2, 1}));
  EXPECT_EQ(set["channels"], "bgr");
  EXPECT_EQ(set["scale"], false);
  EXPECT_EQ(set["normalize"], "imagenet");
  EXPECT_FALSE(line(act::SetPreprocess{{.scale = true}}).contains("crop"));
  EXPECT_EQ(line(act::DragCrop{{1, 2, 3, 4}})["box"], (std::vector<int>{1, 2, 3, 4}));
  EXPECT_EQ(line(act::ApplyCrop{})["action"], "apply_crop");
  EXPECT_EQ(line(act::OpenPattern{{PatternKind::zone, 64}})["pattern"], "zone:64");
  EXPECT_EQ(line(act::Drop{{"a.png", "夏.png"}})["files"][1], "夏.png");
  EXPECT_EQ(line(act::AskPaste{})["action"], "ask_paste");
  EXPECT_EQ(line(act::Paste{"x"})["pasted"], "x");
}

}  // namespace
}  // namespace unfold::view
