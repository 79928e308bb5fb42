#include "app/view/trace/words.h"

#include "core/lesson/look.h"

namespace unfold::view::trace {

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

std::string_view word(ChannelOrder order) {
  switch (order) {
  case ChannelOrder::rgb: return "rgb";
  case ChannelOrder::bgr: return "bgr";
  }
  return {};
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

}  // namespace unfold::view::trace
