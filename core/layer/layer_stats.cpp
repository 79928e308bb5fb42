#include "core/layer/layer_stats.h"

#include <algorithm>
#include <array>

namespace unfold {

namespace {

constexpr std::int64_t map_samples = 1 << 12;
constexpr std::int64_t tensor_samples = 1 << 13;

std::size_t as_size(std::int64_t i) { return static_cast<std::size_t>(i); }
std::size_t number(TensorId id) { return static_cast<std::size_t>(id); }

std::span<const float> piece(const float* data, std::int64_t i, std::int64_t size) {
  return {data + i * size, as_size(size)};
}

// `shared`: those of the samples that stand for the map among those of all maps.
TensorStats stats_of_map(const Tally& tally, std::span<const float> map, std::span<float> shared,
                         std::vector<float>& samples) {
  const std::int64_t count = std::ssize(map);
  samples.assign(map.begin(), map.begin() + std::min(count, map_samples));
  if (count > map_samples) {
    // Neighbours in runs, as read_spread takes them.
    constexpr std::int64_t run = 4, runs = map_samples / run;
    for (std::int64_t i = 0; i < runs; ++i)
      std::copy_n(map.begin() + sample_place(i, runs, count - run + 1), run, samples.begin() + i * run);
  }
  for (std::size_t i = 0; i < shared.size(); ++i) shared[i] = samples[i * samples.size() / shared.size()];
  return tally.stats(percentile_995(samples));
}

// The samples of many maps, side by side: what was read for each is not read again for all.
class MapSamples {
 public:
  MapSamples(std::int64_t maps, std::int64_t size)
      : each_(std::min({size, map_samples, std::max<std::int64_t>(1, tensor_samples / maps)})),
        all_(as_size(maps * each_)) {}
  [[nodiscard]] std::span<float> of(std::int64_t map) { return {all_.data() + map * each_, as_size(each_)}; }
  [[nodiscard]] std::vector<float>& all() { return all_; }

 private:
  std::int64_t each_;
  std::vector<float> all_;
};

// Cells that are spread over every axis.
float percentile_of_tensor(const StridedTensor& tensor, std::vector<float>& samples) {
  const std::int64_t count = tensor.shape.count();
  samples.resize(as_size(std::min(count, tensor_samples)));
  if (count <= tensor_samples)
    read_run(tensor, 0, count, samples.data());
  else
    read_spread(tensor, tensor_samples, samples.data());
  return percentile_995(samples);
}

Tally sum_of(const std::vector<Tally>& tallies) {
  Tally all;
  for (const Tally& tally : tallies) all.add(tally);
  return all;
}

// The tensor whose values the figures are taken from: a view has those of what it views, and a plain copy
// too.
TensorId measured_as(TensorId id) {
  switch (id) {
  case TensorId::x:
  case TensorId::img:
  case TensorId::W:
  case TensorId::b:
  case TensorId::conv:
  case TensorId::pool_col:
  case TensorId::pool:
  case TensorId::col: return id;
  case TensorId::col6:
  case TensorId::col6_t: return TensorId::col;
  case TensorId::col_W: return TensorId::W;
  case TensorId::out2d:
  case TensorId::out_nhwc: return TensorId::conv;
  case TensorId::pool_windows: return TensorId::pool_col;
  case TensorId::pool_max: return TensorId::pool;
  }
  return id;
}

}  // namespace

std::int64_t zeros_of_windows(const Geometry& g) {
  const Slide rows = g.pool_rows(), cols = g.pool_cols();
  const std::int64_t padding = padding_read(rows, cols);
  const std::int64_t on_map = static_cast<std::int64_t>(read_counts(rows, cols).pixels_read);
  const std::int64_t hanging = g.QH * g.QW * g.PH * g.PW - on_map - padding;
  return (pool_fill(g) == 0.0F ? padding : 0) + (pool_beyond(g) == 0.0F ? hanging : 0);
}

bool measure(const Geometry& g, const LayerData& layer, const std::vector<StridedTensor>& views,
             engine::Engine& engine, const Progress& progress, LayerStats& stats) {
  Workers& workers = engine.workers();
  const engine::Kernels& kernels = engine::kernels(engine.instruction_set());
  const std::int64_t maps = g.N * g.FN;
  const ReadCounts pool_reads = read_counts(g.pool_rows(), g.pool_cols());
  const bool pool_reads_once = pool_reads.all_once();
  std::vector<Tally> conv(as_size(maps)), copies(as_size(maps)), pooled(as_size(maps));
  std::vector<std::vector<float>> samples(as_size(workers.count()));  // room that each worker keeps
  MapSamples conv_samples(maps, g.OH * g.OW), pool_samples(maps, g.QH * g.QW);
  stats.conv.resize(as_size(maps));
  stats.pool.resize(as_size(maps));
  const bool done = workers.for_each(maps, progress, [&](int worker, std::int64_t i) {
    const std::span<const float> map = piece(layer.conv, i, g.OH * g.OW);
    const std::span<const float> out = piece(layer.pool, i, g.QH * g.QW);
    std::vector<float>& room = samples[as_size(worker)];
    conv[as_size(i)] = tally_of(map, kernels);
    copies[as_size(i)] = pool_reads_once ? conv[as_size(i)] : tally_of_copies(map.data(), pool_reads);
    pooled[as_size(i)] = tally_of(out, kernels);
    stats.conv[as_size(i)] = stats_of_map(conv[as_size(i)], map, conv_samples.of(i), room);
    stats.pool[as_size(i)] = stats_of_map(pooled[as_size(i)], out, pool_samples.of(i), room);
  });
  if (!done) return false;

  const std::int64_t planes = g.N * g.C;
  const ReadCounts reads = read_counts(g.rows(), g.cols());
  // Bands of rows, as many whatever the threads: a sum depends on where it is parted.
  const std::int64_t bands = std::min<std::int64_t>(g.H, 8);
  std::vector<Tally> x(as_size(planes * bands)), read(as_size(planes * bands));
  workers.for_each(planes * bands, {}, [&](int, std::int64_t i) {
    const std::int64_t first = i % bands * g.H / bands, last = (i % bands + 1) * g.H / bands;
    const float* band = layer.x + (i / bands * g.H + first) * g.W;
    x[as_size(i)] = tally_of({band, as_size((last - first) * g.W)}, kernels);
    read[as_size(i)] = tally_of_copies(band, reads, first, last);
  });

  std::array<Tally, tensor_count> tallies;
  const auto tally = [&](TensorId id) -> Tally& { return tallies[number(id)]; };
  tally(TensorId::x) = tally(TensorId::img) = sum_of(x);
  tally(TensorId::img).add_zeros(planes * (g.HP * g.WP - g.H * g.W));
  tally(TensorId::col) = sum_of(read);
  tally(TensorId::col).add_zeros(g.M * g.K - planes * static_cast<std::int64_t>(reads.pixels_read));
  tally(TensorId::W) = tally_of({layer.W, as_size(g.FN * g.KG)}, kernels);
  if (layer.b != nullptr) tally(TensorId::b) = tally_of({layer.b, as_size(g.FN)}, kernels);
  tally(TensorId::conv) = sum_of(conv);
  tally(TensorId::pool_col) = sum_of(copies);
  tally(TensorId::pool_col).add_zeros(maps * zeros_of_windows(g));
  tally(TensorId::pool) = sum_of(pooled);

  // Windows that read each cell once, and padding that is no number, hold what the maps hold.
  const bool windows_are_maps = pool_reads_once && zeros_of_windows(g) == 0;
  const auto percentile = [&](TensorId id, const StridedTensor& view, std::vector<float>& room) {
    const bool many = view.shape.count() > tensor_samples;
    if (many && id == TensorId::conv) return percentile_995(conv_samples.all());
    if (many && id == TensorId::pool) return percentile_995(pool_samples.all());
    return percentile_of_tensor(view, room);
  };
  stats.tensors.resize(tensor_count);
  workers.for_each(tensor_count, {}, [&](int worker, std::int64_t i) {
    const auto id = static_cast<TensorId>(i);
    const StridedTensor& view = views[as_size(i)];
    if (measured_as(id) != id || view.data == nullptr) return;
    if (id == TensorId::pool_col && windows_are_maps) return;
    const float abs_995 = percentile(id, view, samples[as_size(worker)]);
    tally(id).max_at = 0;
    stats.tensors[as_size(i)] = tally(id).stats(abs_995);
  });
  if (windows_are_maps) stats.tensors[number(TensorId::pool_col)] = stats.tensors[number(TensorId::conv)];
  for (int i = 0; i < tensor_count; ++i) {
    stats.tensors[as_size(i)] = stats.tensors[number(measured_as(static_cast<TensorId>(i)))];
  }
  return true;
}

}  // namespace unfold
