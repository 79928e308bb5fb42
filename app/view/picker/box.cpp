#include "app/view/chrome/chrome.h"
#include "app/view/format.h"
#include "app/view/picker/draw.h"
#include "core/io/printable.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

std::string tensor_name(const PickerContext& c, std::size_t place) {
  return printable(c.picker.inventory->items[place].info.name, 60);
}

void draw_head(Painter& p, const PickerContext& c, const InventoryItem& item, Rect at) {
  const Theme& t = p.theme();
  p.fill(at, t.accent);
  const PickerColumns x = picker_columns(at.w);
  const float size = p.type().statement, base = at.y + at.h / 2 + size * 0.36F;
  const TextStyle bold{.size = size, .face = Face::ui_bold, .color = t.accent_ink};
  const TextStyle plain{.size = size, .color = t.accent_ink};
  const std::string full = printable(item.info.name, 200);
  p.text(ellipsized(p, full, x.shape - x.name - 12, size, Face::ui_bold), {at.x + x.name, base}, bold);
  p.text(to_string(item.info.shape), {at.x + x.shape, base}, bold);
  p.text(item.info.dtype, {at.x + x.dtype, base}, plain);
  TextStyle right = plain;
  right.align = Align::right;
  p.text(grouped(item.info.shape.count()), {at.x + x.values, base}, right);
  right.face = Face::ui_bold;
  p.text("✓ " + c.texts.get("picker.chosen"), {at.right() - 12, base}, right);
  p.tip(at, full);
}

// "one range ±0.35: 3.2 % lie beyond. 8 filters are almost zero."
std::string sheet_words(const PickerContext& c, const FilterSheet& sheet, std::int64_t shown) {
  std::string words = c.texts.get(
      "picker.range", {{"range", value_text(static_cast<double>(sheet.range), sheet.range < 0.1F ? 4 : 2)},
                       {"beyond", fixed(100 * sheet.beyond, 1)}});
  if (sheet.nearly_zero > 0)
    words += " " + c.texts.get(sheet.nearly_zero == 1 ? "picker.one_zero" : "picker.zeros",
                               {{"count", std::to_string(sheet.nearly_zero)}});
  if (shown < sheet.bank[0])
    words += " " + c.texts.get("picker.first_of",
                               {{"n", std::to_string(shown)}, {"all", std::to_string(sheet.bank[0])}});
  return words;
}

// The filters as one reading of the axes gives them.
void draw_reading(Painter& p, const PickerContext& c, const SheetKey& key, Rect at) {
  const Theme& t = p.theme();
  const TextStyle small{.size = p.type().text, .color = t.text1};
  const auto found = c.picker.sheets.find(key);
  const bool read = found != c.picker.sheets.end();
  if (!read || !found->second) {
    p.text(c.texts.get(read ? "picker.unreadable" : "picker.reading"), {at.x, at.y + 20}, small);
    return;
  }
  const float words = p.type().text + 8;
  const std::int64_t shown = draw_sheet(p, found->second, {at.x, at.y, at.w, at.h - words});
  const std::string line = sheet_words(c, *found->second, shown);
  p.text(ellipsized(p, line, at.w, p.type().text, Face::ui), {at.x, at.bottom() - 4}, small);
  p.tip({at.x, at.bottom() - words, at.w, words}, line);
}

void draw_stepper(Painter& p, const PickerContext& c, Param param, std::int64_t value, Rect box) {
  const Theme& t = p.theme();
  p.fill(box, t.bg2, 3);
  if (t.name == ThemeName::light) p.frame(box, t.text0, 1, 3);
  const float size = p.type().statement;
  p.text(std::to_string(value), {box.x + 10, box.y + box.h / 2 + size * 0.36F},
         {.size = size, .face = Face::ui_bold, .color = t.text0});
  const std::int64_t least = param == Param::stride ? 1 : 0;
  for (const bool up : {true, false}) {
    const std::int64_t next = value + (up ? 1 : -1);
    const bool can = next >= least && next <= 64;
    const Rect half{box.right() - 22, up ? box.y : box.y + box.h / 2, 22, box.h / 2};
    p.arrow_head({half.x + 11, box.y + box.h / 2 + (up ? -5.0F : 5.0F)}, 3.5F,
                 up ? Painter::Toward::up : Painter::Toward::down, can ? t.text1 : t.bg3);
    if (can) p.hit(half, Action{act::PickParam{param, next}}, c.texts.get("picker.step"));
  }
}

// Stride and padding: from the file, or to be given; below each other where `at` is high, else in one line.
void draw_sizes(Painter& p, const PickerContext& c, Rect at) {
  const Theme& t = p.theme();
  const float small = p.type().text, size = p.type().statement;
  const TextStyle quiet{.size = small, .color = t.text2};
  if (file_says_sizes(c.picker)) {
    const StoredConv& conv = *c.picker.inventory->conv;
    const bool same = conv.auto_pad != StoredConv::AutoPad::none;
    const bool even = std::ranges::all_of(conv.pad, [&](std::int64_t side) { return side == conv.pad[0]; });
    std::string pad = same ? "same" : std::to_string(conv.pad[0]);
    if (!same && !even)
      for (std::size_t i = 1; i < 4; ++i) pad += ", " + std::to_string(conv.pad[i]);
    const float label = p.text(c.texts.get("picker.file_says"), {at.x, at.y + small}, quiet);
    std::string words = "stride " + std::to_string(conv.stride[0]);
    if (conv.stride[1] != conv.stride[0]) words += ", " + std::to_string(conv.stride[1]);
    words += " · pad " + pad;
    if (conv.dilation[0] != 1 || conv.dilation[1] != 1)
      words += " · dilation " + std::to_string(conv.dilation[0]);
    if (conv.group != 1) words += " · groups " + std::to_string(conv.group);
    const TextStyle bold{.size = size, .face = Face::ui_bold, .color = t.text0};
    if (at.h < 60)
      p.text(words, {at.x + label + 12, at.y + small}, bold);
    else
      p.paragraph(words, {at.x, at.y + small + size + 10}, at.w, size + 6, bold);
    return;
  }
  const bool one_line = at.h < 60;
  const float label =
      p.text(c.texts.get("picker.not_in_file"), {at.x, at.y + small + (one_line ? 5.0F : 0.0F)}, quiet);
  const float y = one_line ? at.y : at.y + small + 10;
  const auto stepper = [&](float x, const char* name, Param param, std::int64_t value) {
    const float wide = p.text(name, {x, y + 19}, {.size = size, .color = t.text0});
    const Rect box{x + wide + 6, y, 50, 28};
    draw_stepper(p, c, param, value, box);
    return box.right() + 12;
  };
  const float left = one_line ? at.x + label + 14 : at.x;
  const float x = stepper(left, "stride", Param::stride, c.picker.wish.stride.value_or(1));
  stepper(x, "pad", Param::pad, c.picker.wish.pad.value_or(0));
}

void draw_one_sheet(Painter& p, const PickerContext& c, Rect at) {
  const float aside = 208;
  draw_reading(p, c, {*c.picker.chosen, picked_layout(c.picker), true},
               {at.x, at.y, at.w - aside - 20, at.h});
  const float x = at.right() - aside;
  p.text(c.texts.get("picker.read_as"), {x, at.y + p.type().text},
         {.size = p.type().text, .color = p.theme().text2});
  draw_axis_chips(p, picked_shape(c.picker), {x, at.y + 34}, p.type().text);
  draw_sizes(p, c, {x, at.y + 60, aside, at.h - 60});
}

// Both readings side by side: the person sees which of them are filters.
void draw_both_sheets(Painter& p, const PickerContext& c, const InventoryItem& item, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().text;
  p.text(c.texts.get("picker.which"), {at.x, at.y + size},
         {.size = size, .face = Face::ui_bold, .color = t.text0});
  const float gap = 12, half = std::floor((at.w - gap) / 2), top = at.y + size + 12;
  const float tall = at.bottom() - top - 44;
  for (const BankLayout layout : {BankLayout::oihw, BankLayout::hwio}) {
    const bool first = layout == BankLayout::oihw, chosen = layout == picked_layout(c.picker);
    const Rect panel{first ? at.x : at.x + half + gap, top, half, tall};
    p.fill(panel, chosen ? t.bg3 : t.bg2, 3);
    p.frame(panel, chosen ? t.text0 : t.line2, chosen ? 2.0F : 1.0F, 3);
    TensorInfo info = item.info;
    info.layout = layout;
    const Rect ring{panel.x + 10, panel.y + 10, 10, 10};
    p.frame(ring, chosen ? t.text0 : t.text2, 1, 5);
    if (chosen) p.fill(ring.inset(3), t.text0, 2);
    p.text(first ? "(FN, C, FH, FW)  PyTorch" : "(FH, FW, C, FN)  Keras",
           {panel.x + 28, panel.y + 10 + size * 0.85F},
           {.size = size, .face = chosen ? Face::ui_bold : Face::ui, .color = t.text0});
    draw_axis_chips(p, bank_shape(info), {panel.x + 10, panel.y + 40}, p.type().code);
    draw_reading(p, c, {*c.picker.chosen, layout, true},
                 {panel.x + 10, panel.y + 58, panel.w - 20, panel.h - 62});
    p.hit(panel, Action{act::PickLayout{layout}});
  }
  draw_sizes(p, c, {at.x, at.bottom() - 34, at.w, 34});
}

// A heading with choices beside it, and a line under them that says what they come to.
void draw_question(Painter& p, const PickerContext& c, const std::string& title,
                   const std::vector<Choosable>& options, const std::string& words, Rect at) {
  static_cast<void>(c);
  const Theme& t = p.theme();
  const float size = p.type().text, left = at.x + 92;
  p.hline(at.x, at.right(), at.y, t.line1);
  p.text(title, {at.x, at.y + 24}, {.size = size, .face = Face::ui_bold, .color = t.text0});
  draw_choices(p, options, {left, at.y + 20}, size, at.right());
  p.rich(ellipsized(p, words, at.right() - left, p.type().code, Face::ui), {left, at.y + 49},
         {.size = p.type().code, .color = t.text1});
  p.tip({left, at.y + 36, at.right() - left, 18}, words);
}

void draw_bias(Painter& p, const PickerContext& c, InventoryItem item, Rect at) {
  if (!reads_as_listed(c.picker)) item.bias.reset();
  const BankWish& wish = c.picker.wish;
  const std::int64_t FN = picked_shape(c.picker)[0];
  std::vector<Choosable> options;
  const bool own = item.bias && !wish.no_bias && !wish.bias;
  if (item.bias) options.push_back({tensor_name(c, *item.bias), own, act::PickBias{item.bias}});
  const bool none = wish.no_bias || (!item.bias && !wish.bias);
  options.push_back({c.texts.get("picker.no_bias"), none && !wish.fold_norm, act::PickBias{}});
  // Other vectors of that length, but those that are a normalisation's.
  std::size_t others = 0;
  std::string belongs;
  for (std::size_t i = 0; i < c.picker.inventory->items.size(); ++i) {
    const TensorInfo& info = c.picker.inventory->items[i].info;
    if (info.shape != Shape{FN} || item.bias == i || info.name.find("bias") == std::string::npos) continue;
    if (c.picker.inventory->items[i].of_norm) {
      if (belongs.empty()) belongs = printable(info.name, 60);
      continue;
    }
    if (++others > 2) continue;
    options.push_back({printable(info.name, 60), wish.bias == i, act::PickBias{i}});
  }
  std::string words;
  if (wish.fold_norm)
    words = c.texts.get("picker.bias_folded");
  else if (!none)
    words = c.texts.get("picker.bias_taken", {{"FN", std::to_string(FN)}});
  else if (item.bias)
    words = c.texts.get("picker.bias_left");
  else
    words = c.texts.get("picker.bias_absent");
  if (!belongs.empty() && !wish.fold_norm && !item.bias)
    words += " " + c.texts.get("picker.bias_of_norm", {{"name", belongs}, {"FN", std::to_string(FN)}});
  draw_question(p, c, c.texts.get("picker.bias"), options, words, at);
}

void draw_norm(Painter& p, const PickerContext& c, const InventoryItem& item, Rect at) {
  const bool fold = c.picker.wish.fold_norm;
  const std::vector<Choosable> options{
      {c.texts.get("picker.norm_out"), !fold, act::PickNorm{false}},
      {c.texts.get("picker.norm_fold", {{"name", printable(item.norm->name, 40)}}), fold,
       act::PickNorm{true}}};
  draw_question(p, c, c.texts.get("picker.norm"), options,
                c.texts.get(fold ? "picker.norm_folded" : "picker.norm_found"), at);
}

void draw_channels(Painter& p, const PickerContext& c, Rect at) {
  const std::int64_t C = picked_channels(c.picker);
  if (C == 1) {
    draw_question(p, c, c.texts.get("picker.channels"),
                  {{c.texts.get("picker.gray"), true, act::PickChannels{ChannelFit::gray}}},
                  c.texts.get("picker.one_channel"), at);
    return;
  }
  std::vector<Choosable> options;
  const ChannelFit now = c.picker.wish.channels.value_or(ChannelFit::repeat);
  for (const ChannelFit fit : {ChannelFit::repeat, ChannelFit::gray, ChannelFit::first}) {
    const bool grouped = file_says_sizes(c.picker) && c.picker.inventory->conv->group > 1;
    if (fit == ChannelFit::first && (C < 3 || grouped)) continue;
    options.push_back(
        {c.texts.get("picker.fit_" + std::string(name(fit))), fit == now, act::PickChannels{fit}});
  }
  draw_question(p, c, c.texts.get("picker.channels"), options,
                c.texts.get("picker.fit_" + std::string(name(now)) + "_why", {{"C", std::to_string(C)}}), at);
}

}  // namespace

void draw_picker_box(Painter& p, const PickerContext& c, Rect at) {
  const Theme& t = p.theme();
  const InventoryItem& item = c.picker.inventory->items[*c.picker.chosen];
  const BoxLayout box = box_layout(c.picker);
  p.fill(at, t.bg1, 3);
  draw_head(p, c, item, {at.x, at.y, at.w, box.head});
  const float margin = 14;
  float y = at.y + box.head;
  const Rect sheet{at.x + margin, y + 12, at.w - 2 * margin, box.sheet - 22};
  if (item.ambiguous)
    draw_both_sheets(p, c, item, sheet);
  else
    draw_one_sheet(p, c, sheet);
  y += box.sheet;
  const auto part = [&](float height) {
    const Rect rect{at.x + margin, y, at.w - 2 * margin, height};
    y += height;
    return rect;
  };
  if (box.channels > 0) draw_channels(p, c, part(box.channels));
  draw_bias(p, c, item, part(box.bias));
  if (box.norm > 0) draw_norm(p, c, item, part(box.norm));
  p.frame(at, t.name == ThemeName::light ? t.text0 : t.accent, 2, 3);
}

}  // namespace unfold::view
