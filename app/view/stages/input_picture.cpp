#include "app/view/chrome/chrome.h"
#include "app/view/pictures.h"
#include "app/view/stages/input_parts.h"
#include "app/view/stages/present_kit.h"
#include "core/lesson/comparable.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

bool x_edited(const Document& document) {
  return std::any_of(document.edited.begin(), document.edited.end(),
                     [](const EditedCell& one) { return one.cell.tensor == TensorId::x; });
}

void hit_planes(Painter& p, const StageContext& context, const std::vector<Rect>& places) {
  const Geometry& g = context.geometry();
  for (std::size_t c = 0; c < places.size(); ++c) {
    const Rect& at = places[c];
    hit_area(p, area({at.x, at.y}, g.H, g.W, at.w / f(g.W), at.h / f(g.H)), TensorId::x,
             {shown_image(context), static_cast<std::int64_t>(c), 0, 0}, 2, 3);
  }
}

void arrow(Painter& p, float x0, float x1, float y) {
  p.hline(x0, x1 - 2, y - 0.5F, p.theme().text2);
  p.arrow_head({x1 - 2, y}, 4, Painter::Toward::right, p.theme().text2);
}

// "decoded 640 × 480 → 341 × 256 · 0 … 255"
std::string before_words(const PrepareView& view, const Texts& t) {
  const auto size = [](const StepMade& made) {
    return std::to_string(made.width) + " × " + std::to_string(made.height);
  };
  const StepMade& decoded = view.way->made(PrepareStep::decode);
  const StepMade& resized = view.way->made(PrepareStep::resize);
  ValueSpan all = decoded.values.front();
  for (const ValueSpan& span : decoded.values) all = {std::min(all.lo, span.lo), std::max(all.hi, span.hi)};
  std::string words = t.get("prepare.before", {{"size", size(decoded)}});
  if (resized.width != decoded.width || resized.height != decoded.height) words += " → " + size(resized);
  return words + " · " + span_text(all);
}

}  // namespace

PrepareView prepare_view(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Walkthrough& walk = *context.walkthrough;
  const Document& document = context.document;
  const std::int64_t n = shown_image(context);
  PrepareView view;
  view.preprocess = document.preprocess;
  view.way = &document.steps[static_cast<std::size_t>(n)];
  view.content = picture_id({walk.serial(), static_cast<std::uint64_t>(n)});
  view.spans = view.way->made(PrepareStep::normalize).values;
  // The picture's own, 3 or 1 of its gray, however often the layer reads them.
  view.channels = std::min<std::int64_t>(g.C, std::ssize(view.spans));
  for (std::int64_t c = 0; c < view.channels; ++c) {
    const PixelLook look =
        pixel_look(walk, TensorId::x, context.options, context.options.theme, static_cast<int>(c));
    view.planes.push_back(image_rgb(context.walkthrough, document.preprocess, TensorId::x, n, look, {}));
    if (!x_edited(document)) continue;
    const Range edited = range_of(walk, n, c);
    view.spans[static_cast<std::size_t>(c)] = {edited.lo, edited.hi};
  }
  view.dragged = context.crop_drag;
  const FigureKey key = preprocess_key(walk, n);
  if (context.figures != nullptr) view.comparison = context.figures->find<PreprocessComparison>(key);
  view.comparison_content = view.content;
  view.set = [](const PreprocessChoice& steps) { return Action{act::SetPreprocess{steps}}; };
  view.select = [](std::int64_t filter) { return Action{act::SelectFilter{filter}}; };
  return view;
}

void draw_picture_desk(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const Texts& t = context.texts;
  const float label_size = p.type().label, head = std::round(label_size * 1.9F);
  const PrepareView view = prepare_view(context);
  const PixelSteps pixel = pixel_steps(context);
  const float used = draw_thumbnails(p, context, box);
  const Rect rest{box.x, box.y + used, box.w, box.h - used};

  // Above, before and after; below, at the left how, at the right what comes of it.
  const float table_h = pixel_table_height(p, pixel);
  const float switches_h = std::round(label_size * 14.2F);
  const float lower_h = switches_h + 10 + table_h, gap = 26;
  const float room_h = std::max(60.0F, rest.h - head - lower_h - 14);
  const bool planes = g.C > 1;
  const float planes_w = planes ? std::round(rest.w * 0.24F) : 0;
  const float pair_w = rest.w - (planes ? planes_w + gap : 0) - gap - 12;

  p.text(ellipsized(p, before_words(view, t), pair_w * 0.52F, label_size, Face::ui),
         {rest.x, rest.y + label_size}, {label_size, Face::ui, theme.text1});
  const float line = label_size + 6;
  const std::string words = crop_words(view, t);
  const float words_h = p.paragraph_height(words, pair_w * 0.52F, line, {label_size, Face::ui, theme.text2});
  const Rect picture = draw_crop(p, view, {rest.x, rest.y + head, pair_w * 0.52F, room_h - words_h});
  p.paragraph(words, {rest.x, picture.bottom() + line - 2}, pair_w * 0.52F, line,
              {label_size, Face::ui, view.dragged ? theme.text0 : theme.text2});

  const float ruler = g.W <= 32 && g.H <= 32 ? 18.0F : 0.0F;
  const float x0 = rest.x + pair_w * 0.52F + gap + 12;
  const float s = fitting_scale(g.H, g.W, pair_w * 0.48F - ruler, room_h - ruler, 60);
  label(p, TensorId::x, shape_of(g, TensorId::x), {x0, rest.y + label_size}, pair_w * 0.48F);
  const Area x = area({x0 + ruler, rest.y + head + ruler}, g.H, g.W, s, s);
  arrow(p, rest.x + pair_w * 0.52F + 6, x0 - 4, rest.y + head + std::min(picture.h, x.at.h) / 2);
  draw_image(p, context, TensorId::x, shown_image(context), x, {picture_channel(context), 1, true});
  p.frame(x.at.inset(-1), theme.line2);
  if (ruler > 0) {
    ruler_top(p, x, x.at.y - 6, theme.text2);
    ruler_left(p, x, x.at.x - 6, theme.text2);
  }
  if (planes) {
    const float px = rest.right() - planes_w;
    p.text(t.get("prepare.channels_of_x"), {px, rest.y + label_size}, {label_size, Face::ui, theme.text1});
    hit_planes(p, context, draw_planes(p, view, {px, rest.y + head, planes_w, room_h}, label_size));
  }

  const float y = rest.bottom() - lower_h;
  const float left_w = std::round(rest.w * 0.55F);
  p.hline(rest.x, rest.right(), y - 8, theme.line1);
  draw_switches(p, view, t, {rest.x, y, left_w, switches_h});
  draw_pixel_table(p, context, pixel, {rest.x, y + switches_h + 10, left_w, table_h});
  if (!x_edited(context.document) && is_comparable(g.C, g.groups))
    draw_slips(p, view, t, {rest.x + left_w + gap, y, rest.w - left_w - gap, lower_h});
}

void draw_picture_present(Painter& p, const StageContext& context, Rect box) {
  const PrepareView view = prepare_view(context);
  constexpr float row = 50;
  const Rect room{box.x + 4, box.y + 8, box.w - 8, box.h - row - 26};
  const Rect left{room.x, room.y, room.w * 0.52F, room.h};
  const Rect picture = draw_crop(p, view, left);
  framed(p, picture);
  const float x = picture.right() + 70;
  arrow_right(p, picture.right() + 14, x - 12, picture.centre().y);
  hit_planes(
      p, context,
      draw_planes(p, view, {x, room.y, std::min(room.right() - x, room.h * 0.98F), room.h}, present_size));
  draw_large_switches(p, view, context.texts, {box.x + 4, box.bottom() - row - 4, box.w - 8, row});
}

}  // namespace unfold::view::loop
