#include "app/window/svg.h"

#include "app/gl/reduce.h"
#include "app/window/frame.h"
#include "app/window/png_file.h"
#include "core/io/base64.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace unfold::window {
namespace {

using view::Rect;
using view::Vec2;

std::string number(double value) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(),
                                          std::round(value * 1000) / 1000, std::chars_format::fixed, 3);
  static_cast<void>(error);
  std::string all(text.data(), end);
  all.erase(all.find_last_not_of('0') + 1);
  if (all.back() == '.') all.pop_back();
  return all == "-0" ? "0" : all;
}

std::string attribute(std::string_view name, double value) {
  return " " + std::string(name) + "=\"" + number(value) + "\"";
}

// "#1a2b3c", and how much of it there is beside.
std::string paint(std::string_view name, view::Color c) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = " " + std::string(name) + "=\"#";
  for (const std::uint8_t part : {c.r, c.g, c.b}) {
    text += digits[part >> 4U];
    text += digits[part & 15U];
  }
  text += '"';
  if (c.a != 255) text += attribute(std::string(name) + "-opacity", c.a / 255.0);
  return text;
}

std::string box(const Rect& r) {
  return attribute("x", r.x) + attribute("y", r.y) + attribute("width", r.w) + attribute("height", r.h);
}

std::string escaped(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (c == '&')
      all += "&amp;";
    else if (c == '<')
      all += "&lt;";
    else
      all += c;
  }
  return all;
}

class Writer {
 public:
  Writer(const view::Theme& theme, const view::TextMeasure& measure) : theme_(theme), measure_(measure) {}

  void scene(const view::Scene& scene) {
    const int open = open_;
    for (const view::Item& item : scene.items) std::visit(*this, item);
    while (open_ > open) (*this)(view::UnclipItem{});
  }
  void line(const std::string& text) { body_ += text + "\n"; }
  void clip(const Rect& at) { (*this)(view::ClipItem{at}); }
  [[nodiscard]] std::string all(Vec2 size) const {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"" +
           attribute("width", size.x) + attribute("height", size.y) + " viewBox=\"0 0 " + number(size.x) +
           " " + number(size.y) + "\">\n<defs>\n" + defs_ + "</defs>\n" + body_ + "</svg>\n";
  }

  void operator()(const view::FillItem& i) {
    line("<rect" + box(i.at) + (i.radius > 0 ? attribute("rx", i.radius) : "") + paint("fill", i.color) +
         "/>");
  }
  void operator()(const view::FrameItem& i) {
    const Rect inside = i.at.inset(i.width / 2);
    if (inside.w <= 0 || inside.h <= 0) return;
    line("<rect" + box(inside) + (i.radius > 0 ? attribute("rx", i.radius) : "") + " fill=\"none\"" +
         paint("stroke", i.color) + attribute("stroke-width", i.width) + "/>");
  }
  void operator()(const view::LineItem& i) {
    line("<line" + attribute("x1", i.from.x) + attribute("y1", i.from.y) + attribute("x2", i.to.x) +
         attribute("y2", i.to.y) + paint("stroke", i.color) + attribute("stroke-width", i.width) + "/>");
  }
  void operator()(const view::CurveItem& i) {
    line("<path d=\"M" + at(i.p0) + "C" + at(i.p1) + " " + at(i.p2) + " " + at(i.p3) + "\" fill=\"none\"" +
         paint("stroke", i.color) + attribute("stroke-width", i.width) + "/>");
  }
  void operator()(const view::PolylineItem& i) {
    line("<polyline points=\"" + points(i.points) + "\" fill=\"none\"" + paint("stroke", i.color) +
         attribute("stroke-width", i.width) + "/>");
  }
  void operator()(const view::TriangleItem& i) {
    line("<polygon points=\"" + points({i.a, i.b, i.c}) + "\"" + paint("fill", i.color) + "/>");
  }
  void operator()(const view::HatchItem& i) {
    line("<rect" + box(i.at) + " fill=\"url(#" + hatching(i) + ")\"/>");
  }
  void operator()(const view::TextItem& i) {
    const bool mono = i.face == view::Face::mono || i.face == view::Face::mono_bold;
    const bool bold = i.face == view::Face::ui_bold || i.face == view::Face::mono_bold;
    line("<text" + attribute("x", i.baseline.x) + attribute("y", i.baseline.y) + " font-family=\"" +
         (mono ? "DejaVu Sans Mono, BIZ UDGothic, monospace" : "Noto Sans, BIZ UDPGothic, sans-serif") +
         "\"" + attribute("font-size", i.size) + (bold ? " font-weight=\"bold\"" : "") +
         attribute("textLength", measure_.width(i.text, i.face, i.size)) +
         " lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"" + paint("fill", i.color) + ">" +
         escaped(i.text) + "</text>");
  }
  void operator()(const view::PictureItem& i) {
    if (i.at.w <= 0 || i.at.h <= 0 || !i.picture.fill || i.sw <= 0 || i.sh <= 0) return;
    // Enlarged texels stay texels; what is reduced gets twice the pixels it has on the screen.
    const auto step = [](double texels, float pixels) {
      return std::max(1.0, texels / std::max(1.0, 2.0 * static_cast<double>(pixels)));
    };
    gl::Reduction part{.step_x = step(i.sw, i.at.w), .step_y = step(i.sh, i.at.h)};
    part.x0 = static_cast<std::int64_t>(i.sx / part.step_x);
    part.y0 = static_cast<std::int64_t>(i.sy / part.step_y);
    const auto end = [](double from, double count, double by, std::int64_t texels) {
      return std::min(static_cast<std::int64_t>(std::ceil((from + count) / by - 1e-6)),
                      gl::reduced_size(texels, by));
    };
    part.w = end(i.sx, i.sw, part.step_x, i.picture.width) - part.x0;
    part.h = end(i.sy, i.sh, part.step_y, i.picture.height) - part.y0;
    if (part.w <= 0 || part.h <= 0) return;
    // The whole texels' rectangle, of which `at` may show a part.
    const double sx = i.at.w / i.sw * part.step_x, sy = i.at.h / i.sh * part.step_y;
    const Rect whole{static_cast<float>(i.at.x + (static_cast<double>(part.x0) - i.sx / part.step_x) * sx),
                     static_cast<float>(i.at.y + (static_cast<double>(part.y0) - i.sy / part.step_y) * sy),
                     static_cast<float>(static_cast<double>(part.w) * sx),
                     static_cast<float>(static_cast<double>(part.h) * sy)};
    const std::string bytes =
        png_of({static_cast<int>(part.w), static_cast<int>(part.h), colored(i, gl::reduce(i.picture, part))});
    clip(i.at);
    line("<image" + box(whole) +
         " preserveAspectRatio=\"none\" image-rendering=\"optimizeSpeed\" "
         "style=\"image-rendering:pixelated\"" +
         (i.alpha < 1 ? attribute("opacity", i.alpha) : "") + " xlink:href=\"data:image/png;base64," +
         base64(std::as_bytes(std::span(bytes))) + "\"/>");
    (*this)(view::UnclipItem{});
  }
  void operator()(const view::ClipItem& i) {
    const std::string id = "c" + std::to_string(clips_++);
    defs_ += "<clipPath id=\"" + id + "\"><rect" + box(i.at) + "/></clipPath>\n";
    line("<g clip-path=\"url(#" + id + ")\">");
    ++open_;
  }
  void operator()(const view::UnclipItem&) {
    line("</g>");
    --open_;
  }

 private:
  static std::string at(Vec2 p) { return number(p.x) + "," + number(p.y); }
  static std::string points(const std::vector<Vec2>& list) {
    std::string text;
    for (const Vec2 p : list) text += (text.empty() ? "" : " ") + at(p);
    return text;
  }

  // One pattern for each colour, pitch and width. What a tile's diagonal has beyond two of its corners is
  // clipped away; the neighbours' pieces of it, at their other two, make the line whole.
  std::string hatching(const view::HatchItem& i) {
    const std::string look = paint("stroke", i.color) + number(i.pitch) + attribute("stroke-width", i.width);
    const auto [found, made] = hatchings_.try_emplace(look, "h" + std::to_string(hatchings_.size()));
    if (made) {
      const std::string side = number(i.pitch), reach = number(i.width), back = number(-i.width);
      const std::string low = number(i.pitch - i.width), high = number(i.pitch + i.width);
      defs_ += "<pattern id=\"" + found->second + "\" width=\"" + side + "\" height=\"" + side +
               "\" patternUnits=\"userSpaceOnUse\"><path d=\"M0," + side + "L" + side + ",0M" + back + "," +
               reach + "L" + reach + "," + back + "M" + low + "," + high + "L" + high + "," + low + "\"" +
               paint("stroke", i.color) + attribute("stroke-width", i.width) + "/></pattern>\n";
    }
    return found->second;
  }

  [[nodiscard]] std::vector<std::uint8_t> colored(const view::PictureItem& i,
                                                  const std::vector<float>& values) const {
    std::vector<std::uint8_t> rgb;
    if (i.picture.channels == 1) {
      rgb.reserve(values.size() * 3);
      for (const float value : values) {
        const view::Color c = view::color_of(theme_, i.coloring, value);
        rgb.insert(rgb.end(), {c.r, c.g, c.b});
      }
    } else {
      for (const float value : values)
        rgb.push_back(value > 0 ? static_cast<std::uint8_t>(std::min(value, 1.0F) * 255 + 0.5F) : 0);
    }
    return rgb;
  }

  const view::Theme& theme_;
  const view::TextMeasure& measure_;
  std::string defs_, body_;
  std::map<std::string, std::string> hatchings_;
  int clips_ = 0, open_ = 0;
};

}  // namespace

std::string svg_of(const view::Drawing& drawing, const view::Theme& theme, const view::TextMeasure& measure) {
  const view::WindowScenes& scenes = drawing.scenes;
  Writer writer(theme, measure);
  const Vec2 size = scenes.layout.size;
  writer(view::FillItem{{0, 0, size.x, size.y}, theme.bg0});
  writer.scene(scenes.chrome);
  if (!scenes.canvas.items.empty()) {
    const ui::Placement place = canvas_placement(scenes, drawing.camera, 1);
    const Vec2 origin = place.device(Vec2{0, 0});
    writer.clip(scenes.canvas_area);
    writer.line("<g transform=\"translate(" + number(origin.x) + "," + number(origin.y) + ") scale(" +
                number(place.scale()) + ")\">");
    writer.scene(scenes.canvas);
    writer.line("</g>");
    writer(view::UnclipItem{});
  }
  writer.scene(scenes.overlay);
  return writer.all(size);
}

}  // namespace unfold::window
