#include "app/view/check/sheet.h"
#include "app/view/chrome/menu.h"
#include "app/view/pictures.h"
#include "app/view/prepare/prepare.h"
#include "app/view/tour/tour.h"
#include "core/io/printable.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace unfold::view {
namespace {

std::int64_t edited_count(const Document& d, bool in_x) {
  return std::count_if(d.edited.begin(), d.edited.end(),
                       [&](const EditedCell& edited) { return (edited.cell.tensor == TensorId::x) == in_x; });
}

void add_reset(std::vector<MenuLine>& lines, const Document& d, const Texts& tx, bool in_x) {
  const std::int64_t count = edited_count(d, in_x);
  if (count == 0) return;
  lines.push_back({tx.get(in_x ? "edit.reset_x" : "edit.reset_weights"),
                   tx.get("edit.count", {{"count", std::to_string(count)}}), false,
                   act::ResetCells{in_x ? act::Resets::x : act::Resets::weights}});
}

// Numbers instead of a picture, and another seed where they are random.
void add_fills(std::vector<MenuLine>& lines, const State& s, const Texts& tx) {
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

void add_heading(std::vector<MenuLine>& lines, const std::string& words) {
  lines.push_back({words, {}, false, act::ToggleMenu{act::MenuName::none}, true});
}

// What was opened before, but for what is open now.
void add_recent(std::vector<MenuLine>& lines, const State& s, const Texts& tx, bool weights) {
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

void add_torch_cache(std::vector<MenuLine>& lines, const State& s, const Texts& tx) {
  if (s.torch_cache.empty()) return;
  add_heading(lines, tx.get("menu.torch_cache"));
  for (const CachedCheckpoint& one : s.torch_cache)
    lines.push_back({display_name(one.file), bytes_words(static_cast<std::int64_t>(one.bytes)),
                     names(s.choice.weights, one.file), act::ChooseLayer{one.file}});
}

// The layer's numbers beside those in the top bar.
void add_numbers(std::vector<MenuLine>& lines, const State& s, const Texts& tx) {
  const LayerParams now = s.walkthrough->geometry().params();
  constexpr std::pair<Param, const char*> numbers[] = {
      {Param::dilation, "menu.dilation"},     {Param::groups, "menu.groups"},
      {Param::pad_top, "menu.pad_top"},       {Param::pad_left, "menu.pad_left"},
      {Param::pad_bottom, "menu.pad_bottom"}, {Param::pad_right, "menu.pad_right"},
      {Param::pool_pad, "menu.pool_pad"}};
  for (const auto& [param, key] : numbers) {
    MenuLine line{tx.get(key), std::to_string(value_of(now, param)), false,
                  act::ToggleMenu{act::MenuName::layer}};
    line.param = param;
    lines.push_back(std::move(line));
  }
  lines.push_back({tx.get("menu.pool_ceil"), tx.get("menu.pool_ceil_note"), now.pool_ceil,
                   act::SetParam{Param::pool_ceil, now.pool_ceil ? 0 : 1}});
}

}  // namespace

std::vector<MenuLine> menu_lines(const State& s, const Texts& tx) {
  const Document& d = *s.document;
  std::vector<MenuLine> lines;
  switch (s.menu) {
  case act::MenuName::lesson:
    for (const std::string& lesson : lesson_names())
      lines.push_back(
          {lesson, tx.get("lesson." + lesson), lesson == s.choice.lesson, act::OpenLesson{lesson}});
    if (const auto names = lesson_names(); std::ranges::find(names, s.choice.lesson) == names.end())
      lines.push_back({d.lesson, lesson_title(s, tx), true, act::OpenLesson{s.choice.lesson}});
    add_heading(lines, tx.get("menu.lesson_files"));
    lines.push_back({tx.get("menu.open_lesson"), {}, false, act::OpenFileDialog{act::MenuName::lesson}});
    lines.push_back({tx.get("menu.save_lesson"), tx.key("save_lesson"), false,
                     act::OpenFileDialog{act::MenuName::save_lesson}});
    break;
  case act::MenuName::save_lesson:
  case act::MenuName::keep: break;
  case act::MenuName::picture:
    lines.push_back({tx.get("menu.open_picture"), tx.key("open_picture"), false,
                     act::OpenFileDialog{act::MenuName::picture}});
    lines.push_back({tx.get("menu.lesson_own"), s.choice.lesson,
                     !s.choice.picture && !s.choice.pattern && !s.choice.fill, act::OpenPicture{}});
    for (const PatternKind kind : pattern_kinds()) {
      const bool chosen = s.choice.pattern && s.choice.pattern->kind == kind && !s.choice.fill;
      lines.push_back({tx.get("pattern." + std::string(name(kind))),
                       tx.get("pattern." + std::string(name(kind)) + "_note"), chosen,
                       act::OpenPattern{chosen ? *s.choice.pattern : TestPattern{kind}}});
    }
    if (s.choice.picture)
      lines.push_back({d.fill ? display_name(*s.choice.picture) : picture_words(d, tx),
                       {},
                       !s.choice.fill,
                       act::SetFill{}});
    add_recent(lines, s, tx, false);
    add_fills(lines, s, tx);
    add_reset(lines, d, tx, true);
    break;
  case act::MenuName::weights:
    lines.push_back({tx.get("menu.open_weights"), tx.key("open_weights"), false,
                     act::OpenFileDialog{act::MenuName::weights}});
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

}  // namespace unfold::view
