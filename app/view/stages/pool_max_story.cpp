#include "app/view/format.h"
#include "app/view/stages/loop_words.h"
#include "app/view/stages/pool_max_parts.h"
#include "app/view/stages/pool_rows.h"

#include <cstdint>
#include <string>
#include <utility>

namespace unfold::view {
namespace {

// What no window reads, and why: the remainder of the division, or windows that lie apart.
std::string unread_words(const Geometry& g, const Texts& tx) {
  const std::string which = loop::unread_words(unread_map_rows(g), unread_map_cols(g), tx);
  if (which.empty()) return {};
  if ((g.pool_stride > g.PH && g.QH > 1) || (g.pool_stride > g.PW && g.QW > 1))
    return tx.get("orders.dropped_gaps", {{"which", which},
                                          {"stride", std::to_string(g.pool_stride)},
                                          {"PH", std::to_string(g.PH)},
                                          {"PW", std::to_string(g.PW)}});
  const bool rows = g.pool_unread_rows() > g.pool_pad.bottom;
  return tx.get("orders.dropped",
                {{"which", which},
                 {"size", std::to_string(rows ? g.pool_rows().padded() : g.pool_cols().padded())},
                 {"pool", std::to_string(rows ? g.PH : g.PW)},
                 {"stride", std::to_string(g.pool_stride)},
                 {"over", std::to_string(rows ? g.pool_unread_rows() : g.pool_unread_cols())}});
}

}  // namespace

StageStory tell_pool_max(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const Walkthrough& walk = *context.walkthrough;
  const PoolWindow w = pool_window(g, context.step());
  const std::int64_t kept = walk.argmax(w.row);
  const double value = static_cast<double>(walk.at(TensorId::pool_max, {w.row}));
  StageStory story;
  story.title = tx.get("pool_max.title");
  story.statement = "out[" + std::to_string(w.row) + "] = col[" + std::to_string(w.row) +
                    ", :].max() = {accent b|" + fixed(value, 4) + "}";
  story.code = pool_code(context, PoolLine::max);
  story.words.push_back(tx.get("pool_max.words.keeps", {{"count", std::to_string(g.PH * g.PW)}}));
  const auto factor = [](Axis, const char* name, std::int64_t n) {
    return std::string("{") + name + " b|" + std::to_string(n) + "}";
  };
  story.words.push_back(
      tx.get("pool_max.words.rows",
             {{"rows", grouped(g.N * g.QH * g.QW * g.FN)},
              {"product", factor(Axis::N, "N", g.N) + " · " + factor(Axis::OH, "OH", g.QH) + " · " +
                              factor(Axis::OW, "OW", g.QW) + " · " + factor(Axis::FN, "FN", g.FN)}}));
  story.words.push_back(tx.get("pool_max.words.fastest", {{"count", std::to_string(g.FN)}}));
  if (std::string over = hanging_words(g, tx); !over.empty()) story.words.push_back(std::move(over));
  std::int64_t ties = 0;
  for (std::int64_t k = 0; k < g.PH * g.PW; ++k)
    if (walk.at(TensorId::pool_windows, {w.row, k}) == walk.at(TensorId::pool_max, {w.row})) ++ties;
  if (ties > 1) story.words.push_back(tx.get("orders.tie", {{"n", std::to_string(ties)}}));
  if (std::string unread = unread_words(g, tx); !unread.empty()) story.words.push_back(std::move(unread));
  story.readout = tx.get("pool_max.readout", {{"row", grouped(w.row)},
                                              {"oh", std::to_string(w.oy)},
                                              {"ow", std::to_string(w.ox)},
                                              {"f", std::to_string(w.f)}});
  story.present_words =
      tx.get("pool_max.present", {{"PH", std::to_string(g.PH)}, {"PW", std::to_string(g.PW)}});
  story.present_code = {"out = np.max(col, axis=1)"};
  story.present_values = {"argmax = " + std::to_string(kept), "max = " + fixed(value, 2)};
  return story;
}

}  // namespace unfold::view
