#pragma once

#include <array>
#include <cassert>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <string>

namespace unfold {

// Up to six sizes or indices, as in (N, C, FH, FW, OH, OW). Unused places are zero, so equal means equal.
class Dims {
 public:
  static constexpr int max_rank = 6;

  constexpr Dims() = default;
  constexpr Dims(std::initializer_list<std::int64_t> values) {
    for (const std::int64_t v : values) push_back(v);
  }

  [[nodiscard]] constexpr int rank() const { return rank_; }
  constexpr std::int64_t& operator[](int i) { return at_[static_cast<std::size_t>(i)]; }
  constexpr std::int64_t operator[](int i) const { return at_[static_cast<std::size_t>(i)]; }
  constexpr void push_back(std::int64_t v) {
    assert(rank_ < max_rank);
    at_[static_cast<std::size_t>(rank_++)] = v;
  }
  // The product of the sizes; 1 for rank 0.
  [[nodiscard]] constexpr std::int64_t count() const {
    std::int64_t n = 1;
    for (int i = 0; i < rank_; ++i) n *= (*this)[i];
    return n;
  }
  // In elements, C order: the last axis has stride 1.
  [[nodiscard]] constexpr Dims strides() const {
    Dims s = *this;
    std::int64_t step = 1;
    for (int i = rank_ - 1; i >= 0; --i) {
      s[i] = step;
      step *= (*this)[i];
    }
    return s;
  }
  constexpr auto operator<=>(const Dims&) const = default;

 private:
  std::array<std::int64_t, max_rank> at_{};
  int rank_ = 0;
};

using Shape = Dims;
using Index = Dims;

// Element number of `index` in a C-ordered array of `shape`, and back.
[[nodiscard]] constexpr std::int64_t flatten(const Shape& shape, const Index& index) {
  std::int64_t at = 0;
  for (int i = 0; i < shape.rank(); ++i) at = at * shape[i] + index[i];
  return at;
}
[[nodiscard]] constexpr Index unflatten(const Shape& shape, std::int64_t at) {
  Index index = shape;
  for (int i = shape.rank() - 1; i >= 0; --i) {
    index[i] = at % shape[i];
    at /= shape[i];
  }
  return index;
}

// "(1, 3, 224, 224)", and "(5,)" for one axis, as NumPy prints it.
[[nodiscard]] std::string to_string(const Shape& shape);

}  // namespace unfold
