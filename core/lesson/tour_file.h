#pragma once

#include "core/lesson/json_reader.h"
#include "core/lesson/tour.h"

namespace unfold {

// The part of a lesson's file that is not its layer:
//
//   {"title": {"en": "Stride 2", "ja": "ストライド 2"}          (a text alone is English),
//    "hide": ["menus", "parameters", "pipeline", "code", "cell", "timeline"],
//    "start": a step without words,
//    "steps": [{"at": "im2col:23", "title": …, "words": …, "short": …,
//               "pin": "col6:0,0,3,2,5,5", "axis": "FH", "camera": [2.5, 0.5, 0.3], "ask": true,
//               "look": {"image": 0, "filter": 3, "compare": 5 or "none", "channel": 1 or "all",
//                        "loop": "window", "product": "outer", "im2col": "windows",
//                        "labels": "addresses", "order": "max", "code": "eigen", "read_count": true,
//                        "colors": {"conv": "viridis"}, "range": {"conv": "map"}}}]}
//
// In a step's title, words and short words "${key:play}" becomes the key that is in force for a command (an
// id of app/view/commands.cpp); of "${if:play}…${else}…${end}" the first part is said where it has a key, the
// other, which may be left out, where it has none. What names no command stays as it stands.
//
// Everything may be left out but a step's "at". Throws Error with the line and the key.
[[nodiscard]] Tour read_tour(const JsonReader& lesson);
// The same as JSON members, in that order; what is empty is left out.
void write_tour(const Tour& tour, nlohmann::ordered_json& lesson);

}  // namespace unfold
