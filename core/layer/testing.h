#pragma once

#include "core/base/error.h"
#include "core/layer/walkthrough.h"

#include <algorithm>
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
  const auto unless = [](const char* what, std::int64_t value, std::int64_t usual) {
    return value == usual ? "" : what + std::to_string(value);
  };
  return "x " + to_string(s.x) + " W " + to_string(s.W) + " stride " + std::to_string(p.stride) + " pad " +
         to_string(p.pad) + unless(" dilation ", p.dilation, 1) + unless(" groups ", p.groups, 1) + " pool " +
         std::to_string(p.pool) + " s" + std::to_string(p.pool_stride) + " p" + to_string(p.pool_pad) +
         unless(" d", p.pool_dilation, 1) + (p.pool_ceil ? " ceil" : "") +
         (p.pool_padding == PoolPadding::zeros ? " zeros" : "") +
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
      {{1, 1, 7, 7}, {2, 1, 3, 3}, {.pad = 2, .dilation = 2}},
      {{2, 3, 5, 6}, {6, 1, 3, 3}, {.pad = 1, .groups = 3}},
      {{1, 4, 9, 6}, {4, 2, 2, 3}, {.stride = 2, .pad = {0, 1, 2, 3}, .dilation = 3, .groups = 2}},
      {{1, 1, 8, 9}, {1, 1, 2, 3}, {.stride = 4, .pad = {2, 0, 1, 0}, .dilation = 2, .pool_stride = 1}},
      {{1, 2, 7, 6}, {2, 2, 1, 1}, {.pool = 2, .pool_stride = 2, .pool_ceil = true}},
      {{1, 1, 5, 5},
       {1, 1, 1, 1},
       {.pool = 3,
        .pool_stride = 3,
        .pool_pad = {1, 0, 2, 1},
        .pool_ceil = true,
        .pool_padding = PoolPadding::zeros}},
      {{1, 1, 1, 1}, {1, 1, 1, 1}, {.pool = 2, .pool_stride = 2, .pool_ceil = true}},
      {{1, 1, 6, 7},
       {1, 1, 1, 1},
       {.pool = 3, .pool_stride = 2, .pool_pad = {2, 1, 0, 3}, .pool_dilation = 2, .pool_ceil = true}},
  };
}

inline std::int64_t pick(std::mt19937& random, std::int64_t lo, std::int64_t hi) {
  return lo + static_cast<std::int64_t>(random() % static_cast<std::uint32_t>(hi - lo + 1));
}

// One number for all sides, or four.
inline Sides pick_sides(std::mt19937& random, std::int64_t most) {
  if (random() % 2 == 0) return pick(random, 0, most);
  return {pick(random, 0, most), pick(random, 0, most), pick(random, 0, most), pick(random, 0, most)};
}

// The corners and `count` others, valid all: a third of them plain, the others dilated, in groups, padded
// unevenly or rounded up.
inline std::vector<Sizes> swept_sizes(int count, unsigned seed = 1) {
  std::vector<Sizes> all = corner_sizes();
  std::mt19937 random(seed);
  while (count > 0) {
    const bool plain = count % 3 == 0;
    const auto unless_plain = [&](std::int64_t most) { return plain ? 1 : pick(random, 1, most); };
    const std::int64_t groups = unless_plain(3), channels = pick(random, 1, plain ? 3 : 2);
    Sizes s{{pick(random, 1, 3), channels * groups, pick(random, 1, 9), pick(random, 1, 9)},
            {pick(random, 1, plain ? 4 : 2) * groups, channels, pick(random, 1, 5), pick(random, 1, 5)},
            {.stride = pick(random, 1, 5),
             .pad = plain ? Sides(pick(random, 0, 3)) : pick_sides(random, 3),
             .dilation = unless_plain(4),
             .groups = groups,
             .pool = pick(random, 1, 4),
             .pool_stride = pick(random, 1, 4),
             .pool_dilation = std::max<std::int64_t>(1, unless_plain(6) - 3),
             .pool_ceil = !plain && random() % 2 == 0,
             .pool_padding = random() % 2 == 0 ? PoolPadding::excluded : PoolPadding::zeros}};
    LayerParams& p = s.params;
    const std::int64_t most = (p.pool - 1) * p.pool_dilation;
    p.pool_pad = plain ? Sides(pick(random, 0, most)) : pick_sides(random, most);
    const auto room = [&](int axis, std::int64_t pads) {
      return s.x[axis] + pads - (s.W[axis] - 1) * p.dilation - 1;
    };
    const std::int64_t down = room(2, p.pad.rows()), across = room(3, p.pad.cols());
    if (down < 0 || across < 0) continue;
    const std::int64_t OH = down / p.stride + 1, OW = across / p.stride + 1;
    if (most + 1 > std::min(OH + p.pool_pad.rows(), OW + p.pool_pad.cols())) continue;
    if (p.pool > 1 && p.pool_dilation > std::min(OH, OW)) continue;
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
           Sizes{{1, 4, 4, 5}, {4, 2, 2, 2}, {.pad = 1, .dilation = 2, .groups = 2, .pool_stride = 1}},
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

inline Array array_of(const Maps& maps) { return {maps.shape, {maps.data.begin(), maps.data.end()}}; }

inline std::vector<TensorId> every_tensor(bool bias = true) {
  std::vector<TensorId> all;
  for (int i = 0; i < tensor_count; ++i) {
    if (bias || static_cast<TensorId>(i) != TensorId::b) all.push_back(static_cast<TensorId>(i));
  }
  return all;
}

}  // namespace unfold::testing
