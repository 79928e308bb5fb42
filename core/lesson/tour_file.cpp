#include "core/lesson/tour_file.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace unfold {
namespace {

using Json = nlohmann::json;
using Ordered = nlohmann::ordered_json;

constexpr std::size_t most_steps = 1000;

Translations translations(const JsonReader& reader, const char* key) {
  const Json* value = reader.find(key);
  if (value == nullptr) return {};
  if (value->is_string()) return {{"en", value->get<std::string>()}};
  if (!value->is_object())
    reader.fail(key, std::string(key) + R"( is neither a text nor texts by language, as {"en": "…"})");
  Translations texts;
  for (const auto& [language, text] : value->items()) {
    if (!text.is_string())
      reader.fail(key, std::string(key) + " has for " + printable(language, 20) + " what is no text");
    texts.emplace(language, text.get<std::string>());
  }
  return texts;
}

Axis axis_from(std::string_view text) {
  std::string names;
  for (int i = 1; i < axis_count; ++i) {
    if (name(static_cast<Axis>(i)) == text) return static_cast<Axis>(i);
    names += (i > 1 ? ", " : "") + std::string(name(static_cast<Axis>(i)));
  }
  throw Error("there is no such axis; one of " + names + " is needed");
}

// A number from 0 up, or the word that stands for -1.
std::optional<std::int64_t> number_or(const JsonReader& reader, const char* key, std::string_view word) {
  const Json* value = reader.find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_string() && value->get_ref<const std::string&>() == word) return -1;
  return reader.integer_of(*value, key);
}

template <typename What>
std::vector<std::pair<TensorId, What>> by_tensor(const JsonReader& look, const char* key,
                                                 WordsFor<What> words) {
  std::vector<std::pair<TensorId, What>> chosen;
  const Json* value = look.find(key);
  if (value == nullptr) return chosen;
  if (!value->is_object()) look.fail(key, std::string(key) + R"( is no object of tensors, as {"conv": "…"})");
  const JsonReader reader(look.file(), *value, look.pointer_of(key),
                          {"x", "img", "col6", "col6_t", "col", "W", "b", "col_W", "out2d", "out_nhwc",
                           "conv", "pool_col", "pool_windows", "pool_max", "pool"});
  for (const auto& [tensor, ignored] : value->items())
    chosen.emplace_back(*tensor_named(tensor), *reader.word(tensor, words));
  return chosen;
}

LessonLook read_look(const JsonReader& r) {
  LessonLook look;
  if (r.find("image") != nullptr) look.image = r.integer("image", 0);
  if (r.find("filter") != nullptr) look.filter = r.integer("filter", 0);
  look.compare = number_or(r, "compare", "none");
  if (const auto channel = number_or(r, "channel", "all")) look.channel = static_cast<int>(*channel);
  look.loop = r.word("loop", loop_words());
  look.product = r.word("product", product_words());
  look.im2col = r.word("im2col", im2col_view_words());
  look.labels = r.word("labels", label_words());
  look.order = r.word("order", map_order_words());
  look.code = r.word("code", code_words());
  if (r.find("read_count") != nullptr) look.read_count = r.truth("read_count", false);
  look.colors = by_tensor(r, "colors", color_words());
  look.range = by_tensor(r, "range", value_range_words());
  return look;
}

std::array<double, 3> read_camera(const JsonReader& r) {
  const Json& value = *r.find("camera");
  std::array<double, 3> camera{};
  bool good = value.is_array() && value.size() == 3;
  for (std::size_t i = 0; good && i < 3; ++i) {
    good = value[i].is_number();
    if (good) camera[i] = value[i].get<double>();
    good = good && std::isfinite(camera[i]) && std::abs(camera[i]) < 1e9;
  }
  if (!good || camera[0] <= 0)
    r.fail("camera", "camera is no list of three numbers: the zoom, above 0, and what part of the canvas "
                     "stands in the middle, as "
                     "[2, 0.5, 0.5]");
  return camera;
}

TourStep read_step(const JsonReader& r) {
  TourStep step;
  if (r.find("at") == nullptr) r.fail("needs at, the stage it visits, as \"im2col:3\"");
  step.at = *r.from_text("at", at_from);
  step.title = translations(r, "title");
  step.words = translations(r, "words");
  step.brief = translations(r, "short");
  step.pin = r.from_text("pin", cell_from);
  step.axis = r.from_text("axis", axis_from).value_or(Axis::none);
  if (r.find("look") != nullptr) {
    step.look =
        read_look(r.object("look", {"image", "filter", "compare", "channel", "loop", "product", "im2col",
                                    "labels", "order", "code", "read_count", "colors", "range"}));
  }
  if (r.find("camera") != nullptr) step.camera = read_camera(r);
  step.ask = r.truth("ask", false);
  return step;
}

Ordered look_json(const LessonLook& look) {
  Ordered json = Ordered::object();
  const auto number = [&](const char* key, const auto& value, const char* none) {
    if (!value) return;
    if (*value < 0)
      json[key] = none;
    else
      json[key] = *value;
  };
  const auto word = [&](const char* key, const auto& value, auto words) {
    if (value) json[key] = word_for(words, *value);
  };
  number("image", look.image, "");
  number("filter", look.filter, "");
  number("compare", look.compare, "none");
  number("channel", look.channel, "all");
  word("loop", look.loop, loop_words());
  word("product", look.product, product_words());
  word("im2col", look.im2col, im2col_view_words());
  word("labels", look.labels, label_words());
  word("order", look.order, map_order_words());
  word("code", look.code, code_words());
  if (look.read_count) json["read_count"] = *look.read_count;
  for (const auto& [tensor, colors] : look.colors)
    json["colors"][std::string(name(tensor))] = word_for(color_words(), colors);
  for (const auto& [tensor, range] : look.range)
    json["range"][std::string(name(tensor))] = word_for(value_range_words(), range);
  return json;
}

Ordered step_json(const TourStep& step) {
  Ordered json = Ordered::object();
  json["at"] = to_string(step.at);
  if (!step.title.empty()) json["title"] = step.title;
  if (!step.words.empty()) json["words"] = step.words;
  if (!step.brief.empty()) json["short"] = step.brief;
  if (step.pin) json["pin"] = to_string(*step.pin);
  if (step.axis != Axis::none) json["axis"] = name(step.axis);
  if (step.look != LessonLook{}) json["look"] = look_json(step.look);
  if (step.camera) json["camera"] = *step.camera;
  if (step.ask) json["ask"] = true;
  return json;
}

}  // namespace

Tour read_tour(const JsonReader& lesson) {
  Tour tour;
  tour.title = translations(lesson, "title");
  if (const Json* hide = lesson.find("hide")) {
    if (!hide->is_array()) lesson.fail("hide", "hide is no list of controls, as [\"parameters\"]");
    for (const Json& control : *hide) {
      const Json named{{"hide", control}};
      const JsonReader entry(lesson.file(), named, "", {"hide"});
      tour.hidden.push_back(*entry.word("hide", control_words()));
    }
  }
  if (lesson.find("start") != nullptr)
    tour.start = read_step(lesson.object("start", {"at", "pin", "axis", "look", "camera"}));
  if (const Json* steps = lesson.find("steps")) {
    if (!steps->is_array()) lesson.fail("steps", "steps is no list of places that the lesson visits");
    if (steps->size() > most_steps)
      lesson.fail("steps", "has more than " + std::to_string(most_steps) + " steps; fewer are needed");
    for (std::size_t i = 0; i < steps->size(); ++i) {
      tour.steps.push_back(
          read_step({lesson.file(),
                     (*steps)[i],
                     lesson.pointer_of("steps") + "/" + std::to_string(i),
                     {"at", "title", "words", "short", "pin", "axis", "look", "camera", "ask"}}));
    }
  }
  return tour;
}

void write_tour(const Tour& tour, Ordered& lesson) {
  for (const Control control : tour.hidden) lesson["hide"].push_back(word_for(control_words(), control));
  if (tour.start) lesson["start"] = step_json(*tour.start);
  for (const TourStep& step : tour.steps) lesson["steps"].push_back(step_json(step));
}

}  // namespace unfold
