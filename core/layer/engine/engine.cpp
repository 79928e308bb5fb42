#include "core/layer/engine/engine.h"

#include "core/layer/engine/plan.h"
#include "core/layer/pooling.h"

#include <algorithm>
#include <cassert>

namespace unfold::engine {

namespace {

std::size_t as_size(std::int64_t i) { return static_cast<std::size_t>(i); }

// What all jobs of a run read, and where they write.
struct Run {
  const Plan& plan;
  const Kernels& kernels;
  const LayerData& layer;
  bool relu;
  float *conv, *pool;

  [[nodiscard]] float* map(std::int64_t n, std::int64_t f) const {
    return conv + (n * plan.g.FN + f) * plan.g.OH * plan.g.OW;
  }
  void pool_cells(std::int64_t n, std::int64_t f, std::int64_t qy, std::int64_t first, std::int64_t end,
                  float* tallest) const {
    const Geometry& g = plan.g;
    float* row = pool + ((n * g.FN + f) * g.QH + qy) * g.QW;
    pool_row(g, kernels, map(n, f), qy, first, end, row, tallest);
  }
};

// A worker's room: lines of the newest rows of x, one of zeros, and one to pool in.
class Bench {
 public:
  [[nodiscard]] static std::int64_t floats(const Plan& plan) {
    return (plan.ring * plan.g.C + 1) * plan.line + plan.g.OW + slack;
  }
  Bench(const Run& run, const Pages& room)
      : run_(run),
        lines_(room.data()),
        zeros_(lines_ + run.plan.ring * run.plan.g.C * run.plan.line),
        tallest_(zeros_ + run.plan.line),
        line_at_(as_size(run.plan.step * run.plan.g.C * run.plan.g.FH)) {}

  // Rows first..last - 1 of image n, and the pooled rows that read none but them.
  void compute(std::int64_t n, std::int64_t first, std::int64_t last) {
    filled_ = 0;
    for (std::int64_t row = first; row < last; row += run_.plan.step)
      compute_step(n, first, row, std::min(row + run_.plan.step, last));
  }
  // The filters' pooled row whose rows two jobs have computed.
  void pool_between(std::int64_t n, std::int64_t qy) {
    for (std::int64_t f = 0; f < run_.plan.g.FN; ++f) run_.pool_cells(n, f, qy, 0, run_.plan.g.QW, tallest_);
  }

 private:
  [[nodiscard]] float* line(std::int64_t h, std::int64_t c) const {
    return lines_ + (h % run_.plan.ring * run_.plan.g.C + c) * run_.plan.line;
  }
  void fill(std::int64_t n, std::int64_t first, std::int64_t last);
  void point_at_lines(std::int64_t row, std::int64_t place);
  void compute_step(std::int64_t n, std::int64_t job, std::int64_t first, std::int64_t last);

  const Run& run_;
  float *lines_, *zeros_, *tallest_;
  std::vector<const float*> line_at_;  // (step, C, FH): of each cell's line, of the windows of a row
  std::int64_t filled_ = 0;            // rows of x before this one are laid out
};

// The rows of x that windows of map rows first..last - 1 read.
void Bench::fill(std::int64_t n, std::int64_t first, std::int64_t last) {
  const Geometry& g = run_.plan.g;
  const std::int64_t extent = g.rows().extent();
  for (std::int64_t row = first; row < last; ++row) {
    const std::int64_t top = row * g.stride - g.pad.top;
    const std::int64_t end = std::min(g.H, top + extent);
    for (std::int64_t h = std::max({std::int64_t{0}, top, filled_}); h < end; ++h) {
      for (std::int64_t c = 0; c < g.C; ++c)
        lay_out(run_.plan, run_.kernels, run_.layer.x + ((n * g.C + c) * g.H + h) * g.W, line(h, c));
    }
    filled_ = std::max(filled_, end);
  }
}

void Bench::point_at_lines(std::int64_t row, std::int64_t place) {
  const Geometry& g = run_.plan.g;
  const float** at = line_at_.data() + place * g.C * g.FH;
  for (std::int64_t c = 0; c < g.C; ++c) {
    for (std::int64_t fy = 0; fy < g.FH; ++fy) {
      const std::int64_t h = g.rows().place(row, fy) - g.pad.top;
      *at++ = h < 0 || h >= g.H ? zeros_ : line(h, c);
    }
  }
}

void Bench::compute_step(std::int64_t n, std::int64_t job, std::int64_t first, std::int64_t last) {
  const Plan& plan = run_.plan;
  const Geometry& g = plan.g;
  fill(n, first, last);
  for (std::int64_t row = first; row < last; ++row) point_at_lines(row, row - first);
  const std::int64_t pool_first = plan.pool_rows.complete(first), pool_last = plan.pool_rows.complete(last);

  MapRow maps{.line_count = g.CG * g.FH,
              .columns = plan.columns.data(),
              .FW = g.FW,
              .map = g.OH * g.OW,
              .relu = run_.relu};
  for (std::int64_t column = 0; column < g.OW; column += plan.strip) {
    maps.first = column;
    maps.last = std::min(column + plan.strip, g.OW);
    const std::int64_t cells_first = plan.pool_cols.complete(maps.first);
    const std::int64_t cells_end = plan.pool_cols.complete(maps.last);
    for (const FilterBlock& block : plan.blocks) {
      maps.weights = plan.weights.data() + block.first * g.KG;
      maps.bias = plan.bias.data() + block.first;
      for (std::int64_t row = first; row < last; ++row) {
        maps.lines = line_at_.data() + ((row - first) * g.C + block.group * g.CG) * g.FH;
        maps.out = run_.map(n, block.first) + row * g.OW;
        run_.kernels.rows[block.size](maps);
      }
      if (run_.pool == nullptr) continue;
      for (std::int64_t f = block.first; f < block.first + block.count; ++f) {
        for (std::int64_t qy = pool_first; qy < pool_last; ++qy) {
          if (plan.pool_rows.first[as_size(qy)] >= job)
            run_.pool_cells(n, f, qy, cells_first, cells_end, tallest_);
        }
      }
    }
  }
}

// The pooled rows of an image that read rows of two jobs.
std::vector<std::int64_t> rows_between(const Plan& plan) {
  std::vector<std::int64_t> rows;
  for (std::int64_t qy = 0; qy < plan.g.QH; ++qy) {
    const std::int64_t first = plan.pool_rows.first[as_size(qy)], end = plan.pool_rows.end[as_size(qy)];
    if (first / plan.job != (end - 1) / plan.job) rows.push_back(qy);
  }
  return rows;
}

// The part lo..hi of the whole work.
Progress part_of(const Progress& progress, double lo, double hi) {
  if (!progress) return {};
  return [&progress, lo, hi](double done) { return progress(lo + (hi - lo) * done); };
}

}  // namespace

Engine::Engine(int threads, InstructionSet set) : set_(set), workers_(threads) {}

bool Engine::run(const Geometry& g, const LayerData& layer, Activation activation, const Progress& progress,
                 float* conv, float* pool) {
  assert(g.mistake == Mistake::none);
  const Kernels& using_kernels = kernels(set_);
  const Plan plan(g, layer, using_kernels, workers_.count());
  const Run run{plan, using_kernels, layer, activation == Activation::relu, conv, pool};
  rooms_.resize(as_size(workers_.count()));
  std::vector<std::unique_ptr<Bench>> benches(rooms_.size());
  const auto bench = [&](int worker) -> Bench& {
    const auto i = static_cast<std::size_t>(worker);
    if (!benches[i]) {
      const std::int64_t floats = Bench::floats(plan);
      if (rooms_[i].size() < floats) rooms_[i] = Pages(floats);
      std::fill_n(rooms_[i].data(), floats, 0.0F);
      benches[i] = std::make_unique<Bench>(run, rooms_[i]);
    }
    return *benches[i];
  };
  const std::vector<std::int64_t> between =
      pool != nullptr ? rows_between(plan) : std::vector<std::int64_t>{};
  const std::int64_t rows_between = std::ssize(between);
  const bool done = workers_.for_each(
      g.N * plan.jobs_per_image, part_of(progress, 0.0, rows_between > 0 ? 0.95 : 1.0),
      [&](int worker, std::int64_t i) {
        const std::int64_t first = i % plan.jobs_per_image * plan.job;
        bench(worker).compute(i / plan.jobs_per_image, first, std::min(first + plan.job, g.OH));
      });
  return done &&
         workers_.for_each(g.N * rows_between, part_of(progress, 0.95, 1.0), [&](int worker, std::int64_t i) {
           bench(worker).pool_between(i / rows_between, between[as_size(i % rows_between)]);
         });
}

}  // namespace unfold::engine
