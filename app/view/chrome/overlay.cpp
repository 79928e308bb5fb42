#include "app/view/chrome/chrome.h"
#include "app/view/commands.h"
#include "app/view/edit/field.h"
#include "app/view/keymap.h"
#include "app/view/rich_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unfold::view {

namespace {

// The keys that pin the cells to the other sides, without what is held down for all four.
std::string cells_beside(const State& s, const Texts& tx) {
  const std::vector<Chord> right = chords_of(s.keys.get(), "cell_right");
  std::string all;
  for (const char* id : {"cell_left", "cell_up", "cell_down"}) {
    std::vector<Chord> chords = chords_of(s.keys.get(), id);
    if (chords.empty()) continue;
    std::string key = tx.key(id);
    if (!right.empty() && chords.front().shift == right.front().shift &&
        chords.front().control == right.front().control)
      key = shown({chords.front().key});
    all += (all.empty() ? "" : " ") + key;
  }
  return all;
}

}  // namespace

void draw_panel(Painter& p, Rect at) {
  p.fill({at.x + 3, at.y + 4, at.w, at.h}, faded(rgb(0x000000), 0.25F), 4);
  p.fill(at, p.theme().bg1, 4);
  p.frame(at, p.theme().line2, p.theme().rule, 4);
}

void draw_keys_sheet(Painter& p, const State& s, const Texts& tx, const Layout& l) {
  const auto words_of = [&](const Command& command) {
    // A switch that changes nothing on the sheet says how it stands.
    const bool on = command.id == "less_motion" && s.options.less_motion;
    const std::string key = "command." + std::string(command.id);
    if (command.id == "cell_right")
      if (const std::string others = cells_beside(s, tx); !others.empty())
        return tx.get(key + "_and", {{"others", others}});
    return tx.get(key + (on ? "_on" : ""));
  };
  const bool large = l.present;
  const float size = large ? 27 : p.type().text;
  std::vector<const Command*> listed;
  for (const Command& command : commands())
    if (command.listed && !(l.present && command.desk)) listed.push_back(&command);
  const std::size_t half = (listed.size() + 1) / 2;
  // As airy as the window is high.
  const float pitch =
      std::min(std::round(size * (large ? 1.75F : 2.2F)),
               std::floor((l.size.y - 8 - size * 4.4F) / static_cast<float>(std::max<std::size_t>(1, half))));
  // As wide as the widest key of the column.
  std::array<float, 2> keys{};
  for (std::size_t i = 0; i < listed.size(); ++i) {
    float& widest = keys[i < half ? 0 : 1];
    widest = std::max(widest, size + key_cap_width(p, tx.keys(listed[i]->id), large ? size : p.type().code));
  }
  float words = 0;
  for (const Command* command : listed) words = std::max(words, p.text_width(words_of(*command), size));
  const float column = std::min(std::max(keys[0], keys[1]) + words + size * 2, (l.size.x - 40) / 2 - 24);
  const Rect at{std::round(l.size.x / 2 - column - 24), 0, 2 * column + 48,
                pitch * static_cast<float>(half) + size * 4.4F};
  const Rect sheet{at.x, std::round(std::max(4.0F, (l.size.y - at.h) / 2)), at.w, at.h};
  p.fill({0, 0, l.size.x, l.size.y}, faded(p.theme().bg0, 0.6F));
  p.hit({0, 0, l.size.x, l.size.y}, Action{act::ToggleKeys{}});
  draw_panel(p, sheet);
  p.text(tx.get("keys.title"), {sheet.x + 24, sheet.y + size * 2.3F},
         {.size = large ? 34 : p.type().title, .face = Face::ui_bold, .color = p.theme().text0});
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const float x = sheet.x + 24 + (i < half ? 0 : column);
    const float y = sheet.y + size * 4.2F + pitch * static_cast<float>(i % half);
    const std::string shown = tx.keys(listed[i]->id);
    key_cap(p, {x, y}, shown, large ? size : p.type().code);
    const std::string text = words_of(*listed[i]);
    const float left = keys[i < half ? 0 : 1];
    p.text(ellipsized(p, text, column - left - 8, size, Face::ui), {x + left, y + size * 0.36F},
           {.size = size, .color = p.theme().text1});
  }
}

namespace {

constexpr std::size_t most_message_lines = 3;

// As few lines as the text needs, broken at blanks where there are any; the last of `most` is cut.
std::vector<std::string> lines_of(const Painter& p, std::string_view text, float width, float size,
                                  std::size_t most) {
  std::vector<std::string> lines;
  while (lines.size() + 1 < most && p.text_width(text, size) > width) {
    std::size_t end = 0, blank = 0;
    while (end < text.size()) {
      const std::size_t next = end + utf8_length(text.substr(end));
      if (p.text_width(text.substr(0, next), size) > width) break;
      if (text[end] == ' ') blank = end;
      end = next;
    }
    // A blank far back would leave the line half empty.
    if (blank * 2 > end) end = blank;
    if (end == 0) break;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + (end < text.size() && text[end] == ' ' ? 1 : 0));
  }
  lines.push_back(ellipsized(p, std::string(text), width, size, Face::ui));
  return lines;
}

std::string left_out_words(const Document& document, const Texts& tx) {
  const std::size_t unread = document.unread.size();
  return tx.get("message.unread_why", {{"count", std::to_string(unread)},
                                       {"all", std::to_string(unread + document.pictures.size())},
                                       {"why", document.unread.front().why}});
}

const char* word_of(Notice::Kind kind) {
  switch (kind) {
  case Notice::Kind::done: return "message.done";
  case Notice::Kind::stopped: return "message.stopped";
  case Notice::Kind::restored: break;
  }
  return "message.back";
}

}  // namespace

void draw_message(Painter& p, const State& s, const Texts& tx, const Layout& l) {
  const char* word = "message.refused";
  std::string message;
  const FootLine what = foot_line(s);
  switch (what) {
  case FootLine::none: return;
  case FootLine::refused: message = s.message; break;
  case FootLine::not_edited:
    word = "edit.refused";
    message = refusal_line(s, tx);
    break;
  case FootLine::noticed:
    word = word_of(s.notice.kind);
    message = s.notice.words;
    break;
  case FootLine::unread:
    word = "message.unread";
    message = left_out_words(*s.document, tx);
    break;
  }
  const Theme& t = p.theme();
  const float size = l.present ? 27 : p.type().text;
  const float line = std::round(size * 2.6F), pitch = std::round(size * 1.4F);
  const float left = l.present ? 24 : l.inner.x;
  const float width = l.present ? l.size.x - 48 : l.size.x - left - 12;
  const std::string refused = tx.get(word);
  const float chip = p.text_width(refused, size, Face::ui_bold) + 20;
  const float close = p.text_width("✕", size) + 20;
  const std::optional<PictureSize> smaller = smaller_size(s);
  std::string offer;
  if (smaller) {
    offer = tx.get("message.take_size",
                   {{"size", std::to_string(smaller->width) + "×" + std::to_string(smaller->height)}});
  }
  const float button = smaller ? p.text_width(offer, size, Face::ui_bold) + 24 : 0;
  const float room = width - chip - 24 - close - (smaller ? button + 12 : 0);
  const std::vector<std::string> lines = lines_of(p, message, room, size, most_message_lines);
  const float tall = line + pitch * static_cast<float>(lines.size() - 1);
  const Rect at{left, l.bottom.y - tall - 8, width, tall};
  p.fill(at, t.text0, 4);
  const Rect tag{at.x + 8, at.y + std::round(line * 0.18F), chip, std::round(line * 0.64F)};
  // What a person stopped has neither succeeded nor failed: the accent would call for a look.
  const bool quiet = what == FootLine::noticed && s.notice.kind == Notice::Kind::stopped;
  p.fill(tag, quiet ? mix(t.text0, t.bg0, 0.22F) : t.accent, 3);
  const float base = at.y + line / 2 + size * 0.36F;
  p.text(
      refused, {tag.x + chip / 2, base},
      {.size = size, .face = Face::ui_bold, .color = quiet ? t.bg0 : t.accent_ink, .align = Align::centre});
  for (std::size_t i = 0; i < lines.size(); ++i)
    p.text(lines[i], {tag.right() + 12, base + pitch * static_cast<float>(i)},
           {.size = size, .color = t.bg0});
  p.text("✕", {at.right() - 12, base}, {.size = size, .color = t.bg0, .align = Align::right});
  p.hit(at, Action{act::DismissMessage{}}, lines.back().ends_with("…") ? message : std::string());
  if (!smaller) return;
  const Rect take{at.right() - close - button, tag.y, button, tag.h};
  p.fill(take, t.accent, 3);
  p.text(offer, {take.x + button / 2, base},
         {.size = size, .face = Face::ui_bold, .color = t.accent_ink, .align = Align::centre});
  p.hit(take, Action{act::TakeSmaller{}}, tx.get("message.take_size_tip"));
}

}  // namespace unfold::view
