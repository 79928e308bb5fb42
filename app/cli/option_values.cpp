#include "app/cli/option_values.h"

#include "core/io/printable.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>
#include <vector>

namespace unfold::cli {
namespace {

constexpr std::int64_t largest_number = 1'000'000'000;

std::string all_names(int count, auto name_of) {
  std::string line;
  for (int i = 0; i < count; ++i) line += (i > 0 ? ", " : "") + std::string(name_of(i));
  return line;
}

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
  const std::size_t colon = text.find(':');
  const std::optional<FillKind> kind = fill_named(text.substr(0, colon));
  if (!kind) {
    refuse("--fill", text,
           "there is no such fill; one of " + all_names(static_cast<int>(fill_kinds().size()), [](int i) {
             return name(fill_kinds()[static_cast<std::size_t>(i)]);
           }) + " is needed");
  }
  InputFill fill{*kind};
  if (colon == std::string::npos) return fill;
  if (*kind != FillKind::random) refuse("--fill", text, "only random has a seed, as random:7");
  const auto seed = whole_number(std::string_view(text).substr(colon + 1));
  if (!seed || *seed < 0) refuse("--fill", text, "the seed is no whole number from 0 on, as random:7");
  fill.seed = static_cast<std::uint64_t>(*seed);
  return fill;
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
  const std::size_t colon = text.find(':');
  const std::optional<Stage> stage = stage_named(text.substr(0, colon));
  if (!stage) {
    refuse("--at", text, "there is no such stage; one of " + all_names(stage_count, [](int i) {
                           return name(static_cast<Stage>(i));
                         }) + " is needed");
  }
  At at{*stage, std::nullopt};
  if (colon == std::string::npos) return at;
  at.step = whole_number(std::string_view(text).substr(colon + 1));
  if (!at.step || *at.step < 0)
    refuse("--at", text, "the step is no whole number; the first is " + text.substr(0, colon) + ":0");
  return at;
}

CellRef parse_cell(const std::string& option, const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::optional<TensorId> tensor = tensor_named(text.substr(0, colon));
  if (!tensor) {
    refuse(option, text, "there is no such tensor; one of " + all_names(tensor_count, [](int i) {
                           return name(static_cast<TensorId>(i));
                         }) + " is needed");
  }
  CellRef cell{*tensor, {}};
  const int rank = shape_of(Geometry{}, *tensor).rank();
  const std::string wanted = std::string(name(*tensor)) + " has " + std::to_string(rank) +
                             (rank == 1 ? " index" : " indices") + ", separated by commas after a colon";
  std::string_view rest =
      colon == std::string::npos ? std::string_view() : std::string_view(text).substr(colon + 1);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const auto index = whole_number(rest.substr(0, comma));
    if (!index || *index < 0 || cell.at.rank() == rank) refuse(option, text, wanted);
    cell.at.push_back(*index);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    if (comma != std::string_view::npos && rest.empty()) refuse(option, text, wanted);
  }
  if (cell.at.rank() != rank) refuse(option, text, wanted);
  return cell;
}

StepOrders parse_orders(const std::string& text) {
  constexpr std::array<std::pair<std::string_view, LoopOrder>, 2> loops{
      {{"loop=offset", LoopOrder::offset}, {"loop=window", LoopOrder::window}}};
  constexpr std::array<std::pair<std::string_view, GemmStep>, 5> products{
      {{"product=term", GemmStep::term},
       {"product=element", GemmStep::element},
       {"product=row", GemmStep::row},
       {"product=outer", GemmStep::outer},
       {"product=all", GemmStep::all}}};
  StepOrders orders;
  bool loop = false, product = false;
  for (std::string_view rest = text;;) {
    const std::size_t comma = rest.find(',');
    const std::string_view word = rest.substr(0, comma);
    const auto is_word = [&](const auto& named) { return named.first == word; };
    const auto l = std::find_if(loops.begin(), loops.end(), is_word);
    const auto p = std::find_if(products.begin(), products.end(), is_word);
    if (l != loops.end() && !std::exchange(loop, true)) {
      orders.loop = l->second;
    } else if (p != products.end() && !std::exchange(product, true)) {
      orders.gemm = p->second;
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

}  // namespace unfold::cli
