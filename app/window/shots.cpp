#include "app/load/loader.h"
#include "app/view/state.h"
#include "app/view/tour/tour.h"
#include "app/window/loop.h"
#include "app/window/picker_worker.h"
#include "app/window/still.h"
#include "core/base/error.h"
#include "core/layer/image_steps.h"

#include <array>
#include <cstdio>
#include <iostream>
#include <memory>
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
  std::optional<Loaded> loaded = LayerSource().load(line.choice);
  if (!loaded->refusal.empty()) throw Error(loaded->refusal);
  view::State state = initial_state(line);
  view::accept(state, loaded->choice, loaded->document, loaded->walkthrough);
  // On a picture for a slide the line would only be in the way.
  if (const std::string unread = unread_line(*state.document); !unread.empty())
    std::cerr << "unfold: " << unread << '\n';
  state.unread_seen = true;
  place(state, line);
  serve_picker(state);
  if (!state.message.empty()) throw Error(state.message);
  state.check.result = check_layer(*state.walkthrough);
  const std::array<int, 2> size = line.size.value_or(std::array<int, 2>{1280, 800});
  GlfwWindow window({.width = size[0], .height = size[1], .visible = false});
  const ui::Fonts fonts(1);
  const AllTexts texts;
  PictureDrawer pictures;
  const auto take = [&](const std::filesystem::path& file) {
    view::count_wanted(state);
    write_still(state, {static_cast<float>(size[0]), static_cast<float>(size[1])}, 1,
                {window, fonts, texts, pictures}, file);
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
