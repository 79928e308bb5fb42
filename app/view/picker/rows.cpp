#include "app/view/picker/rows.h"

#include "app/view/state.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

constexpr std::size_t few_convs = 4, few_others = 2;

bool has_own_row(const InventoryItem& item) { return item.use != TensorUse::other; }

float list_height(const std::vector<PickerRow>& rows) {
  return rows.empty() ? 0 : rows.back().y + rows.back().h;
}

}  // namespace

PickerLayout picker_layout(Vec2 size) {
  const float scale = size.x >= 1800 ? 1.15F : 1.0F;
  PickerLayout l;
  l.type = desk_type(scale);
  l.line = std::round(25 * scale);
  const float margin = 20, top = std::round(58 * scale), foot = std::round(56 * scale);
  const float split = std::round(size.x * 0.625F);
  l.title = {0, 0, size.x, top};
  l.foot = {0, size.y - foot, size.x, foot};
  const float drop = std::round(40 * scale);
  l.head = {margin, top + 8, split - 2 * margin, std::round(28 * scale)};
  l.drop = {margin, l.foot.y - drop - 14, l.head.w, drop};
  l.list = {margin, l.head.bottom(), l.head.w, l.drop.y - 10 - l.head.bottom()};
  l.right = {split + margin, top + 14, size.x - split - 2 * margin, l.foot.y - top - 22};
  return l;
}

BoxLayout box_layout(const Picker& picker) {
  BoxLayout box;
  const InventoryItem& item = picker.inventory->items[*picker.chosen];
  box.sheet = item.ambiguous ? 246 : 182;
  box.bias = 60;
  box.norm = item.norm && reads_as_listed(picker) ? 60 : 0;
  box.channels = picked_channels(picker) == 3 ? 0 : 60;
  return box;
}

std::vector<PickerRow> picker_rows(const Picker& picker, const PickerLayout& l) {
  std::vector<PickerRow> rows;
  float y = 0;
  const auto add = [&](PickerRow row, float height) {
    row.y = y;
    row.h = height;
    y += height;
    rows.push_back(row);
  };
  for (const TensorUse use : {TensorUse::first_layer, TensorUse::later_conv, TensorUse::other}) {
    const std::vector<std::size_t> places = picker.inventory->of(use);
    if (places.empty() && use != TensorUse::first_layer) continue;
    add({PickerRow::Kind::heading, use, 0, places.size()}, l.line + (use == TensorUse::first_layer ? 6 : 14));
    const bool folds = use != TensorUse::first_layer;
    const bool unfolded = use == TensorUse::later_conv ? picker.all_convs : picker.all_others;
    const std::size_t few = use == TensorUse::later_conv ? few_convs : few_others;
    std::size_t hidden = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const bool chosen = picker.chosen == places[i];
      // One more costs no more room than the line that says so.
      if (folds && !unfolded && !chosen && i >= few && places.size() > few + 1) {
        ++hidden;
        continue;
      }
      if (chosen)
        add({PickerRow::Kind::box, use, places[i], 0}, box_layout(picker).height() + 8);
      else
        add({PickerRow::Kind::tensor, use, places[i], 0}, l.line);
    }
    if (hidden > 0 || (folds && unfolded && places.size() > few + 1))
      add({PickerRow::Kind::more, use, 0, hidden}, l.line);
  }
  return rows;
}

bool reads_as_listed(const Picker& picker) {
  return picked_layout(picker) == picker.inventory->items[*picker.chosen].layout;
}

std::vector<std::size_t> listed_banks(const Picker& picker) {
  std::vector<std::size_t> places;
  for (const PickerRow& row : picker_rows(picker, picker_layout({1280, 800})))
    if ((row.kind == PickerRow::Kind::tensor || row.kind == PickerRow::Kind::box) &&
        has_own_row(picker.inventory->items[row.place]))
      places.push_back(row.place);
  return places;
}

std::vector<std::size_t> glanced_at(const State& s) {
  std::vector<std::size_t> places;
  const PickerLayout l = picker_layout(s.window_size);
  for (const PickerRow& row : picker_rows(*s.picker, l)) {
    const float y = row.y - s.picker->scroll;
    if (row.kind == PickerRow::Kind::tensor && y + row.h > 0 && y < l.list.h &&
        has_own_row(s.picker->inventory->items[row.place]))
      places.push_back(row.place);
  }
  return places;
}

void scroll_picker(State& s, float by) {
  if (!s.picker) return;
  const PickerLayout l = picker_layout(s.window_size);
  const float most = std::max(0.0F, list_height(picker_rows(*s.picker, l)) - l.list.h);
  s.picker->scroll = std::clamp(s.picker->scroll + by, 0.0F, most);
}

void show_chosen(State& s) {
  const PickerLayout l = picker_layout(s.window_size);
  for (const PickerRow& row : picker_rows(*s.picker, l)) {
    if (row.kind != PickerRow::Kind::box) continue;
    const float above = row.y - s.picker->scroll, below = row.y + row.h - s.picker->scroll - l.list.h;
    if (above < 0)
      scroll_picker(s, above);
    else if (below > 0)
      scroll_picker(s, std::min(below, above));
  }
}

}  // namespace unfold::view
