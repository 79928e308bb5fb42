#pragma once

#include <cstdint>
#include <string>

namespace unfold {

// What stands around a plane, in rows and columns: the padding of a picture or of a map. Given as one number
// it is the same on all sides.
struct Sides {
  std::int64_t top = 0, left = 0, bottom = 0, right = 0;

  constexpr Sides() = default;
  constexpr Sides(std::int64_t all) : top(all), left(all), bottom(all), right(all) {}
  constexpr Sides(std::int64_t top_, std::int64_t left_, std::int64_t bottom_, std::int64_t right_)
      : top(top_), left(left_), bottom(bottom_), right(right_) {}

  bool operator==(const Sides&) const = default;
  [[nodiscard]] constexpr std::int64_t rows() const { return top + bottom; }
  [[nodiscard]] constexpr std::int64_t cols() const { return left + right; }
  [[nodiscard]] constexpr bool any() const { return top != 0 || left != 0 || bottom != 0 || right != 0; }
  [[nodiscard]] constexpr bool even() const { return top == left && top == bottom && top == right; }
};

// "1", or "0,1,2,3": top, left, bottom, right.
[[nodiscard]] std::string to_string(const Sides& sides);

// In JSON (of nlohmann's): 1, or [0, 1, 2, 3].
template <typename Json> void to_json(Json& json, const Sides& s) {
  if (s.even())
    json = s.top;
  else
    json = Json::array({s.top, s.left, s.bottom, s.right});
}

}  // namespace unfold
