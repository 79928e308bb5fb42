#pragma once

#include "app/view/state.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

namespace unfold::view::trace {

using Json = nlohmann::ordered_json;

// Values as a trace's lines write them.
[[nodiscard]] Json index_of(const Index& index);
[[nodiscard]] Json cell_json(const CellRef& cell);
[[nodiscard]] Json texts(const std::vector<std::filesystem::path>& paths);
[[nodiscard]] Json resize_json(const Resize& resize);
[[nodiscard]] Json crop_json(const Crop& crop);
// `line` and the steps of the preparation that are chosen.
[[nodiscard]] Json with_steps(Json line, const PreprocessChoice& steps);

}  // namespace unfold::view::trace
