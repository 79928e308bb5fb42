#include "app/window/film.h"
#include "app/window/loop.h"
#include "app/window/studio.h"
#include "core/base/error.h"

#include <cstdio>
#include <iostream>
#include <string>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace unfold::window {
namespace {

constexpr std::int64_t most_pictures = 20'000;
constexpr double steps_a_second = 4;  // as the window plays them

// How far it has come, where somebody is looking.
void show(std::int64_t done, std::int64_t all) {
#ifndef _WIN32
  if (::isatty(2) == 0) return;
  std::fprintf(stderr, "\r%lld of %lld%s", static_cast<long long>(done), static_cast<long long>(all),
               done == all ? "\n" : "");
#else
  static_cast<void>(done + all);
#endif
}

std::int64_t steps_between(const Geometry& g, const StepOrders& orders, const Position& from,
                           const Position& to) {
  std::int64_t steps = to.step - from.step;
  for (int stage = static_cast<int>(from.stage); stage < static_cast<int>(to.stage); ++stage)
    steps += step_count(g, static_cast<Stage>(stage), orders);
  return steps;
}

}  // namespace

void write_export(const cli::CommandLine& line) {
  Studio studio(line);
  view::State& state = studio.state();
  const auto scale = static_cast<float>(line.scale);
  if (!line.until) {
    studio.keep(scale, line.target);
    std::cout << line.target.string() << '\n';
    return;
  }
  const Geometry& g = state.walkthrough->geometry();
  const StepOrders orders = state.playback.orders;
  // Without a step a stage is begun at its first.
  if (line.at && !line.at->step) state.playback = seek(g, state.playback, {line.at->stage, 0});
  const Position last = cli::position_of(*line.until, g, orders);
  const std::int64_t count = steps_between(g, orders, state.playback.at, last) + 1;
  const Position first = state.playback.at;
  if (last.stage < first.stage || (last.stage == first.stage && last.step < first.step))
    throw Error("--until: comes before --at; name a later step");
  if (count > most_pictures)
    throw Error("--until: " + std::to_string(count) + " steps are more than the " +
                std::to_string(most_pictures) +
                " that a moving picture may have; choose fewer, or larger ones with --order");
  state.playback = still(state.playback);
  Still picture = studio.still(scale);
  Film film(line.target, picture.width, picture.height, steps_a_second);
  for (std::int64_t i = 1;; ++i) {
    film.add(picture);
    show(i, count);
    if (i == count) break;
    static_cast<void>(view::apply(state, view::act::StepBy{1}));
    state.playback = still(state.playback);
    picture = studio.still(scale);
  }
  film.finish();
  std::cout << line.target.string() << '\n';
}

}  // namespace unfold::window
