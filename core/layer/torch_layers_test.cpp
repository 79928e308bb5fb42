#include "core/layer/walkthrough.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <sstream>
#include <string>

namespace unfold {
namespace {

// The whole numbers that core/layer/fixtures/make_torch_layers.py puts into x and W.
std::shared_ptr<const Array> numbers(const Shape& shape, std::int64_t factor, std::int64_t start,
                                     std::int64_t modulus, std::int64_t minus) {
  Array array{shape, {}};
  for (std::int64_t i = 0; i < shape.count(); ++i)
    array.data.push_back(static_cast<float>((factor * i + start) % modulus - minus));
  return std::make_shared<const Array>(std::move(array));
}

std::vector<float> values(const std::string& words) {
  std::istringstream in(words);
  std::vector<float> all;
  for (float v = 0; in >> v;) all.push_back(v);
  return all;
}

TEST(TorchLayers, every_combination_of_parameters_gives_the_values_of_PyTorch) {
  std::ifstream file("core/layer/fixtures/torch_layers.txt");
  ASSERT_TRUE(file) << "run from the project's root";
  int layers = 0, dilated = 0, grouped = 0, uneven = 0, hanging = 0;
  for (std::string line; std::getline(file, line); ++layers) {
    std::istringstream parts(line);
    std::array<std::string, 3> part;
    for (std::string& p : part) std::getline(parts, p, '|');
    std::istringstream given(part[0]);
    std::array<std::int64_t, 22> n{};
    for (std::int64_t& v : n) given >> v;
    const LayerParams params{.stride = n[7],
                             .pad = {n[10], n[11], n[12], n[13]},
                             .dilation = n[8],
                             .groups = n[9],
                             .pool = n[14],
                             .pool_stride = n[15],
                             .pool_pad = {n[17], n[18], n[19], n[20]},
                             .pool_dilation = n[16],
                             .pool_ceil = n[21] == 1};
    const auto layer =
        Walkthrough::compute({numbers({n[0], n[1], n[2], n[3]}, 7, 3, 11, 5),
                              numbers({n[4], n[1] / n[9], n[5], n[6]}, 5, 2, 7, 3), nullptr, params});
    ASSERT_EQ(layer->conv().data, values(part[1])) << part[0];
    ASSERT_EQ(layer->pool().data, values(part[2])) << part[0];
    const Geometry& g = layer->geometry();
    dilated += g.dilation > 1 ? 1 : 0;
    grouped += g.groups > 1 ? 1 : 0;
    uneven += g.pad.even() ? 0 : 1;
    hanging += g.pool_rows().over() + g.pool_cols().over() > 0 ? 1 : 0;
  }
  EXPECT_EQ(layers, 240);
  for (const int some : {dilated, grouped, uneven, hanging}) EXPECT_GT(some, 20);
}

}  // namespace
}  // namespace unfold
