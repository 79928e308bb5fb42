#pragma once

#include "core/base/error.h"
#include "core/layer/sides.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace unfold {

// A JSON file that a person may have written, and what its messages begin with.
struct JsonText {
  std::string_view text;
  std::string title;  // "toy.json"
};
// Throws Error that names line and column.
[[nodiscard]] nlohmann::json parse_json(const JsonText& file);

// One object of such a file, read key by key. Every refusal is an Error that begins with the file and the
// line: "toy.json, line 12: W: needs its shape, …". Outlives neither the file nor the parsed value.
class JsonReader {
 public:
  using Json = nlohmann::json;

  // `pointer` leads to the object, RFC 6901. Refuses what is no object, and unknown keys, so that a misspelt
  // one is seen.
  JsonReader(const JsonText& file, const Json& object, std::string pointer,
             std::initializer_list<std::string_view> known);

  [[noreturn]] void fail(const std::string& what) const { fail_at(pointer_, what); }
  // About one of its keys: its line is named. `what` begins with the key where that helps.
  [[noreturn]] void fail(std::string_view key, const std::string& what) const {
    fail_at(pointer_of(key), what);
  }

  [[nodiscard]] const JsonText& file() const { return file_; }
  [[nodiscard]] std::string pointer_of(std::string_view key) const;
  [[nodiscard]] const Json* find(std::string_view key) const;
  [[nodiscard]] JsonReader object(std::string_view key, std::initializer_list<std::string_view> known) const;

  [[nodiscard]] std::string text(std::string_view key) const;  // empty where it is not there
  [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t otherwise) const;
  [[nodiscard]] std::int64_t integer_of(const Json& value, std::string_view key) const;
  template <std::size_t n>
  [[nodiscard]] std::optional<std::array<std::int64_t, n>> integers(std::string_view key) const {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_array() || value->size() != n)
      fail(key, std::string(key) + " is no list of " + std::to_string(n) + " whole numbers");
    std::array<std::int64_t, n> result{};
    for (std::size_t i = 0; i < n; ++i) result[i] = integer_of((*value)[i], key);
    return result;
  }
  // One number for all sides, or [top, left, bottom, right].
  [[nodiscard]] Sides sides(std::string_view key, const Sides& otherwise) const;
  [[nodiscard]] bool truth(std::string_view key, bool otherwise) const;
  // What `from` makes of the text of this key, none where it is not there. An Error of `from` says what is
  // wrong with the text; file, line and key are put before it.
  template <typename From>
  [[nodiscard]] auto from_text(std::string_view key, From from) const
      -> std::optional<decltype(from(std::string_view()))> {
    if (find(key) == nullptr) return std::nullopt;
    const std::string whole = text(key);
    try {
      return from(whole);
    } catch (const Error& error) {
      fail_text(key, whole, error.what());
    }
  }
  // One of these words; none where the key is not there.
  template <typename What>
  [[nodiscard]] std::optional<What> word(std::string_view key,
                                         std::span<const std::pair<std::string_view, What>> words) const {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    std::string wanted;
    for (const auto& [name, what] : words) {
      if (value->is_string() && value->get_ref<const std::string&>() == name) return what;
      wanted += (wanted.empty() ? "\"" : " or \"") + std::string(name) + "\"";
    }
    fail_word(key, *value, wanted);
  }

 private:
  [[noreturn]] void fail_at(const std::string& pointer, const std::string& what) const;
  [[noreturn]] void fail_text(std::string_view key, const std::string& text, const char* why) const;
  [[noreturn]] void fail_word(std::string_view key, const Json& value, const std::string& wanted) const;

  const JsonText& file_;
  const Json& json_;
  std::string pointer_;
};

}  // namespace unfold
