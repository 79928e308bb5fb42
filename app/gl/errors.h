#pragma once

#include <optional>
#include <string>

namespace unfold::gl {

// The first error that OpenGL noted since the last call, by name; the others are forgotten. None: all is
// well.
[[nodiscard]] std::optional<std::string> take_error();

}  // namespace unfold::gl
