#include "app/view/chrome/chrome.h"
#include "app/view/rich_text.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace unfold::view {

std::string ellipsized(const Painter& p, const std::string& text, float width, float size, Face face) {
  if (p.text_width(text, size, face) <= width) return text;
  std::string cut;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view character = rest.substr(0, utf8_length(rest));
    if (p.text_width(cut + std::string(character) + "…", size, face) > width) break;
    cut += character;
    rest.remove_prefix(character.size());
  }
  return cut + "…";
}

float key_cap_width(const Painter& p, const std::string& key, float size, float gap) {
  return key.empty() ? 0 : std::max(p.text_width(key, size) + size * 0.8F, size * 1.6F) + gap;
}

float key_cap(Painter& p, Vec2 at, const std::string& key, float size, float gap) {
  if (key.empty()) return 0;
  const float wide = key_cap_width(p, key, size);
  const float tall = std::round(size * 1.55F);
  const Rect box{at.x, std::round(at.y - tall / 2), wide, tall};
  p.fill(box, p.theme().name == ThemeName::light ? p.theme().bg0 : p.theme().bg2, 4);
  p.frame(box, p.theme().line2, p.theme().rule, 4);
  p.text(key, {at.x + wide / 2, at.y + size * 0.36F},
         {.size = size, .color = p.theme().text0, .align = Align::centre});
  return wide + gap;
}

void draw_grounds(Painter& p, const Layout& l) {
  const Theme& t = p.theme();
  p.fill({0, 0, l.size.x, l.size.y}, t.bg0);
  if (l.present) return;
  p.fill(l.top, t.bg1);
  p.fill(l.rail, t.bg1);
  p.fill(l.right, t.bg1);
  p.fill(l.bottom, t.bg1);
  const Color rule = t.name == ThemeName::light ? t.text0 : t.line1;
  p.hline(0, l.size.x, l.top.bottom() - t.rule, rule, t.rule);
  p.vline(l.rail.right() - t.rule, l.rail.y, l.rail.bottom(), rule, t.rule);
  p.vline(l.right.x, l.right.y, l.right.bottom(), rule, t.rule);
  p.hline(0, l.size.x, l.bottom.y, rule, t.rule);
}

namespace {

// Work that a person waits for: a layer, or else a film.
struct Wait {
  double done = 0, seconds = 0;
  std::string words;
};

std::string seconds_left(const Wait& wait) {
  const double left = wait.done > 0.02 ? wait.seconds / wait.done * (1 - wait.done) : 0;
  return left < 1 ? std::string() : std::to_string(static_cast<int>(std::ceil(left)));
}

std::optional<Wait> wait_of(const State& s, const Texts& tx) {
  if (!s.busy && !s.filming) return std::nullopt;
  Wait wait;
  const bool busy = s.busy.has_value();
  std::string name;
  if (busy) {
    wait = {s.busy->done, s.busy->seconds, {}};
  } else {
    const auto all = static_cast<double>(std::max<std::int64_t>(1, s.filming->all));
    wait = {static_cast<double>(s.filming->done) / all, s.filming->seconds, {}};
    name = s.filming->name;
  }
  const std::string left = seconds_left(wait);
  wait.words = tx.get(left.empty() ? (busy ? "busy.some" : "film.some") : (busy ? "busy.left" : "film.left"),
                      {{"name", name},
                       {"percent", std::to_string(static_cast<int>(std::clamp(wait.done, 0.0, 1.0) * 100))},
                       {"seconds", left}});
  return wait;
}

// How far it is, how long it will take yet, and what stops it.
void draw_wait(Painter& p, const State& state, const Wait& wait, const Texts& tx, const Layout& l) {
  constexpr double soon = 0.7;  // seconds; less is no wait
  if (wait.seconds < soon || !state.walkthrough || state.picker) return;
  const std::string& words = wait.words;
  const std::string stops = tx.get("busy.stops");
  const float size = l.present ? 24 : p.type().text;
  const std::string key = tx.key("escape");
  const float tall = std::round(size * 2.2F);
  const float cap_size = size * 0.9F, gap = 8;
  const float wide =
      p.text_width(words, size) + key_cap_width(p, key, cap_size, gap) + p.text_width(stops, size) + 44;
  const float top = (l.present ? 0 : l.top.bottom()) + 10;
  const Rect at{std::round((l.size.x - wide) / 2), top, wide, tall};
  p.fill(at, p.theme().text0, 4);
  const float base = at.y + tall / 2 + size * 0.36F;
  float x = at.x + 14;
  x += p.text(words, {x, base}, {.size = size, .color = p.theme().bg0}) + 18;
  x += key_cap(p, {x, at.y + tall / 2}, key, cap_size, gap);
  p.text(stops, {x, base}, {.size = size, .color = p.theme().bg0});
  p.hit(at, Action{act::Escape{}}, {});
}

}  // namespace

void draw_busy(Painter& p, const State& state, const Texts& texts, const Layout& l) {
  const std::optional<Wait> wait = wait_of(state, texts);
  if (!wait) return;
  const float y = l.present ? 0 : l.top.bottom() - 3;
  const float done = static_cast<float>(std::clamp(wait->done, 0.02, 1.0));
  p.fill({0, y, l.size.x * done, 3}, p.theme().accent);
  if (p.theme().name == ThemeName::light) p.hline(0, l.size.x * done, y + 3, p.theme().text0);
  draw_wait(p, state, *wait, texts, l);
}

}  // namespace unfold::view
