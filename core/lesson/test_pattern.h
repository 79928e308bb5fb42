#pragma once

#include "core/io/image.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace unfold {

// A square picture drawn by rule, in the place of a file: what a filter answers to shows at once.
enum class PatternKind {
  edges,  // four quarters: bars upright and level, from band to band finer; a slanted edge; a disc on a ramp
  zone,   // a zone plate: rings that grow finer outwards, to two pixels a ring at the rim, in all directions
  bars    // the eight full colour bars of a television card, over a ramp of gray
};
[[nodiscard]] std::span<const PatternKind> pattern_kinds();  // in the menu's order
[[nodiscard]] std::string_view name(PatternKind kind);       // "edges"
[[nodiscard]] std::optional<PatternKind> pattern_named(std::string_view name);

struct TestPattern {
  PatternKind kind = PatternKind::edges;
  std::int64_t size = 224;  // pixels a side
  bool operator==(const TestPattern&) const = default;
};
[[nodiscard]] std::string to_string(const TestPattern& pattern);  // "zone:224"
inline constexpr std::int64_t largest_pattern = 4096;
// The same bytes on every run. Throws Error for a size below 8 or above `largest_pattern`.
[[nodiscard]] Image drawn(const TestPattern& pattern);

}  // namespace unfold
