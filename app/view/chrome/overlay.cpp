#include "app/view/check/sheet.h"
#include "app/view/chrome/chrome.h"
#include "app/view/commands.h"
#include "app/view/edit/field.h"
#include "app/view/prepare/prepare.h"
#include "core/io/printable.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace unfold::view {
namespace {

struct Line {
  std::string words;
  std::string note;  // quieter, at the right
  bool chosen = false;
  Action action;
  bool heading = false;          // names the group below it; answers nothing
  std::optional<Param> param{};  // is stepped down and up at the right of its value, which is the note
};

std::int64_t edited_count(const Document& d, bool in_x) {
  return std::count_if(d.edited.begin(), d.edited.end(),
                       [&](const EditedCell& edited) { return (edited.cell.tensor == TensorId::x) == in_x; });
}

void add_reset(std::vector<Line>& lines, const Document& d, const Texts& tx, bool in_x) {
  const std::int64_t count = edited_count(d, in_x);
  if (count == 0) return;
  lines.push_back({tx.get(in_x ? "edit.reset_x" : "edit.reset_weights"),
                   tx.get("edit.count", {{"count", std::to_string(count)}}), false,
                   act::ResetCells{in_x ? act::Resets::x : act::Resets::weights}});
}

// Numbers instead of a picture, and another seed where they are random.
void add_fills(std::vector<Line>& lines, const State& s, const Texts& tx) {
  lines.push_back({tx.get("fill.group"), {}, false, act::ToggleMenu{act::MenuName::none}, true});
  for (const FillKind kind : fill_kinds()) {
    const bool chosen = s.choice.fill && s.choice.fill->kind == kind;
    const bool seeded = kind == FillKind::random && chosen;
    const std::string seed = seeded ? std::to_string(s.choice.fill->seed) : std::string();
    lines.push_back(
        {tx.get("fill." + std::string(name(kind))),
         seeded ? tx.get("fill.seed", {{"seed", seed}}) : tx.get("fill." + std::string(name(kind)) + "_note"),
         chosen, act::SetFill{seeded ? *s.choice.fill : InputFill{kind}}});
    if (seeded)
      lines.push_back({tx.get("fill.new_seed"), std::to_string(s.choice.fill->seed + 1), false,
                       act::SetFill{InputFill{kind, s.choice.fill->seed + 1}}});
  }
}

bool names(const std::optional<std::filesystem::path>& chosen, const std::filesystem::path& file) {
  std::error_code failed;
  return chosen && std::filesystem::absolute(*chosen, failed) == file;
}

void add_heading(std::vector<Line>& lines, const std::string& words) {
  lines.push_back({words, {}, false, act::ToggleMenu{act::MenuName::none}, true});
}

// What was opened before, but for what is open now.
void add_recent(std::vector<Line>& lines, const State& s, const Texts& tx, bool weights) {
  const auto& chosen = weights ? s.choice.weights : s.choice.picture;
  bool any = false;
  for (const std::filesystem::path& file : weights ? s.recent.weights : s.recent.pictures) {
    if (names(chosen, file)) continue;
    if (!any) add_heading(lines, tx.get("menu.recent"));
    any = true;
    const std::string folder = display_name(file.parent_path());
    if (weights)
      lines.push_back({display_name(file), folder, false, act::ChooseLayer{file}});
    else
      lines.push_back({display_name(file), folder, false, act::OpenPicture{file}});
  }
}

void add_torch_cache(std::vector<Line>& lines, const State& s, const Texts& tx) {
  if (s.torch_cache.empty()) return;
  add_heading(lines, tx.get("menu.torch_cache"));
  for (const CachedCheckpoint& one : s.torch_cache)
    lines.push_back({display_name(one.file), bytes_words(static_cast<std::int64_t>(one.bytes)),
                     names(s.choice.weights, one.file), act::ChooseLayer{one.file}});
}

// The layer's numbers beside those in the top bar.
void add_numbers(std::vector<Line>& lines, const State& s, const Texts& tx) {
  const LayerParams now = s.walkthrough->geometry().params();
  constexpr std::pair<Param, const char*> numbers[] = {
      {Param::dilation, "menu.dilation"},     {Param::groups, "menu.groups"},
      {Param::pad_top, "menu.pad_top"},       {Param::pad_left, "menu.pad_left"},
      {Param::pad_bottom, "menu.pad_bottom"}, {Param::pad_right, "menu.pad_right"},
      {Param::pool_pad, "menu.pool_pad"}};
  for (const auto& [param, key] : numbers) {
    Line line{tx.get(key), std::to_string(value_of(now, param)), false,
              act::ToggleMenu{act::MenuName::layer}};
    line.param = param;
    lines.push_back(std::move(line));
  }
  lines.push_back({tx.get("menu.pool_ceil"), tx.get("menu.pool_ceil_note"), now.pool_ceil,
                   act::SetParam{Param::pool_ceil, now.pool_ceil ? 0 : 1}});
}

// The value that a step leads to; nothing where there is none.
std::optional<std::int64_t> stepped(const State& s, Param param, int by) {
  const Geometry& g = s.walkthrough->geometry();
  const std::int64_t now = value_of(g.params(), param);
  if (param == Param::groups) {
    const std::vector<std::int64_t>& choices = s.document->group_choices;
    const auto at = std::find(choices.begin(), choices.end(), now);
    if (at == choices.end()) return choices.empty() ? std::nullopt : std::optional(choices.front());
    const auto to = at - choices.begin() + by;
    if (to < 0 || to >= std::ssize(choices)) return std::nullopt;
    return choices[static_cast<std::size_t>(to)];
  }
  const ParamRange range = valid_range(g, param);
  if (now + by < range.lo || now + by > range.hi) return std::nullopt;
  return now + by;
}

void draw_steps(Painter& p, const State& s, Param param, Rect row) {
  const float size = p.type().text, base = row.y + row.h / 2 + size * 0.36F;
  for (const int by : {-1, 1}) {
    const Rect at{row.right() - (by < 0 ? 60.0F : 30.0F), row.y, 30, row.h};
    const auto to = stepped(s, param, by);
    p.text(by < 0 ? "−" : "+", {at.centre().x, base},
           {.size = size,
            .face = Face::ui_bold,
            .color = to ? p.theme().text0 : p.theme().bg3,
            .align = Align::centre});
    if (to)
      p.hit(at, Action{act::SetParam{param, *to}}, std::to_string(*to));
    else
      p.tip(at, {});
  }
}

std::vector<Line> lines_of(const State& s, const Texts& tx) {
  const Document& d = *s.document;
  std::vector<Line> lines;
  switch (s.menu) {
  case act::MenuName::lesson:
    for (const std::string& lesson : lesson_names())
      lines.push_back(
          {lesson, tx.get("lesson." + lesson), lesson == s.choice.lesson, act::OpenLesson{lesson}});
    break;
  case act::MenuName::picture:
    lines.push_back({tx.get("menu.open_picture"), "O", false, act::OpenFileDialog{act::MenuName::picture}});
    lines.push_back({tx.get("menu.lesson_own"), s.choice.lesson,
                     !s.choice.picture && !s.choice.pattern && !s.choice.fill, act::OpenPicture{}});
    for (const PatternKind kind : pattern_kinds()) {
      const bool chosen = s.choice.pattern && s.choice.pattern->kind == kind && !s.choice.fill;
      lines.push_back({tx.get("pattern." + std::string(name(kind))),
                       tx.get("pattern." + std::string(name(kind)) + "_note"), chosen,
                       act::OpenPattern{chosen ? *s.choice.pattern : TestPattern{kind}}});
    }
    if (s.choice.picture)
      lines.push_back(
          {d.fill ? display_name(*s.choice.picture) : d.picture_name, {}, !s.choice.fill, act::SetFill{}});
    add_recent(lines, s, tx, false);
    add_fills(lines, s, tx);
    add_reset(lines, d, tx, true);
    break;
  case act::MenuName::weights:
    lines.push_back({tx.get("menu.open_weights"), "W", false, act::OpenFileDialog{act::MenuName::weights}});
    lines.push_back({tx.get("menu.lesson_own"), s.choice.lesson, !s.choice.weights, act::OpenWeights{}});
    if (s.choice.weights) {
      lines.push_back({d.weights_name, {}, true, act::ToggleMenu{act::MenuName::none}});
      lines.push_back({tx.get("menu.choose_layer"), {}, false, act::ChooseLayer{*s.choice.weights, true}});
    }
    add_recent(lines, s, tx, true);
    add_torch_cache(lines, s, tx);
    add_reset(lines, d, tx, false);
    break;
  case act::MenuName::values: {
    const auto add = [&](const Normalize& normalize, bool scale, const char* note) {
      const PreprocessChoice steps{.scale = scale, .normalize = normalize};
      Preprocess then = d.preprocess;
      then.order = ChannelOrder::rgb;
      then = with(then, steps);
      Preprocess now = d.preprocess;
      now.order = ChannelOrder::rgb;
      lines.push_back({values_text(then, tx), tx.get(note), then == now, act::SetPreprocess{steps}});
    };
    add(Normalize::none, true, "menu.values_plain");
    if (s.walkthrough->geometry().C == 3) add(Normalize::imagenet, true, "menu.values_imagenet");
    add(Normalize::none, false, "menu.values_bytes");
    if (s.walkthrough->geometry().C == 3) {
      const bool bgr = d.preprocess.order == ChannelOrder::bgr;
      lines.push_back(
          {"RGB", tx.get("menu.order_rgb"), !bgr, act::SetPreprocess{{.order = ChannelOrder::rgb}}});
      lines.push_back(
          {"BGR", tx.get("menu.order_bgr"), bgr, act::SetPreprocess{{.order = ChannelOrder::bgr}}});
    }
    lines.push_back({tx.get("menu.values_typed"), {}, false, act::OpenFileDialog{act::MenuName::values}});
    break;
  }
  case act::MenuName::layer: add_numbers(lines, s, tx); break;
  case act::MenuName::none: break;
  }
  return lines;
}

void draw_panel(Painter& p, Rect at) {
  p.fill({at.x + 3, at.y + 4, at.w, at.h}, faded(rgb(0x000000), 0.25F), 4);
  p.fill(at, p.theme().bg1, 4);
  p.frame(at, p.theme().line2, p.theme().rule, 4);
}

}  // namespace

void draw_menu(Painter& p, const State& s, const Texts& tx, const Layout& l) {
  if (s.menu == act::MenuName::none || !s.document || l.present) return;
  const std::vector<Line> lines = lines_of(s, tx);
  const float size = p.type().text;
  float words = 0;
  float notes = 0;
  for (const Line& line : lines) {
    words = std::max(words, p.text_width(line.words, size));
    notes = std::max(notes, p.text_width(line.note, p.type().label));
  }
  const float pitch = std::round(size * 2.1F);
  const float wide = std::max(180.0F, 28 + words + (notes > 0 ? notes + 24 : 0) +
                                          (s.menu == act::MenuName::layer ? 66.0F : 14.0F));
  const float x = std::min(menu_x(s, tx, l, p), l.size.x - wide - 8);
  const Rect at{x, l.top.bottom() + 2, wide, pitch * static_cast<float>(lines.size()) + 12};
  // A click beside it closes it.
  p.hit({0, 0, l.size.x, l.size.y}, Action{act::ToggleMenu{act::MenuName::none}});
  draw_panel(p, at);
  float y = at.y + 6;
  for (const Line& line : lines) {
    const Rect row{at.x + 1, y, at.w - 2, pitch};
    if (line.chosen) {
      p.fill({at.x + 4, y + 2, at.w - 8, pitch - 4}, p.theme().bg3, 3);
      p.fill({at.x + 4, y + 2, 3, pitch - 4},
             p.theme().name == ThemeName::light ? p.theme().text0 : p.theme().accent);
    }
    const float base = y + pitch / 2 + size * 0.36F;
    if (line.heading) {
      p.hline(at.x + 8, at.right() - 8, y + 3, p.theme().line1);
      p.text(line.words, {at.x + 18, base + 2}, {.size = p.type().label, .color = p.theme().text2});
      p.hit(row, line.action);
      y += pitch;
      continue;
    }
    p.text(line.words, {at.x + 18, base}, {.size = size, .color = p.theme().text0});
    const float beside = line.param ? 66.0F : 14.0F;
    p.text(line.note, {at.right() - beside, base},
           {.size = line.param ? size : p.type().label,
            .face = line.param ? Face::mono : Face::ui,
            .color = line.param ? p.theme().text0 : p.theme().text2,
            .align = Align::right});
    p.hit(row, line.action);
    if (line.param) draw_steps(p, s, *line.param, row);
    y += pitch;
  }
}

void draw_keys_sheet(Painter& p, const State& s, const Texts& tx, const Layout& l) {
  const auto words_of = [&](const Command& command) {
    // A switch that changes nothing on the sheet says how it stands.
    const bool on = command.id == "less_motion" && s.options.less_motion;
    return tx.get("command." + std::string(command.id) + (on ? "_on" : ""));
  };
  const bool large = l.present;
  const float size = large ? 27 : p.type().text;
  std::vector<const Command*> listed;
  for (const Command& command : commands())
    if (command.listed) listed.push_back(&command);
  const std::size_t half = (listed.size() + 1) / 2;
  // As airy as the window is high.
  const float pitch =
      std::min(std::round(size * (large ? 1.75F : 2.2F)),
               std::floor((l.size.y - 8 - size * 4.4F) / static_cast<float>(std::max<std::size_t>(1, half))));
  const float keys = size * 5.6F;
  float words = 0;
  for (const Command* command : listed) words = std::max(words, p.text_width(words_of(*command), size));
  const float column = std::min(keys + words + size * 2, (l.size.x - 40) / 2 - 24);
  const Rect at{std::round(l.size.x / 2 - column - 24), 0, 2 * column + 48,
                pitch * static_cast<float>(half) + size * 4.4F};
  const Rect sheet{at.x, std::round(std::max(4.0F, (l.size.y - at.h) / 2)), at.w, at.h};
  p.fill({0, 0, l.size.x, l.size.y}, faded(p.theme().bg0, 0.6F));
  p.hit({0, 0, l.size.x, l.size.y}, Action{act::ToggleKeys{}});
  draw_panel(p, sheet);
  p.text(tx.get("keys.title"), {sheet.x + 24, sheet.y + size * 2.3F},
         {.size = large ? 34 : p.type().title, .face = Face::ui_bold, .color = p.theme().text0});
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const float x = sheet.x + 24 + (i < half ? 0 : column);
    const float y = sheet.y + size * 4.2F + pitch * static_cast<float>(i % half);
    const std::string shown(listed[i]->keys);
    key_cap(p, {x, y}, shown, large ? size : p.type().code);
    const std::string text = words_of(*listed[i]);
    p.text(ellipsized(p, text, column - keys - 8, size, Face::ui), {x + keys, y + size * 0.36F},
           {.size = size, .color = p.theme().text1});
  }
}

void draw_message(Painter& p, const State& s, const Texts& tx, const Layout& l) {
  const bool not_edited = s.message.empty() && s.edit_refusal.has_value();
  const std::string message = not_edited ? refusal_line(s, tx) : s.message;
  if (message.empty()) return;
  const Theme& t = p.theme();
  const float size = l.present ? 27 : p.type().text;
  const float tall = std::round(size * 2.6F);
  const float left = l.present ? 24 : l.inner.x;
  const float width = l.present ? l.size.x - 48 : l.size.x - left - 12;
  const Rect at{left, l.bottom.y - tall - 8, width, tall};
  p.fill(at, t.text0, 4);
  const std::string refused = tx.get(not_edited ? "edit.refused" : "message.refused");
  const float chip = p.text_width(refused, size, Face::ui_bold) + 20;
  const Rect tag{at.x + 8, at.y + std::round(tall * 0.18F), chip, std::round(tall * 0.64F)};
  p.fill(tag, t.accent, 3);
  const float base = at.y + tall / 2 + size * 0.36F;
  p.text(refused, {tag.x + chip / 2, base},
         {.size = size, .face = Face::ui_bold, .color = t.accent_ink, .align = Align::centre});
  const float close = p.text_width("✕", size) + 20;
  const float room = at.w - chip - 24 - close;
  p.text(ellipsized(p, message, room, size, Face::ui), {tag.right() + 12, base},
         {.size = size, .color = t.bg0});
  p.text("✕", {at.right() - 12, base}, {.size = size, .color = t.bg0, .align = Align::right});
  p.hit(at, Action{act::DismissMessage{}}, p.text_width(message, size) > room ? message : std::string());
}

}  // namespace unfold::view
