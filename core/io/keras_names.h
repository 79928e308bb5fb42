#pragma once

#include "core/io/keras_config.h"

#include <string>

// What the paths of a Keras file's arrays say, in each of the ways its versions name them.
namespace unfold {

// Which layer an array belongs to.
struct KerasOwner {
  std::string layer;      // "conv1"; Keras 3 names it by its class: "conv2d_1"
  bool by_class = false;  // so it does here
  std::string leaf;       // "kernel", "conv1_W", "0"
};
[[nodiscard]] KerasOwner owner_of(const std::string& path);
[[nodiscard]] bool is_kernel(const KerasOwner& owner);
[[nodiscard]] bool is_bias(const KerasOwner& owner);

// Whether an array is a layer's. Not exact: its path may begin with more.
[[nodiscard]] bool belongs(const std::string& path, const KerasConv& layer, bool exact);

}  // namespace unfold
