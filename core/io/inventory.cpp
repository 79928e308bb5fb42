#include "core/io/inventory.h"

#include "core/io/batch_norm.h"
#include "core/io/printable.h"

#include <system_error>
#include <utility>

namespace unfold {
namespace {

InventoryItem item_of(const WeightsFile& weights, const TensorNames& names,
                      const std::optional<StoredConv>& conv, std::size_t place) {
  InventoryItem item;
  item.info = names.tensors()[place];
  item.of_norm = is_of_norm(names, place);
  item.layout = layout_of(item.info);
  item.ambiguous = is_ambiguous(item.info);
  const std::optional<std::string> no_bank = not_a_bank(item.info), not_first = not_a_first_layer(item.info);
  item.use = no_bank ? TensorUse::other : not_first ? TensorUse::later_conv : TensorUse::first_layer;
  item.why_not = no_bank.value_or(not_first.value_or(std::string()));
  if (no_bank) return item;
  const std::int64_t FN = bank_shape(item.info)[0];
  const bool is_first = conv && conv->weight == place;
  item.bias = is_first ? conv->bias : bias_beside(names, place, FN);
  item.norm = norm_after(weights, names, place, FN);
  return item;
}

}  // namespace

std::vector<std::size_t> Inventory::of(TensorUse use) const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].use == use) places.push_back(i);
  return places;
}

bool Inventory::is_plain() const {
  return items.size() == 1 && items.front().use == TensorUse::first_layer && !items.front().ambiguous;
}

Inventory take_inventory(const WeightsFile& weights, const std::filesystem::path& file) {
  Inventory inventory;
  inventory.file = file;
  inventory.name = display_name(file);
  inventory.format = weights.format();
  std::error_code failed;
  const std::uintmax_t bytes = std::filesystem::file_size(file, failed);
  inventory.bytes = failed ? 0 : bytes;
  inventory.conv = weights.first_conv();
  inventory.conv_note = weights.first_conv_note();
  inventory.left_out = weights.left_out();
  const TensorNames names(weights.tensors());
  for (std::size_t i = 0; i < weights.tensors().size(); ++i)
    inventory.items.push_back(item_of(weights, names, inventory.conv, i));
  const std::vector<std::size_t> first = inventory.of(TensorUse::first_layer);
  if (inventory.conv && inventory.items[inventory.conv->weight].use != TensorUse::other)
    inventory.likeliest = inventory.conv->weight;
  else if (!first.empty())
    inventory.likeliest = first.front();
  return inventory;
}

Inventory take_inventory(const std::filesystem::path& file) {
  return take_inventory(*open_weights(file), file);
}

}  // namespace unfold
