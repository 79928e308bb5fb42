#pragma once

#include "app/window/film/film.h"
#include "app/window/still.h"
#include "app/window/still_room.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace unfold::window {

// Steps of a layer into a moving picture, one picture after another, so that a window can be drawn between
// them. It goes through a state of its own: what a person does meanwhile is not in it. From the window and
// from the command line come the same bytes.
class FilmMaker {
 public:
  // `size`: of the window. Throws Error where there is nothing to show.
  FilmMaker(const view::State& state, const view::KeptLook& look, view::Vec2 size,
            std::filesystem::path file);

  // Makes the next picture; true when the film is whole and there. Throws Error.
  bool next(const StillTools& tools);
  // Pictures made, and to be made; those that the palette is chosen from are counted, too.
  [[nodiscard]] std::size_t done() const { return done_; }
  [[nodiscard]] std::size_t all() const { return looked_at_.size() + count_; }
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  [[nodiscard]] Still picture(std::size_t which, const StillTools& tools);

  const view::State start_;
  view::State state_;
  view::KeptLook look_;
  view::Vec2 size_;
  std::filesystem::path file_;
  std::vector<Position> steps_;         // none where it is the lesson's tour
  std::size_t count_ = 0;               // of pictures
  std::vector<std::size_t> looked_at_;  // for the palette
  std::size_t done_ = 0;
  int width_ = 0, height_ = 0;  // of the pictures
  PaletteMaker palette_;
  std::optional<StillRoom> room_;
  std::unique_ptr<Film> film_;
};

}  // namespace unfold::window
