#pragma once

#include <filesystem>

namespace unfold::view {

// "step%03d.png" and 7: "step007.png". Empty where the name has no one "%d", "%3d" or "%03d" in it.
[[nodiscard]] std::filesystem::path with_number(const std::filesystem::path& file, int number);

}  // namespace unfold::view
