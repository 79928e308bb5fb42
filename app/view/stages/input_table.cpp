#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/input_parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

float row_pitch(const Painter& p) { return std::round(p.type().code * 1.6F); }

// "… 5–63": the channels that have no row.
void draw_rest(Painter& p, const PixelSteps& pixel, std::size_t shown, Vec2 baseline) {
  const std::string first = std::to_string(shown), last = std::to_string(pixel.channels - 1);
  p.text("… " + first + (first == last ? "" : "–" + last), baseline,
         {p.type().code, Face::mono_bold, p.theme().axis_color(Axis::C)});
}

}  // namespace

float draw_thumbnails(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  if (g.N <= 1) return 0;
  const Theme& theme = p.theme();
  const float side = std::round(40 * p.type().label / 11), gap = 8;
  p.rich(context.texts.get("input.images",
                           {{"n", std::to_string(g.N)}, {"i", std::to_string(shown_image(context))}}),
         {box.x, box.y + 10}, {p.type().text, Face::ui, theme.text1});
  const auto fit = std::max<std::int64_t>(1, static_cast<std::int64_t>((box.w + gap) / (side + gap)));
  const std::int64_t shown = shown_image(context),
                     first =
                         std::clamp<std::int64_t>(shown - fit / 2, 0, std::max<std::int64_t>(0, g.N - fit));
  const float aspect = f(g.W) / f(g.H);
  for (std::int64_t i = 0; i < std::min(fit, g.N); ++i) {
    const std::int64_t n = first + i;
    const float w = aspect >= 1 ? side : side * aspect, h = aspect >= 1 ? side / aspect : side;
    const Rect at{box.x + f(i) * (side + gap), box.y + 20, w, h};
    p.picture(at,
              image_rgb(context.walkthrough, context.document.preprocess, TensorId::x, n,
                        pixel_look(*context.walkthrough, TensorId::x, context.options, theme.name,
                                   picture_channel(context)),
                        theme.pad),
              {}, n == shown ? 1.0F : 0.6F);
    if (n == shown) p.lit(at);
    ViewOptions options = context.options;
    options.image = n;
    p.hit(at, Action{act::SetOptions{options}}, "n = " + std::to_string(n));
    p.text(std::to_string(n), {at.x + side / 2, box.y + 20 + side + 14},
           {p.type().label, n == shown ? Face::mono_bold : Face::mono, theme.axis_color(Axis::N),
            Align::centre});
  }
  return 20 + side + 28;
}

float pixel_table_height(const Painter& p, const PixelSteps& pixel) {
  const std::int64_t rows = std::ssize(pixel.rows), lines = rows + (pixel.channels > rows ? 1 : 0);
  return p.type().code * 2 + row_pitch(p) * f(lines + 1);
}

void draw_pixel_table(Painter& p, const StageContext& context, const PixelSteps& pixel, Rect box) {
  const Theme& theme = p.theme();
  const Texts& t = context.texts;
  const float size = p.type().code, pitch = row_pitch(p);
  const std::string at = "h = " + std::to_string(pixel.h) + ", w = " + std::to_string(pixel.w);
  p.rich(t.get("input.pixel", {{"at", at}}), {box.x, box.y + size}, {p.type().text, Face::ui, theme.text1});
  std::vector<std::string> heads{""};
  if (pixel.has_bytes) {
    heads.push_back(t.get(!pixel.from_file           ? "input.head_gray"
                          : context.document.pattern ? "input.head_drawn"
                                                     : "input.head_byte"));
    if (pixel.scaled) heads.push_back("÷ 255");
  }
  if (pixel.normalized) {
    heads.push_back("− mean");
    heads.push_back("÷ std");
  }
  heads.push_back(t.get("input.head_x"));
  float w0 = 28;
  for (const PixelSteps::Row& row : pixel.rows)
    w0 = std::max(w0, p.text_width(row.name, size, Face::mono_bold) + 14);
  const float cw =
      std::min(150.0F * size / 12, (box.w - w0) / f(static_cast<std::int64_t>(heads.size()) - 1));
  const auto right = [&](std::size_t i) { return box.x + w0 + cw * f(static_cast<std::int64_t>(i)); };
  float y = box.y + size + pitch;
  for (std::size_t i = 1; i < heads.size(); ++i) {
    p.text(heads[i], {right(i), y}, {p.type().label, Face::ui, theme.text2, Align::right});
  }
  p.hline(box.x, right(heads.size() - 1), y + 5, theme.line2, 1);
  const auto lines = static_cast<std::size_t>(std::max(0.0F, std::floor((box.h - size) / pitch) - 1));
  const auto channels = static_cast<std::size_t>(pixel.channels);
  const std::size_t shown =
      std::min(pixel.rows.size(), channels <= lines ? channels : std::max<std::size_t>(lines, 1) - 1);
  for (std::size_t c = 0; c < shown; ++c) {
    const PixelSteps::Row& row = pixel.rows[c];
    y += pitch;
    std::vector<std::string> cells;
    if (pixel.has_bytes) {
      cells.push_back(std::to_string(row.byte));
      if (pixel.scaled) cells.push_back(fixed(row.unit, 5));
    }
    if (pixel.normalized) {
      cells.push_back("− " + fixed(row.mean, 3) + " = " + fixed(row.unit - row.mean, 4));
      cells.push_back("÷ " + fixed(row.std, 3));
    }
    cells.push_back(fixed(row.value, 5));
    p.text(row.name, {box.x, y + 3}, {size, Face::mono_bold, theme.axis_color(Axis::C)});
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool last = i + 1 == cells.size();
      const float width = p.text_width(cells[i], size, Face::mono);
      if (width > cw - 6 && cw > 0 && !last) {  // the sum only
        const std::size_t equals = cells[i].find("= ");
        if (equals != std::string::npos) cells[i] = cells[i].substr(equals + 2);
      }
      p.text(cells[i], {right(i + 1), y + 3},
             {size, last ? Face::mono_bold : Face::mono, last ? theme.text0 : theme.text1, Align::right});
    }
  }
  if (shown < channels && lines > 0) draw_rest(p, pixel, shown, {box.x, y + pitch + 3});
}

}  // namespace unfold::view::loop
