#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unfold {

// One entry of a safetensors header, as it stands there: nothing is checked against anything else.
struct SafetensorsEntry {
  std::string name, dtype;
  std::vector<std::uint64_t> shape;
  std::vector<std::uint64_t> offsets;  // begin and end, from the first byte after the header
};

// Reads the JSON of a header without building a tree of it, so that it takes no more memory than its entries
// do. "__metadata__" is checked and left out. Throws Error, whose line begins with `name`.
[[nodiscard]] std::vector<SafetensorsEntry> read_safetensors_header(std::string_view json,
                                                                    const std::string& name);

}  // namespace unfold
