#include "app/view/quiz/asked_place.h"

#include "app/view/tour/tour.h"

#include <algorithm>

namespace unfold::view {
namespace {

// The cell of this tensor that the pinned one is copied to or goes into; none where it says nothing of it, as
// a weight of a window.
std::optional<CellRef> pinned_in(const State& s, const TourStep& step, TensorId tensor) {
  if (!step.pin || !has_cell(*s.walkthrough, *step.pin)) return std::nullopt;
  const TensorId from = step.pin->tensor;
  if (from == TensorId::W || from == TensorId::b || from == TensorId::col_W) return std::nullopt;
  const std::int64_t filter = step.look.filter.value_or(s.options.filter);
  for (const CellRef& cell :
       follow(s.walkthrough->geometry(), *step.pin, std::min(filter, s.walkthrough->geometry().FN - 1)))
    if (cell.tensor == tensor) return cell;
  return std::nullopt;
}

StepOrders orders_of(const State& s, const TourStep& step) {
  StepOrders orders = s.playback.orders;
  orders.loop = step.look.loop.value_or(orders.loop);
  orders.gemm = step.look.product.value_or(orders.gemm);
  return orders;
}

// The step of the stage, where it is one of its own.
std::optional<std::int64_t> own_step(const State& s, const TourStep& step) {
  if (step.at.step.value_or(0) == 0) return std::nullopt;
  return step_in(s.walkthrough->geometry(), step.at, orders_of(s, step));
}

}  // namespace

const TourStep* asking_step(const State& s, Stage stage) {
  const Tour* tour = tour_of(s);
  if (tour == nullptr || !s.walkthrough) return nullptr;
  const auto asks = [&](const TourStep& step) { return step.ask && step.at.stage == stage; };
  if (const auto here = tour_step(s); here && asks(tour->steps[*here])) return &tour->steps[*here];
  const auto first = std::ranges::find_if(tour->steps, asks);
  return first == tour->steps.end() ? nullptr : &*first;
}

std::optional<LoopAt> window_of_step(const State& s, const TourStep* step, Stage stage) {
  if (step == nullptr) return std::nullopt;
  if (const auto cell = pinned_in(s, *step, TensorId::col6_t))
    return LoopAt{.n = cell->at[0], .oy = cell->at[1], .ox = cell->at[2]};
  const std::optional<std::int64_t> row = stage == Stage::reshape ? own_step(s, *step) : std::nullopt;
  if (!row) return std::nullopt;
  return loop_at(s.walkthrough->geometry(), LoopOrder::window, *row);
}

std::optional<CellRef> sum_of_step(const State& s, const TourStep* step) {
  if (step == nullptr) return std::nullopt;
  if (std::optional<CellRef> cell = pinned_in(s, *step, TensorId::out2d)) return cell;
  const std::optional<std::int64_t> at = own_step(s, *step);
  const GemmStep order = orders_of(s, *step).gemm;
  if (!at || order == GemmStep::all || order == GemmStep::outer) return std::nullopt;
  const Geometry& g = s.walkthrough->geometry();
  const GemmAt sum = gemm_at(g, order, *at);
  // A step that is a whole row is looked at in the filter's column.
  const std::int64_t column =
      order == GemmStep::row ? std::min(step->look.filter.value_or(g.FN - 1), g.FN - 1) : sum.column;
  return CellRef{TensorId::out2d, {sum.row, column}};
}

std::optional<std::int64_t> pool_window_of_step(const State& s, const TourStep* step) {
  if (step == nullptr) return std::nullopt;
  if (const auto cell = pinned_in(s, *step, TensorId::pool_windows)) return cell->at[0];
  if (const auto cell = pinned_in(s, *step, TensorId::pool_max)) return cell->at[0];
  return own_step(s, *step);
}

AskAt ask_at(const State& s, Ask ask, const TourStep* step) {
  const Geometry& g = s.walkthrough->geometry();
  const auto row = [&](const std::optional<LoopAt>& w) { return w ? row_of(g, *w) : -1; };
  switch (ask) {
  case Ask::row_of_window: return {ask, row(window_of_step(s, step, Stage::transpose))};
  case Ask::window_of_row: return {ask, row(window_of_step(s, step, Stage::reshape))};
  case Ask::sum: {
    const std::optional<CellRef> sum = sum_of_step(s, step);
    return {ask, sum ? flatten(Shape{g.M, g.FN}, sum->at) : -1};
  }
  case Ask::maximum:
  case Ask::argmax: return {ask, pool_window_of_step(s, step).value_or(-1)};
  case Ask::padded_size:
  case Ask::zero_pixel:
  case Ask::places:
  case Ask::unread:
  case Ask::col_shape:
  case Ask::product_shape:
  case Ask::pooled_size:
  case Ask::pool_unread: break;
  }
  return {ask};
}

std::vector<AskAt> all_asks_of(const State& s, Stage stage) {
  std::vector<AskAt> all;
  const auto add = [&](const TourStep* step) {
    for (const Ask ask : asks_of(s, stage, step)) {
      const AskAt what = ask_at(s, ask, step);
      if (std::ranges::find(all, what) == all.end()) all.push_back(what);
    }
  };
  if (const Tour* tour = tour_of(s); tour != nullptr)
    for (const TourStep& step : tour->steps)
      if (step.ask && step.at.stage == stage) add(&step);
  if (all.empty()) add(nullptr);
  return all;
}

const TourStep* step_asking(const State& s, const AskAt& what) {
  const Tour* tour = tour_of(s);
  if (tour == nullptr || what.place < 0) return nullptr;
  const auto found = std::ranges::find_if(tour->steps, [&](const TourStep& step) {
    return step.ask && step.at.stage == stage_of(what.ask) && ask_at(s, what.ask, &step) == what;
  });
  return found == tour->steps.end() ? nullptr : &*found;
}

}  // namespace unfold::view
