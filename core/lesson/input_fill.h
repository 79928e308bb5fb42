#pragma once

#include "core/base/array.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace unfold {

// Numbers in the place of a picture: x filled by a rule that the eye can follow through every copy.
enum class FillKind {
  address,  // each value spells its own index: 2134 is x[2, 1, 3, 4]
  ones,     // every value 1: a sum then counts the pixels under the filter
  ramp,     // 0, 1, 2, ...: the place in memory, C order
  impulse,  // one 1 at the middle of each image, in channel 0: a map then shows the filter turned by half a
            // turn
  checkerboard,  // 0 where h + w is even, else 1
  random,        // uniform in [0, 1), by splitmix64 from the seed
};
struct InputFill {
  FillKind kind = FillKind::address;
  std::uint64_t seed = 1;  // of random

  bool operator==(const InputFill&) const = default;
};

[[nodiscard]] std::span<const FillKind> fill_kinds();  // in the menu's order
[[nodiscard]] std::string_view name(FillKind kind);    // "address"
[[nodiscard]] std::optional<FillKind> fill_named(std::string_view name);
[[nodiscard]] std::string to_string(const InputFill& fill);  // "address", "random 7"

// How many decimal digits of an address each axis of x takes, N first: as many as its largest index has.
using AddressDigits = std::array<int, 4>;
[[nodiscard]] AddressDigits address_digits(const Shape& x_shape);
// The number that spells this index, and the index that a number spells. Exact while the number is within
// 2^24.
[[nodiscard]] std::int64_t address_of(const AddressDigits& digits, const Index& index);
[[nodiscard]] Index index_at_address(const AddressDigits& digits, std::int64_t address);

// Up to here float32 holds every whole number.
inline constexpr std::int64_t largest_exact = std::int64_t{1} << 24U;

// x of this shape (N, C, H, W). Throws Error where float32 cannot hold the fill's whole numbers exactly.
[[nodiscard]] Array filled(const InputFill& fill, const Shape& x_shape);

// The i-th value of the stream of `seed`: the upper 24 bits of splitmix64 (Steele, Lea and Flood, "Fast
// splittable pseudorandom number generators", 2014) as a fraction. The same on every machine.
[[nodiscard]] float random_value(std::uint64_t seed, std::uint64_t i);

}  // namespace unfold
