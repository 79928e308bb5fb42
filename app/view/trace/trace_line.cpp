#include "app/view/trace/trace_line.h"

#include "app/view/trace/action_json.h"
#include "app/view/trace/state_json.h"
#include "app/view/trace/words.h"

#include <utility>

namespace unfold::view {
namespace {

using trace::Json;

std::string line_of(Json line, const State& s) {
  return trace::with_state(std::move(line), s).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string trace_line(const Action& action, const State& after) {
  return line_of(trace::action_json(action), after);
}

std::string trace_line(const std::vector<LitCells>& lit, const State& state) {
  constexpr const char* why[] = {"same", "from", "to", "way"};
  Json all = Json::array();
  for (const LitCells& cells : lit) {
    Json first = Json::array();
    for (const CellRef& cell : cells.first) first.push_back(trace::index_of(cell.at));
    all.push_back({{"tensor", name(cells.tensor)},
                   {"why", why[static_cast<int>(cells.why)]},
                   {"count", cells.count},
                   {"first", std::move(first)}});
  }
  return line_of({{"event", "lit"}, {"lit", std::move(all)}}, state);
}

std::string trace_line(TraceEvent event, const State& after) {
  return line_of({{"event", trace::word(event)}}, after);
}

}  // namespace unfold::view
