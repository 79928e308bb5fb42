#include "app/view/trace/state_json.h"

#include "app/view/browse/frame.h"
#include "app/view/languages.h"
#include "app/view/passport/passport.h"
#include "app/view/tour/tour.h"
#include "app/view/trace/words.h"
#include "core/io/layout_word.h"
#include "core/lesson/look.h"

#include <utility>

namespace unfold::view::trace {
namespace {

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

Json geometry_json(const Geometry& g) {
  return {{"N", g.N},
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

// Of the tensors whose colours or range a person changed.
Json looks_json(const ViewOptions& options) {
  Json looks = Json::object();
  for (int i = 0; i < tensor_count; ++i) {
    const TensorLook& look = options.looks[static_cast<std::size_t>(i)];
    if (look == TensorLook{}) continue;
    looks[std::string(name(static_cast<TensorId>(i)))] = {{"colors", word(look.colors)},
                                                          {"range", word(look.range)}};
  }
  return looks;
}

void add_document(Json& line, const Document& document) {
  if (!document.steps.empty()) {
    const Preprocess& steps = document.preprocess;
    line["preprocess"] = {{"resize", resize_json(steps.resize)},
                          {"crop", crop_json(steps.crop)},
                          {"channels", word(steps.order)},
                          {"scale", steps.scale},
                          {"normalize", to_string(steps.normalize)}};
  }
  line["fill"] = document.fill ? name(document.fill->kind) : "none";
  if (document.fill && document.fill->kind == FillKind::random) line["seed"] = document.fill->seed;
  line["edits"] = document.edited.size();
  if (!document.unread.empty()) line["unread"] = document.unread.size();
}

}  // namespace

Json with_state(Json line, const State& s) {
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
  line["looks"] = looks_json(s.options);
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
  if (s.walkthrough) line["geometry"] = geometry_json(s.walkthrough->geometry());
  if (s.browse && s.walkthrough) line["browse"] = browse_json(s);
  if (s.pointed) line["pointed"] = cell_json(*s.pointed);
  if (s.pinned) line["pinned"] = cell_json(*s.pinned);
  if (s.document) add_document(line, *s.document);
  if (s.document && s.crop_drag) line["crop_drag"] = *s.crop_drag;
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
  return line;
}

}  // namespace unfold::view::trace
