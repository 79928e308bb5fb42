#include "app/view/texts.h"

#include "app/view/commands.h"
#include "app/view/keymap.h"
#include "app/view/languages.h"
#include "assets/assets.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace unfold::view {
namespace {

void merge(std::map<std::string, std::string, std::less<>>& texts, std::string_view code) {
  for (const Asset& asset : assets()) {
    if (!is_text_of(asset.name, code)) continue;
    const char* begin = static_cast<const char*>(static_cast<const void*>(asset.bytes.data()));
    const nlohmann::json file = nlohmann::json::parse(begin, begin + asset.bytes.size());
    for (const auto& [key, value] : file.items()) texts[key] = value.get<std::string>();
  }
}

constexpr std::string_view key_place = "${key:", if_place = "${if:", else_place = "${else}",
                           end_place = "${end}";

bool taken(std::string_view& rest, std::string_view word) {
  if (!rest.starts_with(word)) return false;
  rest.remove_prefix(word.size());
  return true;
}

// The command of the place that begins here, like this; none where it names no command.
std::optional<std::string_view> command_in(std::string_view rest, std::string_view opening) {
  if (!rest.starts_with(opening)) return std::nullopt;
  const std::size_t end = rest.find('}');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = rest.substr(opening.size(), end - opening.size());
  return is_command(name) ? std::optional(name) : std::nullopt;
}

template <typename KeyOf> std::string filled(std::string_view& rest, const KeyOf& key_of);

// What is conditional, from its opening; `rest` goes on behind its end.
template <typename KeyOf> std::string chosen(std::string_view& rest, const KeyOf& key_of) {
  const std::optional<std::string_view> command = command_in(rest, if_place);
  const std::string_view opening =
      rest.substr(0, command ? if_place.size() + command->size() + 1 : if_place.size());
  rest.remove_prefix(opening.size());
  const std::string with = filled(rest, key_of);
  const bool has_else = taken(rest, else_place);
  const std::string without = has_else ? filled(rest, key_of) : std::string();
  const bool ends = taken(rest, end_place);
  if (command && ends) return key_of(*command).empty() ? without : with;
  return std::string(opening) + with + std::string(has_else ? else_place : "") + without +
         std::string(ends ? end_place : "");
}

// Up to the end of what is conditional, or of the text; `rest` is what stands behind it. A place that is not
// right stays, so that it is seen.
template <typename KeyOf> std::string filled(std::string_view& rest, const KeyOf& key_of) {
  std::string text;
  while (!rest.empty() && !rest.starts_with(else_place) && !rest.starts_with(end_place)) {
    if (rest.starts_with(if_place)) {
      text += chosen(rest, key_of);
    } else if (const std::optional<std::string_view> command = command_in(rest, key_place)) {
      text += key_of(*command);
      rest.remove_prefix(key_place.size() + command->size() + 1);
    } else {
      text += rest.front();
      rest.remove_prefix(1);
    }
  }
  return text;
}

}  // namespace

Texts::Texts(Language language, std::shared_ptr<const KeyMap> keys)
    : language_(language), keys_(std::move(keys)) {
  merge(texts_, code_of(Language::en));
  if (language != Language::en) merge(texts_, code_of(language));
}

std::string Texts::get(std::string_view key, Values values) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) return std::string(key);
  std::string text = with_keys(found->second);
  for (const auto& [name, value] : values) {
    const std::string place = "${" + std::string(name) + "}";
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
      text.replace(at, place.size(), value);
  }
  return text;
}

std::string Texts::named(std::string shown) const {
  // The one key that languages call by a name of their own.
  constexpr std::string_view space = "Space";
  const auto word = texts_.find("key.space");
  if (word == texts_.end()) return shown;
  for (std::size_t at = shown.find(space); at != std::string::npos;
       at = shown.find(space, at + word->second.size()))
    shown.replace(at, space.size(), word->second);
  return shown;
}

std::string Texts::key(std::string_view command) const { return named(key_shown(keys_.get(), command)); }

std::string Texts::keys(std::string_view command) const {
  for (const Command& one : commands())
    if (one.id == command) return named(keys_shown(keys_.get(), one));
  return {};
}

std::string Texts::with_keys(std::string words) const {
  if (words.find("${key:") == std::string::npos && words.find("${if:") == std::string::npos) return words;
  std::string_view rest = words;
  const auto key_of = [this](std::string_view command) { return key(command); };
  std::string text = filled(rest, key_of);
  // What closes nothing.
  while (!rest.empty()) {
    text += rest.front();
    rest.remove_prefix(1);
    text += filled(rest, key_of);
  }
  return text;
}

std::string Texts::tip(std::string_view text, std::string_view command) const {
  const std::string shown = key(command);
  return get(text) + (shown.empty() ? "" : "  " + shown);
}

}  // namespace unfold::view
