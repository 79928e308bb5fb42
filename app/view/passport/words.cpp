#include "app/view/passport/passport.h"

#include "app/view/format.h"
#include "core/layer/kin.h"

#include <algorithm>
#include <string>

namespace unfold::view {
namespace {

std::string number(std::int64_t n) { return std::to_string(n); }

// Do the rows of col and the columns of col_W hold other than windows and filters?
bool scatters_windows(const Geometry& g) { return g.mistake == Mistake::no_transpose && !is_harmless(g); }
bool mixes_filters(const Geometry& g) { return g.mistake == Mistake::wrong_reshape_W && !is_harmless(g); }
// Then no sum is a filter's answer in a window.
bool no_answer(const Geometry& g) { return g.mistake != Mistake::no_padding && !is_harmless(g); }

// The weight or the value that a cell meets in the product: the same place of the other factor.
std::string term_words(const State& s, const Texts& texts, const CellRef& factor, const CellRef& sum) {
  const Walkthrough& walk = *s.walkthrough;
  const Geometry& g = walk.geometry();
  const std::vector<CellBox> from = sources(g, walk.has_bias(), sum);
  if (factor.tensor == TensorId::b) return texts.get("passport.bias_added", {{"K", grouped(g.KG)}});
  const bool is_value = factor.tensor == TensorId::col;
  const std::int64_t k = is_value ? factor.at[1] % g.KG : factor.at[0];
  CellRef other{is_value ? TensorId::col_W : TensorId::col, from[is_value ? 1 : 0].first};
  other.at[is_value ? 0 : 1] += k;
  const float met = walk.at(other);
  const float product = met * walk.at(factor);
  // A weight under the name that the filter's own tensor gives it.
  if (is_value) other = copies(g, other).front();
  return texts.get(g.KG == 1 ? "passport.only_term" : "passport.term", {{"factor", address_words(other)},
                                                                        {"value", value_words(met)},
                                                                        {"product", value_words(product)},
                                                                        {"K", grouped(g.KG)}});
}

// Is this cell of a pooling window the one that stays?
std::string maximum_words(const State& s, const Texts& texts, const CellRef& window) {
  const Walkthrough& walk = *s.walkthrough;
  const Geometry& g = walk.geometry();
  const std::string all = number(g.PH * g.PW);
  const std::int64_t best = walk.argmax(window.at[0]);
  if (best == window.at[1]) return texts.get("passport.stays", {{"all", all}});
  const float most = walk.at(TensorId::pool_windows, {window.at[0], best});
  if (most == walk.at(window)) return texts.get("passport.tie", {{"all", all}});
  return texts.get("passport.larger", {{"all", all}, {"value", value_words(most)}});
}

std::string slice_words(std::int64_t at, const Slide& slide, const char* out, std::int64_t window,
                        const char* inside, std::int64_t place) {
  const std::string apart = slide.dilation == 1 ? "" : number(slide.dilation) + "·";
  return "{m|" + number(at) + " = " + number(slide.stride) + "·}{" + out + " m|" + number(window) +
         "}{m| + " + apart + "}{" + inside + " m|" + number(place) + "}";
}

std::string pixel_words(const State& s, const Texts& texts, const CellRef& x) {
  const std::optional<int> byte = byte_of(*s.document, *s.walkthrough, x);
  if (!byte) return texts.get("passport.given");
  const auto channel = static_cast<std::size_t>(x.at[1]);
  const Preprocess& steps = s.document->preprocess;
  const bool normalized = steps.normalize != Normalize::none;
  const char* key = steps.scale ? (normalized ? "passport.byte_imagenet" : "passport.byte")
                                : (normalized ? "passport.whole_byte_norm" : "passport.whole_byte");
  return texts.get(key, {{"byte", number(*byte)},
                         {"mean", value_text(static_cast<double>(steps.normalize.mean[channel]), 3)},
                         {"std", value_text(static_cast<double>(steps.normalize.std[channel]), 3)}});
}

}  // namespace

std::string happened_words(const State& s, const Texts& texts, const std::vector<CellRef>& way, std::size_t i,
                           const std::vector<TensorId>& shown) {
  const Geometry& g = s.walkthrough->geometry();
  const CellRef& cell = way[i];
  const CellRef* before = i > 0 ? &way[i - 1] : nullptr;
  const Index& at = cell.at;
  const auto has = [&](TensorId id) { return std::find(shown.begin(), shown.end(), id) != shown.end(); };
  switch (cell.tensor) {
  case TensorId::x: return pixel_words(s, texts, cell);
  case TensorId::img:
    if (before == nullptr) return texts.get("passport.padding");
    if (!g.pad.any()) return texts.get("passport.no_pad");
    if (g.pad.top != g.pad.left)
      return texts.get("passport.pad_sides", {{"top", number(g.pad.top)}, {"left", number(g.pad.left)}});
    return texts.get(g.pad.top == 1 ? "passport.pad_one" : "passport.pad", {{"pad", number(g.pad.top)}});
  case TensorId::col6: {
    const CellRef img = before != nullptr ? *before : cell;
    return slice_words(img.at[2], g.rows(), "OH", at[4], "FH", at[2]) + "\n" +
           slice_words(img.at[3], g.cols(), "OW", at[5], "FW", at[3]);
  }
  case TensorId::col6_t:
    return texts.get(g.mistake == Mistake::no_transpose ? "passport.no_transpose" : "passport.transpose");
  case TensorId::col:
    return texts.get(scatters_windows(g) ? "passport.no_window" : "passport.reshape", {{"K", grouped(g.K)}});
  case TensorId::W: return texts.get("passport.weight", {{"f", number(at[0])}});
  case TensorId::b: return texts.get("passport.bias", {{"f", number(at[0])}});
  case TensorId::col_W:
    return texts.get(mixes_filters(g) ? "passport.mixed" : "passport.col_W", {{"f", number(at[1])}});
  case TensorId::out2d: return before != nullptr ? term_words(s, texts, *before, cell) : std::string();
  case TensorId::out_nhwc: return texts.get("passport.out_nhwc");
  case TensorId::conv:
    return texts.get(mixes_filters(g) ? "passport.column_map" : "passport.map", {{"f", number(at[1])}});
  case TensorId::pool_col: {
    if (before == nullptr)
      return texts.get("passport.pool_padding", {{"value", value_words(s.walkthrough->at(cell))}});
    const CellRef& map = *before;
    const std::int64_t place = at[1] % (g.PH * g.PW);
    const std::int64_t y = place / g.PW, x = place % g.PW;
    const std::int64_t row = map.at[2] + g.pool_pad.top, column = map.at[3] + g.pool_pad.left;
    return slice_words(row, g.pool_rows(), "OH", (row - y * g.pool_dilation) / g.pool_stride, "FH", y) +
           "\n" +
           slice_words(column, g.pool_cols(), "OW", (column - x * g.pool_dilation) / g.pool_stride, "FW", x);
  }
  case TensorId::pool_windows: return texts.get("passport.pool_windows", {{"all", number(g.PH * g.PW)}});
  case TensorId::pool_max:
  case TensorId::pool: {
    const CellRef* window = cell_of(way, TensorId::pool_windows);
    if (cell.tensor == TensorId::pool && has(TensorId::pool_max)) return texts.get("passport.pool");
    return window != nullptr ? maximum_words(s, texts, *window) : std::string();
  }
  }
  return {};
}

std::string about_words(const State& s, const Texts& texts, const CellRef& cell) {
  const Geometry& g = s.walkthrough->geometry();
  const CellRef origin = copies(g, cell).front();
  const Index& at = origin.at;
  switch (origin.tensor) {
  case TensorId::x: {
    static constexpr const char* colours[] = {"passport.red", "passport.green", "passport.blue"};
    const bool coloured = byte_of(*s.document, *s.walkthrough, origin).has_value();
    return texts.get(coloured ? colours[at[1]] : "passport.channel",
                     {{"c", number(at[1])}, {"h", number(at[2])}, {"w", number(at[3])}});
  }
  case TensorId::img: return texts.get("passport.about_padding");
  case TensorId::W:
    return texts.get("passport.about_weight", {{"f", number(at[0])},
                                               {"c", number(g.group_of_filter(at[0]) * g.CG + at[1])},
                                               {"y", number(at[2])},
                                               {"x", number(at[3])}});
  case TensorId::b: return texts.get("passport.about_bias", {{"f", number(at[0])}});
  case TensorId::out2d: {
    const CellBox place = targets(g, false, origin)[0];
    return texts.get(no_answer(g) ? "passport.about_any_sum" : "passport.about_sum",
                     {{"f", number(at[1])},
                      {"oh", number(place.first[1])},
                      {"ow", number(place.first[2])},
                      {"K", grouped(g.KG)}});
  }
  case TensorId::pool_max: {
    const CellBox place = targets(g, false, origin)[0];
    return texts.get(no_answer(g) ? "passport.about_any_maximum" : "passport.about_maximum",
                     {{"f", number(place.first[1])},
                      {"oh", number(place.first[2])},
                      {"ow", number(place.first[3])},
                      {"all", number(g.PH * g.PW)}});
  }
  default: return texts.get("passport.about_pool_padding");
  }
}

std::string in_all_words(const State& s, const Texts& texts, const CellRef& cell) {
  if (s.passport.counted != cell) return {};
  const Outcome& o = s.passport.outcome;
  if (o.sums == 0)
    return texts.get(cell.tensor >= TensorId::pool_col ? "passport.in_all_end" : "passport.in_all_unread");
  const bool pixel = o.copies > 0;
  const bool one = o.sums == 1 && !pixel;
  if (one) return texts.get(o.wins.value_or(0) > 0 ? "passport.in_all_wins" : "passport.in_all_loses");
  const std::string wins = o.wins ? grouped(*o.wins) : std::string();
  // Copies that a mistake lays in one row share its sums.
  const bool multiplied = pixel && o.copies * o.filters == o.sums;
  const std::string key = multiplied ? "passport.in_all_pixel" : "passport.in_all_weight";
  return texts.get(o.wins ? key : key + "_uncounted", {{"copies", grouped(o.copies)},
                                                       {"filters", grouped(o.filters)},
                                                       {"sums", grouped(o.sums)},
                                                       {"wins", wins}});
}

std::string closing_key(const Texts& texts) {
  for (const char* command : {"escape", "passport"})
    if (std::string key = texts.key(command); !key.empty()) return key;
  return "✕";
}

}  // namespace unfold::view
