#include "core/layer/walkthrough.h"

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/layer/convolve.h"
#include "core/layer/layer_stats.h"
#include "core/layer/pooling.h"
#include "core/layer/room.h"

#include <algorithm>
#include <cassert>
#include <new>
#include <random>

namespace unfold {

namespace {

// Numbers that no two walkthroughs share, without a counter that the whole process would have to keep.
std::uint64_t fresh_serial() {
  std::random_device chance;
  return std::uint64_t{chance()} << 32U | chance();
}

void need_bias_fits(const Geometry& g, const Array* b) {
  if (b == nullptr || b->shape == Shape{g.FN}) return;
  throw Error("b " + to_string(b->shape) + ": must be " + to_string(Shape{g.FN}) +
              ", one value for each filter of W");
}

// Only what is large is asked about: the answer takes longer than a small layer.
void need_memory(const Geometry& g) {
  constexpr std::int64_t large = std::int64_t{64} << 20;
  if (map_bytes(g) < large) return;
  const std::optional<std::int64_t> free = available_memory();
  if (!free) return;
  if (const std::optional<TooLarge> refusal = too_large(g, *free)) throw *refusal;
}

Maps room_for(TensorId id, const Geometry& g, engine::Engine& engine) {
  const Shape shape = shape_of(g, id);
  try {
    return {shape, engine.room(shape.count())};
  } catch (const std::bad_alloc&) {
    throw refused_memory(g);
  }
}

// As the notebook does it, step by step: what a mistake changes is found in its tensors alone.
bool compute_by_steps(const Geometry& g, const LayerData& layer, Workers& workers, const Progress& progress,
                      float* conv, float* pool) {
  if (!convolve(g, layer, workers, part_of(progress, 0.0, 0.95), conv)) return false;
  std::vector<std::vector<float>> scratch(static_cast<std::size_t>(workers.count()));
  return workers.for_each(g.N * g.FN, part_of(progress, 0.95, 1.0), [&](int worker, std::int64_t i) {
    pool_map(g, conv + i * g.OH * g.OW, pool + i * g.QH * g.QW, scratch[static_cast<std::size_t>(worker)]);
  });
}

StridedRect rectangle(const Walkthrough::Plane& plane, std::int64_t r0, std::int64_t c0, std::int64_t rows,
                      std::int64_t cols) {
  return {.origin = plane.origin,
          .row_axis = plane.row_axis,
          .col_axis = plane.col_axis,
          .row_step = plane.row_step,
          .col_step = plane.col_step,
          .row0 = r0,
          .col0 = c0,
          .rows = rows,
          .cols = cols};
}

}  // namespace

std::shared_ptr<const Walkthrough> Walkthrough::compute(LayerInput input, const Progress& progress,
                                                        int threads) {
  engine::Engine engine(threads > 0 ? threads : usual_threads());
  return compute(std::move(input), engine, progress);
}

std::shared_ptr<const Walkthrough> Walkthrough::compute(LayerInput input, engine::Engine& engine,
                                                        const Progress& progress) {
  assert(input.x && input.W);
  std::shared_ptr<Walkthrough> made(new Walkthrough);
  Walkthrough& w = *made;
  w.geometry_ = make_geometry(input.x->shape, input.W->shape, input.params);
  need_bias_fits(w.geometry_, input.b.get());
  w.input_ = std::move(input);
  w.serial_ = fresh_serial();
  const Geometry& g = w.geometry_;

  need_memory(g);
  w.conv_ = room_for(TensorId::conv, g, engine);
  w.pool_ = room_for(TensorId::pool, g, engine);
  float *conv = w.conv_.data.data(), *pool = w.pool_.data.data();
  const LayerData data{w.x().data.data(), w.W().data.data(), w.has_bias() ? w.b()->data.data() : nullptr,
                       conv, pool};
  for (int i = 0; i < tensor_count; ++i) w.views_.push_back(strided(g, data, static_cast<TensorId>(i)));

  const Progress computing = part_of(progress, 0.0, 0.8);
  const bool done = g.mistake == Mistake::none
                        ? engine.run(g, data, engine::Activation::none, computing, conv, pool)
                        : compute_by_steps(g, data, engine.workers(), computing, conv, pool);
  LayerStats stats;
  if (!done || !measure(g, data, w.views_, engine, part_of(progress, 0.8, 1.0), stats)) return nullptr;
  w.stats_ = std::move(stats.tensors);
  w.conv_stats_ = std::move(stats.conv);
  w.pool_stats_ = std::move(stats.pool);
  return made;
}

const StridedTensor& Walkthrough::view(TensorId id) const {
  const StridedTensor& t = views_[static_cast<std::size_t>(id)];
  assert(t.data != nullptr);
  return t;
}

float Walkthrough::at(TensorId id, const Index& index) const { return read_cell(view(id), index); }

void Walkthrough::read(TensorId id, std::int64_t first, std::int64_t count, float* out) const {
  read_run(view(id), first, count, out);
}

void Walkthrough::read_plane(const Plane& plane, std::int64_t r0, std::int64_t c0, std::int64_t rows,
                             std::int64_t cols, float* out) const {
  read_rect(view(plane.tensor), rectangle(plane, r0, c0, rows, cols), out);
}

std::optional<RowsInMemory> Walkthrough::rows_of(const Plane& plane, std::int64_t rows,
                                                 std::int64_t cols) const {
  return rows_in_memory(view(plane.tensor), rectangle(plane, 0, 0, rows, cols));
}

std::int64_t Walkthrough::argmax(std::int64_t window) const {
  const std::int64_t count = geometry_.PH * geometry_.PW;
  std::vector<float> values(static_cast<std::size_t>(count));
  read(TensorId::pool_windows, window * count, count, values.data());
  return unfold::argmax(values.data(), count);
}

const Walkthrough::Stats& Walkthrough::stats(TensorId id) const {
  return stats_[static_cast<std::size_t>(id)];
}

const Walkthrough::Stats& Walkthrough::map_stats(TensorId conv_or_pool, std::int64_t n,
                                                 std::int64_t f) const {
  assert(conv_or_pool == TensorId::conv || conv_or_pool == TensorId::pool);
  const auto& maps = conv_or_pool == TensorId::pool ? pool_stats_ : conv_stats_;
  return maps[static_cast<std::size_t>(n * geometry_.FN + f)];
}

}  // namespace unfold
