#include "app/view/actions/handle.h"
#include "app/view/actions/pasted.h"
#include "app/view/edit/same_numbers.h"
#include "core/base/error.h"
#include "core/io/file_kind.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace unfold::view {
namespace {

// `now`: the layer as it is, whose sides stay where the choice names none.
void set_param(Choice& choice, Param param, std::int64_t value, LayerParams now) {
  if (choice.pad) now.pad = *choice.pad;
  now = with_value(now, param, value);
  switch (param) {
  case Param::stride: choice.stride = now.stride; break;
  case Param::pad:
  case Param::pad_top:
  case Param::pad_left:
  case Param::pad_bottom:
  case Param::pad_right: choice.pad = now.pad; break;
  case Param::dilation: choice.dilation = now.dilation; break;
  case Param::groups:
    choice.groups = now.groups;
    choice.edits = without_weights(std::move(choice.edits));  // of a bank of other channels
    break;
  case Param::pool: choice.pool = now.pool; break;
  case Param::pool_stride: choice.pool_stride = now.pool_stride; break;
  case Param::pool_pad: choice.pool_pad = value; break;
  case Param::pool_ceil: choice.pool_ceil = now.pool_ceil; break;
  }
}

// Another picture goes the way that the last one went; a box was drawn on the last one, and stays with it.
Choice without_picture(Choice choice) {
  choice.picture.reset();
  choice.more_pictures.clear();
  choice.pattern.reset();
  choice.fill.reset();
  std::optional<Crop>& crop = choice.preprocess.crop;
  if (crop && crop->how == Crop::How::box) crop.reset();
  choice.edits = without_x(std::move(choice.edits));
  return choice;
}

// None: the lesson's own, as the lesson has it.
Choice with_pictures(Choice choice, std::vector<std::filesystem::path> files) {
  choice = without_picture(std::move(choice));
  if (files.empty()) {
    choice.preprocess = {};
    return choice;
  }
  choice.picture = std::move(files.front());
  files.erase(files.begin());
  choice.more_pictures = std::move(files);
  return choice;
}

// By content; the name decides where that says nothing, as of a page that was saved in a checkpoint's place.
bool is_weights(const std::filesystem::path& file) {
  const FileKind kind = kind_of(file);
  return kind == FileKind::weights || (kind == FileKind::unknown && ends_like_weights(file));
}

}  // namespace

Choice with_weights(Choice choice, const std::filesystem::path& file, const std::string& tensor) {
  choice.weights.reset();
  if (!file.empty()) choice.weights = file;
  choice.weights_tensor = tensor;
  choice.bias.reset();
  choice.bias_tensor.clear();
  choice.no_bias = false;
  choice.layout.reset();
  choice.channels.reset();
  choice.fold_norm = false;
  choice.groups.reset();
  choice.dilation.reset();
  choice.stride.reset();
  choice.pad.reset();
  choice.edits = without_weights(std::move(choice.edits));
  return choice;
}

const Choice& latest_choice(const State& s) { return s.asked ? *s.asked : s.choice; }

PreprocessChoice with_steps(PreprocessChoice own, const PreprocessChoice& steps) {
  own = with(own, steps);
  // A box is drawn on the picture as it is resized now.
  if (steps.resize && !steps.crop && own.crop && own.crop->how == Crop::How::box) own.crop = Crop{};
  return own;
}

Effects ask_for(State& s, const Choice& choice) {
  s.message.clear();
  s.smaller.reset();
  if (!same_numbers(choice, s.choice)) s.editing.reset();
  s.menu = act::MenuName::none;
  s.busy = Busy{};
  s.asked = choice;
  stay(s.history);
  return {.load = choice};
}

Effects handle(State& s, const act::SetParam& a) {
  if (!s.walkthrough) return {};
  const Geometry& g = s.walkthrough->geometry();
  Choice next = latest_choice(s);
  if (a.param == Param::groups) {
    const std::vector<std::int64_t>& choices = s.document->group_choices;
    if (std::find(choices.begin(), choices.end(), a.value) == choices.end()) return {};
    set_param(next, a.param, a.value, g.params());
  } else {
    const ParamRange range = valid_range(g, a.param);
    set_param(next, a.param, std::clamp(a.value, range.lo, range.hi), g.params());
  }
  if (next == latest_choice(s)) return {};
  // The menu of these numbers stays, to take the next step.
  const act::MenuName menu = s.menu;
  Effects effects = ask_for(s, next);
  s.menu = menu;
  return effects;
}

Effects handle(State& s, const act::SetPreprocess& a) {
  Choice next = latest_choice(s);
  next.preprocess = with_steps(next.preprocess, a.steps);
  return ask_for(s, next);
}

Effects handle(State& s, const act::DragCrop& a) {
  s.crop_drag = a.box;
  return {};
}

Effects handle(State& s, const act::ApplyCrop&) {
  if (!s.crop_drag || !s.document || s.document->steps.empty()) return {};
  const auto [left, top, width, height] = *s.crop_drag;
  const StepMade& resized = s.document->steps.front().made(PrepareStep::resize);
  const bool whole = width == resized.width && height == resized.height;
  Choice next = latest_choice(s);
  next.preprocess.crop = whole ? Crop{} : Crop::to_box(left, top, width, height);
  return ask_for(s, next);  // the box stays on the picture until it is loaded
}

Effects handle(State& s, const act::OpenLesson& a) {
  s.file_dialog = act::MenuName::none;
  Choice next;
  next.lesson = a.name;
  try {
    return ask_for(s, opened(std::move(next)));
  } catch (const Error& error) {
    s.message = error.what();
    return {};
  }
}

Effects handle(State& s, const act::OpenPicture& a) {
  s.file_dialog = act::MenuName::none;
  return ask_for(s, with_pictures(latest_choice(s), a.file.empty() ? std::vector<std::filesystem::path>()
                                                                   : std::vector{a.file}));
}

Effects handle(State& s, const act::OpenPattern& a) {
  Choice next = without_picture(latest_choice(s));
  next.pattern = a.pattern;
  return ask_for(s, next);
}

Effects handle(State& s, const act::OpenWeights& a) {
  s.file_dialog = act::MenuName::none;
  return ask_for(s, with_weights(latest_choice(s), a.file, a.tensor));
}

Effects handle(State& s, const act::Drop& a) {
  if (a.files.empty()) return {};
  std::optional<std::filesystem::path> weights;
  std::vector<std::filesystem::path> pictures;
  for (const std::filesystem::path& file : a.files) {
    if (is_lesson_file(file)) return handle(s, act::OpenLesson{file.string()});
    if (is_weights(file))
      weights = file;
    else
      pictures.push_back(file);
  }
  Effects effects;
  if (weights) effects = handle(s, act::ChooseLayer{*weights});
  if (!pictures.empty()) effects = ask_for(s, with_pictures(latest_choice(s), std::move(pictures)));
  return effects;
}

Effects handle(State&, const act::AskPaste&) { return {.load = {}, .paste = true}; }

Effects handle(State& s, const act::Paste& a) {
  std::vector<std::filesystem::path> files = pasted_files(a.text);
  if (files.empty()) {
    s.smaller.reset();
    s.message =
        "the clipboard: names no file that is there; copy a picture's file, or its path, and paste again";
    return {};
  }
  return handle(s, act::Drop{std::move(files)});
}

Effects handle(State& s, const act::TakeSmaller&) {
  if (!smaller_size(s)) return {};
  return ask_for(s, Choice(*s.smaller));
}

}  // namespace unfold::view
