#pragma once

#include "app/view/geometry2d.h"
#include "app/view/options.h"
#include "core/layer/cell_map.h"
#include "core/layer/geometry.h"
#include "core/layer/playback.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace unfold::view {

// Everything that changes the state. Panels append actions; they are applied after the frame is drawn, by
// `apply`. Menus, buttons, keys, the command line, --trace and the tests all speak this.
namespace act {
struct TogglePlay {};
struct StepBy {
  std::int64_t steps = 1;
};
struct StageBy {
  int stages = 1;
};
struct ToStart {};
struct ToEnd {};
struct Seek {
  Position to;
};
struct OpenStage {
  Stage stage = Stage::input;
};  // the rail: the stage's last step, all of it done
struct SetSpeed {
  double steps_a_second = 4;
};
struct SetGemm {
  GemmStep step = GemmStep::element;
};

struct SetParam {
  Param param = Param::stride;
  std::int64_t value = 1;
};
struct SetNormalize {
  bool imagenet = false;
};
struct OpenLesson {
  std::string name;
};
struct OpenPicture {
  std::filesystem::path file;
};  // empty: the lesson's own; the weights stay
struct OpenWeights {
  std::filesystem::path file;
  std::string tensor;
};  // empty: the lesson's own; the picture stays
struct Drop {
  std::filesystem::path file;
};  // a picture or weights: the content decides

struct SetOptions {
  ViewOptions options;
};  // toggles of the views
struct Point {
  CellRef cell;
};
struct Unpoint {};
struct Pin {
  CellRef cell;
};
struct Unpin {};
struct SelectFilter {
  std::int64_t filter = 0;
};
struct SelectFilterBy {
  std::int64_t filters = 1;
};  // wraps around
struct SelectImage {
  std::int64_t image = 0;
};
struct SelectImageBy {
  std::int64_t images = 1;
};  // wraps around
struct HoverAxis {
  Axis axis = Axis::none;
};

struct ZoomBy {
  float factor = 1;
  std::optional<Vec2> about;
};  // a point of the canvas that stays; none: its middle
struct PanBy {
  Vec2 by;
};  // screen pixels
struct Fit {};

struct ToggleLanguage {};
struct ToggleTheme {};
struct TogglePresent {};
struct ToggleKeys {};  // the `?` sheet
enum class MenuName { none, lesson, picture, weights, values, pool };
struct ToggleMenu {
  MenuName menu = MenuName::none;
};
struct OpenFileDialog {
  MenuName what = MenuName::picture;
};
struct Escape {};  // closes the topmost thing: dialog, menu, sheet, pin, present mode
struct DismissMessage {};
struct Quit {};
}  // namespace act

using Action =
    std::variant<act::TogglePlay, act::StepBy, act::StageBy, act::ToStart, act::ToEnd, act::Seek,
                 act::OpenStage, act::SetSpeed, act::SetGemm, act::SetParam, act::SetNormalize,
                 act::OpenLesson, act::OpenPicture, act::OpenWeights, act::Drop, act::SetOptions, act::Point,
                 act::Unpoint, act::Pin, act::Unpin, act::SelectFilter, act::SelectFilterBy, act::SelectImage,
                 act::SelectImageBy, act::HoverAxis, act::ZoomBy, act::PanBy, act::Fit, act::ToggleLanguage,
                 act::ToggleTheme, act::TogglePresent, act::ToggleKeys, act::ToggleMenu, act::OpenFileDialog,
                 act::Escape, act::DismissMessage, act::Quit>;

}  // namespace unfold::view
