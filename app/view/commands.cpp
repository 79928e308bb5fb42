#include "app/view/commands.h"

#include <array>

namespace unfold::view {
namespace {

// Zooming by key keeps the middle of the canvas; the window fills that point in.
const std::array<Command, 67> table{{
    {"play", {Key::space}, act::TogglePlay{}},
    {"step", {Key::right}, act::StepBy{1}},
    {"step_back", {Key::left}, act::StepBy{-1}},
    {"tour", {Key::page_down}, act::TourBy{1}},
    {"tour_back", {Key::page_up}, act::TourBy{-1}},
    {"stage", {Key::right, true}, act::StageBy{1}},
    {"stage_back", {Key::left, true}, act::StageBy{-1}},
    {"start", {Key::home}, act::ToStart{}},
    {"end", {Key::end}, act::ToEnd{}},
    {"filter_next", {Key::down}, act::SelectFilterBy{1}},
    {"filter_previous", {Key::up}, act::SelectFilterBy{-1}},
    {"image_next", {Key::n}, act::SelectImageBy{1}},
    {"image_previous", {Key::n, true}, act::SelectImageBy{-1}},
    {"channel_next", {Key::c}, act::SelectChannelBy{1}},
    {"channel_previous", {Key::c, true}, act::SelectChannelBy{-1}},
    {"colors", {Key::v}, act::CycleColors{}, true, true},
    {"range", {Key::r}, act::CycleRange{}, true, true},
    {"sort_maps", {Key::s}, act::CycleMapOrder{}, true, true},
    {"compare", {Key::k}, act::ToggleCompare{}, true, true},
    {"loop_order", {Key::d}, act::NextLoop{}, true, true},
    {"product_order", {Key::g}, act::NextGemm{}, true, true},
    {"faster", {Key::up, true}, act::SpeedBy{1.25}, true, true},
    {"slower", {Key::down, true}, act::SpeedBy{0.8}, true, true},
    {"focus", {Key::tab}, act::FocusBy{1}, true, true},
    {"focus_back", {Key::tab, true}, act::FocusBy{-1}, false},
    {"cell_right", {Key::right, false, true}, act::PinBy{0, 1}, true, true},
    {"cell_left", {Key::left, false, true}, act::PinBy{0, -1}, false},
    {"cell_down", {Key::down, false, true}, act::PinBy{1, 0}, false},
    {"cell_up", {Key::up, false, true}, act::PinBy{-1, 0}, false},
    {"passport", {Key::i}, act::TogglePassport{}, true, true},
    {"copy_passport", {Key::c, false, true}, act::CopyPassport{}, true, true},
    {"zoom_in", {Key::plus}, act::ZoomBy{1.25F, std::nullopt}},
    {"zoom_out", {Key::minus}, act::ZoomBy{0.8F, std::nullopt}},
    {"fit", {Key::f}, act::Fit{}},
    {"edit", {Key::e}, act::EditHere{}, true, true},
    {"browse", {Key::b}, act::ToggleBrowse{}, true, true},
    {"browse_last", {Key::end, false, true}, act::BrowseEnd{true}, true, true},
    {"browse_first", {Key::home, false, true}, act::BrowseEnd{false}, false},
    {"undo", {Key::z, false, true}, act::Undo{}, true, true},
    {"redo", {Key::z, true, true}, act::Redo{}, true, true},
    {"redo", {Key::y, false, true}, act::Redo{}, false},
    {"save_lesson", {Key::s, false, true}, act::OpenFileDialog{act::MenuName::save_lesson}, true, true},
    {"copy_script", {Key::c, true, true}, act::CopyScript{}, true, true},
    {"export", {Key::e, false, true}, act::OpenFileDialog{act::MenuName::keep}, true, true},
    {"quiz", {Key::q}, act::ToggleQuiz{}},
    {"ask_step", {Key::q, true}, act::ToggleAsk{}},
    {"open_picture", {Key::o}, act::OpenFileDialog{act::MenuName::picture}, true, true},
    {"paste", {Key::v, false, true}, act::AskPaste{}, true, true},
    {"open_weights", {Key::w}, act::OpenFileDialog{act::MenuName::weights}, true, true},
    {"code", {Key::x}, act::CycleCode{}},
    {"language", {Key::l}, act::ToggleLanguage{}},
    {"theme", {Key::t}, act::ToggleTheme{}},
    {"less_motion", {Key::a}, act::ToggleLessMotion{}, true, true},
    {"present", {Key::p}, act::TogglePresent{}},
    {"full_screen", {Key::f11}, act::ToggleFullScreen{}},
    {"notes", {Key::p, true}, act::ToggleNotes{}},
    {"blank", {Key::period}, act::ToggleBlank{}},
    {"check", {Key::m}, act::ToggleCheck{}, true, true},
    {"keys", {Key::question, true}, act::ToggleKeys{}},
    {"keys", {Key::question, false}, act::ToggleKeys{}, false},
    {"escape", {Key::escape}, act::Escape{}},
    {"take_smaller", {Key::enter}, act::TakeSmaller{}, false},
    {"quit", {Key::q, false, true}, act::Quit{}, true, true},
    {"larger", {Key::plus, false, true}, act::ScaleBy{1}, true, true},
    {"smaller", {Key::minus, false, true}, act::ScaleBy{-1}, true, true},
    {"plain_size", {Key::zero, false, true}, act::ScaleBy{0}, false},
    {"zoom_in", {Key::plus, true}, act::ZoomBy{1.25F, std::nullopt}, false},
}};

}  // namespace

std::span<const Command> commands() { return table; }

}  // namespace unfold::view
