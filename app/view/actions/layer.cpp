#include "app/view/actions/handle.h"
#include "app/view/edit/same_numbers.h"

#include <algorithm>
#include <cctype>
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

// The same lesson with other files starts from the lesson's own sizes only when a lesson is chosen anew. No
// file: its own.
Choice with_picture(Choice choice, const std::filesystem::path& file) {
  choice.picture.reset();
  if (!file.empty()) choice.picture = file;
  choice.resize.reset();
  choice.fill.reset();
  choice.edits = without_x(std::move(choice.edits));
  return choice;
}

Choice with_weights(Choice choice, const std::filesystem::path& file, const std::string& tensor) {
  choice.weights.reset();
  if (!file.empty()) choice.weights = file;
  choice.weights_tensor = tensor;
  choice.bias.reset();
  choice.bias_tensor.clear();
  choice.groups.reset();  // were those of the other bank
  choice.edits = without_weights(std::move(choice.edits));
  return choice;
}

bool looks_like_weights(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::string_view endings[] = {".npy",  ".npz", ".pth",  ".pt",   ".safetensors",
                                          ".onnx", ".h5",  ".hdf5", ".keras"};
  return std::find(std::begin(endings), std::end(endings), ending) != std::end(endings);
}

}  // namespace

const Choice& latest_choice(const State& s) { return s.asked ? *s.asked : s.choice; }

Effects ask_for(State& s, const Choice& choice) {
  if (!same_numbers(choice, s.choice)) s.editing.reset();
  s.menu = act::MenuName::none;
  s.busy = 0;
  s.asked = choice;
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

Effects handle(State& s, const act::SetNormalize& a) {
  Choice next = latest_choice(s);
  next.normalize = a.imagenet ? Normalize::imagenet : Normalize::none;
  return ask_for(s, next);
}

Effects handle(State& s, const act::OpenLesson& a) {
  Choice next;
  next.lesson = a.name;
  return ask_for(s, next);
}

Effects handle(State& s, const act::OpenPicture& a) {
  s.file_dialog = act::MenuName::none;
  return ask_for(s, with_picture(latest_choice(s), a.file));
}

Effects handle(State& s, const act::OpenWeights& a) {
  s.file_dialog = act::MenuName::none;
  return ask_for(s, with_weights(latest_choice(s), a.file, a.tensor));
}

Effects handle(State& s, const act::Drop& a) {
  return ask_for(s, looks_like_weights(a.file) ? with_weights(latest_choice(s), a.file, {})
                                               : with_picture(latest_choice(s), a.file));
}

}  // namespace unfold::view
