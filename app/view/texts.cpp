#include "app/view/texts.h"

#include "app/view/languages.h"
#include "assets/assets.h"

#include <nlohmann/json.hpp>

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

}  // namespace

Texts::Texts(Language language) : language_(language) {
  merge(texts_, code_of(Language::en));
  if (language != Language::en) merge(texts_, code_of(language));
}

std::string Texts::get(std::string_view key, Values values) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) return std::string(key);
  std::string text = found->second;
  for (const auto& [name, value] : values) {
    const std::string place = "${" + std::string(name) + "}";
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
      text.replace(at, place.size(), value);
  }
  return text;
}

}  // namespace unfold::view
