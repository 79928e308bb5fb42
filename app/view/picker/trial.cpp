#include "app/view/chrome/chrome.h"
#include "app/view/picker/draw.h"
#include "app/view/pictures.h"
#include "app/view/prepare/prepare.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

// The trial's picture, as the parts of the preparation draw it; a switch changes the trial alone.
PrepareView prepare_view(const PickerContext& c, const Trial& trial) {
  const Walkthrough& walk = *trial.walkthrough;
  PrepareView view;
  view.preprocess = trial.document->preprocess;
  view.way = &trial.document->steps.front();
  // What the steps are of: a picture has three channels, or one of its gray.
  view.spans = view.way->made(PrepareStep::normalize).values;
  view.channels = static_cast<std::int64_t>(view.spans.size());
  view.content = picture_id({walk.serial(), 0});
  for (int channel = 0; channel < static_cast<int>(view.channels); ++channel) {
    const PixelLook look = pixel_look(walk, TensorId::x, c.state.options, c.state.options.theme, channel);
    view.planes.push_back(image_rgb(trial.walkthrough, view.preprocess, TensorId::x, 0, look, {}));
  }
  view.comparison = trial.comparison.get();
  view.comparison_content = view.content;
  view.set = [](const PreprocessChoice& steps) { return Action{act::PickPreprocess{steps}}; };
  return view;
}

// "x (1,3,224,224)  →  conv (1,64,112,112)", in `room`.
void draw_shapes(Painter& p, const Walkthrough& walk, Vec2 baseline, float room) {
  const float size = p.type().code;
  float x = baseline.x;
  for (const TensorId id : {TensorId::x, TensorId::conv, TensorId::pool}) {
    const Shape shape = walk.shape(id);
    const float wide = p.text_width(std::string(name(id)) + to_string(shape), size, Face::mono);
    if (x + wide > baseline.x + room) return;
    if (id != TensorId::x) x += p.text("→ ", {x, baseline.y}, {.size = size, .color = p.theme().text2}) + 2;
    x += p.text(std::string(name(id)) + " ", {x, baseline.y},
                {.size = size, .face = Face::mono, .color = p.theme().text1});
    x += p.shape(shape, id, {x, baseline.y}, size) + 8;
  }
}

// The picture before all, and what the crop keeps of it.
Rect draw_before(Painter& p, const PrepareView& view, Rect box) {
  const StepMade& resized = view.way->made(PrepareStep::resize);
  const float scale = std::min(box.w / f(resized.width), box.h / f(resized.height));
  const Rect at = draw_overview(p, view, box);
  p.frame(at.inset(-1), p.theme().line2);
  const auto [left, top, width, height] = view.way->box;
  if (width < resized.width || height < resized.height)
    p.lit({at.x + f(left) * scale, at.y + f(top) * scale, f(width) * scale, f(height) * scale});
  return at;
}

void draw_way(Painter& p, const PickerContext& c, const Trial& trial, Rect at) {
  const Theme& t = p.theme();
  const float small = p.type().label, bold = p.type().code;
  const PrepareView view = prepare_view(c, trial);
  float y = at.y + draw_switches(p, view, c.texts, at) + 6;
  p.hline(at.x, at.right(), y, t.line1);
  y += 8 + bold;
  p.text(c.texts.get("picker.before_after"), {at.x, y},
         {.size = bold, .face = Face::ui_bold, .color = t.text0});
  y += 8;
  const float gap = std::round(small);
  const float side = std::floor((at.w - 3 * gap) / 4), tall = side + std::round(small * 1.45F);
  const Rect before = draw_before(p, view, {at.x, y, side, side});
  p.text("0 … 255", {at.x, before.bottom() + small * 1.15F}, {.size = small, .color = t.text0});
  const float x = before.right() + gap;
  draw_planes(p, view, {x, y, std::min(at.right() - x, f(view.channels) * (side + gap) - gap), tall}, small);
  y += tall + 8;
  p.hline(at.x, at.right(), y, t.line1);
  if (is_compared(trial)) draw_slips(p, view, c.texts, {at.x, y + 10, at.w, at.bottom() - y - 10});
}

}  // namespace

void draw_picker_trial(Painter& p, const PickerContext& c) {
  const Theme& t = p.theme();
  const Rect& at = c.layout.right;
  const float size = p.type().statement;
  float x = at.x + p.text(c.texts.get("picker.trial"), {at.x, at.y + size},
                          {.size = size, .face = Face::ui_bold, .color = t.text0});
  const float top = at.y + size + 10;
  const std::optional<Trial>& trial = c.picker.trial;
  if (!trial || !trial->walkthrough) {
    const std::string words =
        trial ? trial->refusal : c.texts.get(c.picker.chosen ? "picker.computing" : "picker.nothing");
    p.paragraph(words, {at.x, top + p.type().text}, at.w, p.type().text_line,
                {.size = p.type().text, .color = t.text1});
    return;
  }
  x += 14;
  p.text(ellipsized(p, picture_words(*trial->document, c.texts), at.right() - x, p.type().code, Face::mono),
         {at.right(), at.y + size},
         {.size = p.type().code, .face = Face::mono, .color = t.text2, .align = Align::right});
  draw_shapes(p, *trial->walkthrough, {at.x, top + p.type().code}, at.w);
  const Rect rest{at.x, top + p.type().code + 14, at.w, at.bottom() - top - p.type().code - 14};
  if (trial->document->steps.empty())
    p.paragraph(c.texts.get("picker.no_picture"), {at.x, rest.y + p.type().text}, at.w, p.type().text_line,
                {.size = p.type().text, .color = t.text1});
  else
    draw_way(p, c, *trial, rest);
}

}  // namespace unfold::view
