#pragma once

#include "core/io/filter_sheet.h"
#include "core/io/inventory.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/compare_preprocess.h"
#include "core/lesson/lesson.h"

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view {

struct State;
struct Effects;

// What a person wants of the tensor that is chosen, beside the tensor itself.
struct BankWish {
  std::optional<BankLayout> layout{};
  std::optional<ChannelFit> channels{};
  std::optional<std::size_t> bias{};  // another tensor of the file than its own
  bool no_bias = false;
  bool fold_norm = false;
  std::optional<std::int64_t> stride{}, pad{};  // where the file does not say them
  PreprocessChoice preprocess{};                // in the place of what the layer before had

  bool operator==(const BankWish&) const = default;
};

// One tensor read one way; names a FilterSheet.
struct SheetKey {
  std::size_t place = 0;
  BankLayout layout = BankLayout::oihw;
  bool whole = false;  // all its filters; else a few, for its line in the list

  auto operator<=>(const SheetKey&) const = default;  // NOLINT(modernize-use-nullptr): see FigureKey
};

// The layer that the choice would make, computed beside the frame.
struct Trial {
  Choice choice;
  std::shared_ptr<const Document> document{};
  std::shared_ptr<const Walkthrough> walkthrough{};  // null where it is refused
  std::string refusal{};
  std::shared_ptr<const PreprocessComparison> comparison{};  // null until it is computed
};

// Its steps can be done otherwise: a picture's, before as many channels as one has.
[[nodiscard]] bool is_compared(const Trial& trial);

// The choice of a first layer in a file of weights, over the whole window.
struct Picker {
  std::shared_ptr<const Inventory> inventory{};  // never null
  std::optional<std::size_t> chosen{};
  BankWish wish{};
  bool all_convs = false, all_others = false;                       // the long lists are unfolded
  float scroll = 0;                                                 // of the list, in pixels
  std::map<SheetKey, std::shared_ptr<const FilterSheet>> sheets{};  // null: the tensor could not be read
  std::optional<Trial> trial{};
};

// The choice that the picker stands for; none before a tensor is chosen.
[[nodiscard]] std::optional<Choice> picked(const State& state);
// How the chosen tensor is read; there is one.
[[nodiscard]] BankLayout picked_layout(const Picker& picker);
// Does the file say the stride and padding of the chosen tensor?
[[nodiscard]] bool file_says_sizes(const Picker& picker);

// As (FN, C, FH, FW).
[[nodiscard]] Shape picked_shape(const Picker& picker);

// How many channels x has for it: those of a filter, times the groups that the file tells of.
[[nodiscard]] std::int64_t picked_channels(const Picker& picker);

// Chooses a tensor, and what is likeliest beside it.
void pick(Picker& picker, std::size_t place, std::optional<BankLayout> layout = std::nullopt);

// What the picker would show now and has not got. `inventory`: a file that is asked for and not opened yet.
struct PickerWants {
  std::optional<std::filesystem::path> inventory{};
  std::filesystem::path file{};  // that the sheets are of
  std::vector<SheetKey> sheets{};
  std::optional<Choice> trial{};
  std::shared_ptr<const Document> compare{};  // the trial's: what other steps would do to its maps

  bool operator==(const PickerWants&) const = default;
};
[[nodiscard]] PickerWants picker_wants(const State& state);

// The worker's answers; what is not of the present file is dropped.
struct SheetAnswer {
  std::filesystem::path file;
  SheetKey key;
  std::shared_ptr<const FilterSheet> sheet;
};
struct ComparisonAnswer {
  std::shared_ptr<const Document> document;
  std::shared_ptr<const PreprocessComparison> comparison;
};
// Opens the picker on it; a file with nothing to ask is loaded at once.
[[nodiscard]] Effects put_inventory(State& state, std::shared_ptr<const Inventory> inventory);
void put_sheet(State& state, SheetAnswer answer);
void put_trial(State& state, Trial trial);
void put_comparison(State& state, ComparisonAnswer answer);
// The file could not be opened. What was on the screen stays.
void refuse_inventory(State& state, const std::filesystem::path& file, const std::string& line);

// Reads a sheet; null where the tensor cannot be read.
[[nodiscard]] std::shared_ptr<const FilterSheet> read_sheet(WeightsFile& weights, const SheetKey& key);

}  // namespace unfold::view
