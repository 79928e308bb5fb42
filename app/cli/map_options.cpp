#include "app/cli/map_options.h"

#include "app/cli/command_line.h"
#include "core/base/error.h"
#include "core/io/printable.h"

#include <charconv>
#include <string_view>
#include <system_error>

namespace unfold::cli {
namespace {

[[noreturn]] void refuse(std::string_view item, const std::string& wanted) {
  throw UsageError("--maps " + printable(std::string(item), 60) + ": " + wanted);
}

template <typename What> What word(std::string_view item, std::string_view text, WordsFor<What> words) {
  if (const std::optional<What> what = meant(words, text)) return *what;
  std::string wanted;
  for (const auto& [name, what] : words) wanted += (wanted.empty() ? "" : " or ") + std::string(name);
  refuse(item, wanted + " is needed");
}

std::int64_t number(std::string_view item, std::string_view text, std::int64_t least) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < least || value > 1'000'000'000)
    refuse(item, "a whole number from " + std::to_string(least) + " on is needed");
  return value;
}

void need(const char* what, std::int64_t value, std::int64_t count) {
  if (value < count) return;
  throw Error("--maps " + std::string(what) + "=" + std::to_string(value) + ": the last one is " +
              std::to_string(count - 1));
}

}  // namespace

MapOptions parse_map_options(const std::string& text) {
  MapOptions options;
  std::string_view rest = text;
  do {
    const std::size_t comma = rest.find(',');
    const std::string_view item = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    const std::size_t sign = item.find('=');
    const std::string_view key = item.substr(0, sign);
    const std::string_view value = sign == std::string_view::npos ? "" : item.substr(sign + 1);
    if (key == "order")
      options.order = word(item, value, map_order_words());
    else if (key == "colors")
      options.colors = word(item, value, color_words());
    else if (key == "range")
      options.range = word(item, value, value_range_words());
    else if (key == "filter")
      options.filter = number(item, value, 0);
    else if (key == "compare")
      options.compare = number(item, value, 0);
    else if (key == "image")
      options.image = number(item, value, 0);
    else if (key == "channel")
      options.channel = static_cast<int>(number(item, value, -1));
    else
      refuse(item, "order, filter, compare, image, channel, colors or range is needed, as order=mean");
  } while (!rest.empty());
  return options;
}

void set_map_options(const MapOptions& o, const Geometry& g, view::ViewOptions& into) {
  if (o.filter) need("filter", *o.filter, g.FN);
  if (o.compare) need("compare", *o.compare, g.FN);
  if (o.image) need("image", *o.image, g.N);
  if (o.channel) need("channel", *o.channel, g.C);
  into.map_order = o.order.value_or(into.map_order);
  into.filter = o.filter.value_or(into.filter);
  into.compare = o.compare.value_or(into.compare);
  into.image = o.image.value_or(into.image);
  into.channel = o.channel.value_or(into.channel);
  view::TensorLook& look = into.look(TensorId::conv);
  look.colors = o.colors.value_or(look.colors);
  look.range = o.range.value_or(look.range);
}

}  // namespace unfold::cli
