// Weights that nobody here wrote, of PyTorch and NumPy, where UNFOLD_CASES names their folder.

#include "core/io/bank.h"
#include "core/io/testing.h"

#include <cmath>

namespace unfold {
namespace {

using testing_files::case_rows;
using testing_files::cases;
using testing_files::refusal;

enum Column { path, source, licence, format, first_conv, shape_as_stored, layout, dtype, sum, possum97 };

std::string joined(const Shape& shape) {
  std::string text;
  for (int i = 0; i < shape.rank(); ++i) text += (i > 0 ? "x" : "") + std::to_string(shape[i]);
  return text;
}
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
void expect_facts(const Array& array, const std::vector<std::string>& row) {
  EXPECT_EQ(joined(array.shape), row[shape_as_stored]) << row[path];
  double total = 0, weighted = 0, magnitude = 1;
  for (std::size_t i = 0; i < array.data.size(); ++i) {
    total += array.data[i];
    weighted += array.data[i] * static_cast<double>(i % 97 + 1);
    magnitude = std::max(magnitude, std::abs(static_cast<double>(array.data[i])));
  }
  if (row[sum] == "nan") {
    EXPECT_TRUE(std::isnan(total)) << row[path];
    return;
  }
  const double tolerance = 1e-8 * magnitude * static_cast<double>(array.data.size());
  EXPECT_NEAR(total, std::stod(row[sum]), tolerance + 1e-8 * std::abs(total)) << row[path];
  EXPECT_NEAR(weighted, std::stod(row[possum97]), 97 * tolerance + 1e-8 * std::abs(weighted)) << row[path];
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
      read_bank(*folder / "weights/resnet18_conv1_bn1bias.TARFORMAT.pth", "conv1.weight").weight;
  const NamedArray npy = read_bank(*folder / "weights/torchvision_resnet18_conv1.weight.npy", "").weight;
  EXPECT_EQ(tar.array.shape, npy.array.shape);
  EXPECT_EQ(tar.array.data, npy.array.data);
}

}  // namespace
}  // namespace unfold
