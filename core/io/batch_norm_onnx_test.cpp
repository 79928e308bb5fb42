#include "core/io/batch_norm.h"

#include "core/layer/onnx_testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace unfold {
namespace {

namespace fs = std::filesystem;

// ONNX's own node tests: Y = (X - mean) / sqrt(var + epsilon) * scale + B.
const fs::path node_tests = "/usr/share/libonnx-testdata/data/node";

// The four vectors of a node test, in a file that keeps nothing else.
class Vectors : public WeightsFile {
 public:
  explicit Vectors(std::vector<Array> arrays) : arrays_(std::move(arrays)) {
    for (const Array& array : arrays_) tensors_.push_back({"v", array.shape, "float32"});
  }
  [[nodiscard]] std::string_view format() const override { return "test"; }
  [[nodiscard]] Array read(std::size_t place) override { return arrays_.at(place); }

 private:
  std::vector<Array> arrays_;
};

class NodeTest : public ::testing::TestWithParam<const char*> {};

TEST_P(NodeTest, AConvolutionThatCopiesBecomesTheNorm) {
  const fs::path folder = node_tests / GetParam();
  if (!fs::exists(folder)) GTEST_SKIP() << "libonnx-testdata is not installed";
  const auto tensor = [&](const std::string& name) {
    return testing::read_onnx_tensor(folder / "test_data_set_0" / (name + ".pb"));
  };
  const Array x = tensor("input_0"), y = tensor("output_0");
  StoredNorm norm{.name = "bn", .gamma = 0, .beta = 1, .mean = 2, .variance = 3};
  const std::vector<testing::OnnxNode> nodes = testing::read_onnx_nodes(folder / "model.onnx");
  ASSERT_EQ(nodes.size(), 1U);
  if (std::string(GetParam()).ends_with("epsilon")) norm.epsilon = 1e-2;
  const std::int64_t C = x.shape[1], plane = x.shape[2] * x.shape[3];
  Vectors file({tensor("input_1"), tensor("input_2"), tensor("input_3"), tensor("input_4")});
  // One filter a channel, which copies it.
  Array W{{C, C, 1, 1}, std::vector<float>(static_cast<std::size_t>(C * C))};
  for (std::int64_t c = 0; c < C; ++c) W.data[static_cast<std::size_t>(c * C + c)] = 1;
  Array b{{C}, std::vector<float>(static_cast<std::size_t>(C))};
  fold(read_norm(file, norm, C), W, b);
  for (std::int64_t n = 0; n < x.shape[0]; ++n)
    for (std::int64_t c = 0; c < C; ++c)
      for (std::int64_t i = 0; i < plane; ++i) {
        const auto at = static_cast<std::size_t>((n * C + c) * plane + i);
        const float made =
            x.data[at] * W.data[static_cast<std::size_t>(c * C + c)] + b.data[static_cast<std::size_t>(c)];
        ASSERT_NEAR(made, y.data[at], 2e-6F * std::max(1.0F, std::abs(y.data[at]))) << at;
      }
}

INSTANTIATE_TEST_SUITE_P(Onnx, NodeTest,
                         ::testing::Values("test_batchnorm_example", "test_batchnorm_epsilon"));

}  // namespace
}  // namespace unfold
