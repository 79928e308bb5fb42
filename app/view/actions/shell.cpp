#include "app/view/actions/handle.h"

namespace unfold::view {

Effects handle(State& s, const act::ToggleKeys&) {
  s.keys_sheet = !s.keys_sheet;
  s.check.sheet = false;
  s.menu = act::MenuName::none;
  return {};
}

Effects handle(State& s, const act::ToggleMenu& a) {
  s.menu = s.menu == a.menu ? act::MenuName::none : a.menu;
  // Opened by a hand on the keyboard, a menu has its focus (focus.h).
  if (s.menu == act::MenuName::none) s.focus.reset();
  return {.load = {}, .look_for_checkpoints = s.menu == act::MenuName::weights};
}

Effects handle(State& s, const act::OpenFileDialog& a) {
  s.menu = act::MenuName::none;
  s.file_dialog = a.what;
  return {};
}

namespace {

// It was on its way, and is not wanted any more: what was there stays.
Effects stop_loading(State& s) {
  s.asked.reset();
  stay(s.history);
  s.busy.reset();
  Effects effects;
  effects.cancel_load = true;
  return effects;
}

}  // namespace

Effects handle(State& s, const act::Escape&) {
  s.choosing.reset();
  if (s.blank)
    s.blank = false;
  else if (s.file_dialog != act::MenuName::none)
    s.file_dialog = act::MenuName::none;
  else if (s.crop_drag && !s.asked)
    s.crop_drag.reset();
  else if (s.menu != act::MenuName::none)
    s.menu = act::MenuName::none, s.focus.reset();
  else if (s.focus)
    s.focus.reset();
  else if (s.picker) {
    const bool used = s.asked && s.asked == picked(s);
    s.picker.reset();
    s.message.clear();
    if (used) return stop_loading(s);
  } else if (s.keys_sheet)
    s.keys_sheet = false;
  else if (s.check.sheet)
    s.check.sheet = false;
  else if (s.asked && s.walkthrough)
    return stop_loading(s);
  else if (s.filming)
    return handle(s, act::CancelFilm{});
  else if (s.editing)
    return leave_field(s);
  else if (foot_line(s) != FootLine::none)
    return handle(s, act::DismissMessage{});
  else if (s.passport.open)
    s.passport.open = false;
  else if (s.browse)
    return handle(s, act::ToggleBrowse{});
  else if (s.pinned)
    s.pinned.reset();
  else if (s.options.present)
    s.options.present = false;
  return {};
}

Effects handle(State& s, const act::DismissMessage&) {
  if (foot_line(s) == FootLine::unread) s.unread_seen = true;
  s.message.clear();
  s.notice = {};
  s.smaller.reset();
  s.edit_refusal.reset();
  return {};
}

Effects handle(State& s, const act::Keep& a) {
  s.file_dialog = act::MenuName::none;
  Effects effects;
  if (s.document && s.walkthrough) effects.keep = a;
  return effects;
}

Effects handle(State& s, const act::CancelFilm&) {
  s.filming.reset();
  Effects effects;
  effects.cancel_film = true;
  return effects;
}

Effects handle(State& s, const act::CopyScript&) {
  Effects effects;
  effects.copy_script = s.document && s.walkthrough;
  return effects;
}

Effects handle(State& s, const act::ToggleBlank&) {
  s.blank = !s.blank;
  if (s.blank) pause(s);
  return {};
}

Effects handle(State&, const act::FocusBy&) { return {}; }

Effects handle(State& s, const act::FocusAt& a) {
  s.focus = a.at;
  return {};
}

Effects handle(State& s, const act::ToggleFullScreen&) {
  s.full_screen = !s.full_screen;
  return {};
}

Effects handle(State& s, const act::ToggleNotes&) {
  s.notes = !s.notes;
  if (s.notes) s.options.present = true;
  return {};
}

Effects handle(State& s, const act::Quit&) {
  s.quit = true;
  return {};
}

Effects handle(State& s, const act::UnfoldSide& a) {
  s.side = s.side == a.part ? act::SidePart::none : a.part;
  return {};
}

}  // namespace unfold::view
