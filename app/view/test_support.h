#pragma once

#include "app/view/rich_text.h"
#include "app/view/state.h"
#include "app/view/window.h"

#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>

// What the tests of the view share. Only *_test.cpp includes this.
namespace unfold::view::testing {

// The action as an A; throws where it is another.
template <typename A> const A& as(const Action& action) {
  const A* one = action.get_if<A>();
  if (one == nullptr) throw std::logic_error("another action than the one that is expected");
  return *one;
}

// About as wide as the real faces: a Japanese character fills its square.
class FixedMeasure final : public TextMeasure {
 public:
  [[nodiscard]] float width(std::string_view text, Face face, float size) const override {
    float em = 0;
    while (!text.empty()) {
      em += advance(utf8_value(text), face);
      text.remove_prefix(utf8_length(text));
    }
    return em * size;
  }

 private:
  static float advance(char32_t c, Face face) {
    if (c >= 0x2E80) return 1.0F;
    if (face == Face::mono || face == Face::mono_bold) return 0.602F;
    const bool bold = face == Face::ui_bold;
    if (c == U' ') return 0.26F;
    if (c == U'.' || c == U',' || c == U'i' || c == U'l' || c == U'j' || c == U':' || c == U'|')
      return bold ? 0.31F : 0.27F;
    if (c == U'm' || c == U'w' || c == U'M' || c == U'W') return bold ? 0.95F : 0.88F;
    return bold ? 0.61F : 0.57F;
  }
};

struct Sizes {
  Shape x{1, 1, 3, 3}, W{2, 1, 3, 3};
  LayerParams params{.stride = 1, .pad = 1};
  const char* lesson = "toy";
};
inline Sizes toy_sizes() { return {}; }
inline Sizes batch_sizes() { return {{10, 3, 7, 7}, {64, 3, 3, 3}, {.stride = 1, .pad = 1}, "batch"}; }
inline Sizes photo_sizes() { return {{1, 3, 224, 224}, {64, 3, 7, 7}, {.stride = 2, .pad = 3}, "photo"}; }

// What a plain layer is not: dilated, in groups, padded unevenly, its pooled size rounded up; and all of
// these.
inline std::vector<Sizes> further_sizes() {
  return {{{1, 1, 5, 6}, {2, 1, 3, 3}, {.pad = 2, .dilation = 2}, "dilated"},
          {{2, 3, 4, 3}, {6, 1, 3, 3}, {.pad = 1, .groups = 3}, "depthwise"},
          {{1, 1, 3, 4}, {2, 1, 3, 3}, {.pad = {0, 1, 2, 3}}, "sides"},
          {{1, 2, 5, 5}, {2, 2, 1, 1}, {.pool = 2, .pool_stride = 2, .pool_ceil = true}, "ceil"},
          {{1, 4, 8, 7},
           {4, 2, 2, 3},
           {.stride = 2,
            .pad = {1, 0, 2, 1},
            .dilation = 2,
            .groups = 2,
            .pool = 2,
            .pool_stride = 2,
            .pool_pad = 1,
            .pool_ceil = true},
           "all"}};
}

// Values that look like a picture's, between 0 and 1, and like filters', around 0; the same on every machine.
inline std::shared_ptr<const Array> values(const Shape& shape, bool is_signed) {
  auto array = std::make_shared<Array>();
  array->shape = shape;
  array->data.resize(static_cast<std::size_t>(shape.count()));
  for (std::size_t i = 0; i < array->data.size(); ++i) {
    const float v = 0.5F + 0.49F * std::sin(static_cast<float>(i % 100003) * 0.37F);
    array->data[i] = is_signed ? v - 0.5F : v;
  }
  return array;
}

// A state with that layer in it, as the worker would have handed it over.
inline State loaded(const Sizes& sizes) {
  auto document = std::make_shared<Document>();
  document->input = {values(sizes.x, false), values(sizes.W, true), nullptr, sizes.params};
  document->lesson = sizes.lesson;
  document->picture_name = sizes.x[1] == 3 ? "astronaut_crop224.png" : "notebook x";
  document->weights_name = sizes.x[1] == 3 ? "photo_7x7.npy" : "mean, edge";
  Choice choice;
  choice.lesson = sizes.lesson;
  State state;
  accept(state, choice, document, Walkthrough::compute(document->input));
  return state;
}

// The same so long after its step and its stage began.
inline State after(State s, double seconds) {
  s.playback.elapsed = s.playback.stage_elapsed = seconds;
  return s;
}

}  // namespace unfold::view::testing
