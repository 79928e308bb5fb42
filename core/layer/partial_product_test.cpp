#include "core/layer/partial_product.h"

#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace unfold {
namespace {

std::shared_ptr<const Walkthrough> layer(const testing::Sizes& sizes) {
  const Geometry g = testing::geometry_of(sizes);
  const auto filled = [](const Shape& shape, float by) {
    auto array =
        std::make_shared<Array>(Array{shape, std::vector<float>(static_cast<std::size_t>(shape.count()))});
    for (std::size_t i = 0; i < array->data.size(); ++i)
      array->data[i] = std::sin(static_cast<float>(i % 9973) * by) + 0.1F;
    return array;
  };
  return Walkthrough::compute({filled({g.N, g.C, g.H, g.W}, 0.37F), filled({g.FN, g.CG, g.FH, g.FW}, 0.71F),
                               filled({g.FN}, 1.3F), g.params()});
}

TEST(PartialProduct, IsTheFloatSumOfTheFirstProductsInOrder) {
  for (const testing::Sizes& sizes : testing::swept_sizes(12)) {
    const auto walk = layer(sizes);
    const Geometry& g = walk->geometry();
    for (const std::int64_t terms : {std::int64_t{0}, std::int64_t{1}, (g.KG + 1) / 2, g.KG}) {
      std::vector<float> sums(static_cast<std::size_t>(g.M * g.FN));
      read_partial_product(*walk, terms, 0, 0, g.M, g.FN, sums.data());
      for (std::int64_t i = 0; i < g.M * g.FN; ++i) {
        float sum = 0;
        for (std::int64_t k = 0; k < terms; ++k)
          sum += walk->at(TensorId::col, {i / g.FN, i % g.FN / (g.FN / g.groups) * g.KG + k}) *
                 walk->at(TensorId::col_W, {k, i % g.FN});
        ASSERT_FLOAT_EQ(sums[static_cast<std::size_t>(i)], sum)
            << testing::words(sizes) << " after " << terms;
      }
    }
  }
}

TEST(PartialProduct, EndsAtTheProductWithoutItsBias) {
  for (const testing::Sizes& sizes : testing::swept_sizes(12)) {
    const auto walk = layer(sizes);
    const Geometry& g = walk->geometry();
    std::vector<float> sums(static_cast<std::size_t>(g.M * g.FN));
    read_partial_product(*walk, g.KG, 0, 0, g.M, g.FN, sums.data());
    const float off = 1e-5F * std::max(1.0F, walk->stats(TensorId::out2d).abs_max);
    for (std::int64_t i = 0; i < g.M; ++i) {
      for (std::int64_t f = 0; f < g.FN; ++f) {
        EXPECT_NEAR(sums[static_cast<std::size_t>(i * g.FN + f)] + walk->at(TensorId::b, {f}),
                    walk->at(TensorId::out2d, {i, f}), off);
      }
    }
  }
}

TEST(PartialProduct, ReadsAnyRectangleOfItself) {
  for (const testing::Sizes& sizes : testing::swept_sizes(12)) {
    const auto walk = layer(sizes);
    const Geometry& g = walk->geometry();
    std::vector<float> all(static_cast<std::size_t>(g.M * g.FN));
    read_partial_product(*walk, g.KG, 0, 0, g.M, g.FN, all.data());
    for (std::int64_t row = 0; row < g.M; ++row) {
      for (std::int64_t col = 0; col < g.FN; ++col) {
        float one = -1;
        read_partial_product(*walk, g.KG, row, col, 1, 1, &one);
        EXPECT_EQ(one, all[static_cast<std::size_t>(row * g.FN + col)]);
      }
    }
  }
}

}  // namespace
}  // namespace unfold
