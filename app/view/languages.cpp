#include "app/view/languages.h"

#include "assets/assets.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace unfold::view {
namespace {

constexpr std::string_view folder = "texts/", ending = ".json";
// As the enumeration has them.
constexpr std::array<std::string_view, 2> first{"en", "ja"};

std::string code_in(std::string_view asset) {
  if (!asset.starts_with(folder) || !asset.ends_with(ending)) return {};
  asset.remove_prefix(folder.size());
  const std::size_t slash = asset.find('/');
  return std::string(slash == std::string_view::npos ? asset.substr(0, asset.size() - ending.size())
                                                     : asset.substr(0, slash));
}

LanguageNames named(const std::string& code) {
  LanguageNames names{code, code, {}};
  for (char& c : names.name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  for (const Asset& asset : assets()) {
    if (!is_text_of(asset.name, code)) continue;
    const char* begin = static_cast<const char*>(static_cast<const void*>(asset.bytes.data()));
    const nlohmann::json file = nlohmann::json::parse(begin, begin + asset.bytes.size());
    names.name = file.value("language.name", names.name);
    names.brief = file.value("language.short", names.brief);
  }
  if (names.brief.empty()) names.brief = names.name;
  return names;
}

std::vector<LanguageNames> read_languages() {
  std::vector<std::string_view> names;
  for (const Asset& asset : assets()) names.push_back(asset.name);
  std::vector<LanguageNames> all;
  for (const std::string& code : language_codes(names)) all.push_back(named(code));
  return all;
}

std::vector<std::pair<std::string_view, Language>> words_of(std::span<const LanguageNames> all) {
  std::vector<std::pair<std::string_view, Language>> words;
  for (const LanguageNames& names : all)
    words.emplace_back(names.code, static_cast<Language>(static_cast<int>(words.size())));
  return words;
}

}  // namespace

bool is_text_of(std::string_view asset, std::string_view code) { return code_in(asset) == code; }

std::vector<std::string> language_codes(const std::vector<std::string_view>& assets) {
  std::vector<std::string> codes(first.begin(), first.end()), others;
  for (const std::string_view asset : assets) {
    std::string code = code_in(asset);
    if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end())
      others.push_back(std::move(code));
  }
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  codes.insert(codes.end(), others.begin(), others.end());
  return codes;
}

std::span<const LanguageNames> languages() {
  static const std::vector<LanguageNames> all = read_languages();
  return all;
}

const LanguageNames& names_of(Language language) { return languages()[static_cast<std::size_t>(language)]; }
std::string_view code_of(Language language) { return names_of(language).code; }

std::span<const std::pair<std::string_view, Language>> language_words() {
  static const std::vector<std::pair<std::string_view, Language>> words = words_of(languages());
  return words;
}

Language after(Language language) {
  return static_cast<Language>((static_cast<std::size_t>(language) + 1) % languages().size());
}

}  // namespace unfold::view
