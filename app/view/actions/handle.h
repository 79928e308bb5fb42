#pragma once

#include "app/view/state.h"

namespace unfold::view {

// What each action does; `apply` finds the one by its type. Defined in the .cpp of the action's subject.

Effects handle(State& s, const act::TogglePlay& a);
Effects handle(State& s, const act::StepBy& a);
Effects handle(State& s, const act::StageBy& a);
Effects handle(State& s, const act::ToStart& a);
Effects handle(State& s, const act::ToEnd& a);
Effects handle(State& s, const act::Seek& a);
Effects handle(State& s, const act::OpenStage& a);
Effects handle(State& s, const act::SetSpeed& a);
Effects handle(State& s, const act::SpeedBy& a);
Effects handle(State& s, const act::SetGemm& a);
Effects handle(State& s, const act::NextGemm& a);
Effects handle(State& s, const act::SetLoop& a);
Effects handle(State& s, const act::NextLoop& a);

Effects handle(State& s, const act::SetParam& a);
Effects handle(State& s, const act::SetPreprocess& a);
Effects handle(State& s, const act::DragCrop& a);
Effects handle(State& s, const act::ApplyCrop& a);
Effects handle(State& s, const act::OpenLesson& a);
Effects handle(State& s, const act::OpenPicture& a);
Effects handle(State& s, const act::OpenPattern& a);
Effects handle(State& s, const act::OpenWeights& a);
Effects handle(State& s, const act::Drop& a);
Effects handle(State& s, const act::AskPaste& a);
Effects handle(State& s, const act::Paste& a);
Effects handle(State& s, const act::TakeSmaller& a);

Effects handle(State& s, const act::SetFill& a);
Effects handle(State& s, const act::EditCell& a);
Effects handle(State& s, const act::EditHere& a);
Effects handle(State& s, const act::TypeText& a);
Effects handle(State& s, const act::PressInField& a);
Effects handle(State& s, const act::NudgeEdit& a);
Effects handle(State& s, const act::ApplyEdit& a);
Effects handle(State& s, const act::EditNext& a);
Effects handle(State& s, const act::ResetCell& a);
Effects handle(State& s, const act::ResetCells& a);

Effects handle(State& s, const act::Point& a);
Effects handle(State& s, const act::Unpoint& a);
Effects handle(State& s, const act::Pin& a);
Effects handle(State& s, const act::PinBy& a);
Effects handle(State& s, const act::Unpin& a);
Effects handle(State& s, const act::HoverAxis& a);
Effects handle(State& s, const act::TogglePassport& a);
Effects handle(State& s, const act::CopyPassport& a);
Effects handle(State& s, const act::FollowCopy& a);
Effects handle(State& s, const act::OpenCell& a);
Effects handle(State& s, const act::HoverRow& a);
Effects handle(State& s, const act::ToggleMemory& a);

Effects handle(State& s, const act::SetOptions& a);
Effects handle(State& s, const act::SelectFilter& a);
Effects handle(State& s, const act::SelectFilterBy& a);
Effects handle(State& s, const act::SelectImage& a);
Effects handle(State& s, const act::SelectImageBy& a);
Effects handle(State& s, const act::SelectChannel& a);
Effects handle(State& s, const act::SelectChannelBy& a);
Effects handle(State& s, const act::SetColors& a);
Effects handle(State& s, const act::SetRange& a);
Effects handle(State& s, const act::CycleColors& a);
Effects handle(State& s, const act::CycleRange& a);
Effects handle(State& s, const act::SetMapOrder& a);
Effects handle(State& s, const act::CycleMapOrder& a);
Effects handle(State& s, const act::CompareWith& a);
Effects handle(State& s, const act::ToggleCompare& a);
Effects handle(State& s, const act::SetCode& a);
Effects handle(State& s, const act::CycleCode& a);
Effects handle(State& s, const act::ToggleLanguage& a);
Effects handle(State& s, const act::ToggleTheme& a);
Effects handle(State& s, const act::TogglePresent& a);
Effects handle(State& s, const act::ToggleLessMotion& a);
Effects handle(State& s, const act::ScaleBy& a);

Effects handle(State& s, const act::ZoomBy& a);
Effects handle(State& s, const act::PanBy& a);
Effects handle(State& s, const act::Fit& a);

Effects handle(State& s, const act::ToggleBrowse& a);
Effects handle(State& s, const act::BrowseTensor& a);
Effects handle(State& s, const act::BrowseCell& a);
Effects handle(State& s, const act::BrowseEnd& a);
Effects handle(State& s, const act::BrowseDive& a);
Effects handle(State& s, const act::BrowseMap& a);

Effects handle(State& s, const act::ToggleKeys& a);
Effects handle(State& s, const act::ToggleMenu& a);
Effects handle(State& s, const act::OpenFileDialog& a);
Effects handle(State& s, const act::Escape& a);
Effects handle(State& s, const act::DismissMessage& a);
Effects handle(State& s, const act::ToggleBlank& a);
Effects handle(State& s, const act::ToggleFullScreen& a);
Effects handle(State& s, const act::ToggleNotes& a);
Effects handle(State& s, const act::FocusBy& a);
Effects handle(State& s, const act::FocusAt& a);
Effects handle(State& s, const act::Keep& a);
Effects handle(State& s, const act::CancelFilm& a);
Effects handle(State& s, const act::CopyScript& a);
Effects handle(State& s, const act::Quit& a);
Effects handle(State& s, const act::UnfoldSide& a);

Effects handle(State& s, const act::TourBy& a);
Effects handle(State& s, const act::TourTo& a);
Effects handle(State& s, const act::SaveLesson& a);
Effects handle(State& s, const act::Undo& a);
Effects handle(State& s, const act::Redo& a);

Effects handle(State& s, const act::ToggleQuiz& a);
Effects handle(State& s, const act::AnswerText& a);
Effects handle(State& s, const act::EraseAnswer& a);
Effects handle(State& s, const act::ChooseBox& a);
Effects handle(State& s, const act::NextBox& a);
Effects handle(State& s, const act::CheckAnswer& a);
Effects handle(State& s, const act::GiveAnswer& a);
Effects handle(State& s, const act::PickCandidate& a);
Effects handle(State& s, const act::ShowAnswer& a);
Effects handle(State& s, const act::GoOn& a);
Effects handle(State& s, const act::ToggleAsk& a);

Effects handle(State& s, const act::ToggleCheck& a);
Effects handle(State& s, const act::SetMistake& a);
Effects handle(State& s, const act::ShowCell& a);

Effects handle(State& s, const act::ChooseLayer& a);
Effects handle(State& s, const act::PickTensor& a);
Effects handle(State& s, const act::PickTensorBy& a);
Effects handle(State& s, const act::PickLayout& a);
Effects handle(State& s, const act::PickChannels& a);
Effects handle(State& s, const act::PickBias& a);
Effects handle(State& s, const act::PickNorm& a);
Effects handle(State& s, const act::PickParam& a);
Effects handle(State& s, const act::PickPreprocess& a);
Effects handle(State& s, const act::UnfoldList& a);
Effects handle(State& s, const act::ScrollPicker& a);
Effects handle(State& s, const act::UsePick& a);

// ---- shared between the subjects -------------------------------------------------------------------------

// To another place of the walkthrough, with what goes along: a new stage is seen whole, and in the stages
// whose steps are filters a step chooses its filter.
void move_to(State& s, Playback to);
// A stage whose steps are the filters or their maps.
[[nodiscard]] bool is_map_stage(Stage stage);
void pause(State& s);
// To the place of a moment whose layer is there.
void arrive(State& s, const Moment& moment);
// The canvas's gestures while a tensor is browsed. `about`: a point of the canvas; none: its middle.
Effects zoom_browser(State& s, float factor, std::optional<Vec2> about);
Effects pan_browser(State& s, Vec2 by);
// Counts what becomes of the pinned cell, once for each cell and layer: never on a frame.
void count_pinned(State& s);
// Explains this cell from now on, whatever the pointer does.
void pin(State& s, const CellRef& cell);
// What was asked for last: the choice that is still being computed, or the one that is seen.
[[nodiscard]] const Choice& latest_choice(const State& s);
// The same with another bank: what was chosen beside the old one goes with it. No file: the lesson's own.
[[nodiscard]] Choice with_weights(Choice choice, const std::filesystem::path& file,
                                  const std::string& tensor);
// What a switch makes of the steps that were chosen before.
[[nodiscard]] PreprocessChoice with_steps(PreprocessChoice own, const PreprocessChoice& steps);
// Asks for this choice to be loaded and computed beside the frame.
Effects ask_for(State& s, const Choice& choice);
// The edits that are loaded, or are on their way.
[[nodiscard]] const CellEdits& latest_edits(const State& s);
// Closes the field and takes back what was tried in it.
Effects leave_field(State& s);

}  // namespace unfold::view
