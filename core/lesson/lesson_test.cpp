#include "assets/assets.h"
#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/io/testing.h"
#include "core/io/weights_file.h"
#include "core/lesson/lesson.h"
#include "core/lesson/lesson_file.h"

#include <cmath>

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::bytes_of;
using testing_files::refusal;
using testing_files::TempFolder;
using testing_files::write_text;

void write_npy(const std::filesystem::path& file, const Shape& shape) {
  std::vector<float> values(static_cast<std::size_t>(shape.count()));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i % 7) - 3.0F;
  NpyWriter writer(file, shape);
  writer.write(values);
  writer.finish();
}
// A picture whose every byte tells its place.
void write_ppm(const std::filesystem::path& file, int width, int height) {
  std::string text = "P6 " + std::to_string(width) + " " + std::to_string(height) + " 255\n";
  for (int i = 0; i < width * height * 3; ++i) text += static_cast<char>(i * 5 % 251);
  write_text(file, text);
}
std::string line_of(const Choice& choice) {
  return refusal([&] { static_cast<void>(load(choice)); });
}
Choice toy() {
  Choice choice;
  choice.lesson = "toy";
  return choice;
}

TEST(Lesson, TheToyIsTheNotebooksOwn) {
  const Document document = load(toy());
  EXPECT_EQ(document.lesson, "toy");
  EXPECT_EQ(document.picture_name, "notebook x");
  EXPECT_TRUE(document.pictures.empty());
  EXPECT_EQ(document.input.x->shape, (Shape{1, 1, 3, 3}));
  EXPECT_EQ(document.input.x->data,
            (std::vector<float>{0.12008749F, 0.26034823F, 0.31243241F, 0.89416154F, 0.13200925F, 0.68446477F,
                                0.68226961F, 0.8210616F, 0.3151989F}));
  EXPECT_EQ(document.input.W->shape, (Shape{2, 1, 3, 3}));
  EXPECT_EQ(document.input.W->at({0, 0, 2, 2}), 1.0F / 9.0F);
  EXPECT_EQ(document.input.W->at({1, 0, 1, 0}), -1.0F);
  EXPECT_EQ(document.input.W->at({1, 0, 1, 2}), 1.0F);
  EXPECT_EQ(document.input.b, nullptr);
  EXPECT_EQ(document.input.params, (LayerParams{.stride = 1, .pad = 1, .pool = 2, .pool_stride = 2}));
}

TEST(Lesson, TheBuiltInOnesHaveTheShapesThatTheNotebookPrints) {
  struct Expected {
    const char* lesson;
    Shape x, W, col, conv, pool;
  };
  for (const Expected& expected : {
           Expected{
               "photo", {1, 3, 224, 224}, {64, 3, 7, 7}, {12544, 147}, {1, 64, 112, 112}, {1, 64, 56, 56}},
           Expected{"toy", {1, 1, 3, 3}, {2, 1, 3, 3}, {9, 9}, {1, 2, 3, 3}, {1, 2, 1, 1}},
           Expected{"batch", {10, 3, 7, 7}, {64, 3, 3, 3}, {490, 27}, {10, 64, 7, 7}, {10, 64, 3, 3}},
           Expected{
               "vgg", {1, 3, 224, 224}, {64, 3, 3, 3}, {50176, 27}, {1, 64, 224, 224}, {1, 64, 112, 112}},
           Expected{"batch10",
                    {10, 3, 224, 224},
                    {64, 3, 3, 3},
                    {501760, 27},
                    {10, 64, 224, 224},
                    {10, 64, 112, 112}},
       }) {
    Choice choice;
    choice.lesson = expected.lesson;
    const Document document = load(choice);
    const Geometry g = make_geometry(document.input.x->shape, document.input.W->shape, document.input.params);
    EXPECT_EQ(shape_of(g, TensorId::x), expected.x) << expected.lesson;
    EXPECT_EQ(shape_of(g, TensorId::W), expected.W) << expected.lesson;
    EXPECT_EQ(shape_of(g, TensorId::col), expected.col) << expected.lesson;
    EXPECT_EQ(shape_of(g, TensorId::conv), expected.conv) << expected.lesson;
    EXPECT_EQ(shape_of(g, TensorId::pool), expected.pool) << expected.lesson;
    if (std::string(expected.lesson) == "toy") continue;
    ASSERT_EQ(static_cast<std::int64_t>(document.pictures.size()), g.N);
    EXPECT_EQ(
        document.input.x->at({0, 1, 2, 3}),
        static_cast<float>(document.pictures[0].rgb[(2U * static_cast<std::size_t>(g.W) + 3U) * 3 + 1]) /
            255.0F);
  }
}

TEST(Lesson, TheNamesOfTheMenuAreTheBuiltInFiles) {
  for (const std::string& name : lesson_names()) EXPECT_TRUE(find_asset("lessons/" + name + ".json")) << name;
  EXPECT_EQ(lesson_names().front(), "photo");
}

TEST(Lesson, APersonsPictureIsTakenAtItsFullSizeUnlessResized) {
  const TempFolder folder;
  write_ppm(folder / "a.ppm", 30, 20);
  Choice choice;
  choice.picture = folder / "a.ppm";
  Document document = load(choice);
  EXPECT_EQ(document.input.x->shape, (Shape{1, 3, 20, 30}));
  EXPECT_EQ(document.picture_name, "a.ppm");
  EXPECT_EQ(document.preprocess.resize, Resize{});
  EXPECT_EQ(document.input.x->at({0, 2, 1, 4}), static_cast<float>(((30 + 4) * 3 + 2) * 5 % 251) / 255.0F);
  choice.preprocess.resize = Resize::to_cover(16, 12);
  document = load(choice);
  EXPECT_EQ(document.input.x->shape, (Shape{1, 3, 12, 16}));
  EXPECT_EQ(document.preprocess.resize, Resize::to_cover(16, 12));
  EXPECT_EQ(document.pictures[0].width, 16);
}

TEST(Lesson, ResizingCoversAndCutsToTheMiddle) {
  const TempFolder folder;
  // Left third black, middle third white, right third black: the middle square is white.
  std::string text = "P5 12 4 255\n";
  for (int i = 0; i < 48; ++i) text += i % 12 >= 4 && i % 12 < 8 ? '\xFF' : '\0';
  write_text(folder / "a.pgm", text);
  Choice choice;
  choice.picture = folder / "a.pgm";
  choice.preprocess.resize = Resize::to_cover(2, 2);
  choice.pool = 1;
  choice.pool_stride = 1;
  EXPECT_EQ(load(choice).input.x->data, std::vector<float>(12, 1.0F));
}

TEST(Lesson, NormalizeTakesMeanAndStandardDeviationOfEachChannel) {
  const TempFolder folder;
  write_ppm(folder / "a.ppm", 8, 8);
  Choice choice;
  choice.picture = folder / "a.ppm";
  const Document plain = load(choice);
  choice.preprocess.normalize = Normalize::imagenet;
  const Document normal = load(choice);
  EXPECT_EQ(normal.preprocess.normalize, Normalize::imagenet);
  for (std::int64_t c = 0; c < 3; ++c) {
    const auto channel = static_cast<std::size_t>(c);
    EXPECT_FLOAT_EQ(normal.input.x->at({0, c, 3, 5}),
                    (plain.input.x->at({0, c, 3, 5}) - imagenet_mean[channel]) / imagenet_std[channel]);
  }
  choice = toy();
  choice.preprocess.normalize = Normalize::imagenet;
  EXPECT_THAT(line_of(choice), HasSubstr("numbers, no picture"));
  choice.picture = folder / "a.ppm";  // the toy's bank is gray
  EXPECT_THAT(line_of(choice), HasSubstr("3 channels"));
}

TEST(Lesson, ABankOfOneChannelTakesTheGrayOfAPicture) {
  const TempFolder folder;
  write_text(folder / "a.ppm", "P6 3 2 255\n" + std::string("\xFF\0\0"
                                                            "\0\xFF\0"
                                                            "\0\0\xFF"
                                                            "\xFF\xFF\xFF"
                                                            "\x10\x20\x30"
                                                            "\0\0\0",
                                                            18));
  Choice choice = toy();
  choice.picture = folder / "a.ppm";
  const Document document = load(choice);
  ASSERT_EQ(document.input.x->shape, (Shape{1, 1, 2, 3}));
  const int gray[6] = {76, 150, 29, 255, 29, 0};  // PIL's convert("L")
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(document.input.x->data[i], static_cast<float>(gray[i]) / 255.0F) << i;
    EXPECT_EQ(document.pictures[0].rgb[i * 3 + 2], gray[i]);
  }
}

TEST(Lesson, WeightsOfOneLayerMayReplaceTheLessons) {
  const TempFolder folder;
  write_npy(folder / "bank.npy", {5, 1, 2, 2});
  write_npy(folder / "b.npy", {5});
  Choice choice = toy();
  choice.weights = folder / "bank.npy";
  choice.bias = folder / "b.npy";
  choice.stride = 2;
  const Document document = load(choice);
  EXPECT_EQ(document.weights_name, "bank.npy");
  EXPECT_EQ(document.input.W->shape, (Shape{5, 1, 2, 2}));
  ASSERT_NE(document.input.b, nullptr);
  EXPECT_EQ(document.input.b->shape, Shape{5});
  EXPECT_EQ(document.input.params.stride, 2);
  choice.no_bias = true;
  EXPECT_EQ(load(choice).input.b, nullptr);
}

TEST(Lesson, WhatDoesNotFitTogetherIsRefusedWithBothNumbers) {
  const TempFolder folder;
  write_npy(folder / "colour.npy", {5, 3, 2, 2});
  write_npy(folder / "b4.npy", {4});
  Choice choice = toy();
  choice.weights = folder / "colour.npy";
  EXPECT_THAT(line_of(choice), AllOf(HasSubstr("colour.npy"), HasSubstr("3 channels"), HasSubstr("has 1")));
  choice = toy();
  choice.bias = folder / "b4.npy";
  EXPECT_THAT(line_of(choice),
              AllOf(HasSubstr("b4.npy"), HasSubstr("(4,)"), HasSubstr("2 filters"), HasSubstr("(2,)")));
  choice = toy();
  choice.preprocess.resize = Resize::to_cover(8, 8);
  EXPECT_THAT(line_of(choice), HasSubstr("no picture"));
  choice = toy();
  choice.stride = 0;
  EXPECT_THAT(line_of(choice), HasSubstr("stride"));
  choice = {};
  choice.lesson = "nope";
  EXPECT_THAT(line_of(choice), HasSubstr("photo, toy, batch, vgg, batch10"));
  choice.lesson = "photo";
  choice.preprocess.resize = Resize::to_cover(100'000, 100'000);
  EXPECT_THAT(line_of(choice), HasSubstr("200 million"));
}

TEST(Lesson, OnlyTheBankCanBeLoaded) {
  const TempFolder folder;
  write_npy(folder / "colour.npy", {5, 3, 2, 2});
  Choice choice = toy();
  EXPECT_EQ(load_bank(choice)->shape, (Shape{2, 1, 3, 3}));
  choice.weights = folder / "colour.npy";
  choice.picture = folder / "which is not there";
  EXPECT_EQ(load_bank(choice)->shape, (Shape{5, 3, 2, 2}));
}

TEST(LessonFile, AFileNamesThingsRelativeToItself) {
  const TempFolder folder;
  write_ppm(folder / "a.ppm", 12, 10);
  write_ppm(folder / "b.ppm", 20, 10);
  write_npy(folder / "bank.npy", {6, 3, 3, 3});
  write_npy(folder / "b.npy", {6});
  write_text(folder / "mine.json",
             R"({"pictures": ["a.ppm", "b.ppm"], "resize": [10, 8], "crop": [1, 2, 6, 5],
    "W": {"file": "bank.npy", "filters": 4}, "b": {"file": "b.npy", "filters": 4}, "stride": 1, "pad": 2, "pool": 3,
    "pool_stride": 1, "pool_pad": 1, "pool_padding": "zeros", "normalize": "imagenet"})");
  Choice choice;
  choice.lesson = (folder / "mine.json").string();
  const Document document = load(choice);
  EXPECT_EQ(document.lesson, "mine");
  EXPECT_EQ(document.picture_name, "2 pictures");
  EXPECT_EQ(document.input.x->shape, (Shape{2, 3, 5, 6}));
  EXPECT_EQ(document.input.W->shape, (Shape{4, 3, 3, 3}));
  EXPECT_EQ(document.input.b->shape, Shape{4});
  EXPECT_EQ(document.preprocess.normalize, Normalize::imagenet);
  EXPECT_EQ(document.preprocess.crop, Crop::to_box(1, 2, 6, 5));
  EXPECT_EQ(document.input.params, (LayerParams{.stride = 1,
                                                .pad = 2,
                                                .pool = 3,
                                                .pool_stride = 1,
                                                .pool_pad = 1,
                                                .pool_padding = PoolPadding::zeros}));
}

TEST(LessonFile, AFileMayNameDilationGroupsAndFourSides) {
  const LessonFile lesson = parse_lesson(
      bytes_of(
          R"({"x": {"shape": [1, 2, 1, 1], "values": [1, 2]}, "W": {"shape": [2, 1, 1, 1], "values": [1, 2]},
    "pad": [0, 1, 2, 3], "dilation": 2, "groups": 2, "pool_pad": [1, 0, 0, 1], "pool_ceil": true})"),
      "mine.json");
  EXPECT_EQ(
      lesson.params,
      (LayerParams{
          .pad = {0, 1, 2, 3}, .dilation = 2, .groups = 2, .pool_pad = {1, 0, 0, 1}, .pool_ceil = true}));
}

TEST(LessonFile, AFileMayNameEveryStepOfThePreprocessing) {
  const LessonFile lesson = parse_lesson(
      bytes_of(R"({"pictures": ["a.png"], "short_side": 256, "centre": [224, 200], "channels": "bgr",
        "scale": "none", "normalize": {"mean": [103.9, 116.8, 123.7], "std": [1]},
        "W": {"file": "banks/vgg_3x3.npy"}})"),
      "mine.json");
  EXPECT_EQ(lesson.preprocess, (Preprocess{.resize = Resize::to_short_side(256),
                                           .crop = Crop::to_centre(224, 200),
                                           .order = ChannelOrder::bgr,
                                           .scale = false,
                                           .normalize = {{103.9F, 116.8F, 123.7F}, {1, 1, 1}}}));
}

TEST(Lesson, AFolderOfPicturesIsABatchSortedByName) {
  const TempFolder folder;
  const std::filesystem::path batch = folder / "休日 の写真";
  std::filesystem::create_directories(batch / "more");
  write_ppm(batch / "b.ppm", 6, 5);
  write_text(batch / "a 1.pgm", "P5 6 5 255\n" + std::string(30, '\x33'));
  write_ppm(batch / "c.ppm", 6, 5);
  write_text(batch / "notes.txt", "no picture");
  write_text(batch / ".DS_Store", std::string(40, '\1'));
  write_ppm(batch / "more" / "d.ppm", 6, 5);
  Choice choice;
  choice.picture = batch;
  Document document = load(choice);
  EXPECT_EQ(document.picture_name, "休日 の写真 (3 pictures)");
  ASSERT_EQ(document.input.x->shape, (Shape{3, 3, 5, 6}));
  ASSERT_EQ(document.steps.size(), 3U);
  EXPECT_EQ(document.steps[0].name, "a 1.pgm");
  EXPECT_EQ(document.input.x->at({0, 1, 2, 2}), 51.0F / 255.0F);
  EXPECT_EQ(document.steps[2].name, "c.ppm");
  EXPECT_EQ(document.input.x->at({2, 2, 1, 4}), static_cast<float>(((6 + 4) * 3 + 2) * 5 % 251) / 255.0F);

  // The same three by name, in the order they are named.
  choice.picture = batch / "c.ppm";
  choice.more_pictures = {batch / "a 1.pgm", batch / "b.ppm"};
  document = load(choice);
  EXPECT_EQ(document.picture_name, "3 pictures");
  EXPECT_EQ(document.steps[0].name, "c.ppm");
  choice.more_pictures.clear();
  choice.picture = batch;

  write_ppm(batch / "d.ppm", 7, 5);
  EXPECT_THAT(line_of(choice),
              AllOf(HasSubstr("d.ppm: is 7 by 5"), HasSubstr("6 by 5"), HasSubstr("--resize 224x224")));
  choice.preprocess.crop = Crop::to_centre(4, 4);
  EXPECT_EQ(load(choice).input.x->shape, (Shape{4, 3, 4, 4}));
  choice.picture = batch / "more" / "none";
  std::filesystem::create_directories(*choice.picture);
  EXPECT_THAT(line_of(choice), AllOf(HasSubstr("none: "), HasSubstr("no picture in this folder")));
}

TEST(Lesson, OtherParametersShareTheTensorsAndReadNoFile) {
  const TempFolder folder;
  write_ppm(folder / "a.ppm", 12, 10);
  write_npy(folder / "bank.npy", {6, 3, 3, 3});
  Choice was;
  was.picture = folder / "a.ppm";
  was.weights = folder / "bank.npy";
  const Document document = load(was);
  Choice now = was;
  now.stride = 2;
  now.pad = Sides{0, 1, 2, 1};
  now.dilation = 2;
  now.pool = 1;
  now.pool_stride = 3;
  now.pool_ceil = true;
  now.mistake = Mistake::no_padding;
  const Document whole = load(now);
  std::filesystem::remove(folder / "a.ppm");
  std::filesystem::remove(folder / "bank.npy");
  const std::optional<Document> changed = with_parameters(document, was, now);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->input.x, document.input.x);
  EXPECT_EQ(changed->input.W, document.input.W);
  EXPECT_EQ(changed->input.params, whole.input.params);
  EXPECT_EQ(with_parameters(*changed, now, was)->input.params, document.input.params) << "back again";

  EXPECT_FALSE(with_parameters(document, was, was)) << "a file may have changed";
  for (const auto& other :
       {+[](Choice& c) { c.groups = 3; }, +[](Choice& c) { c.preprocess.crop = Crop::to_centre(4, 4); },
        +[](Choice& c) { c.no_bias = true; }, +[](Choice& c) { c.lesson = "toy"; }}) {
    Choice another = now;
    other(another);
    EXPECT_FALSE(with_parameters(document, was, another));
  }
  now.stride = 99;
  now.dilation = 50;
  EXPECT_THROW(static_cast<void>(with_parameters(document, was, now)), Error);
}

TEST(Lesson, OfSeveralPicturesThoseThatCannotBeReadAreLeftOutAndNamed) {
  const TempFolder folder;
  const std::filesystem::path batch = folder / "trip";
  std::filesystem::create_directories(batch);
  write_text(batch / "a.webp", "RIFF\x10\x01\x01\x01WEBPVP8 " + std::string(40, 'x'));
  Choice choice;
  choice.picture = batch;
  EXPECT_THAT(line_of(choice), HasSubstr("a.webp: is")) << "the only one is needed";
  write_text(batch / "c.png", "\x89PNG\r\n\x1A\n broken");
  EXPECT_THAT(line_of(choice),
              AllOf(HasSubstr("a.webp: is"), HasSubstr("none of the 2 pictures can be read")));

  write_ppm(batch / "b.ppm", 6, 5);
  write_ppm(batch / "d.ppm", 6, 5);
  Document document = load(choice);
  EXPECT_EQ(document.picture_name, "trip (2 pictures)");
  EXPECT_EQ(document.input.x->shape, (Shape{2, 3, 5, 6}));
  ASSERT_EQ(document.steps.size(), 2U);
  EXPECT_EQ(document.steps[0].name, "b.ppm");
  ASSERT_EQ(document.unread.size(), 2U);
  EXPECT_EQ(document.unread[0].name, "a.webp");
  EXPECT_THAT(document.unread[0].why, HasSubstr("save the picture as PNG or JPEG"));
  EXPECT_EQ(document.unread[1].name, "c.png");
  EXPECT_THAT(unread_line(document), AllOf(HasSubstr("2 of 4 pictures"), HasSubstr("a.webp: is")));

  // The same of files that are named one by one; a single one is refused.
  choice.picture = batch / "a.webp";
  choice.more_pictures = {batch / "b.ppm", batch / "is not there.png"};
  document = load(choice);
  EXPECT_EQ(document.picture_name, "b.ppm");
  EXPECT_EQ(document.unread.size(), 2U);
  choice.more_pictures.clear();
  EXPECT_THAT(line_of(choice), HasSubstr("a.webp: is"));
  choice.picture = batch / "b.ppm";
  EXPECT_EQ(unread_line(load(choice)), "");
}

TEST(Lesson, ATestPatternTakesThePlaceOfAPicture) {
  Choice choice;
  choice.pattern = TestPattern{PatternKind::bars, 32};
  const Document document = load(choice);
  EXPECT_EQ(document.picture_name, "bars:32");
  EXPECT_EQ(document.pattern, choice.pattern);
  EXPECT_EQ(document.input.x->shape, (Shape{1, 3, 32, 32}));
  EXPECT_EQ(document.preprocess, Preprocess{});  // none of what the lesson does to its own picture
  Choice gray = toy();
  gray.pattern = choice.pattern;
  EXPECT_EQ(load(gray).input.x->shape, (Shape{1, 1, 32, 32}));
}

TEST(Lesson, StepsThatNeedAPictureAreRefusedOnTypedNumbers) {
  Choice choice = toy();
  choice.preprocess.order = ChannelOrder::bgr;
  EXPECT_THAT(line_of(choice), HasSubstr("BGR: the lesson toy has numbers, no picture"));
  choice.preprocess = {.scale = false};
  EXPECT_THAT(line_of(choice), HasSubstr("no picture"));
  choice.preprocess = {.crop = Crop::to_centre(2, 2)};
  EXPECT_THAT(line_of(choice), HasSubstr("no picture"));
  choice.preprocess = {.scale = true};  // what it is anyway
  EXPECT_NO_THROW(static_cast<void>(load(choice)));
}

TEST(LessonFile, AFileMayUseWhatIsBuiltIn) {
  const TempFolder folder;
  write_ppm(folder / "a.ppm", 12, 10);
  write_text(folder / "mine.json", R"({"pictures": ["a.ppm"], "W": {"file": "banks/vgg_3x3.npy"}})");
  Choice choice;
  choice.lesson = (folder / "mine.json").string();
  EXPECT_EQ(load(choice).input.W->shape, (Shape{64, 3, 3, 3}));
}

TEST(LessonFile, MistakesAreRefusedInOneLineThatTellsThePlace) {
  const auto refused = [](const std::string& json) {
    const std::string line = refusal([&] { static_cast<void>(parse_lesson(bytes_of(json), "mine.json")); });
    EXPECT_TRUE(line.starts_with("mine.json")) << line;
    return line;
  };
  const std::string W = R"("W": {"shape": [1, 1, 1, 1], "values": [1]})",
                    x = R"("x": {"shape": [1, 1, 1, 1], "values": [1]})";
  EXPECT_NO_THROW(static_cast<void>(parse_lesson(bytes_of("{" + x + "," + W + "}"), "mine.json")));
  EXPECT_THAT(refused("{\n  \"stride\" 1}"), HasSubstr("line 2, column 12"));
  EXPECT_THAT(refused(""), HasSubstr("line 1"));
  EXPECT_THAT(refused("[]"), HasSubstr("no object"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "strid": 1})"), HasSubstr("unknown key \"strid\""));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "\u0007\n": 1})"), HasSubstr("\"??\""));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "stride": "1"})"), HasSubstr("stride is \"1\""));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "stride": -1})"), HasSubstr("from 0 up"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "stride": 1e300})"), HasSubstr("stride"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "stride": 99999999999999999999})"), HasSubstr("stride"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "resize": [2, 2]})"), HasSubstr("work on pictures"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "normalize": "mean"})"), HasSubstr("\"imagenet\" is needed"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "pad": [1, 2]})"), HasSubstr("[top, left, bottom, right]"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "pad": [1, 2, 3, -1]})"), HasSubstr("pad is -1"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "pool_ceil": 1})"), HasSubstr("true or false is needed"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "normalize": {"mean": [0.5]}})"), HasSubstr("std is no list"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "normalize": {"mean": [0, 1], "std": [1]}})"),
              HasSubstr("one or three numbers"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "normalize": {"mean": [0], "std": [0]}})"),
              HasSubstr("above 0"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "channels": "bgr"})"), HasSubstr("work on pictures"));
  EXPECT_THAT(refused("{" + W + R"(, "pictures": ["a"], "channels": "bgra"})"), HasSubstr("\"bgr\""));
  EXPECT_THAT(refused("{" + W + R"(, "pictures": ["a"], "scale": 255})"),
              HasSubstr("scale is 255; \"255\" or \"none\""));
  EXPECT_THAT(refused("{" + W + R"(, "pictures": ["a"], "resize": [1, 1], "short_side": 4})"),
              HasSubstr("both resize and short_side"));
  EXPECT_THAT(refused("{" + W + R"(, "pictures": ["a"], "crop": [1, 1, 1, 1], "centre": [4, 4]})"),
              HasSubstr("both crop and centre"));
  EXPECT_THAT(refused("{" + x + "}"), HasSubstr("needs W"));
  EXPECT_THAT(refused("{" + W + "}"), HasSubstr("either pictures or x"));
  EXPECT_THAT(refused("{" + x + "," + W + R"(, "pictures": ["a"]})"), HasSubstr("either pictures or x"));
  EXPECT_THAT(refused("{" + W + R"(, "pictures": []})"), HasSubstr("no list of file names"));
  EXPECT_THAT(refused("{" + W + R"(, "pictures": [3]})"), HasSubstr("no file name"));
  EXPECT_THAT(refused("{" + W + R"(, "pictures": ["a"], "crop": [1, 2]})"), HasSubstr("4 whole numbers"));
  EXPECT_THAT(refused("{" + W + R"(, "x": {"shape": [2, 2, 1, 1], "values": [1, 2, 3]}})"),
              HasSubstr("has 3 values"));
  EXPECT_THAT(refused("{" + W + R"(, "x": {"shape": [1000000000, 1000000000, 1000000000], "values": [1]}})"),
              HasSubstr("has 1 values"));
  EXPECT_THAT(refused("{" + W + R"(, "x": {"shape": [0, 1, 1, 1], "values": []}})"),
              HasSubstr("has 0 values"));
  EXPECT_THAT(refused("{" + W + R"(, "x": {"shape": [1], "values": [1]}})"), HasSubstr("four axes"));
  EXPECT_THAT(refused("{" + W + R"(, "x": {"shape": [1, 1, 1, 1], "values": ["a"]}})"),
              HasSubstr("no number"));
  EXPECT_THAT(refused("{" + x + R"(, "W": {"file": "a", "values": [1]}})"),
              HasSubstr("both a file and values"));
}

TEST(LessonFile, WhatItNamesButIsNotThereIsRefused) {
  const TempFolder folder;
  write_ppm(folder / "a.ppm", 12, 10);
  write_ppm(folder / "b.ppm", 9, 10);
  const auto refused = [&](const std::string& json) {
    write_text(folder / "mine.json", json);
    Choice choice;
    choice.lesson = (folder / "mine.json").string();
    return line_of(choice);
  };
  EXPECT_THAT(refused(R"({"pictures": ["gone.png"], "W": {"file": "banks/vgg_3x3.npy"}})"),
              HasSubstr("gone.png"));
  EXPECT_THAT(refused(R"({"pictures": ["a.ppm"], "W": {"file": "gone.npy"}})"), HasSubstr("gone.npy"));
  EXPECT_THAT(refused(R"({"pictures": ["a.ppm", "b.ppm"], "W": {"file": "banks/vgg_3x3.npy"}})"),
              HasSubstr("differ in size"));
  EXPECT_THAT(
      refused(R"({"pictures": ["a.ppm"], "crop": [0, 0, 13, 2], "W": {"file": "banks/vgg_3x3.npy"}})"),
      HasSubstr("12 by 10"));
  EXPECT_THAT(refused(R"({"pictures": ["a.ppm"], "W": {"file": "banks/vgg_3x3.npy", "filters": 65}})"),
              HasSubstr("65 filters"));
}

}  // namespace
}  // namespace unfold
