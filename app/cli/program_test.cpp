// The program itself, from its command line to its exit status.

#include "core/io/image.h"
#include "core/io/npy.h"
#include "core/io/testing.h"
#include "core/layer/oracle.h"
#include "core/layer/stage.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace unfold::cli {
namespace {

using ::testing::HasSubstr;
using testing_files::cases;
using testing_files::Outcome;
using testing_files::read_text;
using testing_files::TempFolder;
using testing_files::write_text;

class Program : public ::testing::Test {
 protected:
  [[nodiscard]] Outcome unfold(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), UNFOLD_PROGRAM);
    // No display: none of these tasks may need one.
    arguments.insert(arguments.begin(), {"env", "-u", "DISPLAY", "-u", "WAYLAND_DISPLAY"});
    return testing_files::run(arguments, folder_.path());
  }
  // Fails with this status, with one clean line on standard error and nothing else; gives the line.
  [[nodiscard]] std::string fails(int status, const std::vector<std::string>& arguments) const {
    const Outcome outcome = unfold(arguments);
    EXPECT_EQ(outcome.status, status) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(outcome.err.starts_with("unfold: ")) << outcome.err;
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
    return outcome.err;
  }
  void write_bank(const std::string& name, const Shape& shape) const {
    std::vector<float> values(static_cast<std::size_t>(shape.count()));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i % 11) * 0.125F - 0.5F;
    NpyWriter writer(folder_ / name, shape);
    writer.write(values);
    writer.finish();
  }
  [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] Array dumped(const std::string& tensor) const {
    return read_npy(folder_ / "d" / (tensor + ".npy"));
  }

  TempFolder folder_;
};

float largest(const Array& array) {
  float most = 0;
  for (const float v : array.data) most = std::max(most, std::abs(v));
  return most;
}
float difference(const Array& a, const Array& b) {
  EXPECT_EQ(a.data.size(), b.data.size());
  float most = 0;
  for (std::size_t i = 0; i < std::min(a.data.size(), b.data.size()); ++i)
    most = std::max(most, std::abs(a.data[i] - b.data[i]));
  return most;
}

TEST_F(Program, HelpAndVersionEndWell) {
  EXPECT_EQ(unfold({"--help"}).status, 0);
  EXPECT_THAT(unfold({"--help"}).out, HasSubstr("--dump DIR"));
  EXPECT_EQ(unfold({"--version"}).out, std::string("unfold ") + UNFOLD_VERSION + "\n");
}

TEST_F(Program, WrongUsageEndsWithTwo) {
  EXPECT_THAT(fails(2, {"--frobnicate"}), HasSubstr("--frobnicate"));
  EXPECT_THAT(fails(2, {"--stride", "x"}), HasSubstr("--stride x"));
  EXPECT_THAT(fails(2, {"--dump", "a", "--inspect", "b"}), HasSubstr("only one"));
  EXPECT_THAT(fails(2, {"--pin", "col:1"}), HasSubstr("--pin"));
}

TEST_F(Program, BadInputEndsWithOne) {
  EXPECT_THAT(fails(1, {at("gone.png"), "--dump", at("d")}), HasSubstr("gone.png: there is no such file"));
  EXPECT_THAT(fails(1, {"--lesson", "nope", "--dump", at("d")}), HasSubstr("photo, toy, batch"));
  EXPECT_THAT(fails(1, {"--lesson", "toy", "--stride", "0", "--dump", at("d")}), HasSubstr("stride"));
  EXPECT_THAT(fails(1, {"--lesson", "toy", "--pad", "-1", "--dump", at("d")}), HasSubstr("pad"));
  EXPECT_THAT(fails(1, {"--inspect", at("gone.npy")}), HasSubstr("gone.npy"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "d"));
  write_text(folder_ / "file", "");
  EXPECT_THAT(fails(1, {"--lesson", "toy", "--dump", at("file")}), HasSubstr("folder cannot be made"));
  write_text(folder_ / "evil\x1b[2J\n.png", "not a picture");
  EXPECT_THAT(fails(1, {at("evil\x1b[2J\n.png"), "--lesson", "toy", "--dump", at("d")}),
              HasSubstr("evil?[2J?.png"));
}

TEST_F(Program, WithoutADisplayTheWindowSaysSoInOneLine) {
  EXPECT_THAT(fails(1, {"--lesson", "toy"}), HasSubstr("--dump"));
  EXPECT_THAT(fails(1, {"--lesson", "toy", "--shots", at("d")}), HasSubstr("--dump"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "d"));
}

TEST_F(Program, AFullDiskIsToldInOneLine) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  std::filesystem::create_directories(folder_ / "d");
  std::filesystem::create_symlink("/dev/full", folder_ / "d" / "conv.npy");
  EXPECT_THAT(fails(1, {"--lesson", "toy", "--dump", at("d")}),
              HasSubstr("conv.npy: cannot be written: No space"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "d" / "manifest.json"));
}

TEST_F(Program, TheDumpHoldsEveryTensorOfTheTable) {
  write_bank("b.npy", {2});
  const Outcome outcome = unfold({"--lesson", "toy", "--bias", at("b.npy"), "--dump", at("d")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const auto manifest = nlohmann::json::parse(read_text(folder_ / "d" / "manifest.json"));
  EXPECT_EQ(manifest["version"], 1);
  EXPECT_EQ(manifest["lesson"], "toy");
  EXPECT_EQ(
      manifest["params"],
      nlohmann::json::parse(
          R"({"stride":1,"pad":1,"dilation":1,"groups":1,"pool":2,"pool_stride":2,"pool_pad":0,"pool_ceil":false,"mistake":"none"})"));
  std::vector<std::string> names;
  for (const auto& tensor : manifest["tensors"]) {
    names.push_back(tensor["name"]);
    EXPECT_EQ(tensor["dtype"], "float32");
    EXPECT_TRUE(stage_named(tensor["stage"].get<std::string>()));
    const Array array = read_npy(folder_ / "d" / tensor["file"].get<std::string>());
    std::vector<std::int64_t> shape;
    for (int i = 0; i < array.shape.rank(); ++i) shape.push_back(array.shape[i]);
    EXPECT_EQ(tensor["shape"].get<std::vector<std::int64_t>>(), shape) << names.back();
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{"x", "img", "col6", "col6_t", "col", "W", "b", "col_W", "out2d",
                                      "out_nhwc", "conv", "pool_col", "pool_windows", "pool_max", "pool"}));
  const Geometry g = make_geometry({1, 1, 3, 3}, {2, 1, 3, 3}, {.stride = 1, .pad = 1});
  const Array b = dumped("b");
  const Array conv = oracle_convolution(g, dumped("x"), dumped("W"), &b);
  EXPECT_LT(difference(dumped("conv"), conv), 1e-6F);
  EXPECT_LT(difference(dumped("pool"), oracle_pooling(g, conv)), 1e-6F);
}

TEST_F(Program, WithoutABiasThereIsNoB) {
  ASSERT_EQ(unfold({"--lesson", "toy", "--dump", at("d")}).status, 0);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "d" / "b.npy"));
  EXPECT_EQ(read_text(folder_ / "d" / "manifest.json").find("\"b\""), std::string::npos);
}

TEST_F(Program, InspectSaysWhichTensorCanBeAFirstLayer) {
  write_bank("conv1.weight.npy", {4, 3, 5, 5});
  const Outcome outcome = unfold({"--inspect", at("conv1.weight.npy")});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, HasSubstr("conv1.weight  (4, 3, 5, 5)  float32  yes"));
  write_bank("deep.npy", {4, 8, 5, 5});
  EXPECT_THAT(unfold({"--inspect", at("deep.npy")}).out, HasSubstr("no: 8 input channels"));
}

TEST_F(Program, InspectSpeaksJsonToo) {
  write_bank("three.npy", {3, 3, 3, 32});
  const Outcome outcome = unfold({"--inspect", at("three.npy"), "--json"});
  EXPECT_EQ(outcome.status, 0);
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["format"], "NumPy .npy");
  EXPECT_EQ(json["likeliest"], "three");
  ASSERT_EQ(json["tensors"].size(), 1U);
  EXPECT_EQ(json["tensors"][0]["shape"], (std::vector<int>{3, 3, 3, 32}));
  EXPECT_EQ(json["tensors"][0]["use"], "first_layer");
  EXPECT_EQ(json["tensors"][0]["layout"], "hwio");
  EXPECT_EQ(json["tensors"][0]["ambiguous"], true);
  EXPECT_THAT(unfold({"--inspect", at("three.npy")}).out, HasSubstr("yes, as hwio or by --layout"));
  // The other reading is another bank.
  ASSERT_EQ(unfold({"--weights", at("three.npy"), "--extract", at("keras.npy")}).status, 0);
  ASSERT_EQ(unfold({"--weights", at("three.npy"), "--layout", "oihw", "--extract", at("torch.npy")}).status,
            0);
  EXPECT_EQ(read_text(folder_ / "torch.npy"), read_text(folder_ / "three.npy"));
  EXPECT_NE(read_text(folder_ / "keras.npy"), read_text(folder_ / "three.npy"));
}

TEST_F(Program, FiltersOfOtherChannelsTakeAPictureAsAsked) {
  write_bank("deep.npy", {2, 8, 3, 3});
  EXPECT_THAT(fails(1, {"--weights", at("deep.npy"), "--dump", at("d")}), HasSubstr("8 input channels"));
  ASSERT_EQ(
      unfold({"--weights", at("deep.npy"), "--channels", "repeat", "--resize", "9x9", "--dump", at("d")})
          .status,
      0);
  EXPECT_THAT(read_text(folder_ / "d" / "manifest.json"), HasSubstr("8"));
}

TEST_F(Program, ExtractWritesTheChosenBank) {
  write_bank("conv1.npy", {4, 3, 5, 5});
  ASSERT_EQ(unfold({"--weights", at("conv1.npy"), "--extract", at("out.npy")}).status, 0);
  EXPECT_EQ(read_text(folder_ / "out.npy"), read_text(folder_ / "conv1.npy"));
}

TEST_F(Program, RealWeightsOnARealPictureAgreeWithPyTorch) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  const std::vector<std::string> layer{(*folder / "golden/astronaut_crop224.png").string(),
                                       "--weights",
                                       (*folder / "weights/torchvision_resnet18_conv1.weight.npy").string(),
                                       "--stride",
                                       "2",
                                       "--pad",
                                       "3",
                                       "--normalize",
                                       "imagenet",
                                       "--dump",
                                       at("d")};
  ASSERT_EQ(unfold(layer).status, 0);
  const Array x = read_npy(*folder / "golden/astronaut_crop224_imagenet_norm.npy");
  EXPECT_LE(difference(dumped("x"), x), 1e-6F * largest(x));
  const Array conv = read_npy(*folder / "golden/resnet18_conv1_raw_conv.npy");
  EXPECT_EQ(dumped("conv").shape, (Shape{1, 64, 112, 112}));
  EXPECT_LE(difference(dumped("conv"), conv), 2e-6F * largest(conv));

  std::vector<std::string> pooled = layer;
  pooled.insert(pooled.end(), {"--pool", "3", "--pool-stride", "2", "--pool-pad", "1"});
  ASSERT_EQ(unfold(pooled).status, 0);
  const Array pool = read_npy(*folder / "golden/resnet18_conv1_raw_maxpool.npy");
  EXPECT_EQ(dumped("pool").shape, (Shape{1, 64, 56, 56}));
  EXPECT_LE(difference(dumped("pool"), pool), 2e-6F * largest(pool));
}

TEST_F(Program, TheManifestSaysWhatWasDoneToThePicture) {
  ASSERT_EQ(unfold({"--pattern", "bars:64", "--short-side", "32", "--crop", "24x20", "--bgr", "--no-scale",
                    "--normalize", "104,117,124/1,2,4", "--dump", at("d")})
                .status,
            0);
  EXPECT_EQ(dumped("x").shape, (Shape{1, 3, 20, 24}));
  const nlohmann::json manifest = nlohmann::json::parse(read_text(folder_ / "d" / "manifest.json"));
  EXPECT_EQ(manifest["picture"], "bars:64");
  EXPECT_EQ(manifest["normalize"], "104,117,124/1,2,4");
  const nlohmann::json& steps = manifest["preprocess"][0]["steps"];
  ASSERT_EQ(steps.size(), 6U);
  EXPECT_EQ(steps[0]["width"], 64);
  EXPECT_EQ(steps[1]["step"], "resize");
  EXPECT_EQ(steps[1]["width"], 32);
  EXPECT_EQ(steps[2]["box"], (std::vector<int>{4, 6, 24, 20}));
  EXPECT_EQ(steps[3]["order"], "bgr");
  EXPECT_EQ(steps[4]["on"], false);
  EXPECT_EQ(steps[5]["mean"], (std::vector<float>{104, 117, 124}));
  // The spans are those of the tensor that lies beside it.
  const Array x = dumped("x");
  for (std::size_t c = 0; c < 3; ++c) {
    const auto from = x.data.begin() + static_cast<std::ptrdiff_t>(c) * 480;
    const auto [lo, hi] = std::minmax_element(from, from + 480);
    EXPECT_EQ(steps[5]["values"][c][0].get<float>(), *lo);
    EXPECT_EQ(steps[5]["values"][c][1].get<float>(), *hi);
  }
  ASSERT_EQ(unfold({"--lesson", "toy", "--dump", at("d")}).status, 0);
  EXPECT_TRUE(nlohmann::json::parse(read_text(folder_ / "d" / "manifest.json"))["preprocess"].empty());
}

TEST_F(Program, AFolderOfPicturesIsABatch) {
  std::filesystem::create_directories(folder_ / "my pictures");
  for (const char* name : {"b.ppm", "a.ppm"})
    write_text(folder_ / "my pictures" / name, "P6 9 8 255\n" + std::string(9 * 8 * 3, name[0]));
  write_text(folder_ / "my pictures" / "notes.txt", "none");
  ASSERT_EQ(unfold({"--image", at("my pictures"), "--dump", at("d")}).status, 0);
  const Array x = dumped("x");
  EXPECT_EQ(x.shape, (Shape{2, 3, 8, 9}));
  EXPECT_EQ(x.data.front(), static_cast<float>('a') / 255.0F);
  write_text(folder_ / "my pictures" / "c.pgm", "P5 8 8 255\n" + std::string(64, 'c'));
  EXPECT_THAT(fails(1, {"--image", at("my pictures"), "--dump", at("d")}),
              AllOf(HasSubstr("c.pgm: is 8 by 8"), HasSubstr("--resize")));
  EXPECT_EQ(unfold({"--image", at("my pictures"), "--crop", "8x8", "--dump", at("d")}).status, 0);
  EXPECT_EQ(dumped("x").shape, (Shape{3, 3, 8, 8}));
  std::filesystem::create_directories(folder_ / "empty");
  EXPECT_THAT(fails(1, {at("empty"), "--dump", at("d")}), HasSubstr("empty: there is no picture"));
}

TEST_F(Program, EveryBadFileOfTheCasesEndsWithOne) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  for (const auto& entry : std::filesystem::directory_iterator(*folder / "bad")) {
    const std::string name = entry.path().filename().string(), suffix = entry.path().extension().string();
    const bool weights = suffix == ".npy" || suffix == ".npz" || suffix == ".safetensors";
    const std::string line =
        weights ? fails(1, {"--lesson", "toy", "--weights", entry.path().string(), "--dump", at("d")})
                : fails(1, {"--lesson", "toy", entry.path().string(), "--dump", at("d")});
    EXPECT_TRUE(line.starts_with("unfold: " + name + ": ")) << line;
  }
}

}  // namespace
}  // namespace unfold::cli
