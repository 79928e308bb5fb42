#include "core/lesson/lesson_file.h"

#include "assets/assets.h"
#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/source.h"
#include "core/lesson/json_reader.h"
#include "core/lesson/preprocess_text.h"
#include "core/lesson/tour_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace unfold {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t longest_lesson = 16'000'000;

constexpr std::array<std::pair<std::string_view, BankLayout>, 2> layouts{
    {{"oihw", BankLayout::oihw}, {"hwio", BankLayout::hwio}}};
constexpr std::array<std::pair<std::string_view, ChannelFit>, 3> fits{
    {{"gray", ChannelFit::gray}, {"repeat", ChannelFit::repeat}, {"first", ChannelFit::first}}};
constexpr std::array<std::pair<std::string_view, ChannelOrder>, 2> channel_orders{
    {{"rgb", ChannelOrder::rgb}, {"bgr", ChannelOrder::bgr}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> scales{{{"255", true}, {"none", false}}};
constexpr std::array<std::pair<std::string_view, PoolPadding>, 2> pool_paddings{
    {{"excluded", PoolPadding::excluded}, {"zeros", PoolPadding::zeros}}};

Array typed_array(const JsonReader& reader) {
  const Json* shape = reader.find("shape");
  const Json* values = reader.find("values");
  if (shape == nullptr || !shape->is_array() || shape->empty() || shape->size() > Shape::max_rank) {
    reader.fail("shape", "needs its shape, a list of sizes as [1, 1, 3, 3]");
  }
  if (values == nullptr || !values->is_array())
    reader.fail("values", "needs its values, one flat list in C order");
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
    reader.fail("values", "has " + std::to_string(values->size()) + " values, which is not what its shape " +
                              printable(shape->dump(), 60) + " takes");
  }
  for (const Json& value : *values) {
    if (!value.is_number())
      reader.fail("values", "has the value " + printable(value.dump(), 30) + ", which is no number");
    array.data.push_back(value.get<float>());
  }
  return array;
}

LessonTensor tensor(const JsonReader& lesson, const char* key) {
  const JsonReader reader = lesson.object(key, {"name", "shape", "values", "file", "tensor", "filters",
                                                "layout", "channels", "fold_norm", "cut_to_groups"});
  LessonTensor result;
  result.name = reader.text("name");
  result.file = reader.text("file");
  result.tensor = reader.text("tensor");
  result.filters = reader.integer("filters", 0);
  if (const auto layout = reader.word<BankLayout>("layout", layouts)) result.layout = layout;
  if (const auto channels = reader.word<ChannelFit>("channels", fits)) result.channels = channels;
  result.fold_norm = reader.truth("fold_norm", false);
  result.cut_to_groups = reader.truth("cut_to_groups", false);
  if (result.file.empty()) {
    result.typed = typed_array(reader);
  } else if (reader.find("values") != nullptr || reader.find("shape") != nullptr) {
    reader.fail("has both a file and values; one of them is needed");
  }
  return result;
}

// One number, or one for each of the three channels.
std::array<float, 3> channel_numbers(const JsonReader& reader, const char* key, bool positive) {
  const Json* list = reader.find(key);
  const std::string wanted = std::string(key) + " is no list of one or three numbers";
  if (list == nullptr || !list->is_array() || (list->size() != 1 && list->size() != 3))
    reader.fail(key, wanted);
  std::array<float, 3> numbers{};
  for (std::size_t c = 0; c < 3; ++c) {
    const Json& value = (*list)[list->size() == 1 ? 0 : c];
    if (!value.is_number()) reader.fail(key, wanted);
    numbers[c] = value.get<float>();
    if (!std::isfinite(numbers[c]) || (positive && numbers[c] <= 0))
      reader.fail(key, std::string(key) + " has " + printable(value.dump(), 30) +
                           (positive ? "; numbers above 0 are needed" : "; a smaller number is needed"));
  }
  return numbers;
}

Normalize normalize(const JsonReader& reader) {
  constexpr std::array<std::pair<std::string_view, bool>, 2> words{{{"none", false}, {"imagenet", true}}};
  const Json* value = reader.find("normalize");
  if (value != nullptr && value->is_object()) {
    const JsonReader inner = reader.object("normalize", {"mean", "std"});
    return {channel_numbers(inner, "mean", false), channel_numbers(inner, "std", true)};
  }
  return reader.word<bool>("normalize", words).value_or(false) ? Normalize::imagenet : Normalize::none;
}

Preprocess preprocess(const JsonReader& reader) {
  Preprocess result;
  if (const auto size = reader.integers<2>("resize"))
    result.resize = Resize::to_cover((*size)[0], (*size)[1]);
  if (reader.find("short_side") != nullptr) {
    if (reader.find("resize") != nullptr)
      reader.fail("short_side", "has both resize and short_side; one of them is needed");
    result.resize = Resize::to_short_side(reader.integer("short_side", 0));
  }
  if (const auto box = reader.integers<4>("crop"))
    result.crop = Crop::to_box((*box)[0], (*box)[1], (*box)[2], (*box)[3]);
  if (const auto size = reader.integers<2>("centre")) {
    if (reader.find("crop") != nullptr)
      reader.fail("centre", "has both crop and centre; one of them is needed");
    result.crop = Crop::to_centre((*size)[0], (*size)[1]);
  }
  result.order = reader.word<ChannelOrder>("channels", channel_orders).value_or(ChannelOrder::rgb);
  result.scale = reader.word<bool>("scale", scales).value_or(true);
  result.normalize = normalize(reader);
  return result;
}

// The numbers that were typed over those of x, W and b.
CellEdits edits(const JsonReader& reader) {
  CellEdits made;
  const Json* list = reader.find("edits");
  if (list == nullptr) return made;
  const std::string wanted = "edits has an entry that is no cell with its number, as [\"x:0,0,1,1\", 0.5]";
  if (!list->is_array()) reader.fail("edits", wanted);
  for (const Json& edit : *list) {
    if (!edit.is_array() || edit.size() != 2 || !edit[0].is_string() || !edit[1].is_number())
      reader.fail("edits", wanted);
    try {
      made.push_back({cell_from(edit[0].get_ref<const std::string&>()), edit[1].get<float>()});
    } catch (const Error& error) {
      reader.fail("edits", "edits has the cell " + printable(edit[0].dump(), 40) + ": " + error.what());
    }
  }
  return made;
}

void read_x(const JsonReader& reader, LessonFile& lesson) {
  if (const Json* pictures = reader.find("pictures")) {
    if (!pictures->is_array() || pictures->empty())
      reader.fail("pictures", "pictures is no list of file names");
    for (const Json& picture : *pictures) {
      if (!picture.is_string() || picture.get<std::string>().empty())
        reader.fail("pictures", "pictures has an entry that is no file name");
      lesson.pictures.push_back(picture.get<std::string>());
    }
  }
  lesson.pattern = reader.from_text("pattern", pattern_from);
  if (reader.find("x") != nullptr) {
    lesson.x = tensor(reader, "x");
    if (!lesson.x->typed) reader.fail("x", "x names a file; type its values, or name pictures");
    if (lesson.x->typed->shape.rank() != 4) reader.fail("x", "x has not the four axes (N, C, H, W)");
  }
  if (int{lesson.x.has_value()} + int{!lesson.pictures.empty()} + int{lesson.pattern.has_value()} != 1)
    reader.fail("needs either pictures or x or a pattern, and one of them only");
  lesson.preprocess = preprocess(reader);
  if (lesson.x && lesson.preprocess != Preprocess{.normalize = lesson.preprocess.normalize})
    reader.fail("x", "resize, crop, channels and scale work on pictures, not on a typed x");
  lesson.fill = reader.from_text("fill", fill_from);
}

void read_weights(const JsonReader& reader, LessonFile& lesson) {
  if (reader.find("W") == nullptr) reader.fail("needs W, the filter bank");
  lesson.W = tensor(reader, "W");
  if (lesson.W.typed && lesson.W.typed->shape.rank() != 4)
    reader.fail("W", "W has not the four axes (FN, C, FH, FW)");
  const Json* b = reader.find("b");
  if (b == nullptr) return;
  lesson.no_bias = b->is_string() && b->get_ref<const std::string&>() == "none";
  if (lesson.no_bias) return;
  lesson.b = tensor(reader, "b");
  if (lesson.b->typed && lesson.b->typed->shape.rank() != 1) reader.fail("b", "b has not the one axis (FN,)");
}

void read_params(const JsonReader& reader, LayerParams& params) {
  params.stride = reader.integer("stride", params.stride);
  params.pad = reader.sides("pad", params.pad);
  params.dilation = reader.integer("dilation", params.dilation);
  params.groups = reader.integer("groups", params.groups);
  params.pool = reader.integer("pool", params.pool);
  params.pool_stride = reader.integer("pool_stride", params.pool_stride);
  params.pool_pad = reader.sides("pool_pad", params.pool_pad);
  params.pool_ceil = reader.truth("pool_ceil", params.pool_ceil);
  params.pool_padding = reader.word<PoolPadding>("pool_padding", pool_paddings).value_or(params.pool_padding);
}

Mistake mistake_from(std::string_view text) {
  if (const std::optional<Mistake> mistake = mistake_named(text)) return *mistake;
  throw Error("none, no_transpose, swap_c_fh, no_padding or wrong_reshape_W is needed");
}

void need_version(const JsonReader& reader) {
  const std::int64_t version = reader.integer("unfold", lesson_version);
  if (version >= 1 && version <= lesson_version) return;
  reader.fail("unfold", "is a lesson of version " + std::to_string(version) +
                            "; this program reads version " + std::to_string(lesson_version));
}

}  // namespace

LessonFile parse_lesson(std::span<const std::byte> bytes, const std::string& title) {
  const JsonText file{{reinterpret_cast<const char*>(bytes.data()), bytes.size()}, title};
  const Json json = parse_json(file);
  // A newer version may have keys that this one does not know: it is named before they are.
  if (json.is_object() && json.contains("unfold")) {
    const Json version{{"unfold", json["unfold"]}};
    need_version(JsonReader(file, version, "", {"unfold"}));
  }
  const JsonReader reader(file, json, "",
                          {"unfold",       "name",      "title",      "pictures",    "pattern",  "x",
                           "fill",         "resize",    "short_side", "crop",        "centre",   "channels",
                           "scale",        "normalize", "W",          "b",           "stride",   "pad",
                           "dilation",     "groups",    "pool",       "pool_stride", "pool_pad", "pool_ceil",
                           "pool_padding", "mistake",   "edits",      "hide",        "start",    "steps"});
  LessonFile lesson;
  lesson.name = reader.text("name");
  read_x(reader, lesson);
  read_weights(reader, lesson);
  read_params(reader, lesson.params);
  lesson.mistake = reader.from_text("mistake", mistake_from).value_or(Mistake::none);
  lesson.edits = edits(reader);
  lesson.tour = read_tour(reader);
  return lesson;
}

bool is_lesson_file(const std::filesystem::path& file) { return file.extension() == lesson_ending; }

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
                "or a lesson's file, is needed");
  }
  LessonFile lesson = parse_lesson(read_bytes(file, longest_lesson), display_name(file));
  if (lesson.name.empty()) lesson.name = display_name(file.stem());
  lesson.folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  return lesson;
}

}  // namespace unfold
