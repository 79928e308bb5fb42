#pragma once

#include "app/view/layout.h"
#include "app/view/painter.h"
#include "app/view/state.h"
#include "app/view/texts.h"

#include <string>

namespace unfold::view {

// What the check has to say, short: "✓ all 802,816 cells".
struct Badge {
  std::string words;
  enum class Mood { waiting, right, wrong } mood = Mood::waiting;
};
[[nodiscard]] Badge badge_of(const State& state, const Texts& texts);
// The badge, ending at `right`; a click opens the sheet. Returns its width; draws nothing wider than `room`.
float draw_badge(Painter& p, const State& state, const Texts& texts, Vec2 right_baseline, float size,
                 float room);

// The mistake that is made, in a red frame with a cross that takes it back, ending at `right`. Returns its
// width; 0 without a mistake.
float draw_mistake_chip(Painter& p, const State& state, const Texts& texts, Vec2 right_top, float size,
                        float room);

// "memory and check": the ledger, the check and the list of mistakes, over the window.
void draw_check_sheet(Painter& p, const State& state, const Texts& texts, const Layout& layout);

// ---- its parts -------------------------------------------------------------------------------------------

[[nodiscard]] std::string mistake_words(Mistake mistake, const Texts& texts);  // "no transpose"
[[nodiscard]] std::string mistake_code(Mistake mistake);                     // rich: the line that is written
[[nodiscard]] std::string bytes_words(std::int64_t bytes);                   // "7.4 MB"
[[nodiscard]] std::string seconds_words(double seconds);                     // "0.14 s", "3.2 ms"
[[nodiscard]] std::string share_words(std::int64_t part, std::int64_t all);  // "99.8 %"

void draw_ledger(Painter& p, const State& state, const Texts& texts, Rect at);
// Returns the y below it.
float draw_check(Painter& p, const State& state, const Texts& texts, Rect at);
void draw_mistakes(Painter& p, const State& state, const Texts& texts, Rect at);
void draw_check_sheet_present(Painter& p, const State& state, const Texts& texts, const Layout& layout);

}  // namespace unfold::view
