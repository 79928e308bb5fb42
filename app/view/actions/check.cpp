#include "app/view/actions/handle.h"

namespace unfold::view {

Effects handle(State& s, const act::ToggleCheck&) {
  s.check.sheet = !s.check.sheet;
  s.keys_sheet = false;
  s.menu = act::MenuName::none;
  return {};
}

Effects handle(State& s, const act::SetMistake& a) {
  Choice next = latest_choice(s);
  if (next.mistake == a.mistake) return {};
  next.mistake = a.mistake;
  return ask_for(s, next);
}

Effects handle(State& s, const act::ShowCell& a) {
  if (!s.walkthrough || a.cell.tensor != TensorId::conv) return {};
  pause(s);
  s.check.sheet = false;
  s.options.image = a.cell.at[0];
  move_to(s, seek(s.walkthrough->geometry(), s.playback, {Stage::maps, a.cell.at[1]}));
  s.options.filter = a.cell.at[1];
  s.browse.reset();
  s.passport.open = false;
  s.pointed.reset();
  pin(s, a.cell);
  return {};
}

}  // namespace unfold::view
