#include "app/view/tour/tour.h"

#include "app/view/actions/handle.h"
#include "app/view/format.h"
#include "app/view/languages.h"
#include "app/view/quiz/quiz.h"
#include "core/layer/image_steps.h"
#include "core/lesson/lesson_file.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace unfold::view {
namespace {

// "${OH}" becomes the layer's number. What is no such name stays, so that it is seen.
std::string with_numbers(std::string text, const Geometry& g) {
  for (const auto& [name, value] : tour_values(g)) {
    const std::string place = "${" + std::string(name) + "}";
    const std::string number = grouped(value);
    for (std::size_t at = text.find(place); at != std::string::npos;
         at = text.find(place, at + number.size()))
      text.replace(at, place.size(), number);
  }
  return text;
}

// In the texts' language, with the layer's numbers, where there is one, and the keys in force in their
// places.
std::string filled(const State& s, const Translations& words, const Texts& texts) {
  std::string text = texts.with_keys(in_language(words, code_of(texts.language())));
  return s.walkthrough ? with_numbers(std::move(text), s.walkthrough->geometry()) : text;
}

std::vector<std::string> paragraphs_of(const std::string& text) {
  std::vector<std::string> all;
  for (std::size_t first = 0; first < text.size();) {
    const std::size_t end = std::min(text.find('\n', first), text.size());
    if (end > first) all.push_back(text.substr(first, end - first));
    first = end + 1;
  }
  return all;
}

std::int64_t within(std::int64_t value, std::int64_t count) {
  return std::clamp<std::int64_t>(value, 0, count - 1);
}

void set_look(ViewOptions& options, const LessonLook& look, const Geometry& g) {
  if (look.image) options.image = within(*look.image, g.N);
  if (look.filter) options.filter = within(*look.filter, g.FN);
  if (look.compare) options.compare = std::min(*look.compare, g.FN - 1);
  if (look.channel) options.channel = std::min(*look.channel, static_cast<int>(g.C) - 1);
  options.im2col = look.im2col.value_or(options.im2col);
  options.labels = look.labels.value_or(options.labels);
  options.map_order = look.order.value_or(options.map_order);
  options.code = look.code.value_or(options.code);
  options.pad_read_count = look.read_count.value_or(options.pad_read_count);
  for (const auto& [tensor, colors] : look.colors) options.look(tensor).colors = colors;
  for (const auto& [tensor, range] : look.range) options.look(tensor).range = range;
}

LessonLook look_of(const State& s) {
  const ViewOptions& o = s.options;
  LessonLook look{.image = o.image,
                  .filter = o.filter,
                  .compare = o.compare,
                  .channel = o.channel,
                  .loop = s.playback.orders.loop,
                  .product = s.playback.orders.gemm,
                  .im2col = o.im2col,
                  .labels = o.labels,
                  .order = o.map_order,
                  .code = o.code,
                  .read_count = o.pad_read_count,
                  .colors = {},
                  .range = {}};
  for (int i = 0; i < tensor_count; ++i) {
    const auto id = static_cast<TensorId>(i);
    if (looks_as(id) != id) continue;
    if (o.look(id).colors != Colors::automatic) look.colors.emplace_back(id, o.look(id).colors);
    if (o.look(id).range != ValueRange::automatic) look.range.emplace_back(id, o.look(id).range);
  }
  return look;
}

// The canvas is as large as the window leaves it; which part of it is in the middle means the same in any.
Camera camera_of(const std::array<double, 3>& c, Vec2 centre) {
  const auto zoom = static_cast<float>(c[0]);
  return {zoom,
          {static_cast<float>(c[1]) * 2 * centre.x - centre.x / zoom,
           static_cast<float>(c[2]) * 2 * centre.y - centre.y / zoom}};
}
std::array<double, 3> camera_part(const Camera& camera, Vec2 centre) {
  return {camera.zoom, (camera.origin.x + centre.x / camera.zoom) / (2 * centre.x),
          (camera.origin.y + centre.y / camera.zoom) / (2 * centre.y)};
}

// Of the window as it is, or as it will be once it is drawn.
Vec2 middle_of_canvas(const State& s) {
  const Rect area = canvas_area(make_layout(s.window_size, s.options.present, panels(s)));
  return {area.w / 2, area.h / 2};
}

}  // namespace

const Tour* tour_of(const State& s) {
  return s.document && s.document->source ? &s.document->source->tour : nullptr;
}

std::optional<std::size_t> tour_step(const State& s) {
  const Tour* tour = tour_of(s);
  if (tour == nullptr || !s.walkthrough) return std::nullopt;
  const Geometry& g = s.walkthrough->geometry();
  const Position at = s.playback.at;
  // Gone to just now: its words, even where the order of steps has another stand nearer.
  const auto place = [&](std::size_t i) { return step_in(g, tour->steps[i].at, s.playback.orders); };
  if (s.tour < tour->steps.size() && tour->steps[s.tour].at.stage == at.stage && place(s.tour) == at.step)
    return s.tour;
  std::optional<std::size_t> found;
  const auto distance = [&](std::size_t i) { return i > s.tour ? i - s.tour : s.tour - i; };
  for (std::size_t i = 0; i < tour->steps.size(); ++i) {
    if (tour->steps[i].at.stage != at.stage) continue;
    if (!found) {
      found = i;
      continue;
    }
    const bool reached = place(i) <= at.step, found_reached = place(*found) <= at.step;
    if (reached != found_reached    ? reached
        : place(i) != place(*found) ? reached && place(i) > place(*found)
                                    : distance(i) < distance(*found))
      found = i;
  }
  return found;
}

bool hides(const State& s, Control control) {
  const Tour* tour = tour_of(s);
  return tour != nullptr && std::ranges::find(tour->hidden, control) != tour->hidden.end();
}

Panels panels(const State& s) {
  return {.rail = !hides(s, Control::pipeline), .foot = !hides(s, Control::timeline)};
}

void go_to(State& s, const TourStep& step) {
  if (!s.walkthrough) return;
  const Geometry& g = s.walkthrough->geometry();
  set_look(s.options, step.look, g);
  Playback to = s.playback;
  to.orders.loop = step.look.loop.value_or(to.orders.loop);
  to.orders.gemm = step.look.product.value_or(to.orders.gemm);
  const Position at{step.at.stage, step_in(g, step.at, to.orders)};
  // A stage's last step is that of the image looked at.
  to = seek(g, to, step.at.step ? at : in_image(g, to.orders, at, s.options.image));
  move_to(s, to);
  // A stage whose steps are filters shows the step's own.
  if (step.look.filter && !is_map_stage(step.at.stage)) s.options.filter = within(*step.look.filter, g.FN);
  if (step.ask) ask_about(s, step.at.stage);
  s.browse.reset();
  s.pointed.reset();
  s.pointed_at = {};
  s.hovered_axis = step.axis;
  s.camera = step.camera ? camera_of(*step.camera, middle_of_canvas(s)) : Camera{};
  if (step.pin && has_cell(*s.walkthrough, *step.pin)) {
    pin(s, *step.pin);
  } else {
    s.pinned.reset();
    s.passport.open = false;
  }
}

std::shared_ptr<const Document> with_asks_of(const Document& before, std::shared_ptr<const Document> now) {
  if (!before.source || !now->source || before.source == now->source) return now;
  const std::vector<TourStep>& had = before.source->tour.steps;
  const std::vector<TourStep>& has = now->source->tour.steps;
  if (std::ranges::equal(had, has, {}, &TourStep::ask, &TourStep::ask)) return now;
  if (!std::ranges::equal(had, has, {}, &TourStep::at, &TourStep::at)) return now;  // another tour
  auto source = std::make_shared<LessonFile>(*now->source);
  for (std::size_t i = 0; i < had.size(); ++i) source->tour.steps[i].ask = had[i].ask;
  auto document = std::make_shared<Document>(*now);
  document->source = std::move(source);
  return document;
}

TourStep step_of_screen(const State& s) {
  TourStep step;
  step.at = {s.playback.at.stage, s.playback.at.step};
  step.pin = s.pinned;
  step.look = look_of(s);
  if (s.camera != Camera{}) step.camera = camera_part(s.camera, middle_of_canvas(s));
  return step;
}

std::optional<TourWords> tour_words(const State& s, const Texts& texts) {
  const std::optional<std::size_t> at = tour_step(s);
  if (!at) return std::nullopt;
  const Tour& tour = *tour_of(s);
  const TourStep& step = tour.steps[*at];
  const auto said = [&](const Translations& words) { return filled(s, words, texts); };
  return TourWords{.title = said(step.title),
                   .counter = std::to_string(*at + 1) + "/" + std::to_string(tour.steps.size()),
                   .paragraphs = paragraphs_of(said(step.words)),
                   .brief = said(step.brief)};
}

std::string lesson_title(const State& s, const Texts& texts) {
  const Tour* tour = tour_of(s);
  if (tour != nullptr)
    if (std::string title = filled(s, tour->title, texts); !title.empty()) return title;
  return s.document ? s.document->lesson : std::string();
}

}  // namespace unfold::view
