#include "core/base/shape.h"

#include <gtest/gtest.h>

namespace unfold {
namespace {

TEST(Shape, is_printed_as_NumPy_prints_it) {
  EXPECT_EQ(to_string({1, 3, 224, 224}), "(1, 3, 224, 224)");
  EXPECT_EQ(to_string({5}), "(5,)");
  EXPECT_EQ(to_string({}), "()");
}

TEST(Shape, strides_count_elements_in_C_order) {
  EXPECT_EQ((Shape{2, 3, 4}.strides()), (Dims{12, 4, 1}));
  EXPECT_EQ((Shape{2, 3, 4}.count()), 24);
  EXPECT_EQ(Shape{}.count(), 1);
}

TEST(Shape, unflatten_undoes_flatten_for_every_element) {
  const Shape shape{2, 3, 1, 4};
  for (std::int64_t i = 0; i < shape.count(); ++i) EXPECT_EQ(flatten(shape, unflatten(shape, i)), i);
  EXPECT_EQ(unflatten(shape, 23), (Index{1, 2, 0, 3}));
}

TEST(Shape, of_another_rank_is_another_shape) { EXPECT_NE((Shape{2}), (Shape{2, 0})); }

}  // namespace
}  // namespace unfold
