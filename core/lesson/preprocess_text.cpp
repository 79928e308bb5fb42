#include "core/lesson/preprocess_text.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>
#include <vector>

namespace unfold {
namespace {

template <typename Number> std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// All of the numbers between `at`; none where one of them is no number.
template <typename Number> std::vector<Number> numbers(std::string_view text, char at) {
  std::vector<Number> all;
  while (true) {
    const std::size_t end = text.find(at);
    const auto one = number<Number>(text.substr(0, end));
    if (!one) return {};
    all.push_back(*one);
    if (end == std::string_view::npos) return all;
    text = text.substr(end + 1);
  }
}

constexpr std::int64_t largest = 1'000'000;
bool is_length(std::int64_t n) { return n >= 1 && n <= largest; }
bool is_place(std::int64_t n) { return n >= 0 && n <= largest; }

std::optional<std::array<float, 3>> of_channels(std::string_view text) {
  std::vector<float> list = numbers<float>(text, ',');
  if (list.size() == 1) list.resize(3, list[0]);
  if (list.size() != 3) return std::nullopt;
  if (!std::all_of(list.begin(), list.end(), [](float v) { return std::isfinite(v); })) return std::nullopt;
  return std::array<float, 3>{list[0], list[1], list[2]};
}

}  // namespace

std::optional<Resize> short_side_from(std::string_view text) {
  const auto side = number<std::int64_t>(text);
  if (!side || !is_length(*side)) return std::nullopt;
  return Resize::to_short_side(*side);
}

std::optional<Crop> crop_from(std::string_view text) {
  if (text == "none") return Crop{};
  const auto size = numbers<std::int64_t>(text, 'x');
  if (size.size() == 2 && is_length(size[0]) && is_length(size[1])) return Crop::to_centre(size[0], size[1]);
  const auto box = numbers<std::int64_t>(text, ',');
  if (box.size() == 4 && is_place(box[0]) && is_place(box[1]) && is_length(box[2]) && is_length(box[3]))
    return Crop::to_box(box[0], box[1], box[2], box[3]);
  return std::nullopt;
}

std::optional<Normalize> normalize_from(std::string_view text) {
  if (text == "none") return Normalize::none;
  if (text == "imagenet") return Normalize::imagenet;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto mean = of_channels(text.substr(0, slash)), std = of_channels(text.substr(slash + 1));
  if (!mean || !std || std::any_of(std->begin(), std->end(), [](float v) { return v <= 0; }))
    return std::nullopt;
  return Normalize{*mean, *std};
}

TestPattern pattern_from(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::optional<PatternKind> kind = pattern_named(text.substr(0, colon));
  TestPattern pattern{kind.value_or(PatternKind::edges)};
  if (colon != std::string_view::npos)
    pattern.size = number<std::int64_t>(text.substr(colon + 1)).value_or(0);
  if (kind && pattern.size >= 8 && pattern.size <= largest_pattern) return pattern;
  std::string names;
  for (const PatternKind known : pattern_kinds())
    names += std::string(names.empty() ? "" : ", ") + std::string(name(known));
  throw Error("one of " + names + " is needed, with a size from 8 to " + std::to_string(largest_pattern) +
              " where it is not to be 224, as zone:512");
}

InputFill fill_from(std::string_view text) {
  constexpr std::uint64_t largest_seed = 1'000'000'000;
  const std::size_t colon = text.find(':');
  const std::optional<FillKind> kind = fill_named(text.substr(0, colon));
  if (!kind) {
    std::string names;
    for (const FillKind known : fill_kinds())
      names += std::string(names.empty() ? "" : ", ") + std::string(name(known));
    throw Error("there is no such fill; one of " + names + " is needed");
  }
  InputFill fill{*kind};
  if (colon == std::string_view::npos) return fill;
  if (*kind != FillKind::random) throw Error("only random has a seed, as random:7");
  const auto seed = number<std::uint64_t>(text.substr(colon + 1));
  if (!seed || *seed > largest_seed) throw Error("the seed is no whole number from 0 on, as random:7");
  fill.seed = *seed;
  return fill;
}

std::string text_of(const InputFill& fill) {
  std::string text(name(fill.kind));
  if (fill.kind == FillKind::random) text += ":" + std::to_string(fill.seed);
  return text;
}

}  // namespace unfold
