#include "app/cli/option_values.h"

#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/lesson/look.h"
#include "core/lesson/preprocess_text.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

namespace unfold::cli {
namespace {

constexpr std::int64_t largest_number = 1'000'000'000;

}  // namespace

void refuse(const std::string& option, const std::string& argument, const std::string& wanted) {
  throw UsageError(option + " " + printable(argument, 60) + ": " + wanted);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (value < -largest_number || value > largest_number) return std::nullopt;
  return value;
}

std::optional<std::array<std::int64_t, 2>> width_and_height(std::string_view text) {
  const std::size_t x = text.find_first_of("xX");
  if (x == std::string_view::npos) return std::nullopt;
  const auto width = whole_number(text.substr(0, x)), height = whole_number(text.substr(x + 1));
  if (!width || !height || *width < 1 || *height < 1) return std::nullopt;
  return std::array{*width, *height};
}

InputFill parse_fill(const std::string& text) {
  try {
    return fill_from(text);
  } catch (const Error& error) {
    refuse("--fill", text, error.what());
  }
}

view::KeptView parse_kept_view(const std::string& text) {
  const auto& names = view::kept_view_names;
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) refuse("--view", text, "window, canvas, maps or browser is needed");
  return static_cast<view::KeptView>(found - names.begin());
}

double number_between(const std::string& option, const std::string& text, double least, double most) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= least && value <= most)) {
    std::ostringstream wanted;
    wanted << "a number from " << least << " to " << most << " is needed";
    refuse(option, text, wanted.str());
  }
  return value;
}

Sides parse_sides(const std::string& option, const std::string& text) {
  constexpr const char* wanted = "a whole number is needed, or four: top, left, bottom, right, as 1,1,2,2";
  std::vector<std::int64_t> numbers;
  std::string_view rest = text;
  for (bool more = true; more;) {
    const std::size_t comma = rest.find(',');
    const auto number = whole_number(rest.substr(0, comma));
    if (!number) refuse(option, text, wanted);
    numbers.push_back(*number);
    more = comma != std::string_view::npos;
    if (more) rest.remove_prefix(comma + 1);
  }
  if (numbers.size() == 1) return numbers[0];
  if (numbers.size() != 4) refuse(option, text, wanted);
  return {numbers[0], numbers[1], numbers[2], numbers[3]};
}

At parse_at(const std::string& text) {
  try {
    return at_from(text);
  } catch (const Error& error) {
    refuse("--at", text, error.what());
  }
}

CellRef parse_cell(const std::string& option, const std::string& text) {
  try {
    return cell_from(text);
  } catch (const Error& error) {
    refuse(option, text, error.what());
  }
}

StepOrders parse_orders(const std::string& text) {
  StepOrders orders;
  bool loop = false, product = false;
  for (std::string_view rest = text;;) {
    const std::size_t comma = rest.find(',');
    const std::string_view word = rest.substr(0, comma);
    const std::size_t sign = word.find('=');
    const std::string_view key = word.substr(0, sign);
    const std::string_view value = sign == std::string_view::npos ? "" : word.substr(sign + 1);
    if (const auto l = meant(loop_words(), value); key == "loop" && l && !std::exchange(loop, true)) {
      orders.loop = *l;
    } else if (const auto p = meant(product_words(), value);
               key == "product" && p && !std::exchange(product, true)) {
      orders.gemm = *p;
    } else {
      refuse("--order", text,
             "loop=offset or loop=window, and product=term, element, row, outer or all are needed, as "
             "loop=window,product=outer");
    }
    if (comma == std::string_view::npos) break;
    rest = rest.substr(comma + 1);
  }
  return orders;
}

void check_script(const std::filesystem::path& file, const std::optional<CodeIn>& code) {
  const std::filesystem::path ending = file.extension();
  const std::string named = "--script " + display_name(file);
  constexpr const char* right = "python goes into a file that ends in .py, eigen and loops into .cpp";
  if (ending != ".py" && ending != ".cpp") throw UsageError(named + ": ends in neither .py nor .cpp");
  if (code && (*code == CodeIn::python) != (ending == ".py"))
    throw UsageError(named + " and --code " + std::string(word_for(code_words(), *code)) + ": " + right);
}

}  // namespace unfold::cli
