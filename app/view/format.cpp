#include "app/view/format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

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

std::size_t characters(const std::string& utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// One digit and a power of ten, as "4e−3".
std::string with_power(double magnitude) {
  const int exponent = static_cast<int>(std::floor(std::log10(magnitude)));
  const auto lead = static_cast<int>(std::lround(magnitude / std::pow(10.0, exponent)));
  const bool carried = lead == 10;
  const int power = exponent + (carried ? 1 : 0);
  return std::to_string(carried ? 1 : lead) + "e" + (power < 0 ? minus : "") +
         std::to_string(std::abs(power));
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

std::string value_text(double v, int digits) {
  // From 2^24 on every float is a whole number: that says nothing.
  return std::abs(v) < 0x1p24 && v == std::floor(v) ? fixed(v, 0) : fixed(v, digits);
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

std::string cell_number(double v, float pixels, float size) {
  if (pixels < 36) return {};
  if (!std::isfinite(v)) return special(v);
  // A monospaced digit is 0.602 of its size wide.
  const float type = size > 0 ? size : cell_number_size(pixels);
  const auto room = static_cast<std::size_t>(pixels / (type * 0.602F));
  int digits = pixels >= 64 ? 5 : pixels >= 40 ? 3 : 2;
  std::string text = value_text(v, digits);
  if (v == std::floor(v)) return characters(text) > room ? std::string() : text;
  while (digits > 1 && characters(text) > room) text = fixed(v, --digits);
  if (all_zero(digits_of(std::abs(v), digits))) {
    const std::string small = (v < 0 ? minus : "") + with_power(std::abs(v));
    if (characters(small) <= room) return small;
    return characters(text) <= room ? text : std::string{};
  }
  if (characters(text) > room) text = shorter({text, v}).text;
  return characters(text) > room ? std::string{} : text;
}

float cell_number_size(float pixels) {
  if (pixels < 44) return 11;
  return std::clamp(std::floor(pixels / 4.4F), 12.0F, 16.0F);
}

CellNumber in_cell(double v, float pixels, float size) { return {cell_number(v, pixels, size), v}; }

CellNumber shorter(const CellNumber& cell) {
  const std::string& number = cell.text;
  const std::size_t point = number.find('.');
  if (point == std::string::npos || number.find('e') != std::string::npos) return {};
  const std::string sign = number.starts_with(minus) ? minus : number.starts_with('+') ? "+" : "";
  const std::string digits = number.substr(sign.size());
  if (digits.starts_with("0.") && digits.size() <= 4) return {sign + digits.substr(1), cell.value};
  const auto decimals = static_cast<int>(number.size() - point - 1);
  if (decimals == 0) return {};
  const std::string rounded = fixed(std::abs(cell.value), decimals - 1);
  if (!all_zero(rounded) || all_zero(digits)) return {sign + rounded, cell.value};
  // No zero in place of a number that is none.
  const std::string power = sign + with_power(std::abs(cell.value));
  return characters(power) < characters(number) ? CellNumber{power, cell.value} : CellNumber{};
}

}  // namespace unfold::view
