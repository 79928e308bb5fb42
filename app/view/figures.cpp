#include "app/view/figures.h"

#include "app/view/pictures.h"
#include "app/view/window.h"
#include "core/lesson/comparable.h"

namespace unfold::view {

Figure count_figure(const FigureSource& source, const FigureKey& key, Workers& workers) {
  const Walkthrough& walk = *source.walkthrough;
  switch (key.what) {
  case FigureKey::What::tensor_histogram: return tensor_histogram(walk, key.tensor, workers);
  case FigureKey::What::map_histogram: return map_histogram(walk, key.tensor, key.n, key.f);
  case FigureKey::What::strongest: return map_peaks(walk, key.n, key.f, Peak::strongest, peaks_named);
  case FigureKey::What::weakest: return map_peaks(walk, key.n, key.f, Peak::weakest, peaks_named);
  case FigureKey::What::preprocess: {
    const Document& document = *source.document;
    return compare_preprocess(document.pictures.at(static_cast<std::size_t>(key.n)), document.preprocess,
                              walk.W(), walk.b(), walk.geometry().params());
  }
  case FigureKey::What::comparison: return compare_maps(walk, key.n, key.f, key.other);
  }
  return Histogram{};
}

void FigureCache::put(const FigureKey& key, Figure figure) {
  figures_[key] = std::make_shared<const Figure>(std::move(figure));
}

void FigureCache::keep(std::uint64_t walkthrough) {
  std::erase_if(figures_, [&](const auto& entry) { return entry.first.walkthrough != walkthrough; });
}

FigureKey tensor_histogram_key(const Walkthrough& walk, TensorId id) {
  return {.walkthrough = walk.serial(), .what = FigureKey::What::tensor_histogram, .tensor = id};
}

FigureKey map_histogram_key(const Walkthrough& walk, TensorId id, std::int64_t n, std::int64_t f) {
  return {.walkthrough = walk.serial(), .what = FigureKey::What::map_histogram, .tensor = id, .n = n, .f = f};
}

FigureKey peaks_key(const Walkthrough& walk, std::int64_t n, std::int64_t f, Peak peak) {
  return {.walkthrough = walk.serial(),
          .what = peak == Peak::strongest ? FigureKey::What::strongest : FigureKey::What::weakest,
          .n = n,
          .f = f};
}

FigureKey comparison_key(const Walkthrough& walk, std::int64_t n, std::int64_t f, std::int64_t other) {
  return {.walkthrough = walk.serial(), .what = FigureKey::What::comparison, .n = n, .f = f, .other = other};
}

FigureKey preprocess_key(const Walkthrough& walk, std::int64_t n) {
  return {.walkthrough = walk.serial(), .what = FigureKey::What::preprocess, .n = n};
}

std::vector<FigureKey> wanted_figures(const State& s) {
  if (!s.walkthrough) return {};
  const Walkthrough& walk = *s.walkthrough;
  std::vector<FigureKey> wanted{cell_histogram_key(walk, subject_cell(s), s.options)};
  const Stage stage = s.playback.at.stage;
  if (stage == Stage::maps || stage == Stage::pool) {
    const std::int64_t n = s.options.image;
    if (stage == Stage::pool) {
      wanted.push_back(peaks_key(walk, n, s.options.filter, Peak::strongest));
      wanted.push_back(peaks_key(walk, n, s.options.filter, Peak::weakest));
    }
    if (s.options.compare >= 0)
      wanted.push_back(comparison_key(walk, n, s.options.filter, s.options.compare));
  }
  const Geometry& g = walk.geometry();
  if (stage == Stage::input && s.document && !s.document->steps.empty() && is_comparable(g.C, g.groups) &&
      !s.options.present && !s.browse)
    wanted.push_back(preprocess_key(walk, s.options.image));
  std::erase_if(wanted, [&](const FigureKey& key) { return s.figures.has(key); });
  return wanted;
}

void count_wanted(State& s) {
  const std::vector<FigureKey> wanted = wanted_figures(s);
  if (wanted.empty()) return;
  Workers workers;
  for (const FigureKey& key : wanted)
    s.figures.put(key, count_figure({s.walkthrough, s.document}, key, workers));
}

}  // namespace unfold::view
