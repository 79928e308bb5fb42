#include "core/layer/place_text.h"

#include "core/base/error.h"

#include <charconv>
#include <system_error>

namespace unfold {
namespace {

constexpr std::int64_t largest_number = 1'000'000'000;

std::string all_names(int count, auto name_of) {
  std::string line;
  for (int i = 0; i < count; ++i) line += (i > 0 ? ", " : "") + std::string(name_of(i));
  return line;
}

std::optional<std::int64_t> index_from(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > largest_number)
    return std::nullopt;
  return value;
}

}  // namespace

At at_from(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::optional<Stage> stage = stage_named(text.substr(0, colon));
  if (!stage) {
    throw Error("there is no such stage; one of " +
                all_names(stage_count, [](int i) { return name(static_cast<Stage>(i)); }) + " is needed");
  }
  At at{*stage, std::nullopt};
  if (colon == std::string_view::npos) return at;
  at.step = index_from(text.substr(colon + 1));
  if (!at.step)
    throw Error("the step is no whole number; the first is " + std::string(text.substr(0, colon)) + ":0");
  return at;
}

CellRef cell_from(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::optional<TensorId> tensor = tensor_named(text.substr(0, colon));
  if (!tensor) {
    throw Error("there is no such tensor; one of " +
                all_names(tensor_count, [](int i) { return name(static_cast<TensorId>(i)); }) + " is needed");
  }
  CellRef cell{*tensor, {}};
  const int rank = shape_of(Geometry{}, *tensor).rank();
  const std::string wanted = std::string(name(*tensor)) + " has " + std::to_string(rank) +
                             (rank == 1 ? " index" : " indices") + ", separated by commas after a colon";
  std::string_view rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const auto index = index_from(rest.substr(0, comma));
    if (!index || cell.at.rank() == rank) throw Error(wanted);
    cell.at.push_back(*index);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    if (comma != std::string_view::npos && rest.empty()) throw Error(wanted);
  }
  if (cell.at.rank() != rank) throw Error(wanted);
  return cell;
}

std::string to_string(const At& at) {
  return std::string(name(at.stage)) + (at.step ? ":" + std::to_string(*at.step) : "");
}

std::string to_string(const CellRef& cell) {
  std::string text(name(cell.tensor));
  for (int i = 0; i < cell.at.rank(); ++i) text += (i == 0 ? ":" : ",") + std::to_string(cell.at[i]);
  return text;
}

}  // namespace unfold
