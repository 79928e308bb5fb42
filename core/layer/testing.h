#pragma once

#include "core/base/error.h"
#include "core/layer/walkthrough.h"

#include <memory>
#include <random>
#include <string>
#include <vector>

// What the tests of the layer share. Only *_test.cpp includes this.
namespace unfold::testing {

// A small layer, as a person would describe it.
struct Sizes {
  Shape x, W;
  LayerParams params;
};

inline Geometry geometry_of(const Sizes& s) { return make_geometry(s.x, s.W, s.params); }

inline std::string words(const Sizes& s) {
  const LayerParams& p = s.params;
  return "x " + to_string(s.x) + " W " + to_string(s.W) + " stride " + std::to_string(p.stride) + " pad " +
         std::to_string(p.pad) + " pool " + std::to_string(p.pool) + " s" + std::to_string(p.pool_stride) +
         " p" + std::to_string(p.pool_pad) + (p.pool_padding == PoolPadding::zeros ? " zeros" : "") +
         (p.pool_kind == PoolKind::average ? " average" : "") +
         (p.mistake == Mistake::none ? "" : " " + std::string(name(p.mistake)));
}

// The corners that go wrong: strides over the filter, odd remainders, filters larger than the picture, one
// pixel, batches.
inline std::vector<Sizes> corner_sizes() {
  return {
      {{1, 1, 3, 3}, {2, 1, 3, 3}, {.stride = 1, .pad = 1}},
      {{1, 1, 1, 1}, {1, 1, 1, 1}, {.pool = 1, .pool_stride = 1}},
      {{1, 2, 1, 1}, {3, 2, 3, 3}, {.stride = 1, .pad = 1, .pool = 1, .pool_stride = 1}},
      {{2, 1, 2, 3}, {2, 1, 5, 4}, {.stride = 1, .pad = 2, .pool = 1, .pool_stride = 3}},
      {{1, 1, 9, 8}, {1, 1, 2, 2}, {.stride = 3, .pad = 0, .pool = 2, .pool_stride = 1}},
      {{1, 1, 7, 11}, {2, 1, 1, 2}, {.stride = 4, .pad = 1, .pool = 2, .pool_stride = 3}},
      {{3, 2, 6, 5}, {4, 2, 3, 2}, {.stride = 2, .pad = 1, .pool = 2, .pool_stride = 2}},
      {{1, 3, 8, 8}, {2, 3, 7, 7}, {.stride = 2, .pad = 3, .pool = 3, .pool_stride = 2, .pool_pad = 1}},
      {{1, 1, 5, 6},
       {1, 1, 2, 2},
       {.pool = 3, .pool_stride = 1, .pool_pad = 2, .pool_padding = PoolPadding::zeros}},
      {{2, 1, 5, 4}, {3, 1, 2, 3}, {.pool = 2, .pool_stride = 5, .pool_pad = 1}},
  };
}

inline std::int64_t pick(std::mt19937& random, std::int64_t lo, std::int64_t hi) {
  return lo + static_cast<std::int64_t>(random() % static_cast<std::uint32_t>(hi - lo + 1));
}

// The corners and `count` others, valid all.
inline std::vector<Sizes> swept_sizes(int count, unsigned seed = 1) {
  std::vector<Sizes> all = corner_sizes();
  std::mt19937 random(seed);
  while (count > 0) {
    const std::int64_t channels = pick(random, 1, 3);
    Sizes s{{pick(random, 1, 3), channels, pick(random, 1, 9), pick(random, 1, 9)},
            {pick(random, 1, 4), channels, pick(random, 1, 5), pick(random, 1, 5)},
            {.stride = pick(random, 1, 5),
             .pad = pick(random, 0, 3),
             .pool = pick(random, 1, 4),
             .pool_stride = pick(random, 1, 4),
             .pool_padding = random() % 2 == 0 ? PoolPadding::excluded : PoolPadding::zeros}};
    s.params.pool_pad = pick(random, 0, s.params.pool - 1);
    const bool filter_fits = s.W[2] <= s.x[2] + 2 * s.params.pad && s.W[3] <= s.x[3] + 2 * s.params.pad;
    if (!filter_fits) continue;
    const auto out = [&](int axis) {
      return (s.x[axis] + 2 * s.params.pad - s.W[axis]) / s.params.stride + 1;
    };
    if (s.params.pool > std::min(out(2), out(3)) + 2 * s.params.pool_pad) continue;
    all.push_back(s);
    --count;
  }
  return all;
}

// Each of these layers and, of every fourth, also one with each mistake that it allows.
inline std::vector<Sizes> with_mistakes(const std::vector<Sizes>& sizes) {
  std::vector<Sizes> all;
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    Sizes s = sizes[k];
    for (int i = 0; i < (k % 4 == 0 ? mistake_count : 1); ++i) {
      s.params.mistake = static_cast<Mistake>(i);
      try {
        (void)geometry_of(s);
      } catch (const Error&) {
        continue;  // without its padding the filter or the pool does not fit
      }
      all.push_back(s);
    }
  }
  return all;
}

// Small layers with each mistake: harmful ones, and such as it leaves right although the axes are other ones.
inline std::vector<Sizes> mistaken_sizes() {
  std::vector<Sizes> all;
  for (Sizes s : {
           Sizes{{2, 2, 3, 4}, {3, 2, 3, 2}, {.pad = 1, .pool = 2, .pool_stride = 1, .pool_pad = 1}},
           Sizes{{1, 3, 5, 4}, {2, 3, 2, 2}, {.stride = 2, .pad = 1, .pool = 2, .pool_stride = 1}},
           Sizes{{2, 2, 2, 2}, {2, 2, 2, 2}, {.pool = 1, .pool_stride = 1}},  // one window a picture
           Sizes{{2, 1, 3, 2}, {3, 1, 1, 1}, {.pool = 2, .pool_stride = 1}},  // one number a window
       }) {
    for (int i = 1; i < mistake_count; ++i) {
      s.params.mistake = static_cast<Mistake>(i);
      all.push_back(s);
    }
  }
  return all;
}

inline std::shared_ptr<const Array> random_array(const Shape& shape, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(-1.0F, 1.0F);
  auto array = std::make_shared<Array>(Array{shape, {}});
  for (std::int64_t i = 0; i < shape.count(); ++i) array->data.push_back(value(random));
  return array;
}

inline LayerInput random_input(const Sizes& s, bool bias = true) {
  return {random_array(s.x, 11), random_array(s.W, 12), bias ? random_array({s.W[0]}, 13) : nullptr,
          s.params};
}

inline std::vector<TensorId> every_tensor(bool bias = true) {
  std::vector<TensorId> all;
  for (int i = 0; i < tensor_count; ++i) {
    if (bias || static_cast<TensorId>(i) != TensorId::b) all.push_back(static_cast<TensorId>(i));
  }
  return all;
}

}  // namespace unfold::testing
