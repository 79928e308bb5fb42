#include "core/layer/kin.h"
#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <map>

namespace unfold {
namespace {

using Key = std::pair<TensorId, std::int64_t>;
Key key(const Geometry& g, const CellRef& cell) {
  return {cell.tensor, flatten(shape_of(g, cell.tensor), cell.at)};
}

std::vector<CellRef> every_cell(const Geometry& g, TensorId id) {
  std::vector<CellRef> cells;
  const Shape shape = shape_of(g, id);
  for (std::int64_t i = 0; i < shape.count(); ++i) cells.push_back({id, unflatten(shape, i)});
  return cells;
}

// The cells that one step of a stage writes, as the notebook's loops write them.
std::vector<CellRef> written(const Geometry& g, const StepOrders& orders, Position at) {
  std::vector<CellRef> cells;
  const auto add = [&](TensorId id, auto matches) {
    for (const CellRef& cell : every_cell(g, id))
      if (matches(cell.at)) cells.push_back(cell);
  };
  const auto all = [](const Index&) { return true; };
  switch (at.stage) {
  case Stage::input: add(TensorId::x, all); break;
  case Stage::pad: add(TensorId::img, all); break;
  case Stage::allocate: break;
  case Stage::im2col: {
    std::int64_t step = 0;
    if (orders.loop == LoopOrder::offset) {
      for (std::int64_t y = 0; y < g.FH; ++y)
        for (std::int64_t x = 0; x < g.FW; ++x, ++step)
          if (step == at.step) add(TensorId::col6, [=](const Index& i) { return i[2] == y && i[3] == x; });
      break;
    }
    for (std::int64_t n = 0; n < g.N; ++n)
      for (std::int64_t oy = 0; oy < g.OH; ++oy)
        for (std::int64_t ox = 0; ox < g.OW; ++ox, ++step)
          if (step == at.step)
            add(TensorId::col6, [=](const Index& i) { return i[0] == n && i[4] == oy && i[5] == ox; });
    break;
  }
  case Stage::transpose: add(TensorId::col6_t, all); break;
  case Stage::reshape: add(TensorId::col, [=](const Index& i) { return i[0] == at.step; }); break;
  case Stage::weights:
    add(TensorId::W, [=](const Index& i) { return i[0] == at.step; });
    add(TensorId::b, [=](const Index& i) { return i[0] == at.step; });
    add(TensorId::col_W, [=](const Index& i) { return i[1] == at.step; });
    break;
  case Stage::gemm: {
    const GemmAt now = gemm_at(g, orders.gemm, at.step);
    add(TensorId::out2d, [&](const Index& i) {
      switch (orders.gemm) {
      case GemmStep::all: return true;
      case GemmStep::outer: return now.terms == g.KG;
      case GemmStep::row: return i[0] == now.row;
      case GemmStep::element:
      case GemmStep::term: return i[0] == now.row && i[1] == now.column && now.terms == g.KG;
      }
      return false;
    });
    break;
  }
  case Stage::maps:
    add(TensorId::out_nhwc, [=](const Index& i) { return i[3] == at.step; });
    add(TensorId::conv, [=](const Index& i) { return i[1] == at.step; });
    break;
  case Stage::pool_im2col: {
    std::int64_t step = 0;
    for (std::int64_t y = 0; y < g.PH; ++y)
      for (std::int64_t x = 0; x < g.PW; ++x, ++step)
        if (step == at.step)
          for (std::int64_t row = 0; row < g.N * g.QH * g.QW; ++row)
            for (std::int64_t f = 0; f < g.FN; ++f)
              cells.push_back({TensorId::pool_col, {row, (f * g.PH + y) * g.PW + x}});
    break;
  }
  case Stage::pool_reshape:
    add(TensorId::pool_windows, [=](const Index& i) { return i[0] == at.step; });
    break;
  case Stage::pool_max: add(TensorId::pool_max, [=](const Index& i) { return i[0] == at.step; }); break;
  case Stage::pool: add(TensorId::pool, [=](const Index& i) { return i[1] == at.step; }); break;
  }
  return cells;
}

TEST(StepOf, is_the_step_that_writes_the_cell) {
  std::vector<testing::Sizes> all = testing::swept_sizes(3, 5);
  std::erase_if(all, [](const testing::Sizes& s) { return s.x.count() * s.W.count() > 1500; });
  for (const testing::Sizes& sizes : all) {
    const Geometry g = testing::geometry_of(sizes);
    for (const StepOrders& orders :
         {StepOrders{LoopOrder::offset, GemmStep::term}, StepOrders{LoopOrder::window, GemmStep::element},
          StepOrders{LoopOrder::offset, GemmStep::row}, StepOrders{LoopOrder::window, GemmStep::all},
          StepOrders{LoopOrder::offset, GemmStep::outer}}) {
      Playback playback;
      playback.orders = orders;
      std::map<Key, Position> made;
      for (int i = 0; i < stage_count; ++i) {
        const auto stage = static_cast<Stage>(i);
        for (std::int64_t step = 0; step < step_count(g, stage, orders); ++step)
          for (const CellRef& cell : written(g, orders, {stage, step})) made[key(g, cell)] = {stage, step};
      }
      for (const TensorId id : testing::every_tensor())
        for (const CellRef& cell : every_cell(g, id))
          ASSERT_EQ(step_of(g, playback, cell), made.at(key(g, cell)))
              << testing::words(sizes) << " " << name(id) << to_string(cell.at);
    }
  }
}

}  // namespace
}  // namespace unfold
