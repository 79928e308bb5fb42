#pragma once

#include "core/layer/engine/floats.h"
#include "core/layer/engine/instruction_set.h"
#include "core/layer/engine/pages.h"
#include "core/layer/engine/row_computer.h"
#include "core/layer/parallel.h"
#include "core/layer/tensor_read.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace unfold::engine {

enum class Activation { none, relu };

// Computes whole layers: convolution, bias, activation and pooling in one pass over the maps. im2col is never
// in memory: the rows of x that a row of maps needs are laid out so that its rows of col are contiguous in
// them. Threads, their room and their buffers last as long as the engine.
class Engine {
 public:
  explicit Engine(int threads = usual_threads(), InstructionSet set = instruction_sets().back());

  // conv (N, FN, OH, OW) and pool (N, FN, QH, QW) of layer.x, W and b, which may be null: no bias. `pool`
  // null: no pooling. Each value is the same, bit for bit, for any number of threads: b + the KG products in
  // the order of col's columns, one after the other in float32, fused where the instruction set can. Mistakes
  // are not made here: g.mistake must be none. Returns false when cancelled.
  bool run(const Geometry& g, const LayerData& layer, Activation activation, const Progress& progress,
           float* conv, float* pool);

  // Room for maps. It comes back to the engine, and costs nothing the next time.
  [[nodiscard]] Floats room(std::int64_t count) { return store_->take(count); }
  [[nodiscard]] Workers& workers() { return workers_; }
  [[nodiscard]] InstructionSet instruction_set() const { return set_; }

 private:
  const float* packed(const Geometry& g, const std::vector<FilterBlock>& blocks, const float* W);

  InstructionSet set_;
  Workers workers_;
  std::vector<Room> rooms_;  // of each worker
  Pages weights_;
  std::shared_ptr<Store> store_ = std::make_shared<Store>();
};

}  // namespace unfold::engine
