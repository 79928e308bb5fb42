#include "app/ui/keys.h"

#include "app/view/commands.h"
#include "app/view/focus.h"
#include "app/view/quiz/quiz.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace unfold::ui {
namespace {

using view::Action;
namespace act = view::act;

struct KeyPair {
  view::Key key;
  ImGuiKey imgui;
  bool repeats;
};
constexpr std::array<KeyPair, 17> keys{{
    {view::Key::space, ImGuiKey_Space, false},
    {view::Key::left, ImGuiKey_LeftArrow, true},
    {view::Key::right, ImGuiKey_RightArrow, true},
    {view::Key::up, ImGuiKey_UpArrow, true},
    {view::Key::down, ImGuiKey_DownArrow, true},
    {view::Key::home, ImGuiKey_Home, false},
    {view::Key::end, ImGuiKey_End, false},
    {view::Key::page_up, ImGuiKey_PageUp, true},
    {view::Key::page_down, ImGuiKey_PageDown, true},
    {view::Key::escape, ImGuiKey_Escape, false},
    {view::Key::zero, ImGuiKey_0, false},
    {view::Key::f11, ImGuiKey_F11, false},
    {view::Key::tab, ImGuiKey_Tab, true},
    {view::Key::enter, ImGuiKey_Enter, false},
    {view::Key::enter, ImGuiKey_KeypadEnter, false},
    {view::Key::plus, ImGuiKey_KeypadAdd, true},
    {view::Key::minus, ImGuiKey_KeypadSubtract, true},
}};
// Letters by what they are on a keyboard; of them only the taking back repeats.
constexpr int letters = ImGuiKey_Z - ImGuiKey_A + 1;

void append_key(const view::KeyMap* map, view::Chord chord, std::vector<Action>& actions) {
  if (const std::optional<Action> action = view::action_for(map, chord)) actions.push_back(*action);
}

// Of a chord that was struck and let go within one long frame only the letting go of Shift is left to see.
bool held(bool now, ImGuiKey left, ImGuiKey right) {
  return now || ImGui::IsKeyReleased(left) || ImGui::IsKeyReleased(right);
}

bool control_held() { return held(ImGui::GetIO().KeyCtrl, ImGuiKey_LeftCtrl, ImGuiKey_RightCtrl); }

void gather_keys(const view::KeyMap* map, std::vector<Action>& actions) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool shift = held(io.KeyShift, ImGuiKey_LeftShift, ImGuiKey_RightShift);
  const bool control = control_held();
  for (const KeyPair& pair : keys)
    if (ImGui::IsKeyPressed(pair.imgui, pair.repeats)) append_key(map, {pair.key, shift, control}, actions);
  for (int i = 0; i < letters; ++i) {
    const auto key = static_cast<view::Key>(static_cast<int>(view::Key::a) + i);
    if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_A + i), control && key == view::Key::z))
      append_key(map, {key, shift, control}, actions);
  }
  // With Control no character comes: the keys where most keyboards have these signs.
  if (control && ImGui::IsKeyPressed(ImGuiKey_Equal))
    append_key(map, {view::Key::plus, false, true}, actions);
  if (control && ImGui::IsKeyPressed(ImGuiKey_Minus))
    append_key(map, {view::Key::minus, false, true}, actions);
  // Signs by what they say: where they lie depends on the keyboard's country.
  if (control) return;
  for (const ImWchar c : io.InputQueueCharacters) {
    if (c == '+' || c == '=') append_key(map, {view::Key::plus}, actions);
    if (c == '-') append_key(map, {view::Key::minus}, actions);
    if (c == '?') append_key(map, {view::Key::question, true}, actions);
    if (c == '.') append_key(map, {view::Key::period}, actions);
  }
}

// In a menu up and down go through its lines; what has the focus is pressed by Enter.
bool gather_focus_keys(const view::WindowScenes& scenes, const view::State& state,
                       std::vector<Action>& actions) {
  if (state.menu != act::MenuName::none) {
    const int by = ImGui::IsKeyPressed(ImGuiKey_DownArrow) ? 1
                   : ImGui::IsKeyPressed(ImGuiKey_UpArrow) ? -1
                                                           : 0;
    if (by != 0) {
      actions.emplace_back(act::FocusAt{view::next_line(scenes, state, by)});
      return true;
    }
  }
  if (!ImGui::IsKeyPressed(ImGuiKey_Enter, false) && !ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false))
    return false;
  const view::Focusable here = view::focused(scenes, state);
  if (here.hit == nullptr) return false;
  actions.push_back(ImGui::GetIO().KeyShift ? here.hit->with_shift.value_or(here.hit->action)
                                            : here.hit->action);
  return true;
}

struct FieldKeyPair {
  ImGuiKey imgui;
  act::FieldKey key;
};
constexpr std::array<FieldKeyPair, 6> field_keys{{
    {ImGuiKey_LeftArrow, act::FieldKey::left},
    {ImGuiKey_RightArrow, act::FieldKey::right},
    {ImGuiKey_Home, act::FieldKey::home},
    {ImGuiKey_End, act::FieldKey::end},
    {ImGuiKey_Backspace, act::FieldKey::backspace},
    {ImGuiKey_Delete, act::FieldKey::erase},
}};

// While a field is open the keyboard belongs to it.
void gather_field_keys(const view::KeyMap* map, std::vector<Action>& actions) {
  const ImGuiIO& io = ImGui::GetIO();
  std::string typed;
  for (const ImWchar c : io.InputQueueCharacters) {
    std::array<char, 5> utf8{};
    ImTextCharToUtf8(utf8.data(), c);
    typed += utf8.data();
  }
  if (!typed.empty()) actions.emplace_back(act::TypeText{typed});
  for (const FieldKeyPair& pair : field_keys)
    if (ImGui::IsKeyPressed(pair.imgui)) actions.emplace_back(act::PressInField{pair.key});
  const int far = io.KeyShift ? 10 : 1;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) actions.emplace_back(act::NudgeEdit{far});
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) actions.emplace_back(act::NudgeEdit{-far});
  if (ImGui::IsKeyPressed(ImGuiKey_Tab)) actions.emplace_back(act::EditNext{io.KeyShift ? -1 : 1});
  if (ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false))
    actions.emplace_back(act::ApplyEdit{});
  const bool escape = ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  if (escape) actions.emplace_back(act::Escape{});
  if (!control_held()) return;
  // With Control nothing is written: of the commands those that mean the same here.
  std::vector<Action> all;
  gather_keys(map, all);
  for (const Action& action : all)
    if ((!escape && action.get_if<act::Escape>() != nullptr) || action.get_if<act::Quit>() != nullptr)
      actions.push_back(action);
}

// A black screen comes back with whatever key a hand finds in the dark.
void gather_any_key(std::vector<Action>& actions) {
  for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END; ++key) {
    const auto named = static_cast<ImGuiKey>(key);
    if (!ImGui::IsKeyboardKey(named) || !ImGui::IsKeyPressed(named, false)) continue;
    actions.emplace_back(act::ToggleBlank{});
    return;
  }
}

// A, B, C … choose what is offered; so do Alt 1, Alt 2 …, since digits alone are typed.
bool gather_candidate_keys(const view::State& state, std::vector<Action>& actions) {
  for (std::size_t i = 0; i < view::most_letters; ++i) {
    const int at = static_cast<int>(i);
    const bool letter = ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_A + at), false);
    const bool digit =
        ImGui::GetIO().KeyAlt && ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_1 + at), false);
    if ((!letter && !digit) || i >= view::offered(state)) continue;
    actions.emplace_back(act::PickCandidate{i});
    return true;
  }
  return false;
}

// Before a question numbers are answers, and letters are what is offered; every other key does what it always
// does.
void gather_quiz_keys(const view::State& state, std::vector<Action>& actions) {
  const ImGuiIO& io = ImGui::GetIO();
  std::string typed;
  for (const ImWchar c : io.InputQueueCharacters)
    if ((c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-') typed += static_cast<char>(c);
  if (ImGui::IsKeyPressed(ImGuiKey_Backspace)) actions.emplace_back(act::EraseAnswer{});
  // To the other box, and not to a control: what is offered has its letters.
  const bool tab = ImGui::IsKeyPressed(ImGuiKey_Tab);
  if (tab) actions.emplace_back(act::NextBox{io.KeyShift ? -1 : 1});
  if (!typed.empty()) actions.emplace_back(act::AnswerText{typed});
  const bool enter =
      ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  // The answer stands there with its reason until a key says to go on.
  const bool answered = view::is_answered(state);
  const bool space = ImGui::IsKeyPressed(ImGuiKey_Space, false);
  if (answered && (enter || space)) actions.emplace_back(act::GoOn{});
  if (!answered && enter) actions.emplace_back(act::CheckAnswer{});
  const bool picked = !answered && !io.KeyCtrl && !io.KeyShift && gather_candidate_keys(state, actions);
  const bool show = !io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_R, false);
  if (show) actions.emplace_back(act::ShowAnswer{});
  if (typed.empty() && !show && !enter && !space && !tab && !picked) gather_keys(state.keys.get(), actions);
}

// While a layer is being chosen the keyboard belongs to the list.
void gather_picker_keys(const view::KeyMap* map, std::vector<Action>& actions) {
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) actions.emplace_back(act::PickTensorBy{1});
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) actions.emplace_back(act::PickTensorBy{-1});
  if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) actions.emplace_back(act::ScrollPicker{300});
  if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) actions.emplace_back(act::ScrollPicker{-300});
  if (ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false))
    actions.emplace_back(act::UsePick{});
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) actions.emplace_back(act::Escape{});
  // Of the commands those that mean the same here.
  std::vector<Action> all;
  gather_keys(map, all);
  for (const Action& action : all) {
    const auto* dialog = action.get_if<act::OpenFileDialog>();
    if (action.get_if<act::ToggleLanguage>() != nullptr || action.get_if<act::ToggleTheme>() != nullptr ||
        action.get_if<act::Quit>() != nullptr ||
        (dialog != nullptr && dialog->what == act::MenuName::weights))
      actions.push_back(action);
  }
}

}  // namespace

void gather_keyboard(const view::WindowScenes& scenes, const view::State& state,
                     std::vector<Action>& actions) {
  if (state.blank)
    gather_any_key(actions);
  else if (state.picker)
    gather_picker_keys(state.keys.get(), actions);
  else if (state.editing)
    gather_field_keys(state.keys.get(), actions);
  else if (view::is_asked(state))
    gather_quiz_keys(state, actions);
  else if (!gather_focus_keys(scenes, state, actions))
    gather_keys(state.keys.get(), actions);
  for (Action& action : actions)
    if (const auto* focus = action.get_if<act::FocusBy>())
      action = act::FocusAt{view::next_focus(scenes, state, focus->controls)};
}

}  // namespace unfold::ui
