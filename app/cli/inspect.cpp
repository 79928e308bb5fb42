#include "app/cli/headless.h"

#include "core/io/inventory.h"
#include "core/io/layout_word.h"
#include "core/io/printable.h"
#include "core/io/utf8_path.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <vector>

namespace unfold::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word(TensorUse use) {
  switch (use) {
  case TensorUse::first_layer: return "first_layer";
  case TensorUse::later_conv: return "later_conv";
  case TensorUse::other: return "other";
  }
  return {};
}

std::string_view word(StoredConv::AutoPad pad) {
  switch (pad) {
  case StoredConv::AutoPad::none: return "none";
  case StoredConv::AutoPad::same_upper: return "same_upper";
  case StoredConv::AutoPad::same_lower: return "same_lower";
  }
  return {};
}

Json json_of(const Inventory& inventory, const StoredNorm& norm) {
  const auto name = [&](std::size_t place) { return inventory.items[place].info.name; };
  Json json{{"name", norm.name}, {"mean", name(norm.mean)}, {"variance", name(norm.variance)}};
  if (norm.gamma) json["gamma"] = name(*norm.gamma);
  if (norm.beta) json["beta"] = name(*norm.beta);
  json["epsilon"] = norm.epsilon;
  return json;
}

Json json_of(const Inventory& inventory, const InventoryItem& item) {
  Json shape = Json::array();
  for (int i = 0; i < item.info.shape.rank(); ++i) shape.push_back(item.info.shape[i]);
  Json json{{"name", item.info.name},
            {"shape", std::move(shape)},
            {"dtype", item.info.dtype},
            {"use", word(item.use)}};
  if (!item.why_not.empty()) json["why_not"] = item.why_not;
  if (item.use == TensorUse::other) return json;
  json["layout"] = word(item.layout);
  json["ambiguous"] = item.ambiguous;
  if (item.bias) json["bias"] = inventory.items[*item.bias].info.name;
  if (item.norm) json["batch_norm"] = json_of(inventory, *item.norm);
  return json;
}

Json json_of(const Inventory& inventory) {
  Json json{{"version", 1},
            {"file", utf8_of(inventory.file)},
            {"format", inventory.format},
            {"bytes", inventory.bytes},
            {"tensors", Json::array()}};
  for (const InventoryItem& item : inventory.items) json["tensors"].push_back(json_of(inventory, item));
  const auto name = [&](std::size_t place) { return inventory.items[place].info.name; };
  if (const std::optional<StoredConv>& conv = inventory.conv) {
    Json first{{"weight", name(conv->weight)}};
    if (conv->bias) first["bias"] = name(*conv->bias);
    first["stride"] = conv->stride;
    if (conv->auto_pad == StoredConv::AutoPad::none) first["pad"] = conv->pad;
    first["auto_pad"] = word(conv->auto_pad);
    first["dilation"] = conv->dilation;
    first["groups"] = conv->group;
    json["first_convolution"] = std::move(first);
  } else if (!inventory.conv_note.empty()) {
    json["no_first_convolution"] = inventory.conv_note;
  }
  for (const LeftOut& one : inventory.left_out)
    json["left_out"].push_back(Json{{"name", one.name}, {"why", one.why}});
  if (inventory.likeliest) json["likeliest"] = name(*inventory.likeliest);
  return json;
}

void write_table(const Inventory& inventory, std::ostream& out) {
  using Row = std::array<std::string, 4>;
  std::vector<Row> rows{{"name", "shape", "dtype", "first layer"}};
  for (const InventoryItem& item : inventory.items) {
    std::string can = item.use == TensorUse::first_layer ? "yes" : "no: " + item.why_not;
    if (item.ambiguous) can += ", as " + std::string(word(item.layout)) + " or by --layout";
    rows.push_back({printable(item.info.name), to_string(item.info.shape), item.info.dtype, std::move(can)});
  }
  std::array<std::size_t, 3> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  const std::size_t count = inventory.items.size();
  out << inventory.name << ": " << inventory.format << ", " << count << (count == 1 ? " tensor" : " tensors")
      << '\n';
  for (const Row& row : rows) {
    std::string text = "  ";
    for (std::size_t i = 0; i < widths.size(); ++i)
      text += row[i] + std::string(widths[i] - row[i].size() + 2, ' ');
    out << text << row[3] << '\n';
  }
  for (const LeftOut& one : inventory.left_out)
    out << "  " << printable(one.name) << "  left out: " << one.why << '\n';
}

}  // namespace

void inspect(const CommandLine& line, std::ostream& out) {
  const Inventory inventory = take_inventory(line.target);
  if (!line.json) return write_table(inventory, out);
  out << json_of(inventory).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace unfold::cli
