#include "app/view/trace/action_json.h"

#include "app/view/trace/words.h"
#include "core/io/layout_word.h"
#include "core/io/utf8_path.h"
#include "core/lesson/look.h"

namespace unfold::view::trace {
namespace {

struct ToJson {
  Json operator()(const act::TogglePlay&) const { return {{"action", "toggle_play"}}; }
  Json operator()(const act::StepBy& a) const { return {{"action", "step_by"}, {"steps", a.steps}}; }
  Json operator()(const act::StageBy& a) const { return {{"action", "stage_by"}, {"stages", a.stages}}; }
  Json operator()(const act::ToStart&) const { return {{"action", "to_start"}}; }
  Json operator()(const act::ToEnd&) const { return {{"action", "to_end"}}; }
  Json operator()(const act::Seek& a) const {
    return {{"action", "seek"}, {"to_stage", name(a.to.stage)}, {"to_step", a.to.step}};
  }
  Json operator()(const act::OpenStage& a) const {
    return {{"action", "open_stage"}, {"to_stage", name(a.stage)}};
  }
  Json operator()(const act::SpeedBy& a) const { return {{"action", "speed_by"}, {"factor", a.factor}}; }
  Json operator()(const act::SetSpeed& a) const {
    return {{"action", "set_speed"}, {"speed", a.steps_a_second}};
  }
  Json operator()(const act::SetGemm& a) const { return {{"action", "set_gemm"}, {"gemm", word(a.step)}}; }
  Json operator()(const act::NextGemm&) const { return {{"action", "next_gemm"}}; }
  Json operator()(const act::SetLoop& a) const { return {{"action", "set_loop"}, {"loop", word(a.order)}}; }
  Json operator()(const act::NextLoop&) const { return {{"action", "next_loop"}}; }
  Json operator()(const act::SetParam& a) const {
    return {{"action", "set_param"}, {"param", word(a.param)}, {"value", a.value}};
  }
  Json operator()(const act::SetPreprocess& a) const {
    return with_steps({{"action", "set_preprocess"}}, a.steps);
  }
  Json operator()(const act::DragCrop& a) const { return {{"action", "drag_crop"}, {"box", a.box}}; }
  Json operator()(const act::ApplyCrop&) const { return {{"action", "apply_crop"}}; }
  Json operator()(const act::OpenLesson& a) const {
    return {{"action", "open_lesson"}, {"to_lesson", a.name}};
  }
  Json operator()(const act::OpenPicture& a) const {
    return {{"action", "open_picture"}, {"file", utf8_of(a.file)}};
  }
  Json operator()(const act::OpenWeights& a) const {
    return {{"action", "open_weights"}, {"file", utf8_of(a.file)}, {"tensor", a.tensor}};
  }
  Json operator()(const act::OpenPattern& a) const {
    return {{"action", "open_pattern"}, {"pattern", to_string(a.pattern)}};
  }
  Json operator()(const act::Drop& a) const { return {{"action", "drop"}, {"files", texts(a.files)}}; }
  Json operator()(const act::AskPaste&) const { return {{"action", "ask_paste"}}; }
  Json operator()(const act::TakeSmaller&) const { return {{"action", "take_smaller"}}; }
  Json operator()(const act::Paste& a) const { return {{"action", "paste"}, {"pasted", a.text}}; }
  Json operator()(const act::SetFill& a) const {
    return {{"action", "set_fill"}, {"to_fill", a.fill ? to_string(*a.fill) : "none"}};
  }
  Json operator()(const act::EditCell& a) const {
    return {{"action", "edit_cell"}, {"cell", cell_json(a.cell)}};
  }
  Json operator()(const act::EditHere&) const { return {{"action", "edit_here"}}; }
  Json operator()(const act::TypeText& a) const { return {{"action", "type_text"}, {"typed", a.text}}; }
  Json operator()(const act::PressInField& a) const {
    return {{"action", "press_in_field"}, {"key", word(a.key)}};
  }
  Json operator()(const act::NudgeEdit& a) const { return {{"action", "nudge_edit"}, {"steps", a.steps}}; }
  Json operator()(const act::ApplyEdit&) const { return {{"action", "apply_edit"}}; }
  Json operator()(const act::EditNext& a) const { return {{"action", "edit_next"}, {"cells", a.cells}}; }
  Json operator()(const act::ResetCell&) const { return {{"action", "reset_cell"}}; }
  Json operator()(const act::ResetCells& a) const {
    return {{"action", "reset_cells"}, {"what", word(a.what)}};
  }
  Json operator()(const act::SetOptions&) const { return {{"action", "set_options"}}; }
  Json operator()(const act::Point& a) const { return {{"action", "point"}, {"cell", cell_json(a.cell)}}; }
  Json operator()(const act::Unpoint&) const { return {{"action", "unpoint"}}; }
  Json operator()(const act::Pin& a) const { return {{"action", "pin"}, {"cell", cell_json(a.cell)}}; }
  Json operator()(const act::PinBy& a) const {
    return {{"action", "pin_by"}, {"down", a.down}, {"across", a.across}};
  }
  Json operator()(const act::Unpin&) const { return {{"action", "unpin"}}; }
  Json operator()(const act::SelectFilter& a) const {
    return {{"action", "select_filter"}, {"to_filter", a.filter}};
  }
  Json operator()(const act::SelectFilterBy& a) const {
    return {{"action", "select_filter_by"}, {"filters", a.filters}};
  }
  Json operator()(const act::SelectImage& a) const {
    return {{"action", "select_image"}, {"to_image", a.image}};
  }
  Json operator()(const act::SelectImageBy& a) const {
    return {{"action", "select_image_by"}, {"images", a.images}};
  }
  Json operator()(const act::TogglePassport&) const { return {{"action", "toggle_passport"}}; }
  Json operator()(const act::CopyPassport&) const { return {{"action", "copy_passport"}}; }
  Json operator()(const act::FollowCopy& a) const {
    return {{"action", "follow_copy"}, {"y", a.y}, {"x", a.x}};
  }
  Json operator()(const act::OpenCell& a) const {
    return {{"action", "open_cell"}, {"cell", cell_json(a.cell)}};
  }
  Json operator()(const act::HoverRow&) const { return {{"action", "hover_row"}}; }
  Json operator()(const act::ToggleMemory&) const { return {{"action", "toggle_memory"}}; }
  Json operator()(const act::SelectChannel& a) const {
    return {{"action", "select_channel"}, {"to_channel", a.channel}};
  }
  Json operator()(const act::SelectChannelBy& a) const {
    return {{"action", "select_channel_by"}, {"channels", a.channels}};
  }
  Json operator()(const act::SetColors& a) const {
    return {{"action", "set_colors"}, {"of", name(a.tensor)}, {"to_colors", word(a.colors)}};
  }
  Json operator()(const act::SetRange& a) const {
    return {{"action", "set_range"}, {"of", name(a.tensor)}, {"to_range", word(a.range)}};
  }
  Json operator()(const act::CycleColors&) const { return {{"action", "cycle_colors"}}; }
  Json operator()(const act::CycleRange&) const { return {{"action", "cycle_range"}}; }
  Json operator()(const act::SetMapOrder& a) const {
    return {{"action", "set_map_order"}, {"to_order", word(a.order)}};
  }
  Json operator()(const act::CycleMapOrder&) const { return {{"action", "cycle_map_order"}}; }
  Json operator()(const act::CompareWith& a) const {
    return {{"action", "compare_with"}, {"with", a.filter}};
  }
  Json operator()(const act::ToggleCompare&) const { return {{"action", "toggle_compare"}}; }
  Json operator()(const act::HoverAxis&) const { return {{"action", "hover_axis"}}; }
  Json operator()(const act::ZoomBy& a) const { return {{"action", "zoom_by"}, {"factor", a.factor}}; }
  Json operator()(const act::PanBy& a) const { return {{"action", "pan_by"}, {"x", a.by.x}, {"y", a.by.y}}; }
  Json operator()(const act::Fit&) const { return {{"action", "fit"}}; }
  Json operator()(const act::ToggleBrowse&) const { return {{"action", "toggle_browse"}}; }
  Json operator()(const act::BrowseTensor& a) const {
    return {{"action", "browse_tensor"}, {"tensor", name(a.tensor)}};
  }
  Json operator()(const act::BrowseCell& a) const {
    return {{"action", "browse_cell"}, {"cell", cell_json(a.cell)}};
  }
  Json operator()(const act::BrowseEnd& a) const { return {{"action", "browse_end"}, {"last", a.last}}; }
  Json operator()(const act::BrowseDive& a) const {
    return {{"action", "browse_dive"}, {"x", a.at.x}, {"y", a.at.y}};
  }
  Json operator()(const act::BrowseMap& a) const {
    return {{"action", "browse_map"}, {"across", a.across}, {"down", a.down}};
  }
  Json operator()(const act::SetCode& a) const {
    return {{"action", "set_code"}, {"in", word_for(code_words(), a.code)}};
  }
  Json operator()(const act::CycleCode&) const { return {{"action", "cycle_code"}}; }
  Json operator()(const act::ToggleLanguage&) const { return {{"action", "toggle_language"}}; }
  Json operator()(const act::ToggleTheme&) const { return {{"action", "toggle_theme"}}; }
  Json operator()(const act::TogglePresent&) const { return {{"action", "toggle_present"}}; }
  Json operator()(const act::ToggleLessMotion&) const { return {{"action", "toggle_less_motion"}}; }
  Json operator()(const act::ToggleKeys&) const { return {{"action", "toggle_keys"}}; }
  Json operator()(const act::ToggleMenu& a) const {
    return {{"action", "toggle_menu"}, {"which", word(a.menu)}};
  }
  Json operator()(const act::OpenFileDialog& a) const {
    return {{"action", "open_file_dialog"}, {"which", word(a.what)}};
  }
  Json operator()(const act::Escape&) const { return {{"action", "escape"}}; }
  Json operator()(const act::DismissMessage&) const { return {{"action", "dismiss_message"}}; }
  Json operator()(const act::ToggleCheck&) const { return {{"action", "toggle_check"}}; }
  Json operator()(const act::SetMistake& a) const {
    return {{"action", "set_mistake"}, {"to_mistake", name(a.mistake)}};
  }
  Json operator()(const act::ShowCell& a) const {
    return {{"action", "show_cell"}, {"cell", cell_json(a.cell)}};
  }
  Json operator()(const act::ChooseLayer& a) const {
    return {{"action", "choose_layer"}, {"file", utf8_of(a.file)}, {"ask", a.ask}};
  }
  Json operator()(const act::PickTensor& a) const { return {{"action", "pick_tensor"}, {"place", a.place}}; }
  Json operator()(const act::PickTensorBy& a) const { return {{"action", "pick_tensor_by"}, {"by", a.by}}; }
  Json operator()(const act::PickLayout& a) const {
    return {{"action", "pick_layout"}, {"layout", word(a.layout)}};
  }
  Json operator()(const act::PickChannels& a) const {
    return {{"action", "pick_channels"}, {"fit", name(a.fit)}};
  }
  Json operator()(const act::PickBias& a) const {
    Json json{{"action", "pick_bias"}};
    if (a.place) json["place"] = *a.place;
    return json;
  }
  Json operator()(const act::PickNorm& a) const { return {{"action", "pick_norm"}, {"fold", a.fold}}; }
  Json operator()(const act::PickParam& a) const {
    return {{"action", "pick_param"}, {"param", word(a.param)}, {"value", a.value}};
  }
  Json operator()(const act::PickPreprocess& a) const {
    return with_steps({{"action", "pick_preprocess"}}, a.steps);
  }
  Json operator()(const act::UnfoldList& a) const {
    return {{"action", "unfold_list"}, {"others", a.others}};
  }
  Json operator()(const act::ScrollPicker& a) const { return {{"action", "scroll_picker"}, {"by", a.by}}; }
  Json operator()(const act::UsePick&) const { return {{"action", "use_pick"}}; }
  Json operator()(const act::ToggleBlank&) const { return {{"action", "toggle_blank"}}; }
  Json operator()(const act::FocusBy& a) const { return {{"action", "focus_by"}, {"controls", a.controls}}; }
  Json operator()(const act::FocusAt& a) const {
    Json json{{"action", "focus_at"}};
    if (a.at) json["place"] = {a.at->x, a.at->y, a.at->w, a.at->h};
    return json;
  }
  Json operator()(const act::UnfoldSide& a) const {
    constexpr const char* parts[] = {"none", "code", "words"};
    return {{"action", "unfold_side"}, {"part", parts[static_cast<std::size_t>(a.part)]}};
  }
  Json operator()(const act::ToggleFullScreen&) const { return {{"action", "toggle_full_screen"}}; }
  Json operator()(const act::ToggleNotes&) const { return {{"action", "toggle_notes"}}; }
  Json operator()(const act::Keep& a) const {
    Json json{{"action", "keep"},
              {"file", utf8_of(a.file)},
              {"view", kept_view_names[static_cast<std::size_t>(a.look.view)]},
              {"scale", a.look.scale}};
    if (a.look.film) json["film"] = a.look.film->tour ? "tour" : "steps";
    return json;
  }
  Json operator()(const act::CancelFilm&) const { return {{"action", "cancel_film"}}; }
  Json operator()(const act::CopyScript&) const { return {{"action", "copy_script"}}; }
  Json operator()(const act::ScaleBy& a) const { return {{"action", "scale_by"}, {"steps", a.steps}}; }
  Json operator()(const act::ToggleQuiz&) const { return {{"action", "toggle_quiz"}}; }
  Json operator()(const act::AnswerText& a) const { return {{"action", "answer_text"}, {"typed", a.text}}; }
  Json operator()(const act::EraseAnswer&) const { return {{"action", "erase_answer"}}; }
  Json operator()(const act::ChooseBox& a) const { return {{"action", "choose_box"}, {"box", a.box}}; }
  Json operator()(const act::NextBox& a) const { return {{"action", "next_box"}, {"by", a.by}}; }
  Json operator()(const act::CheckAnswer&) const { return {{"action", "check_answer"}}; }
  Json operator()(const act::ShowAnswer&) const { return {{"action", "show_answer"}}; }
  Json operator()(const act::GiveAnswer& a) const {
    return {{"action", "give_answer"}, {"box", a.box}, {"typed", a.text}};
  }
  Json operator()(const act::PickCandidate& a) const {
    return {{"action", "pick_candidate"}, {"number", a.number}};
  }
  Json operator()(const act::GoOn&) const { return {{"action", "go_on"}}; }
  Json operator()(const act::ToggleAsk&) const { return {{"action", "toggle_ask"}}; }
  Json operator()(const act::TourBy& a) const { return {{"action", "tour_by"}, {"steps", a.steps}}; }
  Json operator()(const act::TourTo& a) const { return {{"action", "tour_to"}, {"to_tour", a.step}}; }
  Json operator()(const act::SaveLesson& a) const {
    return {{"action", "save_lesson"}, {"file", utf8_of(a.file)}};
  }
  Json operator()(const act::Undo&) const { return {{"action", "undo"}}; }
  Json operator()(const act::Redo&) const { return {{"action", "redo"}}; }
  Json operator()(const act::Quit&) const { return {{"action", "quit"}}; }
};

}  // namespace

Json action_json(const Action& action) { return action.visit<Json>(ToJson{}); }

}  // namespace unfold::view::trace
