#pragma once

#include "app/view/theme.h"
#include "core/layer/tensor_id.h"
#include "core/lesson/look.h"

#include <array>
#include <cstdint>

namespace unfold::view {

using unfold::CellLabels;
using unfold::CodeIn;
using unfold::Colors;
using unfold::Im2colView;
using unfold::ValueRange;

// A place in `languages()` (languages.h): these two, and any others after them.
enum class Language { en, ja };
struct TensorLook {
  Colors colors = Colors::automatic;
  ValueRange range = ValueRange::automatic;
  bool operator==(const TensorLook&) const = default;
};
// The tensor whose look this one wears: a view has that of what it views, and so have img, which is x in a
// ring, and the pooled tensors, which are cells of conv: a number keeps its colour wherever it is copied to.
[[nodiscard]] TensorId looks_as(TensorId id);
// Is it made of maps, so that a range for each is a choice?
[[nodiscard]] bool has_maps(TensorId id);

inline constexpr std::array<float, 9> scales{0.75F, 0.9F, 1, 1.25F, 1.5F, 1.75F, 2, 2.5F, 3};

// How the layer is looked at. Changing one recomputes nothing.
struct ViewOptions {
  Language language = Language::en;
  ThemeName theme = ThemeName::dark;
  bool present = false;
  bool less_motion = false;
  float scale = 1;          // of everything, one of `scales`
  std::int64_t image = 0;   // n: which of the batch
  int channel = -1;         // which plane of x and img; -1 = RGB together
  std::int64_t filter = 0;  // f: the chosen map
  Im2colView im2col = Im2colView::slice;
  CellLabels labels = CellLabels::values;
  CodeIn code = CodeIn::python;
  std::array<TensorLook, tensor_count> looks{};  // by TensorId; only that of looks_as counts
  MapOrder map_order = MapOrder::filter;         // which map stands where in a grid of them
  std::int64_t compare = -1;                     // f of the map held to compare the chosen one with; -1: none
  bool pad_read_count = false;
  std::int64_t sum_channel = -1;  // of the product's sum, unfolded; -1: the one with the largest share

  [[nodiscard]] const TensorLook& look(TensorId id) const {
    return looks[static_cast<std::size_t>(looks_as(id))];
  }
  [[nodiscard]] TensorLook& look(TensorId id) { return looks[static_cast<std::size_t>(looks_as(id))]; }
  bool operator==(const ViewOptions&) const = default;
};
[[nodiscard]] Theme theme_of(const ViewOptions& options);

}  // namespace unfold::view
