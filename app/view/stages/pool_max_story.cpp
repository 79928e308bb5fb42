#include "app/view/format.h"
#include "app/view/stages/pool_max_parts.h"
#include "app/view/stages/pool_rows.h"

#include <cstdint>
#include <string>
#include <utility>

namespace unfold::view {

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
  const std::int64_t rows = g.pool_unread_rows() - g.pool_pad.bottom;
  const std::int64_t cols = g.pool_unread_cols() - g.pool_pad.right;
  const auto last = [&](std::int64_t count, std::int64_t size, const char* one, const char* several) {
    if (count <= 0) return std::string();
    return count == 1
               ? tx.get(one, {{"n", std::to_string(size - 1)}})
               : tx.get(several, {{"n", std::to_string(size - count) + "–" + std::to_string(size - 1)}});
  };
  const std::string last_rows = last(rows, g.OH, "im2col.row_n", "im2col.rows_n");
  const std::string last_cols = last(cols, g.OW, "im2col.col_n", "im2col.cols_n");
  const std::string which = last_rows.empty() || last_cols.empty()
                                ? last_rows + last_cols
                                : tx.get("im2col.both", {{"a", last_rows}, {"b", last_cols}});
  if (!which.empty())
    story.words.push_back(
        tx.get("orders.dropped",
               {{"which", which},
                {"size", std::to_string(rows > 0 ? g.pool_rows().padded() : g.pool_cols().padded())},
                {"pool", std::to_string(rows > 0 ? g.PH : g.PW)},
                {"stride", std::to_string(g.pool_stride)},
                {"over", std::to_string(rows > 0 ? g.pool_unread_rows() : g.pool_unread_cols())}}));
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
