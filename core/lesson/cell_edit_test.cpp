#include "core/lesson/cell_edit.h"

#include "core/base/error.h"
#include "core/layer/testing.h"
#include "core/lesson/lesson.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace unfold {
namespace {

using Why = EditOrigin::Why;

std::shared_ptr<const Array> numbers(const Shape& shape, std::mt19937& random) {
  auto array = std::make_shared<Array>();
  array->shape = shape;
  for (std::int64_t i = 0; i < shape.count(); ++i)
    array->data.push_back(static_cast<float>(random() % 2001) / 1000.0F - 1.0F);
  return array;
}

CellEdits random_edits(const LayerInput& input, std::mt19937& random, int count) {
  CellEdits edits;
  for (int i = 0; i < count; ++i) {
    const TensorId tensor = std::array{TensorId::x, TensorId::W, TensorId::b}[random() % 3];
    const Shape& shape = tensor == TensorId::x   ? input.x->shape
                         : tensor == TensorId::W ? input.W->shape
                                                 : input.b->shape;
    const std::int64_t at = static_cast<std::int64_t>(random()) % shape.count();
    edits.push_back({{tensor, unflatten(shape, at)}, static_cast<float>(random() % 100) - 50.0F});
  }
  return edits;
}

TEST(CellEdit, AnEditedLayerIsTheLayerOfTheEditedArrays) {
  std::mt19937 random(3);
  for (const testing::Sizes& sizes : testing::swept_sizes(12)) {
    LayerInput input{numbers(sizes.x, random), numbers(sizes.W, random), numbers({sizes.W[0]}, random),
                     sizes.params};
    const CellEdits edits = random_edits(input, random, 6);
    Array x = *input.x, W = *input.W, b = *input.b;
    for (const CellEdit& edit : edits) {
      Array& array = edit.cell.tensor == TensorId::x ? x : edit.cell.tensor == TensorId::W ? W : b;
      array.data[static_cast<std::size_t>(flatten(array.shape, edit.cell.at))] = edit.value;
    }
    const LayerInput before = input;
    apply_edits(input, edits);
    EXPECT_EQ(input.x->data, x.data);
    const auto edited = Walkthrough::compute(input);
    const auto plain =
        Walkthrough::compute({std::make_shared<const Array>(x), std::make_shared<const Array>(W),
                              std::make_shared<const Array>(b), sizes.params});
    EXPECT_EQ(edited->conv().data, plain->conv().data) << testing::words(sizes);
    EXPECT_EQ(edited->pool().data, plain->pool().data) << testing::words(sizes);
    EXPECT_NE(before.x, nullptr);
  }
}

TEST(CellEdit, LeavesTheArraysThatItWasGivenAlone) {
  std::mt19937 random(4);
  LayerInput input{numbers({1, 1, 3, 3}, random), numbers({2, 1, 3, 3}, random), nullptr, {.pad = 1}};
  const std::shared_ptr<const Array> x = input.x;
  const std::vector<float> values = x->data;
  const std::vector<EditedCell> edited =
      apply_edits(input, {{{TensorId::x, {0, 0, 1, 1}}, 5.0F}, {{TensorId::x, {0, 0, 1, 1}}, 7.0F}});
  EXPECT_EQ(x->data, values);
  ASSERT_EQ(edited.size(), 1U) << "one cell, edited twice";
  EXPECT_EQ(edited[0], (EditedCell{{TensorId::x, {0, 0, 1, 1}}, 7.0F, values[4]}));
  EXPECT_EQ(input.x->at({0, 0, 1, 1}), 7.0F);
  EXPECT_EQ(input.x->at({0, 0, 1, 2}), values[5]);
}

TEST(CellEdit, EveryCopyOfAnEditedPixelHoldsTheNewValue) {
  std::mt19937 random(5);
  for (const testing::Sizes& sizes : testing::swept_sizes(8, 11)) {
    LayerInput input{numbers(sizes.x, random), numbers(sizes.W, random), nullptr, sizes.params};
    const CellRef pixel{TensorId::x,
                        unflatten(sizes.x, static_cast<std::int64_t>(random()) % sizes.x.count())};
    constexpr float rare = 12345.0F;
    apply_edits(input, {{pixel, rare}});
    const auto walk = Walkthrough::compute(input);
    for (const TensorId id : {TensorId::img, TensorId::col6, TensorId::col6_t, TensorId::col}) {
      const Shape shape = walk->shape(id);
      for (std::int64_t i = 0; i < shape.count(); ++i) {
        const CellRef cell{id, unflatten(shape, i)};
        const EditOrigin origin = edit_origin(walk->geometry(), cell);
        const bool is_copy = origin.possible() && origin.cell == pixel;
        ASSERT_EQ(walk->at(cell) == rare, is_copy) << name(id) << to_string(cell.at);
      }
    }
  }
}

TEST(CellEdit, FindsTheNumberBehindEachCell) {
  const Geometry g = make_geometry({1, 1, 3, 3}, {2, 1, 3, 3}, {.stride = 1, .pad = 1});
  const auto why = [&](const CellRef& cell) { return edit_origin(g, cell).why; };
  EXPECT_EQ(why({TensorId::x, {0, 0, 1, 1}}), Why::editable);
  EXPECT_EQ(why({TensorId::img, {0, 0, 0, 0}}), Why::padding);
  EXPECT_EQ(why({TensorId::img, {0, 0, 1, 1}}), Why::copy);
  EXPECT_EQ(edit_origin(g, {TensorId::img, {0, 0, 1, 1}}).cell, (CellRef{TensorId::x, {0, 0, 0, 0}}));
  EXPECT_EQ(why({TensorId::col, {0, 0}}), Why::padding);
  EXPECT_EQ(edit_origin(g, {TensorId::col, {4, 8}}).cell, (CellRef{TensorId::x, {0, 0, 2, 2}}));
  EXPECT_EQ(edit_origin(g, {TensorId::col_W, {5, 1}}).cell, (CellRef{TensorId::W, {1, 0, 1, 2}}));
  EXPECT_EQ(why({TensorId::out2d, {0, 0}}), Why::computed);
  EXPECT_EQ(why({TensorId::pool, {0, 0, 0, 0}}), Why::computed);
  const Geometry large = make_geometry({1, 3, 224, 224}, {64, 3, 3, 3}, {.stride = 1, .pad = 1});
  EXPECT_EQ(edit_origin(large, {TensorId::x, {0, 0, 1, 1}}).why, Why::too_many);
  EXPECT_EQ(edit_origin(large, {TensorId::W, {0, 0, 1, 1}}).why, Why::editable) << "1,728 weights";
}

TEST(CellEdit, AValueThatIsWoundUpIsOneEdit) {
  const CellRef a{TensorId::x, {0, 0, 0, 0}}, b{TensorId::W, {0, 0, 0, 0}};
  CellEdits edits;
  for (int i = 0; i < 5; ++i) edits = with_edit(edits, {a, static_cast<float>(i)});
  EXPECT_EQ(edits, (CellEdits{{a, 4.0F}}));
  edits = with_edit(with_edit(edits, {b, 1.0F}), {a, 9.0F});
  EXPECT_EQ(edits.size(), 3U) << "the way back is kept";
  EXPECT_EQ(without_cell(edits, a), (CellEdits{{b, 1.0F}}));
  EXPECT_EQ(without_x(edits), (CellEdits{{b, 1.0F}}));
  EXPECT_EQ(without_weights(edits), (CellEdits{{a, 4.0F}, {a, 9.0F}}));
}

TEST(CellEdit, RefusesWhatTheLayerHasNot) {
  std::mt19937 random(6);
  LayerInput input{numbers({1, 1, 3, 3}, random), numbers({2, 1, 3, 3}, random), nullptr, {.pad = 1}};
  EXPECT_THROW(apply_edits(input, {{{TensorId::x, {0, 0, 3, 0}}, 1.0F}}), Error);
  EXPECT_THROW(apply_edits(input, {{{TensorId::b, {0}}, 1.0F}}), Error) << "there is no bias";
  EXPECT_THROW(apply_edits(input, {{{TensorId::conv, {0, 0, 0, 0}}, 1.0F}}), Error);
  EXPECT_THROW(apply_edits(input, {{{TensorId::x, {0, 0, 0, 0}}, std::numeric_limits<float>::infinity()}}),
               Error);
}

TEST(CellEdit, IsLoadedWithTheLesson) {
  Choice choice;
  choice.lesson = "toy";
  choice.edits = {{{TensorId::x, {0, 0, 2, 1}}, -1.5F}, {{TensorId::W, {1, 0, 0, 0}}, 2.0F}};
  const Document document = load(choice);
  EXPECT_EQ(document.input.x->at({0, 0, 2, 1}), -1.5F);
  EXPECT_EQ(document.input.W->at({1, 0, 0, 0}), 2.0F);
  ASSERT_EQ(document.edited.size(), 2U);
  EXPECT_EQ(document.edited[0].original, 0.8210616F);
  EXPECT_EQ(document.edited[1].original, -1.0F);
  choice.fill = InputFill{FillKind::ones};
  EXPECT_EQ(load(choice).edited[0].original, 1.0F) << "edits are made to what is loaded";
}

}  // namespace
}  // namespace unfold
