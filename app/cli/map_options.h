#pragma once

#include "app/view/options.h"
#include "core/layer/geometry.h"

#include <cstdint>
#include <optional>
#include <string>

namespace unfold::cli {

// --maps NAME=VALUE,...: how the maps are looked at, as plain data.
struct MapOptions {
  std::optional<MapOrder> order;
  std::optional<std::int64_t> filter, compare, image;
  std::optional<int> channel;  // -1: all of them together
  std::optional<view::Colors> colors;
  std::optional<view::ValueRange> range;

  bool operator==(const MapOptions&) const = default;
};

// Throws UsageError.
[[nodiscard]] MapOptions parse_map_options(const std::string& text);
// Throws Error where the layer has no such filter, image or channel.
void set_map_options(const MapOptions& options, const Geometry& g, view::ViewOptions& into);

}  // namespace unfold::cli
