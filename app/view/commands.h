#pragma once

#include "app/view/action.h"

#include <span>
#include <string_view>

namespace unfold::view {

// Keys by what they say, not by any library's numbers.
enum class Key {
  space,
  left,
  right,
  up,
  down,
  home,
  end,
  page_up,
  page_down,
  plus,
  minus,
  escape,
  enter,
  question,
  zero,
  period,
  f11,
  tab,
  // The letters in their order.
  a,
  b,
  c,
  d,
  e,
  f,
  g,
  h,
  i,
  j,
  k,
  l,
  m,
  n,
  o,
  p,
  q,
  r,
  s,
  t,
  u,
  v,
  w,
  x,
  y,
  z,
};

struct Chord {
  Key key = Key::space;
  bool shift = false, control = false;
  bool operator==(const Chord&) const = default;
};

// One thing that a person can ask for: keys, the sheet of keys and the tests read this table.
struct Command {
  std::string_view id;  // "play"; its words are the text "command.<id>"
  Chord chord;
  Action action;
  bool listed = true;  // on the sheet
  bool desk = false;   // of no use before a class: not on the sheet of the present mode
};
[[nodiscard]] std::span<const Command> commands();

}  // namespace unfold::view
