#include "app/view/edit/number_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <system_error>

namespace unfold::view {

std::optional<char> field_character(char32_t typed) {
  if (typed >= 0xFF01 && typed <= 0xFF5E) typed = typed - 0xFF01 + U'!';  // full-width ASCII
  switch (typed) {
  case U'−':
  case U'–':
  case U'ー':
  case U'ｰ':
  case U'‐': return '-';
  case U'。':
  case U'｡':
  case U'・': return '.';
  default: break;
  }
  if (typed > U' ' && typed < 0x7F) return static_cast<char>(typed);
  return std::nullopt;
}

std::optional<float> parse_number(std::string_view ascii) {
  if (ascii.starts_with('+')) {
    ascii.remove_prefix(1);
    if (ascii.starts_with('-')) return std::nullopt;
  }
  // "inf" and "nan" begin with a letter.
  const std::string_view digits = ascii.starts_with('-') ? ascii.substr(1) : ascii;
  const bool begins = !digits.empty() && (digits.front() == '.' ||
                                          std::isdigit(static_cast<unsigned char>(digits.front())) != 0);
  if (!begins) return std::nullopt;
  double value = 0;
  const char* end = ascii.data() + ascii.size();
  const auto [rest, error] = std::from_chars(ascii.data(), end, value);
  if (error == std::errc::result_out_of_range && rest == end) {
    // Too small is zero; too large is no number of ours.
    const std::size_t e = ascii.find_first_of("eE");
    const bool tiny = e != std::string_view::npos && ascii.substr(e + 1).starts_with('-');
    return tiny ? std::optional<float>(0.0F) : std::nullopt;
  }
  if (error != std::errc{} || rest != end) return std::nullopt;
  const auto nearest = static_cast<float>(value);
  if (!std::isfinite(nearest)) return std::nullopt;
  return nearest == 0 ? 0.0F : nearest;
}

std::string number_text(float value) {
  if (value == 0) return "0";
  std::array<char, 64> text{};
  const auto in = [&](std::chars_format format) {
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value, format);
    return error == std::errc{} ? std::string(text.data(), end) : std::string();
  };
  const float magnitude = std::abs(value);
  return in(magnitude >= 1e-4F && magnitude < 1e9F ? std::chars_format::fixed
                                                   : std::chars_format::scientific);
}

float nudged(float value, int steps, float step) {
  const double at = static_cast<double>(value) / static_cast<double>(step);
  // A value that stands on a multiple, but for rounding, goes on to the next one.
  constexpr double near = 1e-4;
  const double from = steps > 0 ? std::floor(at + near) : std::ceil(at - near);
  // Dividing by a whole number keeps 0.3 the float that "0.3" is.
  const double parts = std::round(1.0 / static_cast<double>(step));
  const auto next = static_cast<float>((from + steps) / parts);
  return next == 0 ? 0.0F : next;
}

float nudge_step(float abs_max) {
  if (abs_max >= 10) return 1;
  float step = 0.1F;
  while (abs_max < step && step > 1e-4F) step /= 10;
  return abs_max > 0 ? step : 0.1F;
}

}  // namespace unfold::view
