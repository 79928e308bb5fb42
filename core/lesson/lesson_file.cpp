#include "core/lesson/lesson_file.h"

#include "assets/assets.h"
#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/source.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace unfold {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t longest_lesson = 16'000'000;

// One object of the file, read key by key; `where` names it in messages: "toy.json" or "toy.json: x".
class Reader {
 public:
  Reader(const Json& json, std::string where, std::initializer_list<std::string_view> known)
      : json_(json), where_(std::move(where)) {
    if (!json_.is_object()) fail("is no object; it begins with {");
    for (const auto& [key, value] : json_.items()) {
      if (std::ranges::find(known, key) != known.end()) continue;
      std::string names;
      for (const std::string_view name : known) names += (names.empty() ? "" : ", ") + std::string(name);
      fail("has the unknown key \"" + printable(key, 40) + "\"; " + names + " are known");
    }
  }

  [[noreturn]] void fail(const std::string& what) const { throw Error(where_ + ": " + what); }
  [[nodiscard]] const std::string& where() const { return where_; }

  [[nodiscard]] const Json* find(const char* key) const {
    const auto it = json_.find(key);
    return it == json_.end() ? nullptr : &*it;
  }
  [[nodiscard]] std::string text(const char* key) const {
    const Json* value = find(key);
    if (value == nullptr) return {};
    if (!value->is_string()) fail(std::string(key) + " is no text; write it in quotes");
    return value->get<std::string>();
  }
  [[nodiscard]] std::int64_t integer(const char* key, std::int64_t otherwise) const {
    const Json* value = find(key);
    return value == nullptr ? otherwise : integer_of(*value, key);
  }
  [[nodiscard]] std::int64_t integer_of(const Json& value, const char* key) const {
    constexpr std::int64_t largest = 1'000'000'000;
    if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > largest) ||
        value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > largest) {
      fail(std::string(key) + " is " + printable(value.dump(), 30) + "; a whole number from 0 up is needed");
    }
    return value.get<std::int64_t>();
  }
  template <std::size_t n>
  [[nodiscard]] std::optional<std::array<std::int64_t, n>> integers(const char* key) const {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_array() || value->size() != n) {
      fail(std::string(key) + " is no list of " + std::to_string(n) + " whole numbers");
    }
    std::array<std::int64_t, n> result{};
    for (std::size_t i = 0; i < n; ++i) result[i] = integer_of((*value)[i], key);
    return result;
  }
  // One number for all sides, or [top, left, bottom, right].
  [[nodiscard]] Sides sides(const char* key, const Sides& otherwise) const {
    const Json* value = find(key);
    if (value == nullptr) return otherwise;
    if (!value->is_array()) return integer_of(*value, key);
    if (value->size() != 4)
      fail(std::string(key) + " is neither a whole number nor a list of four, [top, left, bottom, right]");
    return {integer_of((*value)[0], key), integer_of((*value)[1], key), integer_of((*value)[2], key),
            integer_of((*value)[3], key)};
  }
  [[nodiscard]] bool truth(const char* key, bool otherwise) const {
    const Json* value = find(key);
    if (value == nullptr) return otherwise;
    if (!value->is_boolean())
      fail(std::string(key) + " is " + printable(value->dump(), 30) + "; true or false is needed");
    return value->get<bool>();
  }
  // One of two words; the first is what a missing key means.
  [[nodiscard]] bool second_of(const char* key, std::string_view first, std::string_view second) const {
    const std::string word = text(key);
    if (!word.empty() && word != first && word != second) {
      fail(std::string(key) + " is \"" + printable(word, 30) + "\"; \"" + std::string(first) + "\" or \"" +
           std::string(second) + "\" is needed");
    }
    return word == second;
  }

 private:
  const Json& json_;
  std::string where_;
};

Array typed_array(const Reader& reader) {
  const Json* shape = reader.find("shape");
  const Json* values = reader.find("values");
  if (shape == nullptr || !shape->is_array() || shape->empty() || shape->size() > Shape::max_rank) {
    reader.fail("needs its shape, a list of sizes as [1, 1, 3, 3]");
  }
  if (values == nullptr || !values->is_array()) reader.fail("needs its values, one flat list in C order");
  Array array;
  std::int64_t count = 1;
  for (const Json& size : *shape) {
    const std::int64_t n = reader.integer_of(size, "shape");
    if (n < 1 || count > static_cast<std::int64_t>(values->size()) / n) count = -1;
    if (count > 0) count *= n;
    array.shape.push_back(n);
    if (count < 0) break;
  }
  if (count != static_cast<std::int64_t>(values->size())) {
    reader.fail("has " + std::to_string(values->size()) + " values, which is not what its shape " +
                printable(shape->dump(), 60) + " takes");
  }
  for (const Json& value : *values) {
    if (!value.is_number())
      reader.fail("has the value " + printable(value.dump(), 30) + ", which is no number");
    array.data.push_back(value.get<float>());
  }
  return array;
}

LessonTensor tensor(const Json& json, const std::string& where) {
  const Reader reader(json, where, {"name", "shape", "values", "file", "tensor", "filters"});
  LessonTensor result;
  result.name = reader.text("name");
  result.file = reader.text("file");
  result.tensor = reader.text("tensor");
  result.filters = reader.integer("filters", 0);
  if (result.file.empty()) {
    result.typed = typed_array(reader);
  } else if (reader.find("values") != nullptr || reader.find("shape") != nullptr) {
    reader.fail("has both a file and values; one of them is needed");
  }
  return result;
}

// One number, or one for each of the three channels.
std::array<float, 3> channel_numbers(const Reader& reader, const char* key, bool positive) {
  const Json* list = reader.find(key);
  const std::string wanted = std::string(key) + " is no list of one or three numbers";
  if (list == nullptr || !list->is_array() || (list->size() != 1 && list->size() != 3)) reader.fail(wanted);
  std::array<float, 3> numbers{};
  for (std::size_t c = 0; c < 3; ++c) {
    const Json& value = (*list)[list->size() == 1 ? 0 : c];
    if (!value.is_number()) reader.fail(wanted);
    numbers[c] = value.get<float>();
    if (!std::isfinite(numbers[c]) || (positive && numbers[c] <= 0))
      reader.fail(std::string(key) + " has " + printable(value.dump(), 30) +
                  (positive ? "; numbers above 0 are needed" : "; a smaller number is needed"));
  }
  return numbers;
}

Normalize normalize(const Reader& reader) {
  const Json* value = reader.find("normalize");
  if (value != nullptr && value->is_object()) {
    const Reader inner(*value, reader.where() + ": normalize", {"mean", "std"});
    return {channel_numbers(inner, "mean", false), channel_numbers(inner, "std", true)};
  }
  return reader.second_of("normalize", "none", "imagenet") ? Normalize::imagenet : Normalize::none;
}

Preprocess preprocess(const Reader& reader) {
  Preprocess result;
  if (const auto size = reader.integers<2>("resize"))
    result.resize = Resize::to_cover((*size)[0], (*size)[1]);
  if (reader.find("short_side") != nullptr) {
    if (reader.find("resize") != nullptr)
      reader.fail("has both resize and short_side; one of them is needed");
    result.resize = Resize::to_short_side(reader.integer("short_side", 0));
  }
  if (const auto box = reader.integers<4>("crop"))
    result.crop = Crop::to_box((*box)[0], (*box)[1], (*box)[2], (*box)[3]);
  if (const auto size = reader.integers<2>("centre")) {
    if (reader.find("crop") != nullptr) reader.fail("has both crop and centre; one of them is needed");
    result.crop = Crop::to_centre((*size)[0], (*size)[1]);
  }
  if (reader.second_of("channels", "rgb", "bgr")) result.order = ChannelOrder::bgr;
  result.scale = !reader.second_of("scale", "255", "none");
  result.normalize = normalize(reader);
  return result;
}

Json parse_json(std::span<const std::byte> bytes, const std::string& title) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    const std::string_view before = text.substr(0, error.byte > 0 ? error.byte - 1 : 0);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1;
    throw Error(title + ": is not JSON at line " + std::to_string(line) + ", column " +
                std::to_string(column) + "; look for a missing comma, quote or bracket there");
  } catch (const Json::exception&) {
    throw Error(title + ": has a number that is too large for JSON");
  }
}

}  // namespace

LessonFile parse_lesson(std::span<const std::byte> bytes, const std::string& title) {
  const Json json = parse_json(bytes, title);
  const Reader reader(json, title, {"pictures", "resize",      "short_side", "crop",      "centre",
                                    "channels", "scale",       "normalize",  "x",         "W",
                                    "b",        "stride",      "pad",        "dilation",  "groups",
                                    "pool",     "pool_stride", "pool_pad",   "pool_ceil", "pool_padding"});
  LessonFile lesson;
  if (const Json* pictures = reader.find("pictures")) {
    if (!pictures->is_array() || pictures->empty()) reader.fail("pictures is no list of file names");
    for (const Json& picture : *pictures) {
      if (!picture.is_string() || picture.get<std::string>().empty())
        reader.fail("pictures has an entry that is no file name");
      lesson.pictures.push_back(picture.get<std::string>());
    }
  }
  if (const Json* x = reader.find("x")) {
    lesson.x = tensor(*x, title + ": x");
    if (!lesson.x->typed) reader.fail("x names a file; type its values, or name pictures");
    if (lesson.x->typed->shape.rank() != 4) reader.fail("x has not the four axes (N, C, H, W)");
  }
  if (lesson.x.has_value() == !lesson.pictures.empty()) reader.fail("needs either pictures or x");
  lesson.preprocess = preprocess(reader);
  if (lesson.x && lesson.preprocess != Preprocess{.normalize = lesson.preprocess.normalize})
    reader.fail("resize, crop, channels and scale work on pictures, not on a typed x");

  const Json* bank = reader.find("W");
  if (bank == nullptr) reader.fail("needs W, the filter bank");
  lesson.W = tensor(*bank, title + ": W");
  if (lesson.W.typed && lesson.W.typed->shape.rank() != 4)
    reader.fail("W has not the four axes (FN, C, FH, FW)");
  if (const Json* b = reader.find("b")) {
    lesson.b = tensor(*b, title + ": b");
    if (lesson.b->typed && lesson.b->typed->shape.rank() != 1) reader.fail("b has not the one axis (FN,)");
  }
  lesson.params.stride = reader.integer("stride", lesson.params.stride);
  lesson.params.pad = reader.sides("pad", lesson.params.pad);
  lesson.params.dilation = reader.integer("dilation", lesson.params.dilation);
  lesson.params.groups = reader.integer("groups", lesson.params.groups);
  lesson.params.pool = reader.integer("pool", lesson.params.pool);
  lesson.params.pool_stride = reader.integer("pool_stride", lesson.params.pool_stride);
  lesson.params.pool_pad = reader.sides("pool_pad", lesson.params.pool_pad);
  lesson.params.pool_ceil = reader.truth("pool_ceil", lesson.params.pool_ceil);
  if (reader.second_of("pool_padding", "excluded", "zeros")) lesson.params.pool_padding = PoolPadding::zeros;
  return lesson;
}

std::vector<std::string> lesson_names() { return {"photo", "toy", "batch", "vgg", "batch10"}; }

LessonFile open_lesson(const std::string& name_or_path) {
  const std::vector<std::string> names = lesson_names();
  if (std::ranges::find(names, name_or_path) != names.end()) {
    const auto bytes = find_asset("lessons/" + name_or_path + ".json");
    if (!bytes) throw Error(name_or_path + ": this lesson is not built into the program");
    LessonFile lesson = parse_lesson(*bytes, name_or_path);
    lesson.name = name_or_path;
    return lesson;
  }
  const std::filesystem::path file(name_or_path);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    std::string known;
    for (const std::string& name : names) known += name + ", ";
    throw Error(printable(name_or_path, 200) + ": there is no such lesson; " + known +
                "or a lesson's .json file, is needed");
  }
  LessonFile lesson = parse_lesson(read_bytes(file, longest_lesson), display_name(file));
  lesson.name = display_name(file.stem());
  lesson.folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  return lesson;
}

}  // namespace unfold
