#include "app/view/chrome/segments.h"
#include "app/view/format.h"
#include "app/view/prepare/prepare.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

using How = Resize::How;
using Cut = Crop::How;

std::string str(std::int64_t n) { return std::to_string(n); }
std::string size_text(std::int64_t w, std::int64_t h) { return str(w) + " × " + str(h); }

constexpr std::int64_t usual_side = 256, usual_crop = 224, step = 16;
const Normalize halves{{0.5F, 0.5F, 0.5F}, {0.5F, 0.5F, 0.5F}};

// Larger or smaller by a step: what the two arrows beside a number do.
struct Stepper {
  std::optional<PreprocessChoice> up, down;
};

struct Row {
  std::string label;
  std::vector<Toggle> choices;
  std::string made;  // what the step hands on
  Stepper stepper{};
  bool ambiguous = false;  // its choices alone do not say what they are of
};

Toggle toggle(const PrepareView& view, std::string label, bool chosen, const PreprocessChoice& choice) {
  return {std::move(label), chosen, view.set(choice)};
}

Crop middle_box(const StepMade& resized) {
  const std::int64_t w = std::max<std::int64_t>(1, resized.width / 2),
                     h = std::max<std::int64_t>(1, resized.height / 2);
  return Crop::to_box((resized.width - w) / 2, (resized.height - h) / 2, w, h);
}

Row size_row(const PrepareView& view, const Texts& t) {
  const Resize& now = view.preprocess.resize;
  const StepMade& made = view.way->made(PrepareStep::resize);
  Row row{t.get("prepare.size"), {}, size_text(made.width, made.height)};
  const std::int64_t side = now.how == How::short_side ? now.width : usual_side;
  row.choices.push_back(toggle(view, t.get("prepare.full"), now.how == How::full, {.resize = Resize{}}));
  row.choices.push_back(toggle(view, t.get("prepare.short_side", {{"n", str(side)}}),
                               now.how == How::short_side, {.resize = Resize::to_short_side(side)}));
  if (now.how == How::cover)
    row.choices.push_back(toggle(view, size_text(now.width, now.height), true, {.resize = now}));
  if (now.how == How::short_side) {
    row.stepper.up = PreprocessChoice{.resize = Resize::to_short_side(side + step)};
    if (side > step) row.stepper.down = PreprocessChoice{.resize = Resize::to_short_side(side - step)};
  }
  return row;
}

Row crop_row(const PrepareView& view, const Texts& t) {
  const Crop& now = view.preprocess.crop;
  const StepMade& resized = view.way->made(PrepareStep::resize);
  const std::int64_t shorter = std::min(resized.width, resized.height);
  Row row{t.get("prepare.crop"), {}, size_text(view.way->box[2], view.way->box[3])};
  const Crop centre = now.how == Cut::centre
                          ? now
                          : Crop::to_centre(std::min(usual_crop, shorter), std::min(usual_crop, shorter));
  const std::string size =
      centre.width == centre.height ? str(centre.width) : size_text(centre.width, centre.height);
  row.choices.push_back(toggle(view, t.get("prepare.whole"), now.how == Cut::whole, {.crop = Crop{}}));
  row.choices.push_back(
      toggle(view, t.get("prepare.middle", {{"n", size}}), now.how == Cut::centre, {.crop = centre}));
  row.choices.push_back(toggle(view, t.get("prepare.box"), now.how == Cut::box,
                               {.crop = now.how == Cut::box ? now : middle_box(resized)}));
  if (now.how == Cut::centre) {
    const std::int64_t n = std::min(now.width, now.height);
    const std::int64_t larger = std::min(n + step, shorter), smaller = n - step;
    if (larger > n) row.stepper.up = PreprocessChoice{.crop = Crop::to_centre(larger, larger)};
    if (smaller >= step) row.stepper.down = PreprocessChoice{.crop = Crop::to_centre(smaller, smaller)};
  }
  row.ambiguous = true;
  return row;
}

Row channel_row(const PrepareView& view, const Texts& t) {
  Row row{t.get("prepare.channels"), {}, {}};
  if (view.channels != 3) {
    row.choices.push_back({t.get("prepare.gray"), true, view.set({})});
    return row;
  }
  const ChannelOrder now = view.preprocess.order;
  row.choices.push_back(toggle(view, "RGB", now == ChannelOrder::rgb, {.order = ChannelOrder::rgb}));
  row.choices.push_back(toggle(view, "BGR", now == ChannelOrder::bgr, {.order = ChannelOrder::bgr}));
  return row;
}

std::string all_spans(const StepMade& made) {
  ValueSpan all = made.values.front();
  for (const ValueSpan& span : made.values) all = {std::min(all.lo, span.lo), std::max(all.hi, span.hi)};
  return span_text(all);
}

Row scale_row(const PrepareView& view, const Texts& t) {
  const bool on = view.preprocess.scale;
  return {t.get("prepare.scale"),
          {toggle(view, "÷ 255", on, {.scale = true}),
           toggle(view, t.get("prepare.bytes"), !on, {.scale = false})},
          all_spans(view.way->made(PrepareStep::scale))};
}

Row normalize_row(const PrepareView& view, const Texts& t) {
  const Normalize& now = view.preprocess.normalize;
  Row row{t.get("prepare.mean_std"), {}, all_spans(view.way->made(PrepareStep::normalize))};
  if (view.channels == 3)
    row.choices.push_back(
        toggle(view, "ImageNet", now == Normalize::imagenet, {.normalize = Normalize::imagenet}));
  row.choices.push_back(toggle(view, "0.5, 0.5", now == halves, {.normalize = halves}));
  row.choices.push_back(
      toggle(view, t.get("prepare.none"), now == Normalize::none, {.normalize = Normalize::none}));
  if (now != Normalize::imagenet && now != halves && now != Normalize::none)
    row.choices.push_back(toggle(view, t.get("prepare.typed"), true, {.normalize = now}));
  row.ambiguous = true;
  return row;
}

std::string numbers_text(const Normalize& n) {
  const auto list = [](const std::array<float, 3>& v) {
    if (v[0] == v[1] && v[1] == v[2]) return short_number(v[0]);
    return "(" + short_number(v[0]) + ", " + short_number(v[1]) + ", " + short_number(v[2]) + ")";
  };
  return "mean " + list(n.mean) + ", std " + list(n.std);
}

void draw_stepper(Painter& p, const PrepareView& view, const Stepper& stepper, Rect at) {
  const auto half = [&](const std::optional<PreprocessChoice>& choice, bool up) {
    const Vec2 tip{at.centre().x, at.centre().y + (up ? -5.0F : 5.0F)};
    p.arrow_head(tip, 3, up ? Painter::Toward::up : Painter::Toward::down,
                 choice ? p.theme().text1 : p.theme().bg3);
    if (choice) p.hit({at.x, up ? at.y : at.centre().y, at.w, at.h / 2}, view.set(*choice));
  };
  half(stepper.up, true);
  half(stepper.down, false);
}

std::vector<Row> rows_of(const PrepareView& view, const Texts& t) {
  return {size_row(view, t), crop_row(view, t), channel_row(view, t), scale_row(view, t),
          normalize_row(view, t)};
}

}  // namespace

float draw_switches(Painter& p, const PrepareView& view, const Texts& texts, Rect box) {
  const Theme& theme = p.theme();
  const float size = p.type().label, pitch = std::round(size * 2.5F), tall = std::round(size * 2);
  const std::vector<Row> rows = rows_of(view, texts);
  float words = 0;
  for (const Row& row : rows) words = std::max(words, p.text_width(row.label, size));
  words += 10;
  float y = box.y;
  for (const Row& row : rows) {
    const float base = y + tall / 2 + size * 0.36F;
    p.text(row.label, {box.x, base}, {size, Face::ui, theme.text2});
    float x = box.x + words + segments_width(p, row.choices);
    draw_segments(p, row.choices, x, y);
    if (row.stepper.up || row.stepper.down) {
      draw_stepper(p, view, row.stepper, {x + 2, y, 16, tall});
      x += 18;
    }
    if (!row.made.empty() && x + 10 + p.text_width(row.made, size) <= box.right())
      p.text(row.made, {box.right(), base}, {size, Face::ui, theme.text1, Align::right});
    y += pitch;
  }
  if (view.preprocess.normalize != Normalize::none) {
    const std::string numbers = numbers_text(view.preprocess.normalize);
    const float room = box.w - words;
    const bool fits = p.text_width(numbers, size) <= room;
    p.text(numbers, {fits ? box.x + words : box.x, y + size - 1}, {size, Face::ui, theme.text2});
    y += std::round(size * 1.5F);
  }
  return y - box.y;
}

void draw_large_switches(Painter& p, const PrepareView& view, const Texts& texts, Rect box) {
  const Theme& theme = p.theme();
  constexpr float size = 27;
  float x = box.x;
  for (const Row& row : rows_of(view, texts)) {
    if (row.choices.size() < 2) continue;
    const auto chosen =
        std::find_if(row.choices.begin(), row.choices.end(), [](const Toggle& t) { return t.chosen; });
    if (chosen == row.choices.end()) continue;
    const auto next = chosen + 1 == row.choices.end() ? row.choices.begin() : chosen + 1;
    const std::string words = row.ambiguous ? row.label + ": " + chosen->label : chosen->label;
    const float w = p.text_width(words, size, Face::ui_bold) + 28;
    if (x + w > box.right()) break;
    const Rect at{x, box.y, w, box.h};
    p.fill(at, theme.bg2, 4);
    p.frame(at, theme.text0, theme.stroke.frame, 4);
    p.text(words, {at.centre().x, at.centre().y + size * 0.36F},
           {size, Face::ui_bold, theme.text0, Align::centre});
    p.hit(at, next->action, row.label);
    x += w + 12;
  }
}

}  // namespace unfold::view
