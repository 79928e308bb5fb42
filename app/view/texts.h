#pragma once

#include "app/view/options.h"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace unfold::view {

// The sentences of one language, from the embedded texts/<language>/*.json and texts/<language>.json (flat:
// "im2col.title": "…", "${y}" where a value goes). A key that a language lacks falls back to English; one
// that English lacks shows as itself, so that it is seen.
class Texts {
 public:
  using Map = std::map<std::string, std::string, std::less<>>;

  explicit Texts(Language language);
  // Other texts in the place of a language's own.
  Texts(Language language, Map texts) : language_(language), texts_(std::move(texts)) {}

  using Values = std::initializer_list<std::pair<std::string_view, std::string>>;
  [[nodiscard]] std::string get(std::string_view key, Values values = {}) const;
  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] const Map& all() const { return texts_; }

 private:
  Language language_;
  Map texts_;
};

}  // namespace unfold::view
