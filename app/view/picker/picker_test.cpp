#include "app/view/picker/picker.h"

#include "app/view/picker/rows.h"
#include "app/view/test_support.h"
#include "core/io/npy.h"
#include "core/io/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace unfold::view {
namespace {

using testing::FixedMeasure;
using testing::loaded;
using testing::photo_sizes;

InventoryItem item(const std::string& name, const Shape& shape) {
  InventoryItem one;
  one.info = {name, shape, "float32"};
  one.of_norm = name.starts_with("bn");
  one.layout = layout_of(one.info);
  one.ambiguous = is_ambiguous(one.info);
  one.use = not_a_bank(one.info)          ? TensorUse::other
            : not_a_first_layer(one.info) ? TensorUse::later_conv
                                          : TensorUse::first_layer;
  return one;
}

// ResNet-18's beginning, as its inventory has it.
Inventory resnet() {
  Inventory inventory;
  inventory.file = "resnet18.pth";
  inventory.name = "resnet18.pth";
  inventory.format = "PyTorch 0.1, tar";
  inventory.bytes = 46'827'520;
  inventory.items = {item("conv1.weight", {64, 3, 7, 7}), item("bn1.weight", {64}), item("bn1.bias", {64}),
                     item("bn1.running_mean", {64}), item("bn1.running_var", {64})};
  inventory.items[0].norm = StoredNorm{"bn1", 1, 2, 3, 4};
  for (int i = 0; i < 8; ++i)
    inventory.items.push_back(item("layer1." + std::to_string(i) + ".weight", {64, 64, 3, 3}));
  inventory.likeliest = 0;
  return inventory;
}

State choosing(Inventory inventory) {
  State s = loaded(photo_sizes());
  static_cast<void>(apply(s, act::ChooseLayer{inventory.file}));
  EXPECT_EQ(picker_wants(s).inventory, inventory.file);
  static_cast<void>(put_inventory(s, std::make_shared<const Inventory>(std::move(inventory))));
  return s;
}

std::string words_of(const State& s, Language language = Language::en, Vec2 size = {1280, 800}) {
  std::string all;
  for (const Item& one : build_window(s, Texts(language), FixedMeasure{}, size).overlay.items)
    if (const auto* text = std::get_if<TextItem>(&one)) all += text->text + " ";
  return all;
}

TEST(Picker, AFileOpensItWithItsLikeliestTensorChosen) {
  const State s = choosing(resnet());
  ASSERT_TRUE(s.picker);
  EXPECT_FALSE(s.choosing);
  EXPECT_EQ(s.picker->chosen, 0U);
  const std::optional<Choice> choice = picked(s);
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->weights, "resnet18.pth");
  EXPECT_EQ(choice->weights_tensor, "conv1.weight");
  EXPECT_EQ(choice->stride, 2);
  EXPECT_EQ(choice->pad, 3);
  const std::string words = words_of(s);
  for (const char* line : {"Can be a first layer: 1", "Other convolutions: 8", "Not convolutions: 4",
                           "4 more", "PyTorch 0.1, tar · 13 tensors · 46.8 MB", "not in the file:"})
    EXPECT_THAT(words, ::testing::HasSubstr(line));
  EXPECT_THAT(words, ::testing::HasSubstr("bn1.bias has 64 values too"));
}

TEST(Picker, OnlyAnAnswerThatWasAskedForOpensIt) {
  State s = loaded(photo_sizes());
  static_cast<void>(put_inventory(s, std::make_shared<const Inventory>(resnet())));
  EXPECT_FALSE(s.picker);
  static_cast<void>(apply(s, act::ChooseLayer{"other.pth"}));
  refuse_inventory(s, "resnet18.pth", "no");
  EXPECT_TRUE(s.message.empty());
  refuse_inventory(s, "other.pth", "other.pth: is empty");
  EXPECT_EQ(s.message, "other.pth: is empty");
}

TEST(Picker, ABadFileLeavesTheListAsItWas) {
  State s = choosing(resnet());
  static_cast<void>(apply(s, act::PickTensor{5}));
  static_cast<void>(apply(s, act::ChooseLayer{"bad.npy"}));
  refuse_inventory(s, "bad.npy", "bad.npy: holds Python objects");
  ASSERT_TRUE(s.picker);
  EXPECT_EQ(s.picker->chosen, 5U);
  EXPECT_THAT(words_of(s), ::testing::HasSubstr("bad.npy: holds Python objects"));
}

TEST(Picker, APlainFileIsLoadedAtOnceUnlessItIsAskedFor) {
  Inventory plain;
  plain.file = "w.npy";
  plain.items = {item("w", {64, 3, 7, 7})};
  plain.likeliest = 0;
  State s = loaded(photo_sizes());
  static_cast<void>(apply(s, act::ChooseLayer{"w.npy"}));
  const Effects effects = put_inventory(s, std::make_shared<const Inventory>(plain));
  ASSERT_TRUE(effects.load);
  EXPECT_EQ(effects.load->weights, "w.npy");
  EXPECT_FALSE(s.picker);
  static_cast<void>(apply(s, act::ChooseLayer{"w.npy", true}));
  EXPECT_FALSE(put_inventory(s, std::make_shared<const Inventory>(plain)).load);
  EXPECT_TRUE(s.picker);
}

TEST(Picker, UsingItLoadsTheChoiceAndItsAcceptanceCloses) {
  State s = choosing(resnet());
  const Effects effects = apply(s, act::UsePick{});
  ASSERT_TRUE(effects.load);
  EXPECT_EQ(*effects.load, *picked(s));
  EXPECT_TRUE(s.picker) << "until it is there";
  refuse(s, "resnet18.pth: truncated");
  EXPECT_TRUE(s.picker);
  accept(s, *effects.load, s.document, s.walkthrough);
  EXPECT_FALSE(s.picker);
  ASSERT_FALSE(s.recent.weights.empty());
  EXPECT_EQ(s.recent.weights.front().filename(), "resnet18.pth");
}

TEST(Picker, EscapeGoesBackToTheLayerThatWasThere) {
  State s = choosing(resnet());
  const auto before = s.walkthrough;
  static_cast<void>(apply(s, act::Escape{}));
  EXPECT_FALSE(s.picker);
  EXPECT_EQ(s.walkthrough, before);
}

TEST(Picker, ALaterLayerIsOfferedWithWhatCanBeDoneForItsChannels) {
  State s = choosing(resnet());
  static_cast<void>(apply(s, act::PickTensorBy{1}));
  EXPECT_EQ(s.picker->chosen, 5U);
  EXPECT_EQ(picked(s)->channels, ChannelFit::repeat);
  EXPECT_EQ(picked(s)->pad, 1);
  EXPECT_EQ(picked(s)->stride, 1);
  static_cast<void>(apply(s, act::PickChannels{ChannelFit::gray}));
  EXPECT_EQ(picked(s)->channels, ChannelFit::gray);
  EXPECT_THAT(words_of(s), ::testing::HasSubstr("first three only"));
  static_cast<void>(apply(s, act::PickTensor{1}));
  EXPECT_EQ(s.picker->chosen, 5U) << "a vector is no bank";
}

TEST(Picker, TheBatchNormAndTheBiasAreAChoiceOfTheirOwn) {
  State s = choosing(resnet());
  EXPECT_FALSE(picked(s)->fold_norm);
  static_cast<void>(apply(s, act::PickNorm{true}));
  EXPECT_TRUE(picked(s)->fold_norm);
  static_cast<void>(apply(s, act::PickBias{}));
  EXPECT_FALSE(picked(s)->fold_norm) << "the normalisation makes the bias";
  EXPECT_TRUE(picked(s)->no_bias);
  static_cast<void>(apply(s, act::PickBias{2}));
  EXPECT_EQ(picked(s)->bias_tensor, "bn1.bias");
  EXPECT_FALSE(picked(s)->no_bias);
}

TEST(Picker, AnAmbiguousShapeIsAskedWithBothReadings) {
  Inventory inventory;
  inventory.file = "w.npy";
  inventory.items = {item("w", {3, 3, 3, 32})};
  inventory.likeliest = 0;
  State s = choosing(inventory);
  ASSERT_TRUE(s.picker) << "it is not plain";
  EXPECT_EQ(picked_shape(*s.picker), (Shape{32, 3, 3, 3}));
  const PickerWants wants = picker_wants(s);
  EXPECT_THAT(wants.sheets, ::testing::IsSupersetOf(
                                {SheetKey{0, BankLayout::oihw, true}, SheetKey{0, BankLayout::hwio, true}}));
  static_cast<void>(apply(s, act::PickLayout{BankLayout::oihw}));
  EXPECT_EQ(picked_shape(*s.picker), (Shape{3, 3, 3, 32}));
  EXPECT_EQ(picked(s)->layout, BankLayout::oihw);
}

TEST(Picker, WhatTheFileSaysOfSizesIsTakenFromIt) {
  Inventory inventory = resnet();
  inventory.conv = StoredConv{.weight = 0, .stride = {2, 2}, .pad = {3, 3, 3, 3}};
  const State s = choosing(inventory);
  EXPECT_EQ(picked(s)->stride, std::nullopt);
  EXPECT_EQ(picked(s)->pad, std::nullopt);
  EXPECT_THAT(words_of(s), ::testing::HasSubstr("stride 2 · pad 3"));
}

TEST(Picker, NothingWantedIsLeftOutOrAskedTwice) {
  State s = choosing(resnet());
  PickerWants wants = picker_wants(s);
  ASSERT_FALSE(wants.sheets.empty());
  ASSERT_TRUE(wants.trial);
  for (const SheetKey& key : wants.sheets) put_sheet(s, {"resnet18.pth", key, nullptr});
  put_sheet(s, {"another.pth", {0, BankLayout::hwio, true}, nullptr});
  put_trial(s, {.choice = *wants.trial, .refusal = "no"});
  EXPECT_EQ(s.picker->sheets.size(), wants.sheets.size());
  wants = picker_wants(s);
  EXPECT_TRUE(wants.sheets.empty());
  EXPECT_FALSE(wants.trial);
  // An answer to a question that has changed meanwhile is none.
  static_cast<void>(apply(s, act::PickParam{Param::stride, 4}));
  EXPECT_TRUE(picker_wants(s).trial);
  put_trial(s, {.choice = *picker_wants(s).trial, .refusal = "no"});
  EXPECT_FALSE(picker_wants(s).trial);
}

TEST(Picker, TheListScrollsBetweenItsEndsAndFollowsTheKeys) {
  State s = choosing(resnet());
  static_cast<void>(apply(s, act::UnfoldList{true}));
  static_cast<void>(apply(s, act::UnfoldList{false}));
  s.window_size = {1024, 600};
  static_cast<void>(apply(s, act::ScrollPicker{1e6F}));
  const float end = s.picker->scroll;
  EXPECT_GT(end, 0);
  static_cast<void>(apply(s, act::ScrollPicker{1}));
  EXPECT_EQ(s.picker->scroll, end);
  for (int i = 0; i < 20; ++i) {
    static_cast<void>(apply(s, act::PickTensorBy{1}));
    const PickerLayout l = picker_layout(s.window_size);
    for (const PickerRow& row : picker_rows(*s.picker, l))
      if (row.kind == PickerRow::Kind::box) {
        EXPECT_GE(row.y - s.picker->scroll, -0.5F);
        EXPECT_LE(row.y - s.picker->scroll, l.list.h);
      }
  }
  EXPECT_EQ(s.picker->chosen, 12U);
  static_cast<void>(apply(s, act::ScrollPicker{-1e6F}));
  EXPECT_EQ(s.picker->scroll, 0);
}

// No text of the picker lies outside the window or runs into its right half.
TEST(Picker, EveryTextHasItsRoomInEverySizeAndLanguage) {
  for (const Language language : {Language::en, Language::ja}) {
    for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}}) {
      State s = choosing(resnet());
      s.window_size = size;
      const FixedMeasure measure;
      const float split = picker_layout(size).right.x - 20;
      for (const Item& one : build_window(s, Texts(language), measure, size).overlay.items) {
        const auto* text = std::get_if<TextItem>(&one);
        if (text == nullptr) continue;
        const float right = text->baseline.x + measure.width(text->text, text->face, text->size);
        EXPECT_LE(right, size.x + 0.5F) << text->text;
        const bool in_list = text->baseline.y > 66 && text->baseline.y < size.y - 64;
        if (in_list && text->baseline.x < split) {
          EXPECT_LE(right, split + 0.5F) << text->text;
        }
      }
    }
  }
}

}  // namespace
}  // namespace unfold::view
