#pragma once

#include "app/view/state.h"
#include "app/view/trace/trace_line.h"

#include <string_view>

namespace unfold::view::trace {

// The names that a trace's lines give to what is chosen of a few: "pad_top", "per_map", "none".
[[nodiscard]] std::string_view word(Param p);
[[nodiscard]] std::string_view word(GemmStep s);
[[nodiscard]] std::string_view word(LoopOrder o);
[[nodiscard]] std::string_view word(act::MenuName m);
[[nodiscard]] std::string_view word(act::FieldKey key);
[[nodiscard]] std::string_view word(act::Resets what);
[[nodiscard]] std::string_view word(EditOrigin::Why why);
[[nodiscard]] std::string_view word(Editing::Note note);
[[nodiscard]] std::string_view word(Colors c);
[[nodiscard]] std::string_view word(ValueRange r);
[[nodiscard]] std::string_view word(MapOrder o);
[[nodiscard]] std::string_view word(ChannelOrder order);
[[nodiscard]] std::string_view word(TraceEvent event);

}  // namespace unfold::view::trace
