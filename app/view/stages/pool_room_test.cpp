#include "app/view/stages/drawn_stage.h"
#include "app/view/stages/pool_piece.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace unfold::view {
namespace {

constexpr Stage pool_stages[] = {Stage::pool_im2col, Stage::pool_reshape, Stage::pool_max};

struct Pool {
  Shape x{1, 1, 3, 3};
  std::int64_t size = 2, stride = 2, pad = 0;
  bool ceil = false;
  std::int64_t FN = 2;
};
// Apart, with a remainder and without, overlapping, with gaps, padded, rounded up; some windows and one.
std::vector<Pool> small_pools() {
  return {{},
          {.stride = 1},
          {.size = 3, .stride = 3},
          {.size = 1, .stride = 2},
          {.x = {1, 1, 4, 4}, .pad = 1},
          {.x = {2, 1, 5, 4}, .ceil = true, .FN = 3},
          {.x = {1, 1, 5, 5}, .size = 3, .stride = 1},
          {.x = {1, 1, 7, 7}, .stride = 3},
          {.x = {1, 1, 4, 4}, .size = 4, .stride = 4},
          {.x = {1, 1, 6, 6}, .size = 5, .stride = 1}};
}

std::shared_ptr<const Walkthrough> computed(const Pool& pool) {
  LayerInput input{testing::values(pool.x, false), testing::values({pool.FN, 1, 3, 3}, true), nullptr, {}};
  input.params.pad = 1;
  input.params.pool = pool.size;
  input.params.pool_stride = pool.stride;
  input.params.pool_pad = pool.pad;
  input.params.pool_ceil = pool.ceil;
  return Walkthrough::compute(std::move(input));
}

testing::Drawn drawn(const std::shared_ptr<const Walkthrough>& walk, Stage stage, std::int64_t step,
                     Vec2 window, Language language = Language::en, double motion = 1) {
  Playback playback;
  playback.at = {stage, step};
  testing::Look look;
  look.window = window;
  look.options.language = language;
  look.options.filter = walk->geometry().FN - 1;
  look.motion = motion;
  return testing::drawn(walk, stage_view(stage), playback, look);
}

float lowest(const testing::Drawn& d) {
  float y = 0;
  for (const Item& item : d.window.canvas.items)
    std::visit(
        [&](const auto& i) {
          if constexpr (requires { i.at.h; }) y = std::max(y, i.at.bottom());
        },
        item);
  return y;
}

std::string all_words(const testing::Drawn& d) {
  std::string words;
  for (const Item& item : d.window.canvas.items)
    if (const auto* text = std::get_if<TextItem>(&item)) words += text->text;
  return words;
}

TEST(PoolStages, OfASmallLayerFillTheirCanvas) {
  for (const Pool& pool : small_pools()) {
    const auto walk = computed(pool);
    for (const Stage stage : pool_stages) {
      // A row of many numbers has no room for them, and then none for what explains them.
      if (stage == Stage::pool_reshape && pool.size > 3) continue;
      const testing::Drawn d = drawn(walk, stage, 0, {1280, 800});
      const Rect box = d.window.layout.content;
      EXPECT_GT(lowest(d), box.y + box.h * 0.75F)
          << name(stage) << " of " << to_string(pool.x) << " by " << pool.size << "/" << pool.stride;
    }
  }
}

TEST(PoolStages, OfASmallLayerAreLaidOutWellInTheFirstStepAndTheLast) {
  for (const Pool& pool : small_pools()) {
    const auto walk = computed(pool);
    for (const Stage stage : pool_stages) {
      const std::int64_t steps = step_count(walk->geometry(), stage, {});
      // The last step in the middle of its motion and at its end.
      for (const auto& [step, moved] : {std::pair{std::int64_t{0}, 1.0}, {steps - 1, 0.4}, {steps - 1, 1.0}})
        for (const Vec2 size : {Vec2{1280, 800}, Vec2{960, 600}}) {
          const Language language = step == 0 ? Language::ja : Language::en;
          const testing::Drawn d = drawn(walk, stage, step, size, language, moved);
          for (const std::string& complaint : audit(d.window, testing::FixedMeasure(), 11)) {
            // What moves is uncovered bit by bit, and in pool_max the kept number flies over the others.
            if (moved < 1 &&
                (stage == Stage::pool_max || complaint.find("is drawn over") != std::string::npos))
              continue;
            ADD_FAILURE() << name(stage) << " of " << to_string(pool.x) << " by " << pool.size << "/"
                          << pool.stride << ", step " << step << ", " << size.x << ": " << complaint;
          }
        }
    }
  }
}

TEST(PoolStages, OfAPoolAsLargeAsALargeMapAreDrawn) {
  const auto walk = computed({.x = {1, 1, 200, 200}, .size = 200, .stride = 200, .FN = 1});
  EXPECT_FALSE(drawn(walk, Stage::pool_max, 0, {960, 600}).window.canvas.items.empty());
}

TEST(PoolStages, OfALargeLayerLeaveNumbersTheirRoomInTheSmallestWindow) {
  for (const Pool& pool : std::vector<Pool>{{.x = {1, 1, 41, 41}, .size = 3, .stride = 3},
                                            {.x = {1, 1, 40, 40}, .stride = 3},
                                            {.x = {1, 1, 40, 40}, .size = 3, .pad = 1}}) {
    const auto walk = computed(pool);
    const std::int64_t steps = step_count(walk->geometry(), Stage::pool_max, {});
    for (const std::int64_t step : {steps / 2, steps - 1}) {
      const testing::Drawn d = drawn(walk, Stage::pool_max, step, {960, 600});
      for (const std::string& complaint : audit(d.window, testing::FixedMeasure(), 11))
        ADD_FAILURE() << pool.size << "/" << pool.stride << ", step " << step << ": " << complaint;
      float lowest_cell = 1e9F, narrowest = 1e9F;
      for (const Hit& hit : d.window.canvas.hits)
        if (const auto* cell = std::get_if<CellHit>(&hit.what);
            cell != nullptr && cell->tensor == TensorId::conv && hit.at.h == cell->cell_h)
          lowest_cell = std::min(lowest_cell, cell->cell_h), narrowest = std::min(narrowest, cell->cell_w);
      EXPECT_GE(lowest_cell, 16) << pool.size << "/" << pool.stride << ", step " << step;
      EXPECT_GE(narrowest, 36) << pool.size << "/" << pool.stride << ", step " << step;
      EXPECT_LT(lowest_cell, 1e9F) << "some numbers are shown";
    }
  }
}

TEST(PoolStages, NameWhatNoWindowReads) {
  for (const Stage stage : {Stage::pool_im2col, Stage::pool_max}) {
    const auto said = [&](const Pool& pool) {
      return all_words(drawn(computed(pool), stage, 0, {1280, 800}));
    };
    EXPECT_NE(said({}).find("never read: row 2, column 2"), std::string::npos) << name(stage);
    EXPECT_NE(said({.size = 1, .stride = 2}).find("never read: row 1, column 1"), std::string::npos);
    EXPECT_EQ(said({.size = 3, .stride = 3}).find("never read"), std::string::npos) << "all is read";
  }
}

TEST(PoolStages, HatchTheRowsAndColumnsThatNoCellOfPoolColComesFrom) {
  std::vector<Pool> pools = small_pools();
  pools.push_back({.x = {1, 1, 9, 8}, .stride = 4, .pad = 1});
  for (const Pool& pool : pools) {
    const Geometry g = computed(pool)->geometry();
    std::vector<bool> rows(static_cast<std::size_t>(g.OH)), cols(static_cast<std::size_t>(g.OW));
    const auto mark = [](std::vector<bool>& read, const Slide& slide) {
      for (std::int64_t i = 0; i < slide.count; ++i)
        for (std::int64_t k = 0; k < slide.window; ++k) {
          const std::int64_t at = slide.place(i, k) - slide.before;
          if (at >= 0 && at < slide.size) read[static_cast<std::size_t>(at)] = true;
        }
    };
    mark(rows, g.pool_rows());
    mark(cols, g.pool_cols());
    for (const loop::Band& b : unread_map_rows(g))
      for (std::int64_t i = b.first; i < b.first + b.count; ++i) {
        EXPECT_FALSE(rows[static_cast<std::size_t>(i)]);
        rows[static_cast<std::size_t>(i)] = true;
      }
    for (const loop::Band& b : unread_map_cols(g))
      for (std::int64_t i = b.first; i < b.first + b.count; ++i) cols[static_cast<std::size_t>(i)] = true;
    EXPECT_EQ(std::ranges::count(rows, false), 0) << pool.size << "/" << pool.stride;
    EXPECT_EQ(std::ranges::count(cols, false), 0) << pool.size << "/" << pool.stride;
  }
}

}  // namespace
}  // namespace unfold::view
