#pragma once

#include "core/layer/playback.h"

#include <array>
#include <cstdint>
#include <optional>

namespace unfold::view {

// What of the screen a picture is of: the whole window; what the stage draws, without what is around it; all
// maps and pooled maps of one image with their numbers; the browser, which is opened for it where it is not.
enum class KeptView : std::uint8_t { window, canvas, maps, browser };
inline constexpr std::array<const char*, 4> kept_view_names{"window", "canvas", "maps", "browser"};

// Which steps a moving picture is of.
struct FilmRange {
  bool tour = false;     // the steps of the lesson, whatever first and last say
  Position first, last;  // with every step between
  double pictures_a_second = 4;
};

struct KeptLook {
  KeptView view = KeptView::window;
  float scale = 2;  // pixels for one of the window
  std::optional<FilmRange> film{};
};

}  // namespace unfold::view
