#pragma once

#include "core/layer/cell_map.h"
#include "core/layer/stage.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unfold {

// STAGE[:STEP], as a command line and a lesson write a place of the walkthrough.
struct At {
  Stage stage = Stage::input;
  std::optional<std::int64_t> step;  // from 0; none: the stage's last, all of it done

  bool operator==(const At&) const = default;
};

// "im2col:23" and "x:0,1,2,3". Each throws an Error that says what is wrong with the text and not where it
// stands: whoever reads it knows.
[[nodiscard]] At at_from(std::string_view text);
[[nodiscard]] CellRef cell_from(std::string_view text);  // as many indices as the tensor has axes
[[nodiscard]] std::string to_string(const At& at);
[[nodiscard]] std::string to_string(const CellRef& cell);

}  // namespace unfold
