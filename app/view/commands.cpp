#include "app/view/commands.h"

#include <array>

namespace unfold::view {
namespace {

// Zooming by key keeps the middle of the canvas; the window fills that point in.
const std::array<Command, 44> table{{
    {"play", {Key::space}, "Space", act::TogglePlay{}},
    {"step", {Key::right}, "→", act::StepBy{1}},
    {"step_back", {Key::left}, "←", act::StepBy{-1}},
    {"step", {Key::page_down}, "Page Down", act::StepBy{1}, false},
    {"step_back", {Key::page_up}, "Page Up", act::StepBy{-1}, false},
    {"stage", {Key::right, true}, "Shift →", act::StageBy{1}},
    {"stage_back", {Key::left, true}, "Shift ←", act::StageBy{-1}},
    {"start", {Key::home}, "Home", act::ToStart{}},
    {"end", {Key::end}, "End", act::ToEnd{}},
    {"filter_next", {Key::down}, "↓", act::SelectFilterBy{1}},
    {"filter_previous", {Key::up}, "↑", act::SelectFilterBy{-1}},
    {"image_next", {Key::n}, "N", act::SelectImageBy{1}},
    {"image_previous", {Key::n, true}, "Shift N", act::SelectImageBy{-1}},
    {"channel_next", {Key::c}, "C", act::SelectChannelBy{1}},
    {"channel_previous", {Key::c, true}, "Shift C", act::SelectChannelBy{-1}},
    {"colors", {Key::v}, "V", act::CycleColors{}},
    {"range", {Key::r}, "R", act::CycleRange{}},
    {"sort_maps", {Key::s}, "S", act::CycleMapOrder{}},
    {"compare", {Key::k}, "K", act::ToggleCompare{}},
    {"loop_order", {Key::d}, "D", act::NextLoop{}},
    {"product_order", {Key::g}, "G", act::NextGemm{}},
    {"passport", {Key::i}, "I", act::TogglePassport{}},
    {"copy_passport", {Key::c, false, true}, "Ctrl C", act::CopyPassport{}},
    {"zoom_in", {Key::plus}, "+", act::ZoomBy{1.25F, std::nullopt}},
    {"zoom_out", {Key::minus}, "−", act::ZoomBy{0.8F, std::nullopt}},
    {"fit", {Key::f}, "F", act::Fit{}},
    {"edit", {Key::e}, "E", act::EditHere{}},
    {"browse", {Key::b}, "B", act::ToggleBrowse{}},
    {"browse_last", {Key::end, false, true}, "Ctrl End", act::BrowseEnd{true}},
    {"browse_first", {Key::home, false, true}, "Ctrl Home", act::BrowseEnd{false}, false},
    {"open_picture", {Key::o}, "O", act::OpenFileDialog{act::MenuName::picture}},
    {"paste", {Key::v, false, true}, "Ctrl V", act::AskPaste{}},
    {"open_weights", {Key::w}, "W", act::OpenFileDialog{act::MenuName::weights}},
    {"language", {Key::l}, "L", act::ToggleLanguage{}},
    {"theme", {Key::t}, "T", act::ToggleTheme{}},
    {"less_motion", {Key::a}, "A", act::ToggleLessMotion{}},
    {"present", {Key::p}, "P", act::TogglePresent{}},
    {"check", {Key::m}, "M", act::ToggleCheck{}},
    {"keys", {Key::question, true}, "?", act::ToggleKeys{}},
    {"keys", {Key::question, false}, "?", act::ToggleKeys{}, false},
    {"escape", {Key::escape}, "Esc", act::Escape{}},
    {"take_smaller", {Key::enter}, "↵", act::TakeSmaller{}, false},
    {"quit", {Key::q, false, true}, "Ctrl Q", act::Quit{}},
    {"zoom_in", {Key::plus, true}, "+", act::ZoomBy{1.25F, std::nullopt}, false},
}};

}  // namespace

std::span<const Command> commands() { return table; }

std::optional<Action> action_for(const Chord& chord) {
  for (const Command& command : table)
    if (command.chord == chord) return command.action;
  return std::nullopt;
}

}  // namespace unfold::view
