#include "core/io/inventory.h"

#include "core/io/batch_norm.h"
#include "core/io/filter_sheet.h"
#include "core/io/fixture_testing.h"

#include <cmath>
#include <limits>

namespace unfold {
namespace {

using testing_files::fixture;
using testing_files::TempFolder;

// A file in memory, as a reader would list it.
class Listed : public WeightsFile {
 public:
  Listed(std::string format, std::vector<TensorInfo> tensors) : format_(std::move(format)) {
    tensors_ = std::move(tensors);
  }
  [[nodiscard]] std::string_view format() const override { return format_; }
  [[nodiscard]] Array read(std::size_t place) override {
    const Shape& shape = tensors_.at(place).shape;
    return {shape, std::vector<float>(static_cast<std::size_t>(shape.count()), static_cast<float>(place))};
  }

 private:
  std::string format_;
};

TensorInfo of(const std::string& name, const Shape& shape) { return {name, shape, "float32"}; }

std::vector<TensorInfo> norm(const std::string& layer, std::int64_t FN) {
  return {of(layer + ".weight", {FN}), of(layer + ".bias", {FN}), of(layer + ".running_mean", {FN}),
          of(layer + ".running_var", {FN})};
}

std::vector<TensorInfo> joined(std::initializer_list<std::vector<TensorInfo>> parts) {
  std::vector<TensorInfo> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

TEST(Inventory, TensorsAreSortedByWhatTheyCanBe) {
  const Listed file("PyTorch", joined({{of("conv1.weight", {64, 3, 7, 7})},
                                       norm("bn1", 64),
                                       {of("layer1.0.conv1.weight", {64, 64, 3, 3})},
                                       norm("layer1.0.bn1", 64),
                                       {of("fc.weight", {1000, 512}), of("fc.bias", {1000})}}));
  const Inventory inventory = take_inventory(file, "resnet.pth");
  EXPECT_EQ(inventory.of(TensorUse::first_layer), std::vector<std::size_t>{0});
  EXPECT_EQ(inventory.of(TensorUse::later_conv), std::vector<std::size_t>{5});
  EXPECT_EQ(inventory.of(TensorUse::other).size(), 10U);
  EXPECT_EQ(inventory.likeliest, 0U);
  EXPECT_FALSE(inventory.items[0].bias);
  EXPECT_EQ(inventory.items[5].why_not, "64 input channels, not 3 (colour) or 1 (gray)");
  ASSERT_TRUE(inventory.items[0].norm);
  EXPECT_EQ(inventory.items[0].norm->name, "bn1");
  EXPECT_EQ(inventory.items[0].norm->mean, 3U);
  EXPECT_EQ(inventory.items[5].norm->name, "layer1.0.bn1");
  EXPECT_FALSE(inventory.is_plain());
}

TEST(Inventory, OnlyOneTensorInOneReadingIsPlain) {
  const auto plain = [](const Shape& shape) {
    return take_inventory(Listed("NumPy .npy", {of("w", shape)}), "w.npy").is_plain();
  };
  EXPECT_TRUE(plain({64, 3, 7, 7}));
  EXPECT_TRUE(plain({7, 7, 3, 64}));
  EXPECT_TRUE(plain({64, 3, 3, 3}));
  EXPECT_FALSE(plain({3, 3, 3, 3}));
  EXPECT_FALSE(plain({5, 3, 3, 32}));
  EXPECT_FALSE(plain({3, 3, 3, 32}));
  EXPECT_FALSE(plain({64, 64, 3, 3}));
  EXPECT_FALSE(plain({10}));
}

TEST(Inventory, TheNormIsFoundByNameOrOrderAndNotGuessed) {
  const auto norm_of = [](const std::string& format, const std::vector<TensorInfo>& tensors) {
    const auto found = norm_after(Listed(format, tensors), TensorNames(tensors), 0, 8);
    return found ? found->name : "none";
  };
  const TensorInfo first = of("features.0.weight", {8, 3, 3, 3});
  EXPECT_EQ(norm_of("safetensors", joined({{first}, norm("features.1", 8)})), "features.1");
  EXPECT_EQ(norm_of("safetensors", joined({{of("stem.conv.weight", {8, 3, 3, 3})}, norm("stem.norm", 8)})),
            "stem.norm");
  // A sorted file says nothing by its order, one of PyTorch does.
  const auto other_name = joined({{of("stem.weight", {8, 3, 3, 3})}, norm("after", 8)});
  EXPECT_EQ(norm_of("safetensors", other_name), "none");
  EXPECT_EQ(norm_of("PyTorch, zip", other_name), "after");
  // Behind another convolution it is that one's.
  EXPECT_EQ(norm_of("PyTorch",
                    joined({{of("a.weight", {8, 3, 3, 3}), of("b.weight", {8, 8, 3, 3})}, norm("after", 8)})),
            "none");
  EXPECT_EQ(norm_of("PyTorch", joined({{first}, norm("features.1", 16)})), "none");
}

// A dense layer's norm1 comes before its conv1, and a norm behind another layer or a nonlinearity is none of
// it.
TEST(Inventory, ANormBeforeTheConvolutionOrBehindMoreIsNone) {
  const auto norm_of = [](const std::string& format, const std::vector<TensorInfo>& tensors,
                          std::size_t conv) {
    const auto found = norm_after(Listed(format, tensors), TensorNames(tensors), conv, 8);
    return found ? found->name : "none";
  };
  const auto dense = joined({norm("d.norm1", 8), {of("d.conv1.weight", {8, 8, 1, 1})}, norm("d.norm2", 8)});
  EXPECT_EQ(norm_of("PyTorch, zip", dense, 4), "d.norm2");
  EXPECT_EQ(norm_of("safetensors", dense, 4), "none");
  EXPECT_EQ(norm_of("PyTorch, zip", joined({{of("0.weight", {8, 3, 3, 3})}, norm("2", 8)}), 0), "none");
  EXPECT_EQ(norm_of("PyTorch, zip",
                    joined({{of("conv.weight", {8, 3, 3, 3}), of("fc.weight", {8, 8})}, norm("after", 8)}),
                    0),
            "none");
}

// F.batch_norm(F.conv2d(x, W, b), mean, var, gamma, beta, eps=1e-5) for one number of x that is 2.
TEST(Inventory, FoldingGivesWhatConvolutionAndNormGiveInTurn) {
  const double mean = 0.25, variance = 4, gamma = 3, beta = -1, weight = 0.5, bias = 0.75, x = 2;
  const ChannelAffine affine{{gamma / std::sqrt(variance + 1e-5)},
                             {beta - mean * gamma / std::sqrt(variance + 1e-5)}};
  Array W{{1, 1, 1, 1}, {static_cast<float>(weight)}}, b{{1}, {static_cast<float>(bias)}};
  fold(affine, W, b);
  const double right = (x * weight + bias - mean) / std::sqrt(variance + 1e-5) * gamma + beta;
  EXPECT_NEAR(x * static_cast<double>(W.data[0]) + static_cast<double>(b.data[0]), right, 1e-6);
}

TEST(Inventory, ANormWithoutVarianceIsRefused) {
  Listed file("PyTorch", {of("bn.mean", {2}), of("bn.var", {2})});
  StoredNorm norm{.name = "bn", .mean = 1, .variance = 0, .epsilon = 0};
  try {
    static_cast<void>(read_norm(file, norm, 2));
    FAIL() << "a variance of 0 was taken";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "bn: its variance of filter 0 is 0.000000; a number above zero is needed, or the "
                 "batch norm left out");
  }
}

TEST(Inventory, AnOnnxModelTellsItsNormByDataFlow) {
  const Inventory inventory = take_inventory(fixture("layers_flow.onnx"));
  ASSERT_TRUE(inventory.conv);
  EXPECT_EQ(inventory.likeliest, inventory.conv->weight);
}

TEST(Inventory, ASheetIsOfOneRange) {
  Array bank{{4, 3, 5, 5}, std::vector<float>(300)};
  for (std::size_t i = 0; i < bank.data.size(); ++i) bank.data[i] = i < 75 ? 1e-4F : 0.3F;
  bank.data[299] = -9;
  bank.data[298] = std::numeric_limits<float>::quiet_NaN();
  const FilterSheet sheet = make_sheet(bank, 2);
  EXPECT_EQ(sheet.bank, (Shape{4, 3, 5, 5}));
  EXPECT_EQ(sheet.filters.shape, (Shape{2, 3, 5, 5}));
  EXPECT_FLOAT_EQ(sheet.range, 0.3F);
  EXPECT_NEAR(sheet.beyond, 2.0 / 300, 1e-9);
  EXPECT_EQ(sheet.nearly_zero, 1);
  Array other = bank;
  other.data[0] = 2e-4F;
  EXPECT_NE(make_sheet(other, 2).id, sheet.id);
}

}  // namespace
}  // namespace unfold
