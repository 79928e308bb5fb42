#include "app/view/quiz/asked_place.h"
#include "app/view/quiz/question.h"
#include "app/view/quiz/tied_window.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace unfold::view {
namespace {

struct Entry {
  Ask ask;
  std::string_view name;
  Stage stage;
};
constexpr std::array<Entry, ask_count> entries{{
    {Ask::padded_size, "padded_size", Stage::pad},
    {Ask::zero_pixel, "zero_pixel", Stage::pad},
    {Ask::places, "places", Stage::allocate},
    {Ask::unread, "unread", Stage::allocate},
    {Ask::row_of_window, "row_of_window", Stage::transpose},
    {Ask::col_shape, "col_shape", Stage::reshape},
    {Ask::window_of_row, "window_of_row", Stage::reshape},
    {Ask::product_shape, "product_shape", Stage::gemm},
    {Ask::sum, "sum", Stage::gemm},
    {Ask::maximum, "maximum", Stage::pool_max},
    {Ask::argmax, "argmax", Stage::pool_max},
    {Ask::pooled_size, "pooled_size", Stage::pool},
    {Ask::pool_unread, "pool_unread", Stage::pool},
}};

constexpr std::int64_t most_terms = 9;   // of a sum that is done by hand
constexpr std::int64_t corner = 8;       // pixels a side
constexpr std::int64_t most_cells = 64;  // of a pooling window whose numbers are read

bool is_there(const State& s, Ask ask, const TourStep* step) {
  const Geometry& g = s.walkthrough->geometry();
  const auto [rows, cols] = asked_corner(g);
  const auto remains = [](const Slide& slide) {
    return (slide.padded() - slide.extent()) % slide.stride != 0;
  };
  switch (ask) {
  case Ask::zero_pixel: return 0 < g.pad.top && g.pad.top < rows && 0 < g.pad.left && g.pad.left < cols;
  case Ask::unread: return remains(g.rows());
  case Ask::row_of_window:
  case Ask::window_of_row: return g.M > 1;
  case Ask::sum: return g.KG <= most_terms && std::isfinite(s.walkthrough->at(asked_sum(s, step)));
  case Ask::maximum:
    return std::isfinite(s.walkthrough->at(TensorId::pool_max, {asked_pool_window(s, step)}));
  case Ask::argmax: return equal_cells(s, asked_pool_window(s, step)).size() > 1;
  case Ask::pool_unread: return remains(g.pool_rows());
  case Ask::padded_size:
  case Ask::places:
  case Ask::col_shape:
  case Ask::product_shape:
  case Ask::pooled_size: return true;
  }
  return false;
}

}  // namespace

std::string_view name(Ask ask) { return entries[static_cast<std::size_t>(ask)].name; }
Stage stage_of(Ask ask) { return entries[static_cast<std::size_t>(ask)].stage; }
bool is_place(Ask ask) { return ask == Ask::window_of_row; }

bool has_question(const Geometry& g, Stage stage) {
  if (g.mistake != Mistake::none) return false;
  // Each of these has one that is there in nearly every layer.
  return std::ranges::any_of(entries, [&](const Entry& e) { return e.stage == stage; }) &&
         (stage != Stage::transpose || g.M > 1) && (stage != Stage::pool_max || g.PH * g.PW <= most_cells);
}

std::vector<Ask> asks_of(const State& s, Stage stage) { return asks_of(s, stage, asking_step(s, stage)); }

std::vector<Ask> asks_of(const State& s, Stage stage, const TourStep* step) {
  std::vector<Ask> all;
  if (!s.walkthrough || !has_question(s.walkthrough->geometry(), stage)) return all;
  for (const Entry& e : entries)
    if (e.stage == stage && is_there(s, e.ask, step)) all.push_back(e.ask);
  return all;
}

LoopAt asked_window(const State& s, const TourStep* step) {
  if (const std::optional<LoopAt> own = window_of_step(s, step, Stage::transpose)) return *own;
  const Geometry& g = s.walkthrough->geometry();
  return {.n = g.N / 2, .oy = g.OH / 2, .ox = std::min(g.OW - 1, g.OW / 2 + 1)};
}

LoopAt asked_row(const State& s, const TourStep* step) {
  if (const std::optional<LoopAt> own = window_of_step(s, step, Stage::reshape)) return *own;
  // Another one than that: nobody answers it by what has just been asked.
  const Geometry& g = s.walkthrough->geometry();
  return {.n = g.N - 1, .oy = g.OH / 3, .ox = std::max<std::int64_t>(0, std::min(g.OW - 1, 2 * g.OW / 3))};
}

std::int64_t row_of(const Geometry& g, const LoopAt& window) {
  return flatten(Shape{g.N, g.OH, g.OW}, {window.n, window.oy, window.ox});
}

CellRef asked_sum(const State& s, const TourStep* step) {
  const Geometry& g = s.walkthrough->geometry();
  return sum_of_step(s, step).value_or(CellRef{TensorId::out2d, {g.M / 2, g.FN - 1}});
}

std::pair<std::int64_t, std::int64_t> asked_corner(const Geometry& g) {
  return {std::min(corner, g.HP), std::min(corner, g.WP)};
}

}  // namespace unfold::view
