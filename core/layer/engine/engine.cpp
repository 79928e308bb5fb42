#include "core/layer/engine/engine.h"

#include "core/layer/engine/plan.h"

#include <algorithm>
#include <cassert>
#include <optional>

namespace unfold::engine {

namespace {

// Memory beyond this is not kept for the next run.
constexpr std::int64_t most_kept = std::int64_t{4} << 20;  // floats of a worker

std::size_t as_size(std::int64_t i) { return static_cast<std::size_t>(i); }

}  // namespace

Engine::Engine(int threads, InstructionSet set)
    : set_(set), workers_(threads), rooms_(static_cast<std::size_t>(workers_.count())) {}

const float* Engine::packed(const Geometry& g, const std::vector<FilterBlock>& blocks, const float* W) {
  constexpr std::int64_t little = 1 << 16;  // sooner done than shared
  const std::int64_t count = g.FN * g.KG;
  if (weights_.size() < count) weights_ = Pages(count);
  const auto pack_one = [&](std::int64_t i) {
    const FilterBlock& block = blocks[as_size(i)];
    pack(g, block, W, weights_.data() + block.first * g.KG);
  };
  if (count > little) {
    workers_.for_each(std::ssize(blocks), {}, [&](int, std::int64_t i) { pack_one(i); });
  } else {
    for (std::int64_t i = 0; i < std::ssize(blocks); ++i) pack_one(i);
  }
  return weights_.data();
}

bool Engine::run(const Geometry& g, const LayerData& layer, Activation activation, const Progress& progress,
                 float* conv, float* pool) {
  assert(g.mistake == Mistake::none);
  const Kernels& using_kernels = kernels(set_);
  const Plan plan(g, using_kernels, workers_.count());
  std::vector<float> bias(as_size(g.FN), 0.0F);
  if (layer.b != nullptr) std::copy_n(layer.b, g.FN, bias.begin());
  Run run{.plan = plan,
          .kernels = using_kernels,
          .x = layer.x,
          .weights = packed(g, plan.blocks, layer.W),
          .bias = bias.data(),
          .relu = activation == Activation::relu,
          .conv = nullptr,
          .pool = nullptr};
  run.conv = conv;
  run.pool = pool;
  std::vector<std::optional<RowComputer>> computers(rooms_.size());
  const auto computer = [&](int worker) -> RowComputer& {
    const auto i = static_cast<std::size_t>(worker);
    if (!computers[i]) computers[i].emplace(run, rooms_[i]);
    return *computers[i];
  };
  const std::vector<std::int64_t> between =
      pool != nullptr ? plan.rows_between_jobs() : std::vector<std::int64_t>{};
  const std::int64_t rows = std::ssize(between);
  bool done = workers_.for_each(plan.jobs(), part_of(progress, 0.0, rows > 0 ? 0.95 : 1.0),
                                [&](int worker, std::int64_t i) { computer(worker).compute(plan.job(i)); });
  if (done && rows > 0) {
    done = workers_.for_each(g.N * rows, part_of(progress, 0.95, 1.0), [&](int worker, std::int64_t i) {
      computer(worker).pool_between(i / rows, between[as_size(i % rows)]);
    });
  }
  for (Room& room : rooms_)
    if (room.pages.size() > most_kept) room = {};
  if (weights_.size() > most_kept) weights_ = {};
  return done;
}

}  // namespace unfold::engine
