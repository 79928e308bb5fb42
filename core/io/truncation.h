#pragma once

#include <cstdint>
#include <string>

namespace unfold {

// "truncated: 0.6 of 44.7 MB": what is there of a file whose whole size is known.
[[nodiscard]] std::string truncated(std::uint64_t there, std::uint64_t whole);

}  // namespace unfold
