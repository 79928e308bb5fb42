#include "app/view/format.h"
#include "app/view/stages/axes_band.h"
#include "app/view/stages/drawn_stage.h"
#include "app/view/stages/unfolding_story.h"
#include "assets/assets.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace unfold::view {
namespace {

using namespace unfolding;
using testing::Layer;
using testing::Look;

Playback at_step(Stage stage, std::int64_t step) {
  Playback playback;
  playback.at = {stage, step};
  return playback;
}

TEST(Unfolding, IsWellDrawnForEveryLayerWindowLanguageAndStep) {
  for (const Layer& layer : testing::many_layers()) {
    const auto walkthrough = testing::computed(layer);
    const std::int64_t rows = walkthrough->geometry().M;
    for (const Vec2 window : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}}) {
      for (const bool present : {false, true}) {
        for (const Language language : {Language::en, Language::ja}) {
          for (const CellLabels labels : {CellLabels::values, CellLabels::addresses}) {
            SCOPED_TRACE(testing::described(layer) + " in " + std::to_string(static_cast<int>(window.x)) +
                         (present ? " present" : "") + (language == Language::ja ? " ja" : " en") +
                         (labels == CellLabels::addresses ? " addresses" : ""));
            Look look{window};
            look.options.present = present;
            look.options.language = language;
            look.options.labels = labels;
            testing::expect_well_drawn(
                testing::drawn(walkthrough, transpose_view, at_step(Stage::transpose, 0), look), *walkthrough,
                present);
            for (const std::int64_t row : {std::int64_t{0}, rows * 5 / 9, rows - 1}) {
              testing::expect_well_drawn(
                  testing::drawn(walkthrough, reshape_view, at_step(Stage::reshape, row), look), *walkthrough,
                  present);
            }
          }
        }
      }
    }
  }
}

TEST(Unfolding, CellsThatAreEnlargedSayTheirWholeNumber) {
  const Layer layer{{1, 3, 60, 20}, {7, 3, 3, 5}, 1, 0};  // no padding: no cell is 0
  const auto walkthrough = testing::computed(layer);
  Look look;
  look.zoom = 20;
  const testing::Drawn d = testing::drawn(walkthrough, reshape_view, at_step(Stage::reshape, 40), look);
  std::set<std::string> words;
  for (const Item& item : d.window.canvas.items)
    if (const auto* text = std::get_if<TextItem>(&item); text != nullptr && text->size * look.zoom >= 11)
      words.insert(text->text);
  for (const std::int64_t k : {std::int64_t{0}, std::int64_t{22}, walkthrough->geometry().K - 1}) {
    const auto value = static_cast<double>(walkthrough->at(TensorId::col, {40, k}));
    EXPECT_TRUE(words.contains(fixed(value, 5)))
        << "column " << k << " in " << ::testing::PrintToString(words);
  }
}

TEST(Unfolding, IsWellDrawnWhileItMoves) {
  for (const Layer& layer : testing::many_layers()) {
    const auto walkthrough = testing::computed(layer);
    for (const double motion : {0.0, 0.4}) {
      SCOPED_TRACE(testing::described(layer));
      Look look;
      look.motion = motion;
      const testing::Drawn d = testing::drawn(walkthrough, reshape_view, at_step(Stage::reshape, 0), look);
      testing::expect_well_drawn(d, *walkthrough, false);
    }
  }
}

TEST(Unfolding, ExplainsWhateverCellThePersonPointsAt) {
  const auto walkthrough = testing::computed(testing::many_layers().front());
  for (int id = 0; id < tensor_count; ++id) {
    const auto tensor = static_cast<TensorId>(id);
    if (tensor == TensorId::b) continue;
    Look look;
    look.pointed =
        CellRef{tensor, unflatten(walkthrough->shape(tensor), walkthrough->shape(tensor).count() - 1)};
    testing::expect_well_drawn(testing::drawn(walkthrough, reshape_view, at_step(Stage::reshape, 5), look),
                               *walkthrough, false);
    testing::expect_well_drawn(
        testing::drawn(walkthrough, transpose_view, at_step(Stage::transpose, 0), look), *walkthrough, false);
  }
}

TEST(Unfolding, ChipsStartWhereTheyWereAndStandExactlyInTheirNewPlaceAtTheEnd) {
  const AxesBand band = axes_band({188, 104, 760, 614}, 1);
  const std::array<int, 6> order = axis_order();
  EXPECT_EQ(order, (std::array<int, 6>{0, 4, 5, 1, 2, 3}));
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(band.moving(i, 0), band.before(order[static_cast<std::size_t>(i)]));
    EXPECT_EQ(band.moving(i, 1), band.after(i));
  }
}

TEST(Unfolding, IndexTimesStrideAddsUpToTheAddressInTheMemoryOfCol6) {
  for (const Layer& layer : testing::many_layers()) {
    const auto walkthrough = testing::computed(layer);
    const Geometry& g = walkthrough->geometry();
    const Dims strides = shape_of(g, TensorId::col6).strides();
    const std::array<int, 6> order = axis_order();
    for (const std::int64_t row : {std::int64_t{0}, g.M / 2, g.M - 1}) {
      const UnfoldedCell cell = unfolded(g, {TensorId::col, {row, g.K - 1}});
      std::int64_t sum = 0;
      for (int i = 0; i < 6; ++i) sum += cell.col6_t.at[i] * strides[order[static_cast<std::size_t>(i)]];
      EXPECT_EQ(sum, flatten(shape_of(g, TensorId::col6), cell.col6.at));
      EXPECT_EQ(sum, address_of(g, cell.col6));
      EXPECT_EQ(sum, address_of(g, cell.col6_t)) << "a view has the memory of what it views";
      EXPECT_EQ(walkthrough->at(cell.col), walkthrough->at(cell.col6));
    }
  }
}

TEST(Unfolding, ARowLiesOnePlaneApartInTheMemoryOfCol6) {
  for (const Layer& layer : testing::many_layers()) {
    const auto walkthrough = testing::computed(layer);
    const Geometry& g = walkthrough->geometry();
    for (std::int64_t k = 0; k + 1 < g.K; ++k) {
      EXPECT_EQ(row_element(g, g.M - 1, k + 1).address - row_element(g, g.M - 1, k).address, g.OH * g.OW);
    }
  }
}

// NumPy 1.24: c6.transpose(0, 4, 5, 1, 2, 3).reshape(N*OH*OW, -1) and np.shares_memory.
TEST(Unfolding, KnowsWhenNumPyReshapesWithoutACopy) {
  const auto geometry = [](const Shape& x, const Shape& W, std::int64_t stride, std::int64_t pad) {
    return make_geometry(x, W, {.stride = stride, .pad = pad, .pool = 1, .pool_stride = 1});
  };
  const Geometry toy = geometry({1, 1, 3, 3}, {2, 1, 3, 3}, 1, 1);
  EXPECT_TRUE(reshape_is_view(toy));
  EXPECT_EQ(col_strides(toy), (Dims{1, 9}));
  const Geometry photo = geometry({1, 3, 224, 224}, {64, 3, 7, 7}, 2, 3);
  EXPECT_TRUE(reshape_is_view(photo));
  EXPECT_EQ(col_strides(photo), (Dims{1, 12544}));
  const Geometry batch = geometry({10, 3, 7, 7}, {64, 3, 3, 3}, 1, 1);
  EXPECT_FALSE(reshape_is_view(batch));
  EXPECT_EQ(col_strides(batch), (Dims{27, 1}));
  const Geometry one_place = geometry({2, 3, 3, 3}, {4, 3, 3, 3}, 1, 0);
  EXPECT_TRUE(reshape_is_view(one_place));
  EXPECT_EQ(col_strides(one_place), (Dims{27, 1}));
  EXPECT_TRUE(reshape_is_view(geometry({2, 1, 3, 3}, {1, 1, 1, 1}, 1, 0)));
}

TEST(Unfolding, ExplainsACellOfTheRunningRowThatIsNoPaddingWhereThereIsOne) {
  const auto walkthrough = testing::computed(testing::many_layers().front());
  const Geometry& g = walkthrough->geometry();
  for (std::int64_t row = 0; row < g.M; ++row) {
    const CellRef cell = reshape_view.subject(*walkthrough, at_step(Stage::reshape, row), {});
    EXPECT_EQ(cell.at[0], row);
    EXPECT_FALSE(is_padding(g, cell));
  }
  EXPECT_EQ(reshape_view.subject(*walkthrough, at_step(Stage::reshape, 5), {}).at, (Index{5, 3}));
  EXPECT_EQ(transpose_view.subject(*walkthrough, at_step(Stage::transpose, 0), {}).at,
            (Index{0, 1, 2, 0, 1, 0}));
}

TEST(Unfolding, SaysTheSameThingsInBothLanguages) {
  for (const char* file : {"reshape.json", "gemm.json"}) {
    const auto keys = [&](const std::string& language) {
      std::set<std::string> found;
      for (const Asset& asset : assets()) {
        if (asset.name != "texts/" + language + "/" + std::string(file)) continue;
        const char* begin = static_cast<const char*>(static_cast<const void*>(asset.bytes.data()));
        const auto json = nlohmann::json::parse(begin, begin + asset.bytes.size());
        for (const auto& item : json.items()) found.insert(item.key());
      }
      return found;
    };
    EXPECT_FALSE(keys("en").empty());
    EXPECT_EQ(keys("en"), keys("ja"));
  }
}

}  // namespace
}  // namespace unfold::view
