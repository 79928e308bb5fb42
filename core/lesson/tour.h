#pragma once

#include "core/layer/cell_map.h"
#include "core/layer/place_text.h"
#include "core/layer/tensor_id.h"
#include "core/lesson/look.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unfold {

// One text in any number of languages, by their codes (ISO 639: "en", "ja"). The window's rich text, with
// "${OH}" where a number of the layer goes: see tour_values. "${key:COMMAND}" and
// "${if:COMMAND}…${else}…${end}" are filled with the keys that are in force, too: see tour_file.h.
using Translations = std::map<std::string, std::string, std::less<>>;
// The text in this language; English where it lacks that, else its first. Empty where there is none at all.
[[nodiscard]] const std::string& in_language(const Translations& texts, std::string_view code);

// A place of the walkthrough that a lesson visits, what it says there, and how it is looked at.
struct TourStep {
  At at{};
  Translations title{}, words{};
  Translations brief{};          // for the present mode: one or two short sentences
  std::optional<CellRef> pin{};  // the cell that is explained there
  Axis axis = Axis::none;        // lit wherever it is shown
  LessonLook look{};
  bool ask = false;  // its stage shows itself only after the student's prediction
  std::optional<std::array<double, 3>> camera{};  // zoom, and which part of the canvas is in its middle, 0..1

  bool operator==(const TourStep&) const = default;
};

// What a lesson may leave out of the window.
enum class Control { menus, parameters, pipeline, code, cell, timeline };
[[nodiscard]] std::span<const std::pair<std::string_view, Control>> control_words();

// What a lesson is beside its layer.
struct Tour {
  Translations title;
  std::optional<TourStep> start;  // where it opens, without words; none: as the window has it
  std::vector<TourStep> steps;    // in the order in which they are visited
  std::vector<Control> hidden;

  bool operator==(const Tour&) const = default;
};

// Where a step of a tour leads in this layer: a step that the layer has not is its last.
[[nodiscard]] std::int64_t step_in(const Geometry& g, const At& at, const StepOrders& orders);

// The numbers that a lesson's words may name, by name: N, C, H, W, HP, WP, FN, FH, FW, OH, OW, M (N*OH*OW), K
// (C*FH*FW), PH, PW, QH, QW, stride, pad (the top one), pool_stride, unread_rows, unread_cols, x_values,
// col_values, col_bytes and maps_values.
[[nodiscard]] std::vector<std::pair<std::string_view, std::int64_t>> tour_values(const Geometry& g);

}  // namespace unfold
