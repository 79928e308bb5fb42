#include "core/io/keras_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace unfold {
namespace {

using ::testing::HasSubstr;

std::string sequential(const std::string& layers) {
  return R"({"class_name":"Sequential","config":{"layers":[)" + layers + "]}}";
}
std::string conv(const std::string& fields) {
  return R"({"class_name":"Conv2D","config":{"name":"c","padding":"valid",)" + fields + "}}";
}

TEST(KerasConfig, ANormSaysWhatItAddsToItsVariance) {
  const KerasConfig config = read_keras_config(
      R"({"class_name": "Sequential", "config": {"layers": [
        {"class_name": "Conv2D", "config": {"name": "conv1", "epsilon": 3}},
        {"class_name": "BatchNormalization", "config": {"name": "bn1", "epsilon": 1.001e-05}}]}})");
  ASSERT_EQ(config.layers.size(), 2U);
  EXPECT_FALSE(config.layers[0].epsilon);
  EXPECT_EQ(config.layers[1].epsilon, 1.001e-05);
}

TEST(KerasConfig, NumbersMayStandAloneOrInPairs) {
  const auto found =
      read_keras_config(sequential(conv(R"("strides":3,"dilation_rate":[2,1],"groups":4)"))).first_conv;
  ASSERT_TRUE(found);
  EXPECT_EQ(found->stride, (std::array<std::int64_t, 2>{3, 3}));
  EXPECT_EQ(found->dilation, (std::array<std::int64_t, 2>{2, 1}));
  EXPECT_EQ(found->group, 4);
  EXPECT_FALSE(found->same);
}

TEST(KerasConfig, WhatIsNotUnderstoodIsNotGuessed) {
  for (const char* fields : {R"("strides":[1,2,3])", R"("strides":0)", R"("strides":"2")",
                             R"("padding":"causal")", R"("groups":-1)", R"("strides":[1e9,1])"}) {
    const KerasConfig config = read_keras_config(sequential(conv(fields)));
    EXPECT_FALSE(config.first_conv) << fields;
    EXPECT_THAT(config.note, HasSubstr("not understood")) << fields;
  }
}

TEST(KerasConfig, AnotherConvolutionBeforeItIsNamed) {
  const KerasConfig config = read_keras_config(
      sequential(R"({"class_name":"DepthwiseConv2D","config":{"name":"d"}},)" + conv(R"("strides":1)")));
  EXPECT_FALSE(config.first_conv);
  EXPECT_EQ(config.note, "its first convolution is a DepthwiseConv2D, which is not computed");
}

TEST(KerasConfig, AModelWithinTheModelIsLookedThrough) {
  const KerasConfig config = read_keras_config(sequential(sequential(conv(R"("strides":2)"))));
  ASSERT_TRUE(config.first_conv);
  EXPECT_EQ(config.first_conv->name, "c");
  EXPECT_EQ(config.layers.size(), 2U);
}

TEST(KerasConfig, TheConvolutionsPlaceIsSaidAsKerasThreeNamesIt) {
  const std::string dense = R"({"class_name":"Dense","config":{"name":"d"}},)";
  const auto place = [](const std::string& layers) {
    const auto found = read_keras_config(sequential(layers)).first_conv;
    return found ? found->by_class : std::vector<std::string>();
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(place(dense + conv(R"("strides":1)")), (Names{"conv2d"}));
  EXPECT_EQ(place(R"({"class_name":"Sequential","config":{"name":"e","layers":[]}},)" +
                  sequential(dense + conv(R"("strides":1)"))),
            (Names{"sequential_1", "conv2d"}));
  const std::string own = R"({"class_name":"MyResNet","config":{"layers":[)" + conv(R"("strides":1)") +
                          R"(,{"class_name":"InputLayer","name":"in","config":{},"inbound_nodes":[]}]}})";
  EXPECT_EQ(place(own), Names());  // not reached from its input
  const std::string joined = R"({"class_name":"MyResNet","config":{"layers":[
    {"class_name":"Conv2D","name":"late","config":{"padding":"same"},"inbound_nodes":[[["first",0,0]]]},
    {"class_name":"InputLayer","name":"in","config":{},"inbound_nodes":[]},
    {"class_name":"Conv2D","name":"first","config":{"padding":"same"},"inbound_nodes":[[["in",0,0]]]}]}})";
  EXPECT_EQ(place(joined), (Names{"my_res_net", "conv2d_1"}));
}

TEST(KerasConfig, BrokenDeepAndCircularTextsGiveNothing) {
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("[1]"), std::string("null"), std::string(200'000, '['),
        std::string("{\"config\":3}"),
        std::string(R"({"class_name":"Functional","config":{"layers":[3,null,[]]}})")}) {
    EXPECT_FALSE(read_keras_config(text).first_conv);
  }
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += R"({"class_name":"Sequential","config":{"layers":[)";
  for (int i = 0; i < 10'000; ++i) deep += "]}}";
  EXPECT_FALSE(read_keras_config(deep).first_conv);
  const std::string loop = R"({"class_name":"Functional","config":{"layers":[
    {"class_name":"InputLayer","name":"a","config":{},"inbound_nodes":[]},
    {"class_name":"Add","name":"b","config":{},"inbound_nodes":[[["a",0,0],["c",0,0]]]},
    {"class_name":"Add","name":"c","config":{},"inbound_nodes":[[["b",0,0]]]}]}})";
  EXPECT_FALSE(read_keras_config(loop).first_conv);
}

}  // namespace
}  // namespace unfold
