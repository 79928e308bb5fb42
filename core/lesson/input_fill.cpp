#include "core/lesson/input_fill.h"

#include "core/base/error.h"

#include <algorithm>

namespace unfold {
namespace {

constexpr std::array kinds{FillKind::address, FillKind::ones,         FillKind::ramp,
                           FillKind::impulse, FillKind::checkerboard, FillKind::random};

std::string grouped_digits(std::int64_t n) {
  std::string text = std::to_string(n);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

[[noreturn]] void refuse(FillKind kind, const Shape& shape, std::int64_t largest) {
  throw Error(std::string(name(kind)) + ": x " + to_string(shape) + " needs whole numbers up to " +
              grouped_digits(largest) + ", and float32 holds every one only up to " +
              grouped_digits(largest_exact) + "; choose a smaller picture, or random, ones or checkerboard");
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// values[n, c, h, w] = rule(index)
template <typename Rule> void fill_with(Array& x, Rule rule) {
  Index at{0, 0, 0, 0};
  float* out = x.data.data();
  for (at[0] = 0; at[0] < x.shape[0]; ++at[0])
    for (at[1] = 0; at[1] < x.shape[1]; ++at[1])
      for (at[2] = 0; at[2] < x.shape[2]; ++at[2])
        for (at[3] = 0; at[3] < x.shape[3]; ++at[3]) *out++ = rule(at);
}

}  // namespace

std::span<const FillKind> fill_kinds() { return kinds; }

std::string_view name(FillKind kind) {
  switch (kind) {
  case FillKind::address: return "address";
  case FillKind::ones: return "ones";
  case FillKind::ramp: return "ramp";
  case FillKind::impulse: return "impulse";
  case FillKind::checkerboard: return "checkerboard";
  case FillKind::random: return "random";
  }
  return {};
}

std::optional<FillKind> fill_named(std::string_view wanted) {
  const auto* const found =
      std::find_if(kinds.begin(), kinds.end(), [&](FillKind kind) { return name(kind) == wanted; });
  if (found == kinds.end()) return std::nullopt;
  return *found;
}

std::string to_string(const InputFill& fill) {
  std::string text(name(fill.kind));
  if (fill.kind == FillKind::random) text += " " + std::to_string(fill.seed);
  return text;
}

AddressDigits address_digits(const Shape& x_shape) {
  AddressDigits digits{};
  for (int axis = 0; axis < 4; ++axis)
    digits[static_cast<std::size_t>(axis)] = static_cast<int>(std::to_string(x_shape[axis] - 1).size());
  return digits;
}

std::int64_t address_of(const AddressDigits& digits, const Index& index) {
  std::int64_t address = 0;
  for (int axis = 0; axis < 4; ++axis)
    address = address * power_of_ten(digits[static_cast<std::size_t>(axis)]) + index[axis];
  return address;
}

Index index_at_address(const AddressDigits& digits, std::int64_t address) {
  Index index{0, 0, 0, 0};
  for (int axis = 3; axis >= 0; --axis) {
    const std::int64_t base = power_of_ten(digits[static_cast<std::size_t>(axis)]);
    index[axis] = axis == 0 ? address : address % base;
    address /= base;
  }
  return index;
}

float random_value(std::uint64_t seed, std::uint64_t i) {
  std::uint64_t z = seed + (i + 1) * 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  z ^= z >> 31U;
  return static_cast<float>(z >> 40U) * 0x1p-24F;
}

Array filled(const InputFill& fill, const Shape& x_shape) {
  Array x{x_shape, std::vector<float>(static_cast<std::size_t>(x_shape.count()))};
  switch (fill.kind) {
  case FillKind::address: {
    const AddressDigits digits = address_digits(x_shape);
    const std::int64_t last =
        address_of(digits, {x_shape[0] - 1, x_shape[1] - 1, x_shape[2] - 1, x_shape[3] - 1});
    if (last > largest_exact) refuse(fill.kind, x_shape, last);
    fill_with(x, [&](const Index& at) { return static_cast<float>(address_of(digits, at)); });
    break;
  }
  case FillKind::ones: std::fill(x.data.begin(), x.data.end(), 1.0F); break;
  case FillKind::ramp:
    if (x_shape.count() - 1 > largest_exact) refuse(fill.kind, x_shape, x_shape.count() - 1);
    for (std::size_t i = 0; i < x.data.size(); ++i) x.data[i] = static_cast<float>(i);
    break;
  case FillKind::impulse:
    for (std::int64_t n = 0; n < x_shape[0]; ++n)
      x.data[static_cast<std::size_t>(flatten(x_shape, {n, 0, x_shape[2] / 2, x_shape[3] / 2}))] = 1.0F;
    break;
  case FillKind::checkerboard:
    fill_with(x, [](const Index& at) { return static_cast<float>((at[2] + at[3]) % 2); });
    break;
  case FillKind::random:
    for (std::size_t i = 0; i < x.data.size(); ++i) x.data[i] = random_value(fill.seed, i);
    break;
  }
  return x;
}

}  // namespace unfold
