#pragma once

#include "app/view/theme.h"

#include <cstdint>

namespace unfold::view {

enum class Language { en, ja };
enum class Im2colView { slice, windows, read_count };
enum class CellLabels { values, addresses };
enum class MapRange { per_map, all_alike };
enum class MapColors { automatic, gray, viridis, diverging };

// How the layer is looked at. Changing one recomputes nothing.
struct ViewOptions {
  Language language = Language::en;
  ThemeName theme = ThemeName::dark;
  bool present = false;
  bool less_motion = false;
  std::int64_t image = 0;   // n: which of the batch
  int channel = -1;         // which plane of x and img; -1 = RGB together
  std::int64_t filter = 0;  // f: the chosen map
  Im2colView im2col = Im2colView::slice;
  CellLabels labels = CellLabels::values;
  MapRange map_range = MapRange::per_map;
  MapColors map_colors = MapColors::automatic;
  bool pad_read_count = false;
  std::int64_t sum_channel = -1;  // of the product's sum, unfolded; -1: the one with the largest share

  bool operator==(const ViewOptions&) const = default;
};

}  // namespace unfold::view
