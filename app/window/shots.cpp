#include "app/view/state.h"
#include "app/view/tour/tour.h"
#include "app/window/loop.h"
#include "app/window/studio.h"
#include "core/base/error.h"
#include "core/layer/image_steps.h"

#include <array>
#include <cstdio>
#include <iostream>
#include <system_error>
#include <vector>

namespace unfold::window {
namespace {

// Where a stage shows most of itself in a still picture: in the midst of a loop, and all of what fills up.
Position moment(const Geometry& g, const view::State& state, Stage stage) {
  const std::int64_t steps = step_count(g, stage, state.playback.orders);
  switch (stage) {
  case Stage::im2col:
  case Stage::reshape: return {stage, steps * 23 / 49};
  case Stage::gemm:
    if (state.playback.orders.gemm == GemmStep::outer) return {stage, steps * 23 / 49};
    return {stage, gemm_step_of(g, state.playback.orders.gemm, g.M * 2 / 3, state.options.filter)};
  case Stage::weights: return {stage, state.options.filter};
  case Stage::pool_reshape:
  case Stage::pool_max: return {stage, ((g.QH / 2) * g.QW + g.QW / 2) * g.FN + state.options.filter};
  case Stage::pool_im2col: return {stage, steps / 2};
  case Stage::input:
  case Stage::pad:
  case Stage::allocate:
  case Stage::transpose:
  case Stage::maps:
  case Stage::pool: break;
  }
  return {stage, steps - 1};
}

std::string file_name(int number, Stage stage) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%02d-%s.png", number, std::string(name(stage)).c_str());
  return text.data();
}

}  // namespace

void write_shots(const cli::CommandLine& line) {
  Studio studio(line);
  view::State& state = studio.state();
  const auto take = [&](const std::filesystem::path& file) {
    write_png(studio.still(1), file);
    std::cout << file.string() << '\n';
  };
  std::error_code error;
  std::filesystem::create_directories(line.target, error);
  if (error) throw Error(line.target.string() + ": the folder cannot be made: " + error.message());
  if (line.tour) {
    const Tour* tour = view::tour_of(state);
    if (tour == nullptr || tour->steps.empty())
      throw Error("--tour: the lesson " + state.document->lesson + " visits no steps");
    for (std::size_t i = 0; i < tour->steps.size(); ++i) {
      static_cast<void>(view::apply(state, view::act::TourTo{i}));
      state.playback = still(state.playback);
      take(line.target / file_name(static_cast<int>(i) + 1, state.playback.at.stage));
    }
    return;
  }
  if (line.at) {
    take(line.target / file_name(static_cast<int>(line.at->stage) + 1, line.at->stage));
    return;
  }
  if (state.picker) {
    take(line.target / "choose.png");
    return;
  }
  if (state.browse) {
    take(line.target / ("browse-" + std::string(name(state.browse->tensor)) + ".png"));
    return;
  }
  const Geometry& g = state.walkthrough->geometry();
  const std::int64_t filter = state.options.filter;
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    state.playback = seek(g, state.playback,
                          in_image(g, state.playback.orders, moment(g, state, stage), state.options.image));
    state.playback = still(state.playback);
    state.options.filter = filter;
    take(line.target / file_name(i + 1, stage));
  }
}

}  // namespace unfold::window
