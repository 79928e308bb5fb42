#include "app/cli/command_line.h"

#include "core/io/testing.h"

namespace unfold::cli {
namespace {

using ::testing::HasSubstr;
using testing_files::refusal;
using testing_files::TempFolder;
using testing_files::write_text;

CommandLine parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "unfold");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}
std::string refused(const std::vector<const char*>& arguments) {
  try {
    static_cast<void>(parse(arguments));
  } catch (const UsageError& error) {
    const std::string line = error.what();
    EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    return line;
  }
  ADD_FAILURE() << "nothing was refused";
  return {};
}

TEST(CommandLine, NothingMoreOpensTheWindowOnThePhoto) {
  const CommandLine line = parse({});
  EXPECT_EQ(line.task, Task::window);
  EXPECT_EQ(line.choice, Choice{});
  EXPECT_EQ(line.choice.lesson, "photo");
  EXPECT_FALSE(line.language || line.theme || line.at || line.pin || line.trace || line.size ||
               line.present || line.passport);
}

TEST(CommandLine, NumbersInThePlaceOfThePictureAreNamedWithASeed) {
  EXPECT_EQ(parse({"--fill", "address"}).choice.fill, InputFill{FillKind::address});
  EXPECT_EQ(parse({"--fill", "random:7"}).choice.fill, (InputFill{FillKind::random, 7}));
  EXPECT_THAT(refused({"--fill", "noise"}), HasSubstr("address, ones, ramp, impulse, checkerboard, random"));
  EXPECT_THAT(refused({"--fill", "random:x"}), HasSubstr("seed"));
  EXPECT_THAT(refused({"--fill", "random:-1"}), HasSubstr("seed"));
  EXPECT_THAT(refused({"--fill", "ones:3"}), HasSubstr("only random has a seed"));
}

TEST(CommandLine, ALessonsFileNeedsNoOption) {
  const CommandLine line = parse({"mine.unfold"});
  EXPECT_EQ(line.choice.lesson, "mine.unfold");
  EXPECT_FALSE(line.choice.picture.has_value());
  EXPECT_EQ(parse({"mine.unfold", "--image", "a.png"}).choice.picture, "a.png");
}

TEST(CommandLine, EveryOptionOfTheDesignIsUnderstood) {
  const CommandLine line = parse(
      {"photo.jpg", "--lesson",   "vgg",      "--weights",  "w.npy:conv1",  "--bias",   "b.npy:bn.bias",
       "--stride",  "2",          "--pad",    "3",          "--pool",       "3",        "--pool-stride",
       "2",         "--pool-pad", "1",        "--mistake",  "no_transpose", "--resize", "224x200",
       "--crop",    "1,2,100,90", "--bgr",    "--no-scale", "--normalize",  "imagenet", "--lang",
       "ja",        "--theme",    "light",    "--at",       "im2col:23",    "--pin",    "col6:0,1,2,3,4,5",
       "--maps",    "order=mean", "--shots",  "out",        "--size",       "1024x768", "--trace",
       "t.jsonl",   "--passport", "--present"});
  EXPECT_EQ(line.task, Task::shots);
  EXPECT_EQ(line.target, "out");
  const Choice& choice = line.choice;
  EXPECT_EQ(choice.lesson, "vgg");
  EXPECT_EQ(choice.picture, "photo.jpg");
  EXPECT_EQ(choice.weights, "w.npy");
  EXPECT_EQ(choice.weights_tensor, "conv1");
  EXPECT_EQ(choice.bias, "b.npy");
  EXPECT_EQ(choice.bias_tensor, "bn.bias");
  EXPECT_FALSE(choice.no_bias);
  EXPECT_EQ(choice.stride, 2);
  EXPECT_EQ(choice.pad, 3);
  EXPECT_EQ(choice.pool, 3);
  EXPECT_EQ(choice.pool_stride, 2);
  EXPECT_EQ(choice.pool_pad, 1);
  EXPECT_EQ(choice.mistake, Mistake::no_transpose);
  EXPECT_EQ(choice.preprocess, (PreprocessChoice{.resize = Resize::to_cover(224, 200),
                                                 .crop = Crop::to_box(1, 2, 100, 90),
                                                 .order = ChannelOrder::bgr,
                                                 .scale = false,
                                                 .normalize = Normalize::imagenet}));
  EXPECT_EQ(line.language, view::Language::ja);
  EXPECT_EQ(line.theme, view::ThemeName::light);
  EXPECT_EQ(line.at, (At{Stage::im2col, 23}));
  EXPECT_EQ(line.pin, (CellRef{TensorId::col6, {0, 1, 2, 3, 4, 5}}));
  EXPECT_EQ(line.size, (std::array{1024, 768}));
  EXPECT_EQ(line.trace, "t.jsonl");
  EXPECT_TRUE(line.present);
  EXPECT_TRUE(line.passport);
}

TEST(CommandLine, OnePictureOneResize) {
  EXPECT_EQ(parse({"--short-side", "256"}).choice.preprocess.resize, Resize::to_short_side(256));
  EXPECT_EQ(parse({"--pattern", "zone"}).choice.pattern, TestPattern{PatternKind::zone});
  EXPECT_EQ(parse({}).choice.preprocess, PreprocessChoice{});
  EXPECT_THAT(refused({"--short-side", "256", "--resize", "9x9"}), HasSubstr("--resize and --short-side"));
  EXPECT_THAT(refused({"--resize", "9x9", "--short-side", "256"}), HasSubstr("--resize and --short-side"));
  EXPECT_THAT(refused({"a.png", "--pattern", "zone"}), HasSubstr("--pattern and a picture"));
}

TEST(CommandLine, ABankIsReadAsItIsAskedFor) {
  const CommandLine line =
      parse({"--weights", "w.npy", "--layout", "hwio", "--channels", "first", "--fold-norm"});
  EXPECT_EQ(line.choice.layout, BankLayout::hwio);
  EXPECT_EQ(line.choice.channels, ChannelFit::first);
  EXPECT_TRUE(line.choice.fold_norm);
  EXPECT_EQ(parse({"--channels", "gray"}).choice.channels, ChannelFit::gray);
  EXPECT_EQ(parse({"--choose", "net.pth"}).choose, "net.pth");
  EXPECT_TRUE(parse({"--inspect", "net.pth", "--json"}).json);
  EXPECT_THAT(refused({"--json"}), HasSubstr("--inspect"));
  EXPECT_THAT(refused({"--channels", "four"}), HasSubstr("gray or repeat or first"));
  EXPECT_THAT(refused({"--fold-norm", "--bias", "none"}), HasSubstr("only one of them"));
}

TEST(CommandLine, BrowsesATensorWholeOrAtACell) {
  EXPECT_EQ(parse({"--browse", "col"}).browse, (CellRef{TensorId::col, {}}));
  EXPECT_EQ(parse({"--browse", "col:50175,26"}).browse, (CellRef{TensorId::col, {50175, 26}}));
  EXPECT_THROW(static_cast<void>(parse({"--browse", "colt"})), UsageError);
  EXPECT_THROW(static_cast<void>(parse({"--browse", "col:3"})), UsageError);
  EXPECT_THROW(static_cast<void>(parse({"--browse", "col", "--present"})), UsageError);
}

TEST(CommandLine, ImageAndThePictureAreTheSame) {
  EXPECT_EQ(parse({"--image", "a.png"}).choice.picture, "a.png");
  EXPECT_THAT(refused({"a.png", "--image", "b.png"}), HasSubstr("two pictures"));
  EXPECT_THAT(refused({"a.png", "b.png"}), HasSubstr("b.png"));
}

TEST(CommandLine, TheTasksExcludeEachOther) {
  EXPECT_EQ(parse({"--dump", "d"}).task, Task::dump);
  EXPECT_EQ(parse({"--inspect", "f"}).task, Task::inspect);
  EXPECT_EQ(parse({"--extract", "f.npy"}).task, Task::extract);
  EXPECT_THAT(refused({"--dump", "d", "--shots", "s"}), HasSubstr("only one"));
  EXPECT_THAT(refused({"--dump", ""}), HasSubstr("name is needed"));
}

TEST(CommandLine, AScriptIsOfTheLanguageThatItsEndingSays) {
  for (const char* code : {"eigen", "loops"}) {
    EXPECT_EQ(parse({"--script", "x.cpp", "--code", code}).task, Task::script);
    EXPECT_THAT(refused({"--script", "x.py", "--code", code}),
                HasSubstr("--script x.py and --code " + std::string(code) + ": python goes into"));
  }
  EXPECT_EQ(parse({"--script", "x.py", "--code", "python"}).task, Task::script);
  EXPECT_THAT(refused({"--code", "python", "--script", "x.cpp"}), HasSubstr("eigen and loops into .cpp"));
  for (const char* file : {"x.py", "x.cpp"}) EXPECT_EQ(parse({"--script", file}).target, file);
  for (const char* file : {"x", "x.cc", "x.ipynb"})
    EXPECT_THAT(refused({"--script", file}), HasSubstr("neither .py nor .cpp")) << file;
}

TEST(CommandLine, NoneIsNoBias) {
  EXPECT_TRUE(parse({"--bias", "none"}).choice.no_bias);
  EXPECT_FALSE(parse({"--bias", "none"}).choice.bias);
}

TEST(CommandLine, WhatIsNotUnderstoodIsRefusedInOneLine) {
  EXPECT_THAT(refused({"--strides", "2"}), HasSubstr("--strides"));
  EXPECT_THAT(refused({"--stride"}), HasSubstr("--stride"));
  EXPECT_THAT(refused({"--stride", "two"}), HasSubstr("--stride two: a whole number"));
  EXPECT_THAT(refused({"--stride", "2.5"}), HasSubstr("whole number"));
  EXPECT_THAT(refused({"--stride", "99999999999999999999"}), HasSubstr("whole number"));
  EXPECT_THAT(refused({"--resize", "224"}), HasSubstr("224x224"));
  EXPECT_THAT(refused({"--resize", "0x4"}), HasSubstr("224x224"));
  EXPECT_THAT(refused({"--size", "99999x2"}), HasSubstr("16384"));
  EXPECT_THAT(refused({"--lang", "fr"}), HasSubstr("en or ja"));
  EXPECT_THAT(refused({"--theme", "blue"}), HasSubstr("dark or light"));
  EXPECT_THAT(refused({"--normalize", "x\ny"}), HasSubstr("x?y"));
  EXPECT_THAT(refused({"--at", "loop"}), HasSubstr("pool_max"));
  EXPECT_THAT(refused({"--at", "im2col:x"}), HasSubstr("im2col:0"));
  EXPECT_THAT(refused({"--at", "im2col:-1"}), HasSubstr("im2col:0"));
  EXPECT_THAT(refused({"--pin", "cols:1,2"}), HasSubstr("col_W"));
  for (const char* pin : {"col", "col:", "col:1", "col:1,2,3", "col:1,", "col:,1", "col:1,-2", "col:a,b"}) {
    EXPECT_THAT(refused({"--pin", pin}), HasSubstr("col has 2 indices")) << pin;
  }
}

TEST(CommandLine, TheLayersFurtherNumbersAreRead) {
  const Choice choice = parse({"--dilation", "2", "--groups", "3", "--pad", "4", "--pool-ceil"}).choice;
  EXPECT_EQ(choice.dilation, 2);
  EXPECT_EQ(choice.groups, 3);
  EXPECT_EQ(choice.pad, Sides(4));
  EXPECT_EQ(choice.pool_ceil, true);
  EXPECT_EQ(parse({}).choice.pool_ceil, std::nullopt);
  for (const char* pad : {"1,2", "1,2,3,4,5", "1,2,3,", ",", "a", "1,2,3,x"})
    EXPECT_THAT(refused({"--pad", pad}), HasSubstr("top, left, bottom, right")) << pad;
}

TEST(CommandLine, NegativeNumbersArriveAndTheLayerRefusesThem) {
  EXPECT_EQ(parse({"--pad", "-1"}).choice.pad, -1);
  EXPECT_EQ(parse({"--pad=-1"}).choice.pad, -1);
  EXPECT_EQ(parse({"--pad", "1,0,-2,3"}).choice.pad, Sides(1, 0, -2, 3));
}

TEST(CommandLine, AFileWithColonsInItsNameWinsOverATensor) {
  const TempFolder folder;
  write_text(folder / "a:b.npy", "");
  write_text(folder / "k.h5", "");
  const std::string whole = (folder / "a:b.npy").string(), plain = (folder / "k.h5").string();
  EXPECT_EQ(split_tensor(whole).file, whole);
  EXPECT_EQ(split_tensor(whole).tensor, "");
  EXPECT_EQ(split_tensor(whole + ":conv1").file, whole);
  EXPECT_EQ(split_tensor(whole + ":conv1").tensor, "conv1");
  EXPECT_EQ(split_tensor(plain + ":conv/kernel:0").file, plain);
  EXPECT_EQ(split_tensor(plain + ":conv/kernel:0").tensor, "conv/kernel:0");
  EXPECT_EQ(split_tensor("gone.npy:t").file, "gone.npy");
  EXPECT_EQ(split_tensor("C:\\bank.npy").file, "C:\\bank.npy");
  EXPECT_EQ(split_tensor("C:/bank.npy").tensor, "");
  EXPECT_EQ(split_tensor("").file, "");
}

TEST(CommandLine, TheOrdersAreNamedTogetherOrAlone) {
  EXPECT_EQ(parse({}).orders, StepOrders{});
  EXPECT_EQ(parse({"--order", "loop=window,product=outer"}).orders,
            (StepOrders{LoopOrder::window, GemmStep::outer}));
  EXPECT_EQ(parse({"--order", "product=row"}).orders, (StepOrders{LoopOrder::offset, GemmStep::row}));
  for (const char* wrong : {"", "loop", "loop=sideways", "loop=window,loop=offset", "loop=window,", "outer"})
    EXPECT_THAT(refused({"--order", wrong}), HasSubstr("loop=window,product=outer")) << wrong;
}

TEST(CommandLine, HelpNamesEveryOption) {
  const CommandLine line = parse({"--help"});
  EXPECT_EQ(line.task, Task::help);
  for (const char* option : {"PICTURE",
                             "--lesson NAME|FILE",
                             "--image FILE|DIR",
                             "--weights FILE[:TENSOR]",
                             "--bias FILE[:TENSOR]|none",
                             "--stride N",
                             "--pad N",
                             "--pool K",
                             "--pool-stride N",
                             "--pool-pad N",
                             "--mistake none|no_transpose|swap_c_fh|no_padding|wrong_reshape_W",
                             "--resize WxH",
                             "--normalize imagenet|none|MEAN/STD",
                             "--short-side N",
                             "--crop WxH|L,T,W,H|none",
                             "--bgr",
                             "--no-scale",
                             "--pattern NAME[:SIZE]",
                             "--lang en|ja",
                             "--theme dark|light",
                             "--at STAGE[:STEP]",
                             "--pin TENSOR:I,J,...",
                             "--order loop=L,product=P",
                             "--dump DIR",
                             "--shots DIR",
                             "--size WxH",
                             "--inspect FILE",
                             "--extract FILE.npy",
                             "--trace FILE",
                             "--passport",
                             "--present",
                             "--version",
                             "--help",
                             "Exit status"}) {
    EXPECT_THAT(line.text, HasSubstr(option));
  }
  std::istringstream lines(line.text);
  for (std::string text; std::getline(lines, text);) EXPECT_LE(text.size(), 110U) << text;
  EXPECT_EQ(parse({"--version"}).text, std::string("unfold ") + UNFOLD_VERSION + "\n");
}

TEST(CommandLine, TheStepAndTheCellAreCheckedAgainstTheLayer) {
  const Geometry g = make_geometry({1, 1, 3, 3}, {2, 1, 3, 3}, {.stride = 1, .pad = 1});
  EXPECT_EQ(position_of({Stage::im2col, {}}, g, {}), (Position{Stage::im2col, 8}));
  EXPECT_EQ(position_of({Stage::im2col, {}}, g, {.loop = LoopOrder::window}), (Position{Stage::im2col, 8}));
  EXPECT_EQ(position_of({Stage::im2col, 3}, g, {}), (Position{Stage::im2col, 3}));
  EXPECT_THAT(refusal([&] {
                static_cast<void>(position_of({Stage::im2col, 9}, g, {}));
              }),
              HasSubstr("9 steps; 0 to 8"));
  EXPECT_NO_THROW(check_cell("--pin", {TensorId::col, {8, 8}}, g, false));
  EXPECT_THAT(refusal([&] { check_cell("--pin", {TensorId::col, {8, 9}}, g, false); }), HasSubstr("(9, 9)"));
  EXPECT_THAT(refusal([&] { check_cell("--pin", {TensorId::b, {0}}, g, false); }), HasSubstr("no bias"));
}

}  // namespace
}  // namespace unfold::cli
