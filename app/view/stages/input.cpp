#include "app/view/stages/input_parts.h"
#include "app/view/stages/loop_words.h"
#include "app/view/stages/present_kit.h"

#include "app/view/format.h"
#include "app/view/pictures.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

namespace loop {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }
float f(std::int64_t n) { return static_cast<float>(n); }

const char* colour_key(const Preprocess& preprocess, std::size_t channel) {
  constexpr const char* keys[] = {"input.red", "input.green", "input.blue"};
  return keys[colour_of_channel(preprocess, channel)];
}

std::vector<CodeLine> input_code(const StageContext& context, const PixelSteps& pixel) {
  std::vector<CodeLine> lines;
  if (context.document.fill) return fill_code(context);
  if (context.document.pictures.empty()) {
    const Geometry& g = context.geometry();
    lines.push_back({"x = np.array([[[", "", true, true});
    for (std::int64_t row = 0; row < std::min<std::int64_t>(g.H, 4); ++row) {
      std::string numbers = "  [";
      for (std::int64_t col = 0; col < std::min<std::int64_t>(g.W, 4); ++col) {
        numbers += (col > 0 ? ", " : "") +
                   value_text(static_cast<double>(context.walkthrough->at(TensorId::x, {0, 0, row, col})), 4);
      }
      lines.push_back({numbers + (g.W > 4 ? ", …]," : "],"), "", true, true});
    }
    lines.push_back({"]]], dtype=np.float32)", "", true, true});
    return lines;
  }
  const auto row0 = pixel.rows.empty() ? PixelSteps::Row{} : pixel.rows.front();
  if (context.document.pattern)
    lines = pattern_code(*context.document.pattern);
  else
    lines.push_back({"p = Image.open(file)", "", false, false});
  const Preprocess& steps = context.document.preprocess;
  const PictureSteps& way = context.document.steps[static_cast<std::size_t>(shown_image(context))];
  const StepMade& resized = way.made(PrepareStep::resize);
  const std::string to = "(" + str(resized.width) + ", " + str(resized.height) + ")";
  const std::int64_t own = channels_of_pictures(context.document), C = context.geometry().C;
  const bool gray = own == 1;
  lines.push_back({gray ? "p = p.convert(\"L\")" : "p = p.convert(\"RGB\")", "", true, true});
  if (steps.resize.how == Resize::How::short_side)
    lines.push_back({"p = p.resize(" + to + ", BILINEAR)", "", true, true});
  if (steps.resize.how == Resize::How::cover)
    lines.push_back({"p = ImageOps.fit(p, " + to + ")", "", true, true});
  if (steps.crop.how != Crop::How::whole) {
    const auto [left, top, width, height] = way.box;
    lines.push_back({"p = p.crop((" + str(left) + ", " + str(top) + ", " + str(left + width) + ", " +
                         str(top + height) + "))",
                     "", true, true});
  }
  lines.push_back({"x = np.asarray(p)", pixel.from_file ? str(row0.byte) : "", true, true});
  if (!gray && steps.order == ChannelOrder::bgr) lines.push_back({"x = x[:, :, ::-1]", "", true, true});
  if (steps.scale) lines.push_back({"x = x / 255", pixel.from_file ? fixed(row0.unit, 4) : "", true, true});
  if (pixel.normalized) lines.push_back({"x = (x - mean) / std", fixed(row0.value, 5), true, true});
  lines.push_back({gray ? "x = x[None, None]" : "x = x.transpose(2, 0, 1)[None]", "", true, true});
  const std::string all = "{C|" + str(C) + "}";
  if (C != own)
    lines.push_back(
        {gray ? "x = x.repeat(" + all + ", axis=1)" : "x = x[:, np.arange(" + all + ") % " + str(own) + "]",
         "", true, true});
  return lines;
}

}  // namespace

StageStory tell_input(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& t = context.texts;
  const PixelSteps pixel = pixel_steps(context);
  const bool typed = context.document.pictures.empty();
  const bool filled = context.document.fill.has_value();
  StageStory story;
  story.title = t.get("input.title");
  story.statement =
      "x.shape = ({N|" + str(g.N) + "}, {C|" + str(g.C) + "}, " + str(g.H) + ", " + str(g.W) + ")";
  if (auto channels = channel_toggles(context); !channels.empty())
    story.toggles.push_back(std::move(channels));
  story.code = input_code(context, pixel);
  if (filled)
    story.words = fill_words(context);
  else
    story.words.push_back(t.get(typed                      ? "input.word_typed"
                                : context.document.pattern ? "input.word_pattern"
                                                           : "input.word_file",
                                {{"name", picture_words(context.document, t)}}));
  story.words.push_back(t.get(g.C > 1 ? "input.word_shape" : "input.word_shape_gray",
                              {{"c", str(g.C)}, {"h", str(g.H)}, {"w", str(g.W)}}));
  if (g.N > 1) story.words.push_back(t.get("input.word_batch", {{"n", str(g.N)}}));
  if (!typed) {
    const Preprocess& steps = context.document.preprocess;
    story.words.push_back(t.get(steps.scale ? "input.word_unit" : "input.word_bytes"));
    if (pixel.normalized) story.words.push_back(t.get("input.word_norm"));
    if (steps.order == ChannelOrder::bgr && g.C == 3) story.words.push_back(t.get("input.word_bgr"));
  }
  if (pixel.from_file && (pixel.normalized || pixel.scaled)) {
    const PixelSteps::Row& r = pixel.rows.front();
    story.words.push_back(
        t.get("input.word_follow", {{"colour", t.get(colour_key(context.document.preprocess, 0))},
                                    {"byte", str(r.byte)},
                                    {"formula", value_formula(context.document.preprocess, r.byte, 0)},
                                    {"value", fixed(r.value, 5)}}));
  }
  if (const std::size_t edited = context.document.edited.size(); edited > 0)
    story.words.push_back(t.get("edit.word", {{"count", std::to_string(edited)}}));
  if (shape_of(g, TensorId::x).count() <= most_editable) story.words.push_back(t.get("edit.hint"));
  story.readout = "x ({N m|" + str(g.N) + "}, {C m|" + str(g.C) + "}, " + str(g.H) + ", " + str(g.W) + ")";
  story.present_words =
      t.get(typed     ? "input.present_typed"
            : g.C > 1 ? "input.present"
                      : "input.present_gray",
            {{"c", str(g.C)}, {"h", str(g.H)}, {"w", str(g.W)}, {"count", grouped(g.H * g.W)}});
  if (filled) story.present_words = fill_present_words(context);
  if (typed) {
    story.present_code = {"x.shape"};
    story.present_values = {"{m|(" + str(g.N) + ", " + str(g.C) + ", " + str(g.H) + ", " + str(g.W) + ")}"};
  } else {
    story.present_code = {context.document.preprocess.scale ? "x = np.asarray(p) / 255"
                                                            : "x = np.asarray(p)"};
    if (pixel.normalized) story.present_code.push_back("x = (x - mean) / std");
    story.present_values = {"{m|(" + str(g.N) + ", " + str(g.C) + ", " + str(g.H) + ", " + str(g.W) + ")}"};
  }
  return story;
}

void draw_input_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  constexpr std::int64_t readable = 32;  // cells a side that a room can follow one by one
  if (!context.document.steps.empty() && std::max(g.H, g.W) > readable) {
    draw_picture_present(p, context, box);
    return;
  }
  const Theme& theme = p.theme();
  const std::int64_t n = shown_image(context);
  const int channel = picture_channel(context);
  const float top = box.y + 10;
  const bool planes = g.C > 1;
  const float room_w = planes ? box.w * 0.62F : box.w - 60, room_h = box.h - 10 - 6;
  float s = std::min(room_w / f(g.W), room_h / f(g.H));
  s = std::min(s >= 2 ? std::floor(s) : s, 110.0F);
  const Area x = area({box.x + 4, top}, g.H, g.W, s, s);
  if (channel >= 0 && s >= 44) {
    const Coloring coloring = coloring_of(*context.walkthrough, TensorId::x, context.options);
    for (std::int64_t r = 0; r < g.H; ++r) {
      for (std::int64_t c = 0; c < g.W; ++c) {
        const float v = context.walkthrough->at(TensorId::x, {n, channel, r, c});
        present_cell(p, x.cell(r, c), color_of(theme, coloring, v), static_cast<double>(v), CellState::done);
      }
    }
    hit_area(p, x, TensorId::x, {n, channel, 0, 0}, 2, 3);
  } else {
    draw_image(p, context, TensorId::x, n, x, {channel, 1, false});
  }
  framed(p, x.at);
  if (!planes) return;
  const std::int64_t shown = std::min<std::int64_t>(g.C, 3);
  const float gap = 14, h = (std::max(x.at.h, room_h * 0.8F) - gap * f(shown - 1)) / f(shown),
              px = x.at.right() + 40;
  const float plane_s = std::min((box.right() - px - 70) / f(g.W), h / f(g.H));
  for (std::int64_t c = 0; c < shown; ++c) {
    const Area at = area({px, top + f(c) * (h + gap)}, g.H, g.W, plane_s, plane_s);
    draw_image(p, context, TensorId::x, n, at, {static_cast<int>(c), 1, false});
    framed(p, at.at);
    const std::string words =
        g.C == 3 ? str(c) + " " + channel_letter(context.document.preprocess, g.C, c) : str(c);
    const float tx = at.at.right() + 14, mid = at.at.centre().y;
    const Range r = range_of(*context.walkthrough, n, c);
    const std::string range =
        value_text(static_cast<double>(r.lo), 2) + " … " + value_text(static_cast<double>(r.hi), 2);
    const bool both = h >= 76 && tx + p.text_width(range, present_size) <= box.right();
    p.text(words, {tx, both ? mid - 8 : mid + 10}, {present_size, Face::ui_bold, theme.axis_color(Axis::C)});
    if (both) p.text(range, {tx, mid + 28}, {present_size, Face::ui, theme.text0});
  }
}

}  // namespace loop

namespace {

CellRef subject(const Walkthrough& walkthrough, const Playback&, const ViewOptions& options) {
  const Geometry& g = walkthrough.geometry();
  const std::int64_t n = std::clamp<std::int64_t>(options.image, 0, g.N - 1);
  const std::int64_t c = std::clamp<std::int64_t>(options.channel, 0, g.C - 1);
  // The pixel that the im2col loop follows too, so that the same numbers come again.
  const CellRef copied = loop::middle_of_plane(g, n, c, std::max<std::int64_t>(0, g.FH * g.FW / 2 - 1));
  const std::vector<CellRef> way = follow(g, copied, 0);
  for (const CellRef& stop : way) {
    if (stop.tensor == TensorId::x) return stop;
  }
  return {TensorId::x, {n, c, g.H / 2, g.W / 2}};
}

}  // namespace

const StageView input_view{loop::draw_input_desk, loop::draw_input_present, loop::tell_input, subject};

}  // namespace unfold::view
