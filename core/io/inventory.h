#pragma once

#include "core/io/bank.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace unfold {

// What a tensor of a file can be in the layer: the bank of a first convolution, that of a later one, which
// reads maps and no picture, or none.
enum class TensorUse { first_layer, later_conv, other };

struct InventoryItem {
  TensorInfo info;
  TensorUse use = TensorUse::other;
  std::string why_not;     // of what is no first layer: "64 input channels, not 3 (colour) or 1 (gray)"
  BankLayout layout{};     // how its axes are taken: layout_of
  bool ambiguous = false;  // is_ambiguous
  std::optional<std::size_t> bias;  // its own, as a place of Inventory::items
  std::optional<StoredNorm> norm;   // the batch normalisation after it
  bool of_norm = false;             // is itself of a normalisation: its bias is no convolution's
};

// All that a file of weights says before any tensor of it is read.
struct Inventory {
  std::filesystem::path file;
  std::string name;    // for the screen
  std::string format;  // "PyTorch 0.1, tar"
  std::uint64_t bytes = 0;
  std::vector<InventoryItem> items;  // in the order of WeightsFile::tensors()
  std::optional<StoredConv> conv;    // the first convolution, where the file tells which it is
  std::string conv_note;             // why there is none, where that can be said
  std::vector<LeftOut> left_out;     // what `items` lacks
  // What a first layer is most likely made from: the first convolution's, else the first that can be one.
  std::optional<std::size_t> likeliest;

  [[nodiscard]] std::vector<std::size_t> of(TensorUse use) const;  // places, in the file's order
  // Nothing has to be asked: one tensor, which can be a first layer in one way only.
  [[nodiscard]] bool is_plain() const;
};

// Throws Error as open_weights does.
[[nodiscard]] Inventory take_inventory(const std::filesystem::path& file);
[[nodiscard]] Inventory take_inventory(const WeightsFile& weights, const std::filesystem::path& file);

}  // namespace unfold
