#include "core/lesson/compare_preprocess.h"

#include "core/base/error.h"
#include "core/layer/oracle.h"
#include "core/layer/stats.h"
#include "core/lesson/comparable.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace unfold {
namespace {

// What a filter's weights come to, by channel.
struct Weight {
  double sum = 0, colour = 0, strength = 0;
};
Weight weight_of(const Array& W, std::int64_t f) {
  const std::int64_t C = W.shape[1], taps = W.shape[2] * W.shape[3];
  Weight weight;
  for (std::int64_t c = 0; c < C; ++c) {
    double channel = 0;
    for (std::int64_t i = 0; i < taps; ++i) {
      const auto w = static_cast<double>(W.data[static_cast<std::size_t>((f * C + c) * taps + i)]);
      channel += w;
      weight.strength += w * w;
    }
    weight.sum += channel;
    if (c == 0) weight.colour += channel;
    if (c == C - 1) weight.colour -= channel;
  }
  return {std::abs(weight.sum), std::abs(weight.colour), weight.strength};
}

Image middle(const Image& picture) {
  const std::int64_t width = std::min(picture.width, middle_side);
  const std::int64_t height = std::min(picture.height, middle_side);
  return cropped(picture, (picture.width - width) / 2, (picture.height - height) / 2, width, height);
}

}  // namespace

Preprocess slipped(Preprocess chosen, PreprocessSlip slip) {
  switch (slip) {
  case PreprocessSlip::none: break;
  case PreprocessSlip::normalize:
    chosen.normalize = chosen.normalize == Normalize::none ? Normalize::imagenet : Normalize::none;
    break;
  case PreprocessSlip::order:
    chosen.order = chosen.order == ChannelOrder::rgb ? ChannelOrder::bgr : ChannelOrder::rgb;
    break;
  case PreprocessSlip::scale: chosen.scale = !chosen.scale; break;
  }
  return chosen;
}

std::vector<std::int64_t> telling_filters(const Array& W) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(W.shape[0]));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  std::vector<Weight> weights;
  weights.reserve(order.size());
  for (const std::int64_t f : order) weights.push_back(weight_of(W, f));
  std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
    return weights[static_cast<std::size_t>(a)].strength > weights[static_cast<std::size_t>(b)].strength;
  });
  const auto to_front = [&](std::size_t place, double Weight::*figure) {
    if (place >= order.size()) return;
    const auto from = order.begin() + static_cast<std::ptrdiff_t>(place);
    const auto most = std::max_element(from, order.end(), [&](std::int64_t a, std::int64_t b) {
      return weights[static_cast<std::size_t>(a)].*figure < weights[static_cast<std::size_t>(b)].*figure;
    });
    std::rotate(from, most, most + 1);
  };
  to_front(0, &Weight::sum);
  if (W.shape[1] == 3) to_front(1, &Weight::colour);
  order.resize(std::min(order.size(), compared_filters));
  return order;
}

PreprocessComparison compare_preprocess(const Image& picture, const Preprocess& chosen, const Array& W,
                                        const Array* b, const LayerParams& params) {
  if (!is_comparable(W.shape[1], params.groups))
    throw Error("only a layer of 1 or 3 channels in one group is compared under other preprocessings");
  const Image part = middle(picture);
  Image swapped = channel_step(part, ChannelOrder::bgr, 3);
  PreprocessComparison result;
  result.filters = telling_filters(W);
  result.middle_only = part.width != picture.width || part.height != picture.height;
  const std::int64_t channels = W.shape[1];
  const std::vector<PreprocessSlip> slips =
      channels == 3 ? std::vector{PreprocessSlip::none, PreprocessSlip::normalize, PreprocessSlip::order}
                    : std::vector{PreprocessSlip::none, PreprocessSlip::scale};
  LayerParams meant = params;
  meant.mistake = Mistake::none;
  OracleRow row;
  for (const PreprocessSlip slip : slips) {
    const Preprocess preprocess = slipped(chosen, slip);
    const Array x = to_x({slip == PreprocessSlip::order ? swapped : part}, channels, preprocess);
    const Geometry g = make_geometry(x.shape, W.shape, meant);
    result.rows = g.OH;
    result.cols = g.OW;
    PreprocessMaps maps{.slip = slip, .preprocess = preprocess};
    maps.span = {std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest()};
    for (const std::int64_t f : result.filters) {
      std::vector<float>& map = maps.maps.emplace_back();
      map.reserve(static_cast<std::size_t>(g.OH * g.OW));
      for (std::int64_t oy = 0; oy < g.OH; ++oy)
        for (const double v : row.compute(g, x, W, b, 0, f, oy)) map.push_back(static_cast<float>(v));
      for (const float v : map) {
        maps.span.lo = std::min(maps.span.lo, v);
        maps.span.hi = std::max(maps.span.hi, v);
      }
      std::vector<float> values = map;  // which the percentile puts into another order
      maps.abs_995.push_back(percentile_995(values));
    }
    result.variants.push_back(std::move(maps));
  }
  return result;
}

}  // namespace unfold
