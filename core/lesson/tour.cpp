#include "core/lesson/tour.h"

#include <algorithm>

namespace unfold {
namespace {

constexpr std::array<std::pair<std::string_view, Control>, 6> controls{{{"menus", Control::menus},
                                                                        {"parameters", Control::parameters},
                                                                        {"pipeline", Control::pipeline},
                                                                        {"code", Control::code},
                                                                        {"cell", Control::cell},
                                                                        {"timeline", Control::timeline}}};

const std::string nothing;

}  // namespace

const std::string& in_language(const Translations& texts, std::string_view code) {
  auto found = texts.find(code);
  if (found == texts.end()) found = texts.find("en");
  if (found == texts.end()) found = texts.begin();
  return found == texts.end() ? nothing : found->second;
}

std::span<const std::pair<std::string_view, Control>> control_words() { return controls; }

std::int64_t step_in(const Geometry& g, const At& at, const StepOrders& orders) {
  const std::int64_t last = step_count(g, at.stage, orders) - 1;
  return std::min(at.step.value_or(last), last);
}

std::vector<std::pair<std::string_view, std::int64_t>> tour_values(const Geometry& g) {
  return {{"N", g.N},
          {"C", g.C},
          {"H", g.H},
          {"W", g.W},
          {"HP", g.HP},
          {"WP", g.WP},
          {"FN", g.FN},
          {"FH", g.FH},
          {"FW", g.FW},
          {"OH", g.OH},
          {"OW", g.OW},
          {"M", g.M},
          {"K", g.K},
          {"PH", g.PH},
          {"PW", g.PW},
          {"QH", g.QH},
          {"QW", g.QW},
          {"stride", g.stride},
          {"pad", g.pad.top},
          {"pool_stride", g.pool_stride},
          {"unread_rows", g.unread_rows()},
          {"unread_cols", g.unread_cols()},
          {"x_values", g.N * g.C * g.H * g.W},
          {"col_values", g.M * g.K},
          {"col_bytes", g.M * g.K * 4},
          {"maps_values", g.M * g.FN}};
}

}  // namespace unfold
