#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/input_parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

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

float pixel_table_height(const Painter& p, std::size_t rows) {
  const float size = p.type().code;
  return size * 2 + std::round(size * 1.6F) * static_cast<float>(rows + 1);
}

void draw_pixel_table(Painter& p, const StageContext& context, const PixelSteps& pixel, Rect box) {
  const Theme& theme = p.theme();
  const Texts& t = context.texts;
  const float size = p.type().code, pitch = std::round(size * 1.6F);
  const std::string at = "h = " + std::to_string(pixel.h) + ", w = " + std::to_string(pixel.w);
  p.rich(t.get("input.pixel", {{"at", at}}), {box.x, box.y + size}, {p.type().text, Face::ui, theme.text1});
  std::vector<std::string> heads{""};
  if (pixel.from_file) {
    heads.push_back(t.get("input.head_byte"));
    if (pixel.scaled) heads.push_back("÷ 255");
  }
  if (pixel.normalized) {
    heads.push_back("− mean");
    heads.push_back("÷ std");
  }
  heads.push_back(t.get("input.head_x"));
  const float w0 = 28, cw = std::min(150.0F * size / 12,
                                     (box.w - w0) / f(static_cast<std::int64_t>(heads.size()) - 1));
  const auto right = [&](std::size_t i) { return box.x + w0 + cw * f(static_cast<std::int64_t>(i)); };
  float y = box.y + size + pitch;
  for (std::size_t i = 1; i < heads.size(); ++i) {
    p.text(heads[i], {right(i), y}, {p.type().label, Face::ui, theme.text2, Align::right});
  }
  p.hline(box.x, right(heads.size() - 1), y + 5, theme.line2, 1);
  for (const PixelSteps::Row& row : pixel.rows) {
    y += pitch;
    std::vector<std::string> cells;
    if (pixel.from_file) {
      cells.push_back(std::to_string(row.byte));
      if (pixel.scaled) cells.push_back(fixed(row.unit, 5));
    }
    if (pixel.normalized) {
      cells.push_back("− " + fixed(row.mean, 3) + " = " + fixed(row.unit - row.mean, 4));
      cells.push_back("÷ " + fixed(row.std, 3));
    }
    cells.push_back(fixed(row.value, 5));
    if (y > box.bottom()) break;
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
}

}  // namespace unfold::view::loop
