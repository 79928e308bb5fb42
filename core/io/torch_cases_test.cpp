// Weights that nobody here wrote, of PyTorch and NumPy, where UNFOLD_CASES names their folder.

#include "core/io/bank.h"
#include "core/io/case_testing.h"

namespace unfold {
namespace {

using namespace testing_files;

bool is_ours(const std::string& file) {
  for (const char* suffix : {".pt", ".pth", ".tar", ".npz"}) {
    if (file.ends_with(suffix)) return true;
  }
  return false;
}
// The index has whole paths, and a tensor's name may lack its wrapper.
bool is_named(const std::string& name, const std::string& wanted) {
  return name == wanted || wanted.ends_with("." + name);
}

TEST(TorchCases, EveryFirstConvolutionHasItsShapeItsSumAndItsOrder) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  int checked = 0;
  for (const auto& row : case_rows(*folder)) {
    if (row[path].starts_with("bad/") || !is_ours(row[path]) || row[sum].empty()) continue;
    const auto weights = open_weights(*folder / row[path]);
    bool found = false;
    for (std::size_t i = 0; i < weights->tensors().size() && !found; ++i) {
      const TensorInfo& info = weights->tensors()[i];
      if (!is_named(info.name, row[first_conv])) continue;
      found = true;
      // The index's own reader has bfloat16 as float32.
      EXPECT_TRUE(info.dtype == row[dtype] || info.dtype == "bfloat16") << row[path] << " " << info.dtype;
      if (row[layout] == "OIHW") {
        EXPECT_EQ(info.layout, BankLayout::oihw) << row[path];
      }
      expect_facts(weights->read(i), row);
      ++checked;
    }
    EXPECT_TRUE(found) << row[path] << ": no " << row[first_conv];
  }
  EXPECT_GT(checked, 50);
}

TEST(TorchCases, EveryFileOpensAndAllOfItsTensorsAreRead) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  int opened = 0;
  for (const auto& row : case_rows(*folder)) {
    if (row[path].starts_with("bad/") || !is_ours(row[path])) continue;
    if (row[path].ends_with("/broken.pt")) {
      refusal([&] { static_cast<void>(open_weights(*folder / row[path])); });
      continue;
    }
    SCOPED_TRACE(row[path]);
    const auto weights = open_weights(*folder / row[path]);
    for (std::size_t i = 0; i < weights->tensors().size(); ++i) {
      EXPECT_EQ(weights->read(i).shape, weights->tensors()[i].shape);
    }
    ++opened;
  }
  EXPECT_GT(opened, 60);
}

TEST(TorchCases, TheTarFormatHoldsTheFirstLayerThatTheNpyHolds) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  const NamedArray tar =
      read_bank(*folder / "weights/resnet18_conv1_bn1bias.TARFORMAT.pth", {.tensor = "conv1.weight"}).weight;
  const NamedArray npy = read_bank(*folder / "weights/torchvision_resnet18_conv1.weight.npy").weight;
  EXPECT_EQ(tar.array.shape, npy.array.shape);
  EXPECT_EQ(tar.array.data, npy.array.data);
}

}  // namespace
}  // namespace unfold
