#include "core/layer/bench/onednn.h"

#if defined(UNFOLD_ONEDNN)

#include <benchmark/benchmark.h>
#include <oneapi/dnnl/dnnl.hpp>

#include <unordered_map>

namespace unfold::bench {
namespace {

using dnnl::memory;
using Tag = memory::format_tag;

memory::dims dims(const Shape& shape) {
  memory::dims all;
  for (int i = 0; i < shape.rank(); ++i) all.push_back(shape[i]);
  return all;
}

// x is NCHW as ours; the weights are brought into oneDNN's order beforehand; what is timed is the two
// primitives, on memory that is there.
void run(benchmark::State& state, const Workload& w, Tag maps) {
  const Geometry g = geometry_of(w);
  Tensors t(g);
  dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  dnnl::stream stream(engine);
  const auto floats = memory::data_type::f32;
  const memory::desc x{dims(w.x), floats, Tag::nchw}, b{{g.FN}, floats, Tag::x};
  const memory::desc W{dims(w.W), floats, Tag::any};
  const memory::desc conv{{g.N, g.FN, g.OH, g.OW}, floats, maps};
  const dnnl::convolution_forward::primitive_desc convolution{{dnnl::prop_kind::forward_inference,
                                                               dnnl::algorithm::convolution_direct,
                                                               x,
                                                               W,
                                                               b,
                                                               conv,
                                                               {g.stride, g.stride},
                                                               {g.pad.top, g.pad.left},
                                                               {g.pad.bottom, g.pad.right}},
                                                              engine};
  const memory::desc pool{{g.N, g.FN, g.QH, g.QW}, floats, maps == Tag::any ? Tag::any : maps};
  const dnnl::pooling_forward::primitive_desc pooling{{dnnl::prop_kind::forward_inference,
                                                       dnnl::algorithm::pooling_max,
                                                       convolution.dst_desc(),
                                                       pool,
                                                       {g.pool_stride, g.pool_stride},
                                                       {g.PH, g.PW},
                                                       {0, 0},
                                                       {0, 0}},
                                                      engine};
  const memory from(x, engine, t.x.data()), bias(b, engine, t.b.data());
  memory plain({dims(w.W), floats, Tag::oihw}, engine, t.W.data());
  memory filters(convolution.weights_desc(), engine);
  dnnl::reorder(plain, filters).execute(stream, plain, filters);
  const engine::Pages conv_room(static_cast<std::int64_t>(convolution.dst_desc().get_size() / sizeof(float)));
  const engine::Pages pool_room(static_cast<std::int64_t>(pooling.dst_desc().get_size() / sizeof(float)));
  const memory conv_to(convolution.dst_desc(), engine, conv_room.data());
  const memory pool_to(pooling.dst_desc(), engine, pool_room.data());
  stream.wait();
  const dnnl::convolution_forward convolve(convolution);
  const dnnl::pooling_forward take_maxima(pooling);
  const auto run_once = [&] {
    convolve.execute(
        stream,
        {{DNNL_ARG_SRC, from}, {DNNL_ARG_WEIGHTS, filters}, {DNNL_ARG_BIAS, bias}, {DNNL_ARG_DST, conv_to}});
    take_maxima.execute(stream, {{DNNL_ARG_SRC, conv_to}, {DNNL_ARG_DST, pool_to}});
    stream.wait();
  };
  run_once();  // touches the memory for the first time
  for (auto _ : state) run_once();
}

}  // namespace

void add_onednn(const Workload& w) {
  for (const auto& [name, tag] :
       {std::pair{"oneDNN, its own layout", Tag::any}, std::pair{"oneDNN, NCHW", Tag::nchw}}) {
    benchmark::RegisterBenchmark((std::string(w.name) + "/" + name).c_str(),
                                 [&w, tag = tag](benchmark::State& state) { run(state, w, tag); })
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace unfold::bench

#else

namespace unfold::bench {
void add_onednn(const Workload& /*w*/) {}
}  // namespace unfold::bench

#endif
