#pragma once

#include <cstdint>
#include <string_view>

namespace unfold {

// The line, from 1, on which the value at `pointer` (RFC 6901: "/steps/2/pin") stands in this text, which is
// well-formed JSON. Of a member it is the line of its key; of what is not there, that of the innermost value
// that is.
[[nodiscard]] std::int64_t line_of(std::string_view json, std::string_view pointer);

}  // namespace unfold
