#pragma once

#include "core/io/apart.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#if defined(__unix__) || defined(__APPLE__)
#define UNFOLD_FORK
#endif

// What run_apart does in the process of its own, and how it answers.
namespace unfold {

// An answer is one byte that says what it is, its length in eight, and itself.
enum class Answer : std::uint8_t { bytes, line, memory, failure };
inline constexpr std::size_t head_size = 9, longest_line = 2000;

#ifdef UNFOLD_FORK
// Keeps this process to the limits, beyond the `mapped` bytes that it has of its parent.
void confine(const ApartLimits& limits, std::uint64_t mapped);
// Does the work, writes what came of it, and ends this process.
[[noreturn]] void answer(int to, const std::function<std::vector<std::byte>()>& work);
#endif

}  // namespace unfold
