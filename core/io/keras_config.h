#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace unfold {

// What the configuration of a Keras model (JSON: HDF5's model_config, or config.json of a .keras file) says
// of its layers, by name.
struct KerasLayer {
  std::string name, class_name;
  bool channels_first_kernel = false;  // Keras 1's dim_ordering "th": a kernel (FN, C, FH, FW)
  bool has_order = false;              // dim_ordering was given
  std::optional<double> epsilon{};     // of a BatchNormalization
};
struct KerasConv {
  std::string name;
  // The models that it is in, from the outermost, and itself, as Keras 3 names their variables: by class and
  // number among those of its class in the same list: {"functional", "conv2d_1"}.
  std::vector<std::string> by_class;
  std::array<std::int64_t, 2> stride{1, 1}, dilation{1, 1};
  bool same = false;  // padding "same", else "valid"
  std::int64_t group = 1;
};
struct KerasConfig {
  std::vector<KerasLayer> layers;  // those of models within the model too
  // The first Conv2D on the way from the input, in a Sequential or a Functional model.
  std::optional<KerasConv> first_conv;
  std::string
      note;  // why there is none, where that can be said: "its first convolution is a DepthwiseConv2D"
};

// A text that is no such JSON gives an empty configuration: the weights can be read without it.
[[nodiscard]] KerasConfig read_keras_config(const std::string& json);

}  // namespace unfold
