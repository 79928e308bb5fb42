#pragma once

#include "core/layer/engine/pages.h"
#include "core/layer/engine/plan.h"
#include "core/layer/pooling.h"

#include <optional>

namespace unfold::engine {

// A worker's memory, kept from run to run.
struct Room {
  Pages pages;
  std::optional<LineLayout> layout{};  // that the padding in it is zero for
};

// What all jobs of a run read, and where they write.
struct Run {
  const Plan& plan;
  const Kernels& kernels;
  const float* x;        // (N, C, H, W)
  const float* weights;  // of each block from first*KG on, as `pack` gives them
  const float* bias;     // FN
  bool relu;
  float *conv, *pool;  // pool may be null

  [[nodiscard]] float* map(std::int64_t n, std::int64_t f) const {
    return conv + (n * plan.g.FN + f) * plan.g.OH * plan.g.OW;
  }
  [[nodiscard]] float* pooled_row(std::int64_t n, std::int64_t f, std::int64_t qy) const {
    return pool + ((n * plan.g.FN + f) * plan.g.QH + qy) * plan.g.QW;
  }
};

// Does a worker's jobs of one run, with the newest rows of x laid out in its room.
class RowComputer {
 public:
  RowComputer(const Run& run, Room& room);

  // The job's rows of its maps, and the pooled rows that read none but them.
  void compute(const Job& job);
  // A pooled row of every map whose rows two jobs have computed.
  void pool_between(std::int64_t n, std::int64_t qy);

 private:
  [[nodiscard]] float* line(std::int64_t h, std::int64_t c) const;
  void fill(std::int64_t n, std::int64_t first, std::int64_t last);
  void point_at_lines(std::int64_t row, std::int64_t place);
  void compute_step(const Job& job, std::int64_t first, std::int64_t last);

  const Run& run_;
  float *lines_ = nullptr, *zeros_ = nullptr, *tallest_ = nullptr;
  std::vector<const float*> line_at_;  // (step, C, FH): of each cell's line, of the windows of a row
  std::vector<PoolRow> pool_rows_;     // that a step completes
  std::int64_t filled_ = 0;            // rows of x before this one are laid out
};

}  // namespace unfold::engine
