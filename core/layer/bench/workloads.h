#pragma once

#include "core/layer/engine/floats.h"
#include "core/layer/geometry.h"
#include "core/layer/tensor_read.h"

#include <array>
#include <random>
#include <string>
#include <vector>

// What the benchmarks measure. the peers in peers.py name the same layers.
namespace unfold::bench {

struct Workload {
  const char* name;
  Shape x, W;
  std::int64_t stride, pad;
};

inline const std::array<Workload, 4>& workloads() {
  static const std::array<Workload, 4> all{{
      {"W1", {1, 3, 224, 224}, {64, 3, 3, 3}, 1, 1},
      {"W2", {1, 3, 224, 224}, {64, 3, 7, 7}, 2, 3},
      {"W3", {10, 3, 224, 224}, {64, 3, 3, 3}, 1, 1},
      {"W4", {1, 3, 3000, 4000}, {64, 3, 7, 7}, 2, 3},
  }};
  return all;
}

inline Geometry geometry_of(const Workload& w) {
  return make_geometry(w.x, w.W, {.stride = w.stride, .pad = w.pad});
}

// x and W at random, b, and room for the results.
struct Tensors {
  explicit Tensors(const Geometry& g)
      : x(static_cast<std::size_t>(g.N * g.C * g.H * g.W)),
        W(static_cast<std::size_t>(g.FN * g.KG)),
        b(static_cast<std::size_t>(g.FN)),
        conv(g.N * g.FN * g.OH * g.OW),
        pool(g.N * g.FN * g.QH * g.QW) {
    std::minstd_rand random(1);
    std::uniform_real_distribution<float> value(-1.0F, 1.0F);
    for (std::vector<float>* tensor : {&x, &W, &b})
      for (float& v : *tensor) v = value(random);
  }
  [[nodiscard]] LayerData layer() const { return {.x = x.data(), .W = W.data(), .b = b.data()}; }

  std::vector<float> x, W, b;
  engine::Pages conv, pool;
};

}  // namespace unfold::bench
