#include "app/view/chrome/chrome.h"
#include "app/view/chrome/timeline.h"

#include "app/view/check/sheet.h"
#include "app/view/format.h"
#include "app/view/keymap.h"
#include "app/view/quiz/quiz.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

enum class Glyph { start, back, play, pause, forward, end };

void glyph(Painter& p, Glyph which, Vec2 c, Color ink) {
  const auto bar = [&](float x) { p.fill({c.x + x, c.y - 5, 2, 10}, ink); };
  switch (which) {
  case Glyph::start:
    bar(-6);
    p.arrow_head({c.x + 2, c.y}, 5, Painter::Toward::left, ink);
    break;
  case Glyph::back:
    p.arrow_head({c.x - 1, c.y}, 5, Painter::Toward::left, ink);
    bar(5);
    break;
  case Glyph::play: p.arrow_head({c.x + 1, c.y}, 6, Painter::Toward::right, ink); break;
  case Glyph::pause:
    p.fill({c.x - 5, c.y - 6, 4, 12}, ink);
    p.fill({c.x + 1, c.y - 6, 4, 12}, ink);
    break;
  case Glyph::forward:
    bar(-6);
    p.arrow_head({c.x + 2, c.y}, 5, Painter::Toward::right, ink);
    break;
  case Glyph::end:
    p.arrow_head({c.x - 2, c.y}, 5, Painter::Toward::right, ink);
    bar(4);
    break;
  }
}

void draw_buttons(Painter& p, const ChromeContext& c) {
  struct Button {
    Glyph glyph;
    Action action;
    const char* tip;
  };
  const bool playing = c.state.playback.playing;
  const Button buttons[] = {{Glyph::start, act::ToStart{}, "command.start"},
                            {Glyph::back, act::StepBy{-1}, "command.step_back"},
                            {playing ? Glyph::pause : Glyph::play, act::TogglePlay{}, "command.play"},
                            {Glyph::forward, act::StepBy{1}, "command.step"},
                            {Glyph::end, act::ToEnd{}, "command.end"}};
  const float side = 28;
  const float y = c.layout.bottom.y + c.layout.bottom.h / 2;
  float x = 12;
  for (const Button& button : buttons) {
    const bool main = &button == &buttons[2];
    const Rect at{x, y - side / 2, side, side};
    const bool light = p.theme().name == ThemeName::light;
    p.fill(at, main ? (light ? p.theme().text0 : p.theme().bg3) : p.theme().bg2, 3);
    if (light) p.frame(at, p.theme().text0, 2, 3);
    const Color ink = main ? (light ? p.theme().bg0 : p.theme().text0) : p.theme().text1;
    glyph(p, button.glyph, at.centre(), ink);
    p.hit(at, button.action, c.texts.get(button.tip));
    x += side + 4;
  }
}

std::string group_key(Stage stage) {
  switch (stage) {
  case Stage::input: return "stage.input";
  case Stage::pad: return "stage.pad";
  case Stage::allocate: return "stage.im2col";
  case Stage::transpose: return "stage.transpose";
  case Stage::reshape: return "stage.reshape";
  case Stage::weights: return "stage.weights";
  case Stage::gemm: return "stage.gemm";
  case Stage::maps: return "stage.maps";
  case Stage::pool_im2col: return "stage.pool";
  case Stage::im2col:
  case Stage::pool_reshape:
  case Stage::pool_max:
  case Stage::pool: return {};
  }
  return {};
}

// The stage whose label stands over this one.
Stage head_of(Stage stage) {
  if (stage == Stage::im2col) return Stage::allocate;
  if (stage > Stage::pool_im2col) return Stage::pool_im2col;
  return stage;
}

// Labels of the groups: the present one in full first, the others where they still fit.
void draw_labels(Painter& p, const ChromeContext& c, const std::vector<Segment>& segments, const Rect& bar) {
  const Theme& t = p.theme();
  const Stage now = c.state.playback.at.stage;
  const Stage head = head_of(now);
  const float y = bar.y - 9;  // clear of the playhead
  const float size = p.type().label;
  const float bold = p.type().text;
  const auto segment_of = [&](Stage s) -> const Segment& { return segments[static_cast<std::size_t>(s)]; };
  std::string words = c.texts.get(group_key(head));
  if (!c.story.counter.empty()) words += " " + c.story.counter;
  const float wide = p.text_width(words, bold, Face::ui_bold);
  const float x = std::min(segment_of(head).x, bar.right() - wide);
  p.text(words, {x, y}, {.size = bold, .face = Face::ui_bold, .color = t.text0});
  float taken = -1e9F;
  for (const Segment& s : segments) {
    const std::string key = group_key(s.stage);
    if (key.empty()) continue;
    if (s.stage == head) {
      taken = x + wide + 6;
      continue;
    }
    const std::string label = c.texts.get(key);
    const float w = p.text_width(label, size);
    const bool clash = s.x < taken || (s.x < x + wide + 6 && s.x + w + 6 > x) || s.x + w > bar.right() + 2;
    if (clash) continue;
    p.text(label, {s.x, y}, {.size = size, .color = s.stage < now ? t.text1 : t.text2});
    taken = s.x + w + 6;
  }
}

void draw_timeline(Painter& p, const ChromeContext& c) {
  const Theme& t = p.theme();
  const Rect bar = timeline_rect(c.layout);
  const Position at = c.state.playback.at;
  const std::vector<Segment> segments = timeline(c.stage.geometry(), c.state.playback.orders, bar.x, bar.w);
  const bool light = t.name == ThemeName::light;
  const Color done = light ? t.text0 : t.text2;
  const Color todo = light ? t.bg0 : t.bg3;
  draw_labels(p, c, segments, bar);
  float head = bar.x;
  for (const Segment& s : segments) {
    const bool now = s.stage == at.stage;
    if (now) head = s.head_x(at.step);
    if (s.group > 0) {
      for (std::int64_t k = 0; k < s.steps; ++k) {
        const bool past = s.stage < at.stage || (now && k < at.step);
        const Rect tick{s.tick_x(k), bar.y, s.tick, bar.h};
        p.fill(tick, now && k == at.step ? t.accent : past ? done : todo);
        if (light) p.frame(tick, t.text0);
      }
      continue;
    }
    const float part =
        s.stage < at.stage ? 1
        : now ? static_cast<float>(static_cast<double>(at.step + 1) / static_cast<double>(s.steps))
              : 0;
    p.fill({s.x, bar.y, s.w, bar.h}, todo);
    p.fill({s.x, bar.y, std::max(part > 0 ? 2.0F : 0.0F, std::round(s.w * part)), bar.h}, done);
    if (light) p.frame({s.x, bar.y, s.w, bar.h}, t.text0, 1);
  }
  // Where a question still stands.
  for (const Segment& s : segments) {
    if (!asks_at(c.state, s.stage)) continue;
    const float side = bar.h + 2;
    const Rect mark{std::round(s.x - 1), bar.y - 1, side, side};
    const bool here = s.stage == at.stage;
    p.fill(mark, here ? t.accent : t.bg0, 2);
    p.frame(mark, light ? t.text0 : t.text2, 1, 2);
    p.text("?", {mark.centre().x, mark.centre().y + p.type().label * 0.36F},
           {.size = p.type().label,
            .face = Face::ui_bold,
            .color = here ? t.accent_ink : t.text0,
            .align = Align::centre});
  }
  head = std::round(head);
  if (light) p.fill({head - 3, bar.y - 5, 6, bar.h + 10}, t.text0);
  p.fill({head - (light ? 2.0F : 1.0F), bar.y - 4, light ? 4.0F : 2.0F, bar.h + 8}, t.accent);
  if (!light) p.arrow_head({head, bar.y - 4}, 3.5F, Painter::Toward::down, t.accent);
  p.hit({bar.x - 4, bar.y - 8, bar.w + 8, bar.h + 16}, SliderHit{Slider::timeline});
  if (c.story.readout.empty()) return;
  const TextStyle style{.size = p.type().label, .color = t.text1};
  const float wide = p.rich_width(c.story.readout, style);
  p.rich(c.story.readout,
         {std::clamp(head - wide / 2, bar.x, std::max(bar.x, bar.right() - wide)),
          bar.bottom() + p.type().label + 4},
         style);
}

std::string both(const std::string& a, const std::string& b) {
  return a + (a.empty() || b.empty() ? "" : " ") + b;
}

// The keys that matter most, as many as there is room for: the stages' go first, then the steps', then
// play's. The way to all others stays.
std::string keys_words(const Painter& p, const ChromeContext& c, float room, float size) {
  const KeyMap* map = c.state.keys.get();
  const auto with_shift = [&](const char* id, const char* plain) {
    const std::vector<Chord> with = chords_of(map, id), without = chords_of(map, plain);
    return !with.empty() && !without.empty() && with.front().shift && !without.front().shift &&
           with.front() == Chord{without.front().key, true, without.front().control};
  };
  const bool shift = with_shift("stage", "step") && with_shift("stage_back", "step_back");
  struct Part {
    const char* words;
    std::string keys;
    int rank;  // the largest goes first
  };
  std::vector<Part> parts{
      {"transport.play", c.texts.key("play"), 1},
      {"transport.step", both(c.texts.key("step_back"), c.texts.key("step")), 2},
      {"transport.stage", shift ? "Shift" : both(c.texts.key("stage_back"), c.texts.key("stage")), 3},
      {"transport.keys", c.texts.key("keys"), 0}};
  std::erase_if(parts, [](const Part& part) { return part.keys.empty(); });
  for (;;) {
    std::string words;
    for (const Part& part : parts)
      words += (words.empty() ? "" : " · ") + c.texts.get(part.words, {{"keys", part.keys}});
    if (parts.size() < 2 || p.text_width(words, size) <= room) return words;
    parts.erase(std::ranges::max_element(parts, {}, &Part::rank));
  }
}

void draw_speed(Painter& p, const ChromeContext& c) {
  const Theme& t = p.theme();
  const Rect at = speed_rect(c.layout);
  const float size = p.type().label;
  const float first = c.layout.bottom.y + std::round(18 * c.layout.scale);
  const float word = p.text(c.texts.get("transport.speed"), {at.x, first}, {.size = size, .color = t.text2});
  const float end = c.layout.size.x - 12;
  draw_badge(p, c.state, c.texts, {end, first}, size, end - at.x - word - 16);
  const float part = speed_to_slider(c.state.playback.speed);
  const float y = at.y + 6;
  const Color ink = t.name == ThemeName::light ? t.text0 : t.text2;
  p.fill({at.x, y, at.w, 4}, t.bg3, 2);
  p.fill({at.x, y, at.w * part, 4}, ink, 2);
  p.fill({at.x + at.w * part - 4, y - 6, 8, 16}, t.text0, 2);
  p.hit({at.x - 6, at.y - 4, at.w + 12, at.h + 8}, SliderHit{Slider::speed});
  const double speed = c.state.playback.speed;
  const std::string number = fixed(speed, speed < 2 && speed != 1 ? 1 : 0);
  const float x = at.right() + 14;
  const float w = p.text(number, {x, y + 7}, {.size = p.type().text, .face = Face::mono, .color = t.text0});
  p.text(c.texts.get("transport.steps_a_second"), {x + w + 6, y + 7}, {.size = size, .color = t.text2});
  const float room = c.layout.size.x - at.x - 12;
  p.text(ellipsized(p, keys_words(p, c, room, size), room, size, Face::ui),
         {at.x, c.layout.bottom.bottom() - 8}, {.size = size, .color = t.text2});
}

}  // namespace

void draw_transport(Painter& p, const ChromeContext& c) {
  draw_buttons(p, c);
  draw_timeline(p, c);
  draw_speed(p, c);
}

}  // namespace unfold::view
