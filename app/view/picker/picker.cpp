#include "app/view/picker/picker.h"

#include "app/view/actions/handle.h"
#include "app/view/picker/rows.h"
#include "core/base/error.h"
#include "core/lesson/comparable.h"

#include <algorithm>
#include <utility>

namespace unfold::view {
namespace {

// Larger banks are read when they are chosen, not for a line of the list.
constexpr std::int64_t largest_glance = 1 << 22;
constexpr std::int64_t glance_filters = 3, whole_filters = 1024;

const InventoryItem* chosen_item(const Picker& picker) {
  return picker.chosen ? &picker.inventory->items[*picker.chosen] : nullptr;
}

}  // namespace

bool is_compared(const Trial& trial) {
  const Geometry& g = trial.walkthrough->geometry();
  return !trial.document->pictures.empty() && is_comparable(g.C, g.groups);
}

BankLayout picked_layout(const Picker& picker) {
  const InventoryItem* item = chosen_item(picker);
  return picker.wish.layout.value_or(item != nullptr ? item->layout : BankLayout::oihw);
}

Shape picked_shape(const Picker& picker) {
  TensorInfo info = chosen_item(picker)->info;
  info.layout = picked_layout(picker);
  return bank_shape(info);
}

std::int64_t picked_channels(const Picker& picker) {
  return picked_shape(picker)[1] * (file_says_sizes(picker) ? picker.inventory->conv->group : 1);
}

bool file_says_sizes(const Picker& picker) {
  return picker.chosen && picker.inventory->conv && picker.inventory->conv->weight == *picker.chosen;
}

void pick(Picker& picker, std::size_t place, std::optional<BankLayout> layout) {
  picker.chosen = place;
  picker.wish = {.layout = layout, .preprocess = picker.wish.preprocess};
  const Shape shape = picked_shape(picker);
  const std::int64_t C = picked_channels(picker);
  if (C == 1) picker.wish.preprocess.normalize = Normalize::none;  // the gray has no three means
  if (C != 1 && C != 3) picker.wish.channels = ChannelFit::repeat;
  if (file_says_sizes(picker)) return;
  // Most first layers keep the size, and halve it where their window is large.
  picker.wish.pad = (std::min(shape[2], shape[3]) - 1) / 2;
  picker.wish.stride = std::min(shape[2], shape[3]) >= 7 ? 2 : 1;
}

std::optional<Choice> picked(const State& s) {
  if (!s.picker || !s.picker->chosen) return std::nullopt;
  const Picker& picker = *s.picker;
  const InventoryItem& item = *chosen_item(picker);
  Choice choice = with_weights(latest_choice(s), picker.inventory->file, item.info.name);
  choice.layout = item.ambiguous ? std::optional(picked_layout(picker)) : std::nullopt;
  choice.channels = picker.wish.channels;
  choice.fold_norm = picker.wish.fold_norm && item.norm.has_value() && reads_as_listed(picker);
  choice.no_bias = picker.wish.no_bias && !choice.fold_norm;
  if (picker.wish.bias && !choice.fold_norm && !choice.no_bias) {
    choice.bias = picker.inventory->file;
    choice.bias_tensor = picker.inventory->items[*picker.wish.bias].info.name;
  }
  choice.preprocess = with(choice.preprocess, picker.wish.preprocess);
  choice.stride = picker.wish.stride;
  choice.pad = picker.wish.pad;
  return choice;
}

PickerWants picker_wants(const State& s) {
  PickerWants wants;
  if (s.choosing) wants.inventory = s.choosing->file;
  if (!s.picker) return wants;
  const Picker& picker = *s.picker;
  wants.file = picker.inventory->file;
  const auto want = [&](const SheetKey& key) {
    if (!picker.sheets.contains(key)) wants.sheets.push_back(key);
  };
  if (picker.chosen) {
    const InventoryItem& item = *chosen_item(picker);
    want({*picker.chosen, picked_layout(picker), true});
    if (item.ambiguous) {
      want({*picker.chosen, BankLayout::oihw, true});
      want({*picker.chosen, BankLayout::hwio, true});
    }
  }
  for (const std::size_t place : glanced_at(s)) {
    const InventoryItem& item = picker.inventory->items[place];
    if (item.info.shape.count() <= largest_glance) want({place, item.layout, false});
  }
  const std::optional<Choice> choice = picked(s);
  if (choice && (!picker.trial || picker.trial->choice != *choice))
    wants.trial = choice;
  else if (picker.trial && picker.trial->walkthrough && !picker.trial->comparison &&
           is_compared(*picker.trial))
    wants.compare = picker.trial->document;
  return wants;
}

Effects put_inventory(State& s, std::shared_ptr<const Inventory> inventory) {
  if (!s.choosing || s.choosing->file != inventory->file) return {};
  const bool ask = s.choosing->ask || s.picker;
  s.choosing.reset();
  s.message.clear();
  if (inventory->is_plain() && !ask) return ask_for(s, with_weights(latest_choice(s), inventory->file, {}));
  s.menu = act::MenuName::none;
  s.keys_sheet = s.check.sheet = false;
  s.editing.reset();
  s.crop_drag.reset();
  s.picker.emplace();
  s.picker->inventory = std::move(inventory);
  const std::vector<std::size_t> banks = listed_banks(*s.picker);
  if (s.picker->inventory->likeliest)
    pick(*s.picker, *s.picker->inventory->likeliest);
  else if (!banks.empty())
    pick(*s.picker, banks.front());
  return {};
}

void put_sheet(State& s, SheetAnswer answer) {
  if (s.picker && s.picker->inventory->file == answer.file)
    s.picker->sheets[answer.key] = std::move(answer.sheet);
}

void put_trial(State& s, Trial trial) {
  if (!s.picker || picked(s) != trial.choice) return;
  std::optional<Trial>& kept = s.picker->trial;
  if (!trial.walkthrough && kept) {
    // What was there stays, and its switches with it: they are the way out.
    kept->choice = std::move(trial.choice);
    kept->refusal = std::move(trial.refusal);
    return;
  }
  kept = std::move(trial);
}

void put_comparison(State& s, ComparisonAnswer answer) {
  if (s.picker && s.picker->trial && s.picker->trial->document == answer.document)
    s.picker->trial->comparison = std::move(answer.comparison);
}

void refuse_inventory(State& s, const std::filesystem::path& file, const std::string& line) {
  if (!s.choosing || s.choosing->file != file) return;
  s.choosing.reset();
  s.smaller.reset();
  s.message = line;
}

std::shared_ptr<const FilterSheet> read_sheet(WeightsFile& weights, const SheetKey& key) {
  try {
    return std::make_shared<const FilterSheet>(
        make_sheet(read_bank_at(weights, key.place, key.layout), key.whole ? whole_filters : glance_filters));
  } catch (const Error&) {
    return nullptr;
  }
}

}  // namespace unfold::view
