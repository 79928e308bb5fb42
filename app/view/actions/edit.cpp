#include "app/view/actions/handle.h"
#include "app/view/edit/number_text.h"
#include "app/view/rich_text.h"
#include "app/view/window.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace unfold::view {
namespace {

constexpr std::size_t longest_text = 24;

Effects with_edits(State& s, CellEdits edits) {
  Choice next = latest_choice(s);
  if (edits == next.edits) return {};
  next.edits = std::move(edits);
  return ask_for(s, next);
}

// What stood there before any edit.
float original_value(const State& s, const CellRef& cell) {
  for (const EditedCell& edited : s.document->edited)
    if (edited.cell == cell) return edited.original;
  return s.walkthrough->at(cell);
}

// With the edits that are still being computed.
float latest_value(const State& s, const CellRef& cell) {
  const CellEdits& edits = latest_edits(s);
  const auto edit =
      std::find_if(edits.rbegin(), edits.rend(), [&](const CellEdit& one) { return one.cell == cell; });
  return edit == edits.rend() ? original_value(s, cell) : edit->value;
}

void show_value(Editing& field, float value) {
  field.text = number_text(value);
  field.caret = field.text.size();
  field.selected = true;
  field.note = Editing::Note::none;
}

// So that the cell is on the picture: its image, its channel, its filter.
void look_at(State& s, const CellRef& cell) {
  const Geometry& g = s.walkthrough->geometry();
  if (cell.tensor == TensorId::x) {
    static_cast<void>(handle(s, act::SelectImage{cell.at[0]}));
    if (g.C > 1) s.options.channel = static_cast<int>(cell.at[1]);
  } else {
    s.options.filter = cell.at[0];
  }
}

void open_field(State& s, const CellRef& cell, const CellRef& shown) {
  Editing field{.cell = cell, .shown = shown, .text = {}, .before = latest_choice(s), .ways = {}};
  field.ways = {s.history.past, s.history.future};
  show_value(field, latest_value(s, cell));
  s.editing = std::move(field);
  pin(s, shown);
  s.pointed.reset();
  look_at(s, cell);
  pause(s);
}

Effects set_value(State& s, const CellRef& cell, float value) {
  if (value == original_value(s, cell)) return with_edits(s, without_cell(latest_edits(s), cell));
  return with_edits(s, with_edit(latest_edits(s), {cell, value}));
}

// The field's number into the layer; false, and a note, where it holds none.
bool apply_text(State& s, Effects& effects) {
  Editing& field = *s.editing;
  const std::optional<float> value = parse_number(field.text);
  if (!value) {
    field.note = Editing::Note::not_a_number;
    return false;
  }
  if (*value != latest_value(s, field.cell)) effects = set_value(s, field.cell, *value);
  return true;
}

// The cell that stands for this number in the tensor that was asked for: itself, its pixel of img, its cell
// of col_W; elsewhere a number has many copies, and the number itself is meant.
CellRef counterpart(const Geometry& g, const CellRef& cell, TensorId tensor) {
  if (tensor == cell.tensor) return cell;
  for (const CellBox& next : targets(g, false, cell))
    if (next.tensor == tensor && next.cells() == 1) return {tensor, next.first};
  return cell;
}

// The cell itself, or the first number on its way that can be edited: of a sum, one of its terms.
CellRef nearest_editable(const State& s, const CellRef& cell) {
  const Geometry& g = s.walkthrough->geometry();
  if (edit_origin(g, cell).possible()) return cell;
  for (const CellRef& stop : follow(g, cell, s.options.filter)) {
    if (edit_origin(g, stop).possible()) return stop;
    for (const CellBox& box : sources(g, false, stop)) {
      for (std::int64_t i = 0; i < std::min(box.cells(), most_editable); ++i) {
        CellRef term{box.tensor, unflatten(box.count, i)};
        for (int axis = 0; axis < term.at.rank(); ++axis)
          term.at[axis] = box.first[axis] + term.at[axis] * box.step[axis];
        if (edit_origin(g, term).possible()) return term;
      }
    }
  }
  return cell;
}

// What was tried in this field came to nothing, and leaves no trace on the way back.
void forget(State& s, const Editing& field) {
  if (!field.tried || latest_choice(s) != field.before) return;
  if (s.asked) {
    await(s.history, {field.before, s.playback.at, s.playback.orders}, field.ways);
  } else {
    s.history.past = field.ways.past;
    s.history.future = field.ways.future;
  }
}

void type(Editing& field, char c) {
  if (field.selected) {
    field.text.clear();
    field.caret = 0;
    field.selected = false;
  }
  if (field.text.size() >= longest_text) return;
  field.text.insert(field.caret, 1, c);
  ++field.caret;
}

}  // namespace

const CellEdits& latest_edits(const State& s) { return latest_choice(s).edits; }

Effects leave_field(State& s) {
  const Editing field = std::move(*s.editing);
  s.editing.reset();
  Effects effects = with_edits(s, field.before.edits);
  forget(s, field);
  return effects;
}

Effects handle(State& s, const act::SetFill& a) {
  Choice next = latest_choice(s);
  next.fill = a.fill;
  next.edits = without_x(std::move(next.edits));
  return ask_for(s, next);
}

Effects handle(State& s, const act::EditCell& a) {
  if (!s.walkthrough) return {};
  s.menu = act::MenuName::none;
  s.message.clear();
  s.edit_refusal.reset();
  s.editing.reset();
  const EditOrigin origin = edit_origin(s.walkthrough->geometry(), a.cell);
  if (origin.possible()) {
    open_field(s, origin.cell, a.cell);
  } else {
    s.edit_refusal = EditRefusal{origin.why, origin.cell};
    pause(s);
  }
  return {};
}

Effects handle(State& s, const act::EditHere&) {
  if (!s.walkthrough) return {};
  const CellRef subject = subject_cell(s);
  // What the person chose is meant; a stage's own choice may be a sum or padding.
  const bool by_person = s.pointed || s.pinned;
  return handle(s, act::EditCell{by_person ? subject : nearest_editable(s, subject)});
}

Effects handle(State& s, const act::TypeText& a) {
  if (!s.editing) return {};
  Editing& field = *s.editing;
  field.note = Editing::Note::none;
  for (std::string_view rest = a.text; !rest.empty(); rest.remove_prefix(utf8_length(rest))) {
    const char32_t typed = utf8_value(rest);
    if (typed == U' ' || typed == U'　') continue;
    const std::optional<char> c = field_character(typed);
    if (!c) {
      field.note = Editing::Note::no_such_character;
      continue;
    }
    // The E that opened the field may still be on its way, and no number begins with one.
    const bool at_start = field.selected || field.text.empty();
    if (at_start && (*c == 'e' || *c == 'E')) continue;
    type(field, *c);
  }
  return {};
}

Effects handle(State& s, const act::PressInField& a) {
  if (!s.editing) return {};
  Editing& field = *s.editing;
  field.note = Editing::Note::none;
  const bool all = std::exchange(field.selected, false);
  switch (a.key) {
  case act::FieldKey::left:
    field.caret = all ? 0 : field.caret - std::min<std::size_t>(field.caret, 1);
    break;
  case act::FieldKey::right: field.caret = std::min(field.caret + 1, field.text.size()); break;
  case act::FieldKey::home: field.caret = 0; break;
  case act::FieldKey::end: field.caret = field.text.size(); break;
  case act::FieldKey::backspace:
  case act::FieldKey::erase:
    if (all) {
      field.text.clear();
      field.caret = 0;
    } else if (a.key == act::FieldKey::erase) {
      if (field.caret < field.text.size()) field.text.erase(field.caret, 1);
    } else if (field.caret > 0) {
      field.text.erase(--field.caret, 1);
    }
    break;
  }
  return {};
}

Effects handle(State& s, const act::NudgeEdit& a) {
  if (!s.editing || a.steps == 0) return {};
  Editing& field = *s.editing;
  const float from = parse_number(field.text).value_or(latest_value(s, field.cell));
  const float step = nudge_step(s.walkthrough->stats(field.cell.tensor).abs_max);
  const float next = nudged(from, a.steps, step);
  show_value(field, next);
  return set_value(s, field.cell, next);
}

Effects handle(State& s, const act::ApplyEdit&) {
  if (!s.editing) return {};
  Effects effects;
  if (!apply_text(s, effects)) return effects;
  forget(s, *s.editing);
  s.editing.reset();
  return effects;
}

Effects handle(State& s, const act::EditNext& a) {
  if (!s.editing) return {};
  Effects effects;
  if (!apply_text(s, effects)) return effects;
  forget(s, *s.editing);
  const Geometry& g = s.walkthrough->geometry();
  const Shape shape = shape_of(g, s.editing->cell.tensor);
  const std::int64_t count = shape.count();
  const std::int64_t to = ((flatten(shape, s.editing->cell.at) + a.cells) % count + count) % count;
  const CellRef next{s.editing->cell.tensor, unflatten(shape, to)};
  open_field(s, next, counterpart(g, next, s.editing->shown.tensor));
  return effects;
}

Effects handle(State& s, const act::ResetCell&) {
  if (!s.editing) return {};
  const CellRef cell = s.editing->cell;
  show_value(*s.editing, original_value(s, cell));
  return with_edits(s, without_cell(latest_edits(s), cell));
}

Effects handle(State& s, const act::ResetCells& a) {
  s.editing.reset();
  s.menu = act::MenuName::none;
  CellEdits edits = latest_edits(s);
  if (a.what != act::Resets::weights) edits = without_x(std::move(edits));
  if (a.what != act::Resets::x) edits = without_weights(std::move(edits));
  return with_edits(s, std::move(edits));
}

}  // namespace unfold::view
