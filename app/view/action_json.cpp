#include "app/view/action_json.h"

#include "app/view/languages.h"

#include "app/view/browse/frame.h"
#include "app/view/passport/passport.h"
#include "app/view/tour/tour.h"
#include "core/io/layout_word.h"
#include "core/io/utf8_path.h"
#include "core/lesson/look.h"

#include <nlohmann/json.hpp>

namespace unfold::view {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word(Param p) {
  switch (p) {
  case Param::stride: return "stride";
  case Param::pad: return "pad";
  case Param::pad_top: return "pad_top";
  case Param::pad_left: return "pad_left";
  case Param::pad_bottom: return "pad_bottom";
  case Param::pad_right: return "pad_right";
  case Param::dilation: return "dilation";
  case Param::groups: return "groups";
  case Param::pool: return "pool";
  case Param::pool_stride: return "pool_stride";
  case Param::pool_pad: return "pool_pad";
  case Param::pool_ceil: return "pool_ceil";
  }
  return {};
}

std::string_view word(GemmStep s) { return word_for(product_words(), s); }

std::string_view word(LoopOrder o) { return word_for(loop_words(), o); }

std::string_view word(act::MenuName m) {
  switch (m) {
  case act::MenuName::none: return "none";
  case act::MenuName::lesson: return "lesson";
  case act::MenuName::picture: return "picture";
  case act::MenuName::weights: return "weights";
  case act::MenuName::values: return "values";
  case act::MenuName::layer: return "layer";
  case act::MenuName::save_lesson: return "save_lesson";
  case act::MenuName::keep: return "keep";
  }
  return {};
}

std::string_view word(act::FieldKey key) {
  switch (key) {
  case act::FieldKey::left: return "left";
  case act::FieldKey::right: return "right";
  case act::FieldKey::home: return "home";
  case act::FieldKey::end: return "end";
  case act::FieldKey::backspace: return "backspace";
  case act::FieldKey::erase: return "erase";
  }
  return {};
}

std::string_view word(act::Resets what) {
  switch (what) {
  case act::Resets::x: return "x";
  case act::Resets::weights: return "weights";
  case act::Resets::all: return "all";
  }
  return {};
}

std::string_view word(EditOrigin::Why why) {
  switch (why) {
  case EditOrigin::Why::editable: return "editable";
  case EditOrigin::Why::copy: return "copy";
  case EditOrigin::Why::padding: return "padding";
  case EditOrigin::Why::computed: return "computed";
  case EditOrigin::Why::too_many: return "too_many";
  }
  return {};
}

std::string_view word(Editing::Note note) {
  switch (note) {
  case Editing::Note::none: return "none";
  case Editing::Note::not_a_number: return "not_a_number";
  case Editing::Note::no_such_character: return "no_such_character";
  }
  return {};
}

std::string_view word(Colors c) { return word_for(color_words(), c); }

std::string_view word(ValueRange r) {
  switch (r) {
  case ValueRange::automatic: return "automatic";
  case ValueRange::per_map: return "per_map";
  case ValueRange::per_tensor: return "per_tensor";
  case ValueRange::symmetric: return "symmetric";
  }
  return {};
}

std::string_view word(MapOrder o) { return word_for(map_order_words(), o); }

Json index_of(const Index& index) {
  Json list = Json::array();
  for (int i = 0; i < index.rank(); ++i) list.push_back(index[i]);
  return list;
}

Json cell_json(const CellRef& cell) { return {{"tensor", name(cell.tensor)}, {"at", index_of(cell.at)}}; }

Json texts(const std::vector<std::filesystem::path>& paths) {
  Json list = Json::array();
  for (const std::filesystem::path& path : paths) list.push_back(utf8_of(path));
  return list;
}

std::string_view word(ChannelOrder order) {
  switch (order) {
  case ChannelOrder::rgb: return "rgb";
  case ChannelOrder::bgr: return "bgr";
  }
  return {};
}

Json resize_json(const Resize& resize) {
  switch (resize.how) {
  case Resize::How::full: return "full";
  case Resize::How::short_side: return {{"short_side", resize.width}};
  case Resize::How::cover: return {{"cover", {resize.width, resize.height}}};
  }
  return nullptr;
}

Json crop_json(const Crop& crop) {
  switch (crop.how) {
  case Crop::How::whole: return "whole";
  case Crop::How::centre: return {{"centre", {crop.width, crop.height}}};
  case Crop::How::box: return {{"box", {crop.left, crop.top, crop.width, crop.height}}};
  }
  return nullptr;
}

// The scales and the origin, and the places of the grid that are in sight (last ones excluded).
Json browse_json(const State& s) {
  const Browsed b =
      browsed(s.walkthrough->geometry(), make_layout(s.window_size, false, panels(s)), *s.browse);
  const BrowseView& v = b.view;
  return {{"tensor", name(b.grid.tensor)},
          {"sx", v.sx},
          {"sy", v.sy},
          {"x", v.x},
          {"y", v.y},
          {"cells", {v.cells.x, v.cells.y, v.cells.w, v.cells.h}},
          {"rows", {v.range.row0, v.range.row1}},
          {"cols", {v.range.col0, v.range.col1}}};
}

Json with_steps(Json line, const PreprocessChoice& steps) {
  if (steps.resize) line["resize"] = resize_json(*steps.resize);
  if (steps.crop) line["crop"] = crop_json(*steps.crop);
  if (steps.order) line["channels"] = word(*steps.order);
  if (steps.scale) line["scale"] = *steps.scale;
  if (steps.normalize) line["normalize"] = to_string(*steps.normalize);
  return line;
}

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

Json passport_json(const State& s) {
  Json rows = Json::array();
  const Passport passport = make_passport(s, Texts(s.options.language), tensor_count);
  for (const PassportRow& row : passport.rows) {
    Json one = cell_json(row.cell);
    one["value"] = row.value;
    one["element"] = row.address;
    one["goes_to"] = row.goes_to;
    rows.push_back(std::move(one));
  }
  const Outcome& o = s.passport.outcome;
  Json line{{"rows", std::move(rows)}, {"copies", o.copies}, {"filters", o.filters}, {"sums", o.sums}};
  if (o.wins) line["wins"] = *o.wins;
  return line;
}

std::string_view word(TraceEvent event) {
  switch (event) {
  case TraceEvent::opened: return "opened";
  case TraceEvent::refused: return "refused";
  case TraceEvent::checked: return "checked";
  case TraceEvent::listed: return "listed";
  case TraceEvent::drawn: return "drawn";
  }
  return {};
}

Json picker_json(const Picker& picker) {
  Json json{{"file", picker.inventory->name},
            {"tensors", picker.inventory->items.size()},
            {"scroll", picker.scroll}};
  if (!picker.chosen) return json;
  json["chosen"] = picker.inventory->items[*picker.chosen].info.name;
  json["layout"] = word(picked_layout(picker));
  if (picker.trial) json["trial"] = picker.trial->refusal.empty() ? "computed" : picker.trial->refusal;
  return json;
}

Json check_json(const CheckState& check) {
  if (!check.result) return {{"state", "running"}};
  const LayerCheck& r = *check.result;
  const bool shapes = r.shape != r.right_shape;
  Json json = {{"state", shapes             ? "other_shape"
                         : !r.ok()          ? "differs"
                         : !r.is_complete() ? "stopped"
                                            : "same"},
               {"cells", r.conv.cells},
               {"compared", r.conv.compared},
               {"differing", r.conv.differing},
               {"largest", r.conv.largest},
               {"shape", index_of(r.shape)},
               {"right_shape", index_of(r.right_shape)},
               {"pool_compared", r.pool.compared}};
  if (r.conv.largest_at) json["largest_at"] = index_of(r.conv.largest_at->at);
  if (r.conv.first_wrong) json["first_wrong"] = index_of(r.conv.first_wrong->at);
  return json;
}

std::string line_of(Json line, const State& s) {
  line["stage"] = name(s.playback.at.stage);
  line["step"] = s.playback.at.step;
  line["playing"] = s.playback.playing;
  line["loop_order"] = word(s.playback.orders.loop);
  line["product_order"] = word(s.playback.orders.gemm);
  line["less_motion"] = s.options.less_motion;
  line["lesson"] = s.choice.lesson;
  if (const auto step = tour_step(s)) line["tour"] = *step;
  line["undoable"] = s.history.past.size();
  line["filter"] = s.options.filter;
  line["image"] = s.options.image;
  line["channel"] = s.options.channel;
  line["map_order"] = word(s.options.map_order);
  line["compare"] = s.options.compare;
  line["code"] = word_for(code_words(), s.options.code);
  // Of the tensors whose colours or range a person changed.
  Json looks = Json::object();
  for (int i = 0; i < tensor_count; ++i) {
    const TensorLook& look = s.options.looks[static_cast<std::size_t>(i)];
    if (look == TensorLook{}) continue;
    looks[std::string(name(static_cast<TensorId>(i)))] = {{"colors", word(look.colors)},
                                                          {"range", word(look.range)}};
  }
  line["looks"] = looks;
  line["language"] = code_of(s.options.language);
  line["theme"] = s.options.theme == ThemeName::dark ? "dark" : "light";
  line["present"] = s.options.present;
  line["keys_sheet"] = s.keys_sheet;
  line["mistake"] = name(s.choice.mistake);
  line["check_sheet"] = s.check.sheet;
  if (s.walkthrough) line["check"] = check_json(s.check);
  line["menu"] = word(s.menu);
  line["file_dialog"] = word(s.file_dialog);
  line["zoom"] = s.camera.zoom;
  if (s.walkthrough) {
    const Geometry& g = s.walkthrough->geometry();
    line["geometry"] = {{"N", g.N},
                        {"C", g.C},
                        {"H", g.H},
                        {"W", g.W},
                        {"FN", g.FN},
                        {"FH", g.FH},
                        {"FW", g.FW},
                        {"stride", g.stride},
                        {"pad", g.pad},
                        {"dilation", g.dilation},
                        {"groups", g.groups},
                        {"OH", g.OH},
                        {"OW", g.OW},
                        {"pool", g.PH},
                        {"pool_stride", g.pool_stride},
                        {"pool_pad", g.pool_pad},
                        {"pool_ceil", g.pool_ceil},
                        {"QH", g.QH},
                        {"QW", g.QW}};
  }
  if (s.browse && s.walkthrough) line["browse"] = browse_json(s);
  if (s.pointed) line["pointed"] = cell_json(*s.pointed);
  if (s.pinned) line["pinned"] = cell_json(*s.pinned);
  if (s.document) {
    if (!s.document->steps.empty()) {
      const Preprocess& steps = s.document->preprocess;
      line["preprocess"] = {{"resize", resize_json(steps.resize)},
                            {"crop", crop_json(steps.crop)},
                            {"channels", word(steps.order)},
                            {"scale", steps.scale},
                            {"normalize", to_string(steps.normalize)}};
    }
    if (s.crop_drag) line["crop_drag"] = *s.crop_drag;
    line["fill"] = s.document->fill ? name(s.document->fill->kind) : "none";
    if (s.document->fill && s.document->fill->kind == FillKind::random) line["seed"] = s.document->fill->seed;
    line["edits"] = s.document->edited.size();
    if (!s.document->unread.empty()) line["unread"] = s.document->unread.size();
  }
  line["weights"] = s.document ? s.document->weights_name : std::string();
  if (s.picker) line["picker"] = picker_json(*s.picker);
  if (s.editing) {
    line["editing"] = {{"cell", cell_json(s.editing->cell)},
                       {"shown", cell_json(s.editing->shown)},
                       {"text", s.editing->text},
                       {"note", word(s.editing->note)}};
  }
  if (s.edit_refusal) line["edit_refusal"] = word(s.edit_refusal->why);
  if (s.passport.open && s.walkthrough && s.document) line["passport"] = passport_json(s);
  if (s.filming) line["filming"] = {s.filming->done, s.filming->all};
  if (!s.notice.words.empty()) line["notice"] = s.notice.words;
  if (!s.message.empty()) line["message"] = s.message;
  if (const std::optional<PictureSize> size = smaller_size(s)) line["smaller"] = {size->width, size->height};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string trace_line(const Action& action, const State& after) {
  return line_of(action.visit<Json>(ToJson{}), after);
}
std::string trace_line(const std::vector<LitCells>& lit, const State& state) {
  constexpr const char* why[] = {"same", "from", "to", "way"};
  Json all = Json::array();
  for (const LitCells& cells : lit) {
    Json first = Json::array();
    for (const CellRef& cell : cells.first) first.push_back(index_of(cell.at));
    all.push_back({{"tensor", name(cells.tensor)},
                   {"why", why[static_cast<int>(cells.why)]},
                   {"count", cells.count},
                   {"first", std::move(first)}});
  }
  return line_of({{"event", "lit"}, {"lit", std::move(all)}}, state);
}
std::string trace_line(TraceEvent event, const State& after) {
  return line_of({{"event", word(event)}}, after);
}

}  // namespace unfold::view
