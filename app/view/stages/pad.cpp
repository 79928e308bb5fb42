#include "app/view/stages/filter_window.h"
#include "app/view/stages/loop_words.h"
#include "app/view/stages/pad_parts.h"
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

// Does a window have its middle cell on this place of the axis, counted from the beginning of the padding?
bool is_middle(const Slide& axis, std::int64_t place) {
  const std::int64_t way = place - axis.extent() / 2;
  return axis.window % 2 == 1 && way >= 0 && way % axis.stride == 0 && way / axis.stride < axis.count;
}

bool has_middles_on_edges(const Slide& axis) {
  return is_middle(axis, axis.before) && is_middle(axis, axis.before + axis.size - 1);
}

bool is_passed_at_end(const Slide& axis) {
  return axis.place(axis.count - 1, axis.window - 1) >= axis.before + axis.size;
}

// What the zeros are for: sides that no window goes beyond are not spoken of. Empty where there is none.
std::string why_sentence(const Geometry& g, const Texts& t) {
  const Slide rows = g.rows(), cols = g.cols();
  if (has_middles_on_edges(rows) && has_middles_on_edges(cols)) return t.get("pad.word_why");
  std::string sides;
  int count = 0;
  const auto side = [&](bool passed, const char* key) {
    if (!passed) return;
    sides += (count++ > 0 ? t.get("pad.side_and") : std::string()) + t.get(key);
  };
  side(rows.before > 0, "pad.side_top");
  side(is_passed_at_end(rows), "pad.side_bottom");
  side(cols.before > 0, "pad.side_left");
  side(is_passed_at_end(cols), "pad.side_right");
  if (count == 0) return {};
  return count == 4 ? t.get("pad.word_why_all") : t.get("pad.word_why_sides", {{"sides", sides}});
}
}  // namespace

StageStory tell_pad(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& t = context.texts;
  StageStory story;
  story.title = t.get("pad.title");
  const auto both = [](std::int64_t a, std::int64_t b) { return "{b|(" + str(a) + "," + str(b) + ")}"; };
  story.statement = "img = np.pad(x, [(0,0), (0,0), " + both(g.pad.top, g.pad.bottom) + ", " +
                    both(g.pad.left, g.pad.right) + "])";
  if (auto channels = channel_toggles(context); !channels.empty())
    story.toggles.push_back(std::move(channels));
  ViewOptions values = context.options, counts = context.options;
  values.pad_read_count = false;
  counts.pad_read_count = true;
  story.toggles.push_back(
      {{t.get("pad.view_values"), !context.options.pad_read_count, Action{act::SetOptions{values}}},
       {t.get("im2col.view_count"), context.options.pad_read_count, Action{act::SetOptions{counts}}}});
  story.code = im2col_code(context, Im2colLine::pad);
  const std::int64_t added = g.N * g.C * (g.HP * g.WP - g.H * g.W);
  story.words.push_back(
      g.pad.any() ? t.get(g.pad.even() ? "pad.word_ring" : "pad.word_sides", {{"pad", to_string(g.pad)},
                                                                              {"top", str(g.pad.top)},
                                                                              {"left", str(g.pad.left)},
                                                                              {"bottom", str(g.pad.bottom)},
                                                                              {"right", str(g.pad.right)},
                                                                              {"h", str(g.H)},
                                                                              {"w", str(g.W)},
                                                                              {"hp", str(g.HP)},
                                                                              {"wp", str(g.WP)},
                                                                              {"added", grouped(added)}})
                  : t.get("pad.word_none"));
  if (std::string why = why_sentence(g, t); g.pad.any() && !why.empty())
    story.words.push_back(std::move(why));
  story.words.push_back(
      t.get("pad.word_plus", {{"oh", str(g.OH)}, {"steps", str(g.OH - 1)}, {"stride", str(g.stride)}}));
  if (std::string unread = unread_sentence(g, t); !unread.empty()) story.words.push_back(std::move(unread));
  story.words.push_back(t.get("orders.pad_drive"));
  story.readout =
      "img ({N m|" + str(g.N) + "}, {C m|" + str(g.C) + "}, " + str(g.HP) + ", " + str(g.WP) + ")";
  story.present_words = t.get(!g.pad.any()   ? "pad.present_none"
                              : g.pad.even() ? "pad.present"
                                             : "pad.present_sides",
                              {{"pad", to_string(g.pad)}, {"oh", str(g.OH)}, {"ow", str(g.OW)}});
  story.present_code = {"img = np.pad(x, [(0,0), (0,0),", "    (pad,pad), (pad,pad)], 'constant')"};
  if (!g.pad.even()) story.present_code[1] = "    (t,b), (l,r)], 'constant')";
  story.present_values = {"pad = " + to_string(g.pad), "{OH b|OH = " + str(g.OH) + "}"};
  return story;
}

void draw_pad_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const std::int64_t n = shown_image(context);
  const int channel = picture_channel(context);
  const float top = box.y + 14, gap = 130;
  const float lanes = 4 * (present_size + 6) + 6 + present_size * 3;
  const float room_h = box.h - 14 - lanes - 20, room_w = box.w - gap - 8;
  float s = std::min(room_w / f(g.W + g.WP), room_h / f(g.HP));
  s = std::min(s >= 2 ? std::floor(s) : s, 64.0F);
  // Numbers where they fit: cells wider than high.
  const float cell_w = std::min(room_w / f(g.W + g.WP), 70.0F),
              cell_h = std::min(cell_w * 0.8F, room_h / f(g.HP));
  const bool numbers = channel >= 0 && cell_w >= 46 && cell_h >= 31;
  const float w = numbers ? std::floor(cell_w) : s, h = numbers ? std::floor(cell_h) : s;
  const Area x = area({box.x + 4, top + h * f(g.pad.top)}, g.H, g.W, w, h);
  const Area img = area({x.at.right() + gap, top}, g.HP, g.WP, w, h);
  const auto draw = [&](TensorId tensor, const Area& at) {
    if (numbers) {
      const Coloring coloring = coloring_of(*context.walkthrough, TensorId::x, context.options);
      for (std::int64_t r = 0; r < at.rows; ++r) {
        for (std::int64_t c = 0; c < at.cols; ++c) {
          const CellRef cell{tensor, {n, channel, r, c}};
          const double v = static_cast<double>(context.walkthrough->at(cell));
          const Color ground =
              is_padding(g, cell) ? theme.pad : color_of(theme, coloring, static_cast<float>(v));
          present_cell(p, at.cell(r, c), ground, v, CellState::done);
        }
      }
      hit_area(p, at, tensor, {n, channel, 0, 0}, 2, 3);
    } else {
      draw_image(p, context, tensor, n, at, {channel, 1, false});
    }
    framed(p, at.at);
  };
  draw(TensorId::x, x);
  draw(TensorId::img, img);
  hatch_unread(p, g, img);
  if (g.pad.any())
    p.frame(img.block(g.pad.top, g.pad.left, g.H, g.W).inset(-2), theme.accent_text, theme.stroke.frame);
  const SlidingWindow window = sliding_window(context);
  lit_window(p, img, g, window.top, window.left);
  // Where a pixel is too small to see, the corner where img ends.
  const float corner_x = std::max(img.at.right() + 44, img.at.x + 230);
  const std::string corner_words = context.texts.get("pad.present_corner");
  const float corner_w = std::max(200.0F, p.text_width(corner_words, present_size));
  if (w < 8 && box.right() - corner_x >= corner_w) {
    constexpr float cell = 30;
    draw_pad_corner(
        p, context,
        {corner_x, top + 34, std::min(box.right() - corner_x, cell * 12), std::max(img.at.h - 34, cell * 4)},
        true, true, cell);
    p.text(corner_words, {corner_x, top + 22}, {present_size, Face::ui, theme.text0});
  }
  const float mid = img.at.centre().y;
  const std::string words = g.pad.even() ? "pad " + to_string(g.pad) : "pad";  // four would not fit
  p.text(words, {x.at.right() + gap / 2, mid - 14},
         {present_size, Face::ui_bold, theme.text0, Align::centre});
  arrow_right(p, x.at.right() + 16, img.at.x - 12, mid);
  const float y = std::max(img.at.bottom() + 20, box.bottom() - lanes);
  draw_window_ruler(p, context, {box.x + 4, y, box.w - 8, lanes}, present_size);
}

}  // namespace loop

namespace {

// A pixel of img near its upper left that is copied several times, some of the padding about it.
CellRef subject(const Walkthrough& walkthrough, const Playback&, const ViewOptions& options) {
  const Geometry& g = walkthrough.geometry();
  const std::int64_t n = std::clamp<std::int64_t>(options.image, 0, g.N - 1);
  const std::int64_t c = std::clamp<std::int64_t>(options.channel, 0, g.C - 1);
  return {TensorId::img, {n, c, g.pad.top + g.H / 2, g.pad.left + g.W / 3}};
}

}  // namespace

const StageView pad_view{loop::draw_pad_desk, loop::draw_pad_present, loop::tell_pad, subject};

}  // namespace unfold::view
