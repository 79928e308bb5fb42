#pragma once

#include "app/view/options.h"

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace unfold::view {

struct KeyMap;

// The sentences of one language, from the embedded texts/<language>/*.json and texts/<language>.json (flat:
// "im2col.title": "…", "${y}" where a value goes). A key that a language lacks falls back to English; one
// that English lacks shows as itself, so that it is seen.
//
// "${key:play}" is the key that is in force for a command; what stands between "${if:play}" and "${end}" is
// said only where it has one, and behind an "${else}" there what is said where it has none. A place of these
// that names no command, is not closed or closes nothing stays as it stands, so that it is seen.
class Texts {
 public:
  using Map = std::map<std::string, std::string, std::less<>>;

  // `keys`: a person's own; null: the table's.
  explicit Texts(Language language, std::shared_ptr<const KeyMap> keys = nullptr);
  // Other texts in the place of a language's own.
  Texts(Language language, Map texts) : language_(language), texts_(std::move(texts)) {}

  using Values = std::initializer_list<std::pair<std::string_view, std::string>>;
  [[nodiscard]] std::string get(std::string_view key, Values values = {}) const;
  // The key of a command as it is shown, "Shift →"; empty where it has none.
  [[nodiscard]] std::string key(std::string_view command) const;
  // All that it has, as on the sheet of keys; "–" where it has none.
  [[nodiscard]] std::string keys(std::string_view command) const;
  // Words from elsewhere with their keys in place.
  [[nodiscard]] std::string with_keys(std::string words) const;
  // "next step  Page Down": the words alone where there is no key.
  [[nodiscard]] std::string tip(std::string_view key, std::string_view command) const;
  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] const Map& all() const { return texts_; }

 private:
  [[nodiscard]] std::string named(std::string shown) const;

  Language language_;
  Map texts_;
  std::shared_ptr<const KeyMap> keys_;
};

}  // namespace unfold::view
