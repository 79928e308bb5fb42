#include "app/view/texts.h"

#include "app/view/keymap.h"
#include "app/view/languages.h"
#include "assets/assets.h"

#include <nlohmann/json.hpp>

#include <algorithm>
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

// The name up to the bracket that closes its place.
std::string_view name_in(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('}'), rest.size());
  const std::string_view name = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return name;
}

// Up to the end of what is conditional, or of the text; `rest` is what stands behind it.
template <typename KeyOf> std::string filled(std::string_view& rest, const KeyOf& key_of) {
  std::string text;
  while (!rest.empty() && !rest.starts_with(else_place) && !rest.starts_with(end_place)) {
    if (taken(rest, key_place)) {
      text += key_of(name_in(rest));
    } else if (taken(rest, if_place)) {
      const bool has_one = !key_of(name_in(rest)).empty();
      const std::string with = filled(rest, key_of);
      const std::string without = taken(rest, else_place) ? filled(rest, key_of) : std::string();
      taken(rest, end_place);
      text += has_one ? with : without;
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
  return filled(rest, [this](std::string_view command) { return key(command); });
}

std::string Texts::tip(std::string_view text, std::string_view command) const {
  const std::string shown = key(command);
  return get(text) + (shown.empty() ? "" : "  " + shown);
}

}  // namespace unfold::view
