#include "app/view/commands.h"

#include <array>

namespace unfold::view {
namespace {

// Zooming by key keeps the middle of the canvas; the window fills that point in.
const std::array<Command, 57> table{{
    {"play", {Key::space}, "Space", act::TogglePlay{}},
    {"step", {Key::right}, "→", act::StepBy{1}},
    {"step_back", {Key::left}, "←", act::StepBy{-1}},
    {"tour", {Key::page_down}, "Page Down", act::TourBy{1}},
    {"tour_back", {Key::page_up}, "Page Up", act::TourBy{-1}},
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
    {"colors", {Key::v}, "V", act::CycleColors{}, true, true},
    {"range", {Key::r}, "R", act::CycleRange{}, true, true},
    {"sort_maps", {Key::s}, "S", act::CycleMapOrder{}, true, true},
    {"compare", {Key::k}, "K", act::ToggleCompare{}, true, true},
    {"loop_order", {Key::d}, "D", act::NextLoop{}, true, true},
    {"product_order", {Key::g}, "G", act::NextGemm{}, true, true},
    {"passport", {Key::i}, "I", act::TogglePassport{}, true, true},
    {"copy_passport", {Key::c, false, true}, "Ctrl C", act::CopyPassport{}, true, true},
    {"zoom_in", {Key::plus}, "+", act::ZoomBy{1.25F, std::nullopt}},
    {"zoom_out", {Key::minus}, "−", act::ZoomBy{0.8F, std::nullopt}},
    {"fit", {Key::f}, "F", act::Fit{}},
    {"edit", {Key::e}, "E", act::EditHere{}, true, true},
    {"browse", {Key::b}, "B", act::ToggleBrowse{}, true, true},
    {"browse_last", {Key::end, false, true}, "Ctrl End", act::BrowseEnd{true}, true, true},
    {"browse_first", {Key::home, false, true}, "Ctrl Home", act::BrowseEnd{false}, false},
    {"undo", {Key::z, false, true}, "Ctrl Z", act::Undo{}, true, true},
    {"redo", {Key::z, true, true}, "Shift Ctrl Z", act::Redo{}, true, true},
    {"redo", {Key::y, false, true}, "Ctrl Y", act::Redo{}, false},
    {"save_lesson",
     {Key::s, false, true},
     "Ctrl S",
     act::OpenFileDialog{act::MenuName::save_lesson},
     true,
     true},
    {"copy_script", {Key::c, true, true}, "Shift Ctrl C", act::CopyScript{}, true, true},
    {"export", {Key::e, false, true}, "Ctrl E", act::OpenFileDialog{act::MenuName::keep}, true, true},
    {"quiz", {Key::q}, "Q", act::ToggleQuiz{}},
    {"open_picture", {Key::o}, "O", act::OpenFileDialog{act::MenuName::picture}, true, true},
    {"paste", {Key::v, false, true}, "Ctrl V", act::AskPaste{}, true, true},
    {"open_weights", {Key::w}, "W", act::OpenFileDialog{act::MenuName::weights}, true, true},
    {"language", {Key::l}, "L", act::ToggleLanguage{}},
    {"theme", {Key::t}, "T", act::ToggleTheme{}},
    {"less_motion", {Key::a}, "A", act::ToggleLessMotion{}, true, true},
    {"present", {Key::p}, "P", act::TogglePresent{}},
    {"full_screen", {Key::f11}, "F11", act::ToggleFullScreen{}},
    {"notes", {Key::p, true}, "Shift P", act::ToggleNotes{}},
    {"blank", {Key::period}, ".", act::ToggleBlank{}},
    {"check", {Key::m}, "M", act::ToggleCheck{}, true, true},
    {"keys", {Key::question, true}, "?", act::ToggleKeys{}},
    {"keys", {Key::question, false}, "?", act::ToggleKeys{}, false},
    {"escape", {Key::escape}, "Esc", act::Escape{}},
    {"take_smaller", {Key::enter}, "↵", act::TakeSmaller{}, false},
    {"quit", {Key::q, false, true}, "Ctrl Q", act::Quit{}, true, true},
    {"larger", {Key::plus, false, true}, "Ctrl +", act::ScaleBy{1}, true, true},
    {"smaller", {Key::minus, false, true}, "Ctrl −", act::ScaleBy{-1}, true, true},
    {"plain_size", {Key::zero, false, true}, "Ctrl 0", act::ScaleBy{0}, false},
    {"zoom_in", {Key::plus, true}, "+", act::ZoomBy{1.25F, std::nullopt}, false},
}};

}  // namespace

std::span<const Command> commands() { return table; }

}  // namespace unfold::view
