#include "core/layer/onnx_testing.h"
#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

namespace unfold {
namespace {

namespace fs = std::filesystem;
using testing::OnnxNode;

// Where Debian's libonnx-testdata keeps the ONNX backend node tests.
const fs::path node_tests = "/usr/share/libonnx-testdata/data/node";

constexpr const char* not_2d = "not a 2-D picture";

// The cases that the layer does not cover, and why. Every other one is run.
const std::map<std::string, std::string> left_out{
    {"test_averagepool_1d_default", not_2d},
    {"test_averagepool_3d_default", not_2d},
    {"test_maxpool_1d_default", not_2d},
    {"test_maxpool_3d_default", not_2d},
};

struct Case {
  std::string name;
  OnnxNode node;
  std::vector<Array> inputs, outputs;
};

std::vector<Array> read_tensors(const fs::path& folder, const std::string& what) {
  std::vector<Array> tensors;
  for (int i = 0; fs::exists(folder / (what + std::to_string(i) + ".pb")); ++i) {
    tensors.push_back(testing::read_onnx_tensor(folder / (what + std::to_string(i) + ".pb")));
  }
  return tensors;
}

// Every case that holds a node of the three kinds.
std::vector<Case> every_case() {
  std::vector<Case> cases;
  for (const auto& entry : fs::directory_iterator(node_tests)) {
    const std::vector<OnnxNode> nodes = testing::read_onnx_nodes(entry.path() / "model.onnx");
    const auto ours = std::find_if(nodes.begin(), nodes.end(), [](const OnnxNode& node) {
      return node.op_type == "Conv" || node.op_type == "MaxPool" || node.op_type == "AveragePool";
    });
    if (ours == nodes.end()) continue;
    const fs::path data = entry.path() / "test_data_set_0";
    cases.push_back({entry.path().filename().string(), *ours, read_tensors(data, "input_"),
                     read_tensors(data, "output_")});
    EXPECT_EQ(nodes.size(), 1U) << cases.back().name << ": a model of several nodes is not looked into";
  }
  return cases;
}

// What one axis adds at its two ends, as the node says it: in numbers, or SAME for a window of this extent.
std::pair<std::int64_t, std::int64_t> pads_of(const Case& c, int axis, std::int64_t extent,
                                              std::int64_t stride) {
  const auto auto_pad = c.node.strings.find("auto_pad");
  const std::string how = auto_pad == c.node.strings.end() ? "NOTSET" : auto_pad->second;
  if (how == "SAME_UPPER" || how == "SAME_LOWER") {
    const std::int64_t size = c.inputs[0].shape[axis + 2];
    const std::int64_t all =
        std::max<std::int64_t>(0, ((size + stride - 1) / stride - 1) * stride + extent - size);
    return how == "SAME_UPPER" ? std::pair{all / 2, all - all / 2} : std::pair{all - all / 2, all / 2};
  }
  const std::vector<std::int64_t> pads = c.node.get("pads", 4, 0);
  return {pads[static_cast<std::size_t>(axis)], pads[static_cast<std::size_t>(axis) + 2]};
}

struct Window {
  std::int64_t rows = 1, cols = 1, stride = 1, dilation = 1;
  Sides pad;
};

// The case as one window that slides, or the reason why it is none of ours.
std::optional<Window> window_of(const Case& c, std::string& reason) {
  const std::vector<std::int64_t> kernel = c.node.get("kernel_shape", 2, 1);
  if (kernel.size() != 2) {
    reason = not_2d;
    return std::nullopt;
  }
  const std::vector<std::int64_t> strides = c.node.get("strides", 2, 1),
                                  apart = c.node.get("dilations", 2, 1);
  const auto rows = pads_of(c, 0, (kernel[0] - 1) * apart[0] + 1, strides[0]);
  const auto cols = pads_of(c, 1, (kernel[1] - 1) * apart[1] + 1, strides[1]);
  if (strides[0] != strides[1]) reason = "rows and columns have strides of their own";
  if (apart[0] != apart[1]) reason = "rows and columns have dilations of their own";
  if (c.node.op_type != "Conv" && kernel[0] != kernel[1]) reason = "the pooling window is not square";
  if (!reason.empty()) return std::nullopt;
  return Window{
      kernel[0], kernel[1], strides[0], apart[0], {rows.first, cols.first, rows.second, cols.second}};
}

std::shared_ptr<const Array> shared(const Array& array) { return std::make_shared<const Array>(array); }

std::shared_ptr<const Walkthrough> convolution(const Case& c, const Window& window) {
  const LayerInput input{shared(c.inputs[0]),
                         shared(c.inputs[1]),
                         c.inputs.size() > 2 ? shared(c.inputs[2]) : nullptr,
                         {.stride = window.stride,
                          .pad = window.pad,
                          .dilation = window.dilation,
                          .groups = c.node.get("group", 1, 1)[0],
                          .pool = 1,
                          .pool_stride = 1}};
  return Walkthrough::compute(input);
}

// Pooling alone: a layer whose filters each copy one channel.
std::shared_ptr<const Walkthrough> pooling(const Case& c, const Window& window) {
  const std::int64_t channels = c.inputs[0].shape[1];
  Array copies{{channels, channels, 1, 1},
               std::vector<float>(static_cast<std::size_t>(channels * channels), 0.0F)};
  for (std::int64_t i = 0; i < channels; ++i) copies.data[static_cast<std::size_t>(i * channels + i)] = 1.0F;
  const bool count_pad = c.node.get("count_include_pad", 1, 0) == std::vector<std::int64_t>{1};
  LayerParams params{.pool = window.rows,
                     .pool_stride = window.stride,
                     .pool_pad = window.pad,
                     .pool_dilation = window.dilation,
                     .pool_ceil = c.node.get("ceil_mode", 1, 0)[0] == 1};
  params.pool_kind = c.node.op_type == "MaxPool" ? PoolKind::max : PoolKind::average;
  params.pool_padding = count_pad ? PoolPadding::zeros : PoolPadding::excluded;
  return Walkthrough::compute({shared(c.inputs[0]), shared(copies), nullptr, params});
}

void expect_close(const Array& is, const Array& right, const std::string& name) {
  ASSERT_EQ(is.shape, right.shape) << name;
  float largest = 0.0F;
  for (const float v : right.data) largest = std::max(largest, std::abs(v));
  for (std::size_t i = 0; i < right.data.size(); ++i) {
    ASSERT_NEAR(is.data[i], right.data[i], 1e-6F * largest) << name << " element " << i;
  }
}

// MaxPool's second output: the element of the input that wins each window, its planes by rows or by columns.
Array winners(const Case& c, const Walkthrough& layer) {
  const Geometry& g = layer.geometry();
  const bool by_columns = c.node.get("storage_order", 1, 0) == std::vector<std::int64_t>{1};
  Array won{layer.pool().shape, {}};
  for (std::int64_t i = 0; i < won.shape.count(); ++i) {
    const CellRef out{TensorId::pool, unflatten(won.shape, i)};
    const CellBox window = sources(g, false, {TensorId::pool_max, sources(g, false, out)[0].first})[0];
    const Index best{window.first[0], layer.argmax(window.first[0])};
    const Index in_col = sources(g, false, {TensorId::pool_windows, best})[0].first;
    const Index at = sources(g, false, {TensorId::pool_col, in_col})[0].first;
    const std::int64_t in_plane = by_columns ? at[3] * g.OH + at[2] : at[2] * g.OW + at[3];
    won.data.push_back(static_cast<float>((at[0] * g.FN + at[1]) * g.OH * g.OW + in_plane));
  }
  return won;
}

TEST(OnnxNode, every_case_of_Conv_MaxPool_and_AveragePool_is_run_or_left_out_with_its_reason) {
  if (!fs::exists(node_tests)) GTEST_SKIP() << "needs Debian's libonnx-testdata";
  int run = 0;
  int listed = 0;
  for (const Case& c : every_case()) {
    std::string reason;
    const std::optional<Window> window = window_of(c, reason);
    const auto listing = left_out.find(c.name);
    if (!window) {
      ++listed;
      ASSERT_NE(listing, left_out.end()) << c.name << " is neither run nor listed: " << reason;
      EXPECT_EQ(listing->second, reason) << c.name;
      continue;
    }
    EXPECT_EQ(listing, left_out.end()) << c.name << " is listed as left out, but the layer covers it";
    const auto layer = c.node.op_type == "Conv" ? convolution(c, *window) : pooling(c, *window);
    expect_close(testing::array_of(layer->pool()), c.outputs.at(0), c.name);
    if (c.outputs.size() > 1) expect_close(winners(c, *layer), c.outputs[1], c.name);
    ++run;
  }
  EXPECT_EQ(listed, std::ssize(left_out)) << "a case that is listed as left out is not there";
  RecordProperty("run", run);
  RecordProperty("left_out", listed);
  EXPECT_GT(run, 0);
}

}  // namespace
}  // namespace unfold
