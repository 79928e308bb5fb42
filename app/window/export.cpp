#include "app/window/film_maker.h"
#include "app/window/loop.h"
#include "app/window/studio.h"

#include <cstdio>
#include <iostream>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace unfold::window {
namespace {

// How far it has come, where somebody is looking.
void show(std::size_t done, std::size_t all) {
#ifndef _WIN32
  if (::isatty(2) == 0) return;
  std::fprintf(stderr, "\r%zu of %zu%s", done, all, done == all ? "\n" : "");
#else
  static_cast<void>(done + all);
#endif
}

view::FilmRange range_of(const cli::CommandLine& line, const view::State& state) {
  view::FilmRange range{.tour = line.tour, .first = state.playback.at, .last = state.playback.at};
  if (line.rate) range.pictures_a_second = *line.rate;
  // Without a step a stage is begun at its first.
  if (line.at && !line.at->step) range.first = {line.at->stage, 0};
  if (line.until)
    range.last = cli::position_of(*line.until, state.walkthrough->geometry(), state.playback.orders);
  return range;
}

}  // namespace

void write_export(const cli::CommandLine& line) {
  Studio studio(line);
  view::KeptLook look{.view = line.view.value_or(view::KeptView::window),
                      .scale = static_cast<float>(line.scale)};
  if (!line.until && !line.tour) {
    studio.keep(look, line.target);
    std::cout << line.target.string() << '\n';
    return;
  }
  look.film = range_of(line, studio.state());
  FilmMaker film(studio.state(), look, studio.size(), line.target);
  for (bool whole = false; !whole; show(film.done(), film.all())) whole = film.next(studio.tools());
  std::cout << line.target.string() << '\n';
}

}  // namespace unfold::window
