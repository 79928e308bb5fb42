#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/io/testing.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/lesson_writer.h"

#include <filesystem>

namespace unfold {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing_files::bytes_of;
using testing_files::TempFolder;
using testing_files::write_text;

void write_ppm(const fs::path& file, int width, int height) {
  std::string text = "P6 " + std::to_string(width) + " " + std::to_string(height) + " 255\n";
  for (int i = 0; i < width * height * 3; ++i) text += static_cast<char>(i * 7 % 251);
  fs::create_directories(file.parent_path());
  write_text(file, text);
}

void write_bank(const fs::path& file, const Shape& shape) {
  std::vector<float> values(static_cast<std::size_t>(shape.count()));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 0.3F * static_cast<float>(i % 7) - 1.0F;
  fs::create_directories(file.parent_path());
  NpyWriter writer(file, shape);
  writer.write(values);
  writer.finish();
}

Choice lesson(const std::string& name) {
  Choice choice;
  choice.lesson = name;
  return choice;
}

// What the choice opens to, saved, moved to another folder with all its files, and opened there.
Document moved(const Choice& choice, const fs::path& folder, const TourStep& start = {}) {
  const fs::path file = folder / "from/mine.unfold";
  write_text(file, lesson_text(choice, load(choice), start, file));
  fs::rename(folder / "from", folder / "to");
  return load(opened(lesson((folder / "to/mine.unfold").string())));
}

void expect_same_layer(const Document& a, const Document& b) {
  EXPECT_EQ(a.input.x->shape, b.input.x->shape);
  EXPECT_EQ(a.input.x->data, b.input.x->data);
  EXPECT_EQ(a.input.W->shape, b.input.W->shape);
  EXPECT_EQ(a.input.W->data, b.input.W->data);
  ASSERT_EQ(a.input.b == nullptr, b.input.b == nullptr);
  if (a.input.b) {
    EXPECT_EQ(a.input.b->data, b.input.b->data);
  }
  EXPECT_EQ(a.input.params, b.input.params);
}

TEST(LessonWriter, EveryBuiltInLessonReadsBackTheSame) {
  for (const std::string& name : lesson_names()) {
    const TempFolder folder;
    fs::create_directories(folder / "from");
    const Document before = load(lesson(name));
    const Document after = moved(lesson(name), folder.path(), {.at = {Stage::im2col, 3}});
    expect_same_layer(before, after);
    EXPECT_EQ(after.source->tour.steps, before.source->tour.steps) << name;
    EXPECT_EQ(after.source->tour.title, before.source->tour.title) << name;
    ASSERT_TRUE(after.source->tour.start) << name;
    EXPECT_EQ(after.source->tour.start->at, (At{Stage::im2col, 3})) << name;
    EXPECT_EQ(after.picture_name, before.picture_name) << name;
    EXPECT_EQ(after.weights_name, before.weights_name) << name;
  }
}

TEST(LessonWriter, AFolderMovesWithItsPicturesAndWeights) {
  const TempFolder folder;
  write_ppm(folder / "from/pictures/a.ppm", 30, 20);
  write_ppm(folder / "from/pictures/b.ppm", 40, 30);
  write_bank(folder / "from/bank.npy", {6, 3, 3, 5});
  write_bank(folder / "from/bias.npy", {6});
  Choice choice = lesson("photo");
  choice.picture = folder / "from/pictures";
  choice.weights = folder / "from/bank.npy";
  choice.bias = folder / "from/bias.npy";
  choice.stride = 2;
  choice.pad = Sides(1, 2, 0, 3);
  choice.pool = 3;
  choice.pool_stride = 1;
  choice.pool_ceil = true;
  choice.preprocess.resize = Resize::to_short_side(16);
  choice.preprocess.crop = Crop::to_centre(14, 12);
  choice.preprocess.order = ChannelOrder::bgr;
  choice.preprocess.scale = false;
  choice.preprocess.normalize = Normalize{{0.1F, 0.2F, 0.3F}, {1.5F, 2.5F, 0.7F}};
  choice.edits = {{{TensorId::W, {5, 2, 1, 4}}, 0.1F}, {{TensorId::x, {1, 0, 2, 3}}, -7.25F}};
  choice.mistake = Mistake::swap_c_fh;
  const Document before = load(choice);
  const Document after = moved(choice, folder.path());
  expect_same_layer(before, after);
  EXPECT_EQ(after.edited, before.edited);
  EXPECT_EQ(after.preprocess, before.preprocess);
}

TEST(LessonWriter, APatternAFillAndGroupsAreKept) {
  {
    const TempFolder folder;
    fs::create_directories(folder / "from");
    Choice choice = lesson("photo");
    choice.pattern = TestPattern{PatternKind::zone, 40};
    choice.preprocess.crop = Crop::to_box(3, 4, 20, 22);
    choice.no_bias = true;
    const Document after = moved(choice, folder.path());
    expect_same_layer(load(choice), after);
    EXPECT_EQ(after.pattern, choice.pattern);
  }
  {
    const TempFolder folder;
    fs::create_directories(folder / "from");
    Choice choice = lesson("batch");
    choice.fill = InputFill{FillKind::random, 9};
    choice.groups = 3;
    const Document before = load(choice), after = moved(choice, folder.path());
    expect_same_layer(before, after);
    EXPECT_EQ(after.fill, choice.fill);
    EXPECT_TRUE(after.bank_cut);
  }
}

TEST(LessonWriter, ALaterLayersBankKeepsItsChannels) {
  const TempFolder folder;
  write_bank(folder / "from/later.npy", {4, 8, 3, 3});
  write_ppm(folder / "from/a.ppm", 12, 10);
  for (const ChannelFit fit : {ChannelFit::gray, ChannelFit::repeat, ChannelFit::first}) {
    Choice choice = lesson("photo");
    choice.picture = folder / "from/a.ppm";
    choice.weights = folder / "from/later.npy";
    choice.channels = fit;
    const Document before = load(choice), after = moved(choice, folder.path());
    expect_same_layer(before, after);
    fs::rename(folder / "to", folder / "from");
  }
}

TEST(LessonWriter, AFillOfALessonCanBeTakenBack) {
  const TempFolder folder;
  fs::create_directories(folder / "from");
  Choice choice = lesson("toy");
  choice.fill = InputFill{FillKind::ones};
  const fs::path file = folder / "from/mine.unfold";
  write_text(file, lesson_text(choice, load(choice), {}, file));
  Choice again = opened(lesson(file.string()));
  EXPECT_EQ(again.fill, choice.fill);
  again.fill.reset();
  EXPECT_EQ(load(again).input.x->data, load(lesson("toy")).input.x->data);
}

TEST(LessonWriter, AWholeTourReadsBack) {
  const std::string text = R"({
  "unfold": 1,
  "title": {"en": "Slices", "ja": "スライス"},
  "x": {"shape": [1, 1, 4, 4], "values": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]},
  "W": {"shape": [1, 1, 2, 2], "values": [0.1, 0.25, -3e-8, 1e20]},
  "hide": ["parameters", "timeline"],
  "start": {"at": "im2col:2", "camera": [2.5, 0.25, 0.75]},
  "steps": [
    {"at": "im2col:1", "title": {"en": "One", "de": "Eins"}, "words": {"en": "Look."}, "short": {"en": "L"},
     "pin": "col6:0,0,1,1,2,2", "axis": "FW", "ask": true,
     "look": {"image": 0, "filter": 0, "compare": "none", "channel": "all", "loop": "window",
              "product": "outer", "im2col": "read_count", "labels": "addresses", "order": "spread", "code": "loops",
              "read_count": true, "colors": {"conv": "viridis", "x": "gray"}, "range": {"conv": "tensor"}}},
    {"at": "pool"}
  ]
})";
  const TempFolder folder;
  fs::create_directories(folder / "from");
  write_text(folder / "tour.unfold", text);
  const Choice choice = lesson((folder / "tour.unfold").string());
  const Document before = load(choice);
  const Tour& tour = before.source->tour;
  ASSERT_EQ(tour.steps.size(), 2U);
  EXPECT_EQ(tour.steps[0].pin, (CellRef{TensorId::col6, {0, 0, 1, 1, 2, 2}}));
  EXPECT_EQ(tour.steps[0].look.channel, -1);
  EXPECT_EQ(tour.steps[0].look.product, GemmStep::outer);
  EXPECT_EQ(in_language(tour.steps[0].title, "ja"), "One") << "a missing language falls back to English";
  EXPECT_EQ(in_language(tour.title, "ja"), "スライス");
  EXPECT_EQ(tour.hidden, (std::vector{Control::parameters, Control::timeline}));
  const Document after = moved(choice, folder.path(), *tour.start);
  EXPECT_EQ(after.source->tour, tour);
  expect_same_layer(before, after);
}

TEST(LessonFile, ARefusalNamesTheLineAndTheKey) {
  const auto refused = [](const std::string& json) {
    return testing_files::refusal([&] { static_cast<void>(parse_lesson(bytes_of(json), "mine.unfold")); });
  };
  const std::string layer = "{\n  \"x\": {\"shape\": [1, 1, 1, 1], \"values\": [1]},\n"
                            "  \"W\": {\"shape\": [1, 1, 1, 1],\n    \"values\": [1]},\n";
  EXPECT_THAT(refused(layer + "  \"strid\": 1\n}"),
              HasSubstr("mine.unfold, line 5: has the unknown key \"strid\""));
  EXPECT_THAT(refused(layer + "\n  \"stride\": -1\n}"), HasSubstr("mine.unfold, line 6: stride is -1"));
  EXPECT_THAT(refused(layer + "  \"unfold\": 2, \"new\": 1\n}"),
              HasSubstr("line 5: is a lesson of version 2; this program reads version 1"));
  EXPECT_THAT(refused(layer + "  \"steps\": [\n    {\"at\": \"pad\"},\n    {\"at\": \"im2\"}\n  ]\n}"),
              HasSubstr("line 7: steps 1: at is \"im2\": there is no such stage"));
  EXPECT_THAT(refused(layer + "  \"steps\": [{\"at\": \"pad\",\n  \"pin\": \"x:1\"}]\n}"),
              HasSubstr("line 6: steps 0: pin is \"x:1\": x has 4 indices"));
  EXPECT_THAT(refused(layer + "  \"steps\": [{\"at\": \"pad\",\n  \"look\": {\n \"loop\": \"rows\"}}]\n}"),
              HasSubstr("line 7: steps 0 look: loop is \"rows\"; \"offset\" or \"window\" is needed"));
  EXPECT_THAT(refused(layer + "  \"steps\": [{}]\n}"), HasSubstr("line 5: steps 0: needs at"));
  EXPECT_THAT(refused(layer + "  \"hide\": [\"all\"]\n}"), HasSubstr("line 5: hide is \"all\""));
  EXPECT_THAT(refused(layer + "  \"title\": {\"en\": 3}\n}"), HasSubstr("line 5: title has for en"));
  EXPECT_THAT(refused(layer + "  \"edits\": [[\"x:0,0,0,0\"]]\n}"), HasSubstr("line 5: edits has an entry"));
  EXPECT_THAT(refused(layer + "  \"edits\": [[\"q:0\", 1]]\n}"), HasSubstr("no such tensor"));
  EXPECT_THAT(refused(layer + "  \"fill\": \"noise\"\n}"),
              HasSubstr("line 5: fill is \"noise\": there is no such"));
  EXPECT_THAT(refused(layer + "  \"mistake\": \"all\"\n}"), HasSubstr("wrong_reshape_W is needed"));
  EXPECT_THAT(refused(layer + "  \"start\": {\"at\": \"pad\", \"camera\": [0, 1, 1]}\n}"),
              HasSubstr("camera"));
}

}  // namespace
}  // namespace unfold
