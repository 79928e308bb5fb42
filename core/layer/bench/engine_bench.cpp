#include "core/layer/bench/onednn.h"
#include "core/layer/bench/peak.h"
#include "core/layer/bench/workloads.h"
#include "core/layer/convolve.h"
#include "core/layer/engine/engine.h"
#include "core/layer/pooling.h"
#include "core/layer/walkthrough.h"

#include <Eigen/Core>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <functional>

namespace unfold::bench {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

int threads() { return usual_threads(); }

void add(const Workload& w, const std::string& what, const std::function<void(benchmark::State&)>& run) {
  benchmark::RegisterBenchmark((std::string(w.name) + "/" + what).c_str(), run)
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

void run_engine(benchmark::State& state, const Workload& w, engine::InstructionSet set, bool pooling) {
  const Geometry g = geometry_of(w);
  Tensors t(g);
  engine::Engine engine(threads(), set);
  const auto run = [&] {
    engine.run(g, t.layer(), engine::Activation::none, {}, t.conv.data(), pooling ? t.pool.data() : nullptr);
  };
  run();  // touches the memory for the first time
  for (auto _ : state) run();
}

void pool_all(const Geometry& g, Tensors& t, Workers& workers) {
  std::vector<std::vector<float>> scratch(static_cast<std::size_t>(workers.count()));
  workers.for_each(g.N * g.FN, {}, [&](int worker, std::int64_t i) {
    pool_map(g, t.conv.data() + i * g.OH * g.OW, t.pool.data() + i * g.QH * g.QW,
             scratch[static_cast<std::size_t>(worker)]);
  });
}

// The step-by-step path: im2col and an Eigen product for each tile.
void run_tiles(benchmark::State& state, const Workload& w) {
  const Geometry g = geometry_of(w);
  Tensors t(g);
  Workers workers(threads());
  const auto run = [&] {
    convolve(g, t.layer(), workers, {}, t.conv.data());
    pool_all(g, t, workers);
  };
  run();
  for (auto _ : state) run();
}

// The whole of im2col, then one Eigen product that shares its own threads' work, if it was built with any.
void run_one_product(benchmark::State& state, const Workload& w) {
  const Geometry g = geometry_of(w);
  Tensors t(g);
  Workers workers(threads());
  const StridedTensor col = strided(g, t.layer(), TensorId::col);
  Matrix columns(g.K, g.OH * g.OW);
  const Eigen::Map<const Matrix> filters(t.W.data(), g.FN, g.K);
  const Eigen::Map<const Eigen::VectorXf> bias(t.b.data(), g.FN);
  const auto run = [&] {
    for (std::int64_t n = 0; n < g.N; ++n) {
      workers.for_each(g.K, {}, [&](int, std::int64_t k) {
        StridedRect rect;
        rect.origin = {0, 0};
        rect.row_axis = 1, rect.col_axis = 0;
        rect.row0 = k, rect.rows = 1;
        rect.col0 = n * g.OH * g.OW, rect.cols = g.OH * g.OW;
        read_rect(col, rect, columns.data() + k * g.OH * g.OW);
      });
      Eigen::Map<Matrix> out(t.conv.data() + n * g.FN * g.OH * g.OW, g.FN, g.OH * g.OW);
      out.noalias() = filters * columns;
      out.colwise() += bias;
    }
    pool_all(g, t, workers);
  };
  run();
  for (auto _ : state) run();
}

// What the window waits for: the maps, their pooling, and the figures of every tensor and map.
void run_walkthrough(benchmark::State& state, const Workload& w) {
  const Geometry g = geometry_of(w);
  const Tensors t(g);
  const auto array = [](const Shape& shape, const std::vector<float>& values) {
    return std::make_shared<const Array>(Array{shape, values});
  };
  const LayerInput input{array(w.x, t.x), array(w.W, t.W), array({g.FN}, t.b), g.params()};
  engine::Engine engine(threads());
  auto shown = Walkthrough::compute(input, engine);  // there is always one on the screen
  for (auto _ : state) shown = Walkthrough::compute(input, engine);
}

// The multiplications and additions of the convolution at the rate that this machine's units can do at best.
void run_bound(benchmark::State& state, const Workload& w) {
  const Geometry g = geometry_of(w);
  const double work = static_cast<double>(g.M) * static_cast<double>(g.KG) * static_cast<double>(g.FN);
  Workers workers(threads());
  for (auto _ : state) {
    workers.for_each(workers.count(), {}, [&](int, std::int64_t) {
      multiply_and_add(work / static_cast<double>(workers.count()));
    });
  }
}

void register_all() {
  for (const Workload& w : workloads()) {
    const std::vector<engine::InstructionSet> sets = engine::instruction_sets();
    add(w, "bound", [&w](benchmark::State& state) { run_bound(state, w); });
    add(w, "Unfold", [&w, sets](benchmark::State& state) { run_engine(state, w, sets.back(), true); });
    add(w, "Unfold, convolution alone",
        [&w, sets](benchmark::State& state) { run_engine(state, w, sets.back(), false); });
    for (const engine::InstructionSet set : sets) {
      if (set == sets.back()) continue;
      add(w, "Unfold, " + std::string(engine::name_of(set)) + " forced",
          [&w, set](benchmark::State& state) { run_engine(state, w, set, true); });
    }
    add_onednn(w);
    add(w, "Eigen (SSE2), im2col by tiles", [&w](benchmark::State& state) { run_tiles(state, w); });
    add(w, "Eigen (SSE2), im2col and one product",
        [&w](benchmark::State& state) { run_one_product(state, w); });
    add(w, "Unfold, with all figures", [&w](benchmark::State& state) { run_walkthrough(state, w); });
  }
}

}  // namespace
}  // namespace unfold::bench

int main(int argc, char** argv) {
  unfold::bench::register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
