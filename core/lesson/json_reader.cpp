#include "core/lesson/json_reader.h"

#include "core/io/printable.h"
#include "core/lesson/json_line.h"

#include <algorithm>

namespace unfold {

nlohmann::json parse_json(const JsonText& file) {
  const std::string_view text = file.text;
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    const std::string_view before = text.substr(0, error.byte > 0 ? error.byte - 1 : 0);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1;
    throw Error(file.title + ": is not JSON at line " + std::to_string(line) + ", column " +
                std::to_string(column) + "; look for a missing comma, quote or bracket there");
  } catch (const nlohmann::json::exception&) {
    throw Error(file.title + ": has a number that is too large for JSON");
  }
}

JsonReader::JsonReader(const JsonText& file, const Json& object, std::string pointer,
                       std::initializer_list<std::string_view> known)
    : file_(file), json_(object), pointer_(std::move(pointer)) {
  if (!json_.is_object()) fail("is no object; it begins with {");
  for (const auto& [key, value] : json_.items()) {
    if (std::ranges::find(known, key) != known.end()) continue;
    std::string names;
    for (const std::string_view name : known) names += (names.empty() ? "" : ", ") + std::string(name);
    fail(key, "has the unknown key \"" + printable(key, 40) + "\"; " + names + " are known");
  }
}

// The last of the pointer's keys that is a word says what the message is about: "W", "steps 3".
void JsonReader::fail_at(const std::string& pointer, const std::string& what) const {
  std::string about = pointer_;
  std::ranges::replace(about, '/', ' ');
  throw Error(file_.title + ", line " + std::to_string(line_of(file_.text, pointer)) + ":" +
              printable(about, 60) + (about.empty() ? " " : ": ") + what);
}

void JsonReader::fail_text(std::string_view key, const std::string& text, const char* why) const {
  fail(key, std::string(key) + " is \"" + printable(text, 40) + "\": " + why);
}

void JsonReader::fail_word(std::string_view key, const Json& value, const std::string& wanted) const {
  fail(key, std::string(key) + " is " +
                printable(value.dump(-1, ' ', false, Json::error_handler_t::replace), 30) + "; " + wanted +
                " is needed");
}

std::string JsonReader::pointer_of(std::string_view key) const {
  std::string pointer = pointer_ + "/";
  for (const char c : key) pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return pointer;
}

const JsonReader::Json* JsonReader::find(std::string_view key) const {
  const auto it = json_.find(key);
  return it == json_.end() ? nullptr : &*it;
}

JsonReader JsonReader::object(std::string_view key, std::initializer_list<std::string_view> known) const {
  return {file_, *find(key), pointer_of(key), known};
}

std::string JsonReader::text(std::string_view key) const {
  const Json* value = find(key);
  if (value == nullptr) return {};
  if (!value->is_string()) fail(key, std::string(key) + " is no text; write it in quotes");
  return value->get<std::string>();
}

std::int64_t JsonReader::integer(std::string_view key, std::int64_t otherwise) const {
  const Json* value = find(key);
  return value == nullptr ? otherwise : integer_of(*value, key);
}

std::int64_t JsonReader::integer_of(const Json& value, std::string_view key) const {
  constexpr std::int64_t largest = 1'000'000'000;
  if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > largest) ||
      value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > largest) {
    fail(key,
         std::string(key) + " is " + printable(value.dump(), 30) + "; a whole number from 0 up is needed");
  }
  return value.get<std::int64_t>();
}

Sides JsonReader::sides(std::string_view key, const Sides& otherwise) const {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_array()) return integer_of(*value, key);
  if (value->size() != 4) {
    fail(key, std::string(key) + " is neither a whole number nor a list of four, [top, left, bottom, right]");
  }
  return {integer_of((*value)[0], key), integer_of((*value)[1], key), integer_of((*value)[2], key),
          integer_of((*value)[3], key)};
}

bool JsonReader::truth(std::string_view key, bool otherwise) const {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_boolean())
    fail(key, std::string(key) + " is " + printable(value->dump(), 30) + "; true or false is needed");
  return value->get<bool>();
}

}  // namespace unfold
