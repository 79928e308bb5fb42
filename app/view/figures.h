#pragma once

#include "core/layer/histogram.h"
#include "core/layer/map_figures.h"
#include "core/lesson/compare_preprocess.h"
#include "core/lesson/lesson.h"

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <variant>
#include <vector>

namespace unfold::view {

struct State;

// Figures that take a pass over a tensor: counted beside the frames, once, and kept. Until one is there the
// window is drawn without it.
struct FigureKey {
  enum class What { tensor_histogram, map_histogram, strongest, weakest, comparison, preprocess };

  std::uint64_t walkthrough = 0;  // its serial
  What what = What::tensor_histogram;
  TensorId tensor = TensorId::x;         // of a histogram
  std::int64_t n = 0, f = 0, other = 0;  // of an image, of a map, and of the one it is compared with

  // clang-tidy 14 takes the zero that a comparison is rewritten with for a pointer.
  auto operator<=>(const FigureKey&) const = default;  // NOLINT(modernize-use-nullptr)
};
using Figure = std::variant<Histogram, std::vector<MapPeak>, MapComparison, PreprocessComparison>;

// Six windows of each map are named: the strongest, or the weakest.
inline constexpr int peaks_named = 6;

// What figures are counted from.
struct FigureSource {
  std::shared_ptr<const Walkthrough> walkthrough;
  std::shared_ptr<const Document> document;  // that it was computed from
};
[[nodiscard]] Figure count_figure(const FigureSource& source, const FigureKey& key, Workers& workers);

class FigureCache {
 public:
  void put(const FigureKey& key, Figure figure);
  // Null where it is not counted yet.
  template <typename What> [[nodiscard]] const What* find(const FigureKey& key) const {
    const auto found = figures_.find(key);
    return found == figures_.end() ? nullptr : std::get_if<What>(found->second.get());
  }
  [[nodiscard]] bool has(const FigureKey& key) const { return figures_.contains(key); }
  // Lets go of those of any other walkthrough.
  void keep(std::uint64_t walkthrough);

 private:
  std::map<FigureKey, std::shared_ptr<const Figure>> figures_;
};

[[nodiscard]] FigureKey tensor_histogram_key(const Walkthrough& walkthrough, TensorId id);
[[nodiscard]] FigureKey map_histogram_key(const Walkthrough& walkthrough, TensorId conv_or_pool,
                                          std::int64_t n, std::int64_t f);
[[nodiscard]] FigureKey peaks_key(const Walkthrough& walkthrough, std::int64_t n, std::int64_t f, Peak peak);
[[nodiscard]] FigureKey comparison_key(const Walkthrough& walkthrough, std::int64_t n, std::int64_t f,
                                       std::int64_t other);
[[nodiscard]] FigureKey preprocess_key(const Walkthrough& walkthrough, std::int64_t n);

// What the window would show now and has not been counted.
[[nodiscard]] std::vector<FigureKey> wanted_figures(const State& state);
// Counts it on the spot: for stills and tests.
void count_wanted(State& state);

}  // namespace unfold::view
