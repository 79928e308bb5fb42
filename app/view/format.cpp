#include "app/view/format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace unfold::view {
namespace {

constexpr const char* minus = "−";

std::string digits_of(double magnitude, int digits) {
  std::array<char, 64> text{};
  if (magnitude >= 1e15) {
    std::snprintf(text.data(), text.size(), "%.3g", magnitude);
  } else {
    std::snprintf(text.data(), text.size(), "%.*f", digits, magnitude);
  }
  return text.data();
}

bool all_zero(const std::string& digits) {
  return std::all_of(digits.begin(), digits.end(), [](char c) { return c == '0' || c == '.'; });
}

std::string special(double v) {
  if (std::isnan(v)) return "nan";
  return v > 0 ? "∞" : std::string(minus) + "∞";
}

}  // namespace

std::string fixed(double v, int digits) {
  if (!std::isfinite(v)) return special(v);
  const std::string text = digits_of(std::abs(v), digits);
  return v < 0 && !all_zero(text) ? minus + text : text;
}

std::string with_sign(double v, int digits) {
  if (!std::isfinite(v)) return special(v);
  const std::string text = digits_of(std::abs(v), digits);
  if (all_zero(text)) return text;
  return (v < 0 ? minus : "+") + text;
}

std::string grouped(std::int64_t n) {
  std::string text = std::to_string(n < 0 ? -n : n);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return n < 0 ? minus + text : text;
}

std::string cell_number(double v, float pixels) {
  if (pixels < 36) return {};
  if (v == 0) return "0";
  if (!std::isfinite(v)) return special(v);
  int digits = pixels >= 64 ? 5 : pixels >= 40 ? 3 : 2;
  // A long whole part pushes decimals out.
  for (double top = 10; std::abs(v) >= top && digits > 0; top *= 10) --digits;
  const std::string text = fixed(v, digits);
  if (!all_zero(digits_of(std::abs(v), digits))) return text;
  const int exponent = static_cast<int>(std::floor(std::log10(std::abs(v))));
  const auto lead = static_cast<int>(std::lround(std::abs(v) / std::pow(10.0, exponent)));
  const bool carried = lead == 10;
  const std::string power = std::to_string(-(exponent + (carried ? 1 : 0)));
  return (v < 0 ? minus : "") + std::to_string(carried ? 1 : lead) + "e" + minus + power;
}

float cell_number_size(float pixels) {
  if (pixels < 44) return 11;
  return std::clamp(std::floor(pixels / 4.4F), 12.0F, 16.0F);
}

std::string shorter(const std::string& number) {
  const std::size_t point = number.find('.');
  if (point == std::string::npos || number.find('e') != std::string::npos) return {};
  const bool negative = number.starts_with(minus);
  const std::size_t first = negative ? std::string_view(minus).size() : 0;
  const auto decimals = static_cast<int>(number.size() - point - 1);
  if (decimals <= 2 && number[first] == '0' && point == first + 1) {
    std::string bare = number;
    return bare.erase(first, 1);
  }
  if (decimals == 0) return {};
  const double magnitude = std::strtod(number.c_str() + first, nullptr);
  return fixed(negative ? -magnitude : magnitude, decimals - 1);
}

}  // namespace unfold::view
