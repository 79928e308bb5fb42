#include "app/view/picker/picker.h"

#include "app/view/actions/handle.h"
#include "app/view/picker/rows.h"

#include <algorithm>

namespace unfold::view {

Effects handle(State& s, const act::ChooseLayer& a) {
  s.file_dialog = act::MenuName::none;
  s.menu = act::MenuName::none;
  s.choosing = a;
  return {};
}

Effects handle(State& s, const act::PickTensor& a) {
  if (!s.picker || a.place >= s.picker->inventory->items.size()) return {};
  if (s.picker->inventory->items[a.place].use == TensorUse::other) return {};
  s.message.clear();
  pick(*s.picker, a.place);
  show_chosen(s);
  return {};
}

Effects handle(State& s, const act::PickTensorBy& a) {
  if (!s.picker) return {};
  const std::vector<std::size_t> places = listed_banks(*s.picker);
  if (places.empty()) return {};
  const auto at = s.picker->chosen ? std::ranges::find(places, *s.picker->chosen) : places.end();
  const auto last = static_cast<std::ptrdiff_t>(places.size()) - 1;
  const std::ptrdiff_t to =
      at == places.end() ? 0 : std::clamp<std::ptrdiff_t>(at - places.begin() + a.by, 0, last);
  const std::size_t place = places[static_cast<std::size_t>(to)];
  if (place != s.picker->chosen) pick(*s.picker, place);
  show_chosen(s);
  return {};
}

Effects handle(State& s, const act::PickLayout& a) {
  if (!s.picker || !s.picker->chosen) return {};
  if (!s.picker->inventory->items[*s.picker->chosen].ambiguous) return {};
  pick(*s.picker, *s.picker->chosen, a.layout);
  return {};
}

Effects handle(State& s, const act::PickChannels& a) {
  if (s.picker) s.picker->wish.channels = a.fit;
  return {};
}

Effects handle(State& s, const act::PickBias& a) {
  if (!s.picker || !s.picker->chosen) return {};
  BankWish& wish = s.picker->wish;
  const std::optional<std::size_t>& own = s.picker->inventory->items[*s.picker->chosen].bias;
  wish.no_bias = !a.place;
  wish.bias = a.place == own ? std::nullopt : a.place;
  wish.fold_norm = false;
  return {};
}

Effects handle(State& s, const act::PickNorm& a) {
  if (!s.picker) return {};
  s.picker->wish.fold_norm = a.fold;
  if (a.fold) s.picker->wish.bias.reset(), s.picker->wish.no_bias = false;
  return {};
}

Effects handle(State& s, const act::PickParam& a) {
  if (!s.picker) return {};
  if (a.param == Param::stride) s.picker->wish.stride = std::clamp<std::int64_t>(a.value, 1, 64);
  if (a.param == Param::pad) s.picker->wish.pad = std::clamp<std::int64_t>(a.value, 0, 64);
  return {};
}

Effects handle(State& s, const act::PickPreprocess& a) {
  if (s.picker) s.picker->wish.preprocess = with_steps(s.picker->wish.preprocess, a.steps);
  return {};
}

Effects handle(State& s, const act::UnfoldList& a) {
  if (!s.picker) return {};
  bool& unfolded = a.others ? s.picker->all_others : s.picker->all_convs;
  unfolded = !unfolded;
  scroll_picker(s, 0);
  return {};
}

Effects handle(State& s, const act::ScrollPicker& a) {
  scroll_picker(s, a.by);
  return {};
}

Effects handle(State& s, const act::UsePick&) {
  const std::optional<Choice> choice = picked(s);
  return choice ? ask_for(s, *choice) : Effects{};
}

}  // namespace unfold::view
