#pragma once

#include "core/layer/cell_map.h"
#include "core/layer/stage.h"

namespace unfold {

// Where a person is, as a value without a clock. Steps are addressed, never listed: a 224x224 layer has 86.7
// million of them when the product is taken term by term.
struct Position {
  Stage stage = Stage::input;
  std::int64_t step = 0;  // 0 <= step < step_count

  auto operator<=>(const Position&) const = default;
};

struct Playback {
  Position at;
  StepOrders orders{};
  bool playing = false;
  double speed = 4.0;          // steps a second, 0.5 .. 60
  double elapsed = 1e9;        // seconds since the present step was entered: drives the motion; large = still
  double stage_elapsed = 1e9;  // seconds since the present stage was entered; never less than `elapsed`
  double owed = 0.0;           // fraction of a step that play has saved up

  bool operator==(const Playback&) const = default;
};

// A stage with thousands of steps is played in blocks, so that it lasts no longer than about a hundred of
// them; stepping by hand is always one by one.
[[nodiscard]] std::int64_t play_block(const Geometry& g, const Playback& p);

// Everything returns the new value. Stepping, seeking and jumping pause; play on the very last step starts
// again.
[[nodiscard]] Playback advance(const Geometry& g, Playback p, double seconds);
[[nodiscard]] Playback seek(const Geometry& g, Playback p, Position to);        // clamps
[[nodiscard]] Playback step_by(const Geometry& g, Playback p, std::int64_t n);  // crosses stages
[[nodiscard]] Playback stage_by(const Geometry& g, Playback p, int n);  // to the first step of that stage
[[nodiscard]] Playback toggle_play(const Geometry& g, Playback p);
[[nodiscard]] Playback to_start(const Geometry& g, Playback p);
[[nodiscard]] Playback to_end(const Geometry& g, Playback p);
// The same place in other orders: in a stage whose order changes, the step that makes `looked_at` (a cell of
// col6 in the loop, of out2d in the product). Sums that grow open at their first term.
[[nodiscard]] Playback with_orders(const Geometry& g, Playback p, const StepOrders& orders,
                                   const CellRef& looked_at);
// The same place with all motion over.
[[nodiscard]] Playback still(Playback p);
// After a change of sizes: the same stage, the step clamped.
[[nodiscard]] Playback fitted(const Geometry& g, Playback p);
[[nodiscard]] Position last_position(const Geometry& g, const StepOrders& orders);

// What a step of the loop fills: by offsets the place (y, x), by windows the window (n, oy, ox); the others
// are 0.
struct LoopAt {
  std::int64_t y = 0, x = 0;
  std::int64_t n = 0, oy = 0, ox = 0;
};
[[nodiscard]] LoopAt loop_at(const Geometry& g, LoopOrder loop, std::int64_t step);
// The step that writes a cell of col6 (n, c, y, x, oy, ox).
[[nodiscard]] std::int64_t loop_step_of(const Geometry& g, LoopOrder loop, const Index& col6);

// What a step of the product works on: row, column, and the number of terms added once the step is
// done: 1..KG by terms, so that the last step of the stage leaves it whole; KG otherwise. By rows the column
// is 0; for everything at once and by outer products, whose terms go to every element, both are.
struct GemmAt {
  std::int64_t row = 0, column = 0, terms = 0;
};
[[nodiscard]] GemmAt gemm_at(const Geometry& g, GemmStep gemm, std::int64_t step);
// The step that a cell of out2d is computed in; by terms and by outer products the one that adds its last.
[[nodiscard]] std::int64_t gemm_step_of(const Geometry& g, GemmStep gemm, std::int64_t row,
                                        std::int64_t column);

}  // namespace unfold
