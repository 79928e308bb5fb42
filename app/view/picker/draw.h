#pragma once

#include "app/view/painter.h"
#include "app/view/picker/rows.h"
#include "app/view/state.h"
#include "app/view/texts.h"

#include <memory>
#include <string>
#include <vector>

namespace unfold::view {

// The picker, over the whole window of `size`.
void draw_picker(Painter& p, const State& state, const Texts& texts, Vec2 size);

// ---- its parts -------------------------------------------------------------------------------------------

struct PickerContext {
  const State& state;
  const Picker& picker;
  const Texts& texts;
  const PickerLayout& layout;
};

// The columns of the list, from the left edge of a line of width `w`.
struct PickerColumns {
  float name, shape, dtype, values, note;  // values: its right end
};
[[nodiscard]] PickerColumns picker_columns(float w);

void draw_picker_list(Painter& p, const PickerContext& c);
void draw_picker_box(Painter& p, const PickerContext& c, Rect at);
// What the layer will be: x, and some of its maps.
void draw_picker_trial(Painter& p, const PickerContext& c);

// One filter of a sheet, coloured by the sheet's range.
void draw_sheet_filter(Painter& p, std::shared_ptr<const FilterSheet> sheet, std::int64_t f, Rect at);
// As many filters as fit, in rows; returns how many.
std::int64_t draw_sheet(Painter& p, const std::shared_ptr<const FilterSheet>& sheet, Rect at);

// "FN 64" "C 3" "FH 7" "FW 7", each on its axis's colour; returns the right end.
float draw_axis_chips(Painter& p, const Shape& bank, Vec2 left_middle, float size);

// A row of words of which one is chosen, each a button; returns the right end.
struct Choosable {
  std::string words;
  bool chosen = false;
  Action action;
  std::string tip{};
};
float draw_choices(Painter& p, const std::vector<Choosable>& options, Vec2 left_middle, float size,
                   float right);

}  // namespace unfold::view
