#include "app/view/passport/passport.h"

#include "app/view/audit.h"
#include "app/view/keymap.h"
#include "app/view/test_support.h"
#include "core/layer/follow.h"
#include "core/layer/kin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <variant>

namespace unfold::view {
namespace {

using testing::FixedMeasure;

void then(State& s, const Action& action) { (void)apply(s, action); }

std::vector<testing::Sizes> layers() {
  return {testing::toy_sizes(),
          testing::batch_sizes(),
          testing::photo_sizes(),
          {{2, 1, 40, 33},
           {100, 1, 11, 13},
           {.stride = 3, .pad = 5, .pool = 3, .pool_stride = 2, .pool_pad = 1},
           "wide"},
          {{1, 64, 12, 12}, {5, 64, 3, 3}, {.stride = 1, .pad = 0, .pool = 2, .pool_stride = 3}, "deep"}};
}

// First, middle and last of a tensor: corners, where there is padding, and the inside.
std::vector<CellRef> some_cells(const Geometry& g, TensorId id) {
  const Shape shape = shape_of(g, id);
  std::vector<CellRef> cells;
  for (const std::int64_t at :
       {std::int64_t{0}, shape.count() / 2 + shape[shape.rank() - 1] / 3, shape.count() - 1})
    cells.push_back({id, unflatten(shape, std::min(at, shape.count() - 1))});
  return cells;
}

std::vector<TensorId> tensors() {
  std::vector<TensorId> all;
  for (int i = 0; i < tensor_count; ++i)
    if (static_cast<TensorId>(i) != TensorId::b) all.push_back(static_cast<TensorId>(i));
  return all;
}

// The sheet alone, as the window lays it over everything.
WindowScenes sheet(const State& s, const Texts& texts, Vec2 size) {
  const FixedMeasure measure;
  WindowScenes w;
  w.layout = make_layout(size, s.options.present);
  const Theme theme = make_theme(s.options.theme);
  Painter p(w.overlay, theme, w.layout.type, measure, 1, {0, 0, size.x, size.y});
  draw_passport(p, s, stage_context(s, texts), w.layout);
  return w;
}

TEST(Passport, LeavesNoWordCutOffOrOverAnotherForAnyCellOfAnyTensor) {
  const FixedMeasure measure;
  const Texts english(Language::en);
  const Texts japanese(Language::ja);
  for (const testing::Sizes& sizes : layers()) {
    State s = testing::loaded(sizes);
    for (const TensorId id : tensors()) {
      for (const CellRef& cell : some_cells(s.walkthrough->geometry(), id)) {
        s.passport = {};
        s.pinned.reset();
        then(s, act::Pin{cell});
        then(s, act::TogglePassport{});
        for (const bool present : {false, true})
          for (const Language language : {Language::en, Language::ja})
            for (const Vec2 size : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}}) {
              s.options.present = present;
              s.options.language = language;
              const WindowScenes w = sheet(s, language == Language::en ? english : japanese, size);
              EXPECT_GT(w.overlay.items.size(), 12U);
              for (const std::string& complaint : audit(w, measure, present ? 27 : 11))
                ADD_FAILURE() << sizes.lesson << " " << address_words(cell) << " " << size.x
                              << (language == Language::ja ? " ja" : " en") << (present ? " present: " : ": ")
                              << complaint;
            }
      }
    }
  }
}

TEST(Passport, SaysWhatCoreSaysOfEveryTensorOnTheWay) {
  const Texts texts(Language::en);
  for (const testing::Sizes& sizes : layers()) {
    State s = testing::loaded(sizes);
    const Walkthrough& walk = *s.walkthrough;
    const Geometry& g = walk.geometry();
    for (const TensorId id : tensors()) {
      for (const CellRef& cell : some_cells(g, id)) {
        s.pinned.reset();
        then(s, act::Pin{cell});
        const Passport passport = make_passport(s, texts, tensor_count);
        ASSERT_EQ(passport.rows.size(), passport.way.size());
        bool pinned_is_there = false;
        for (const PassportRow& row : passport.rows) {
          EXPECT_EQ(row.value, walk.at(row.cell));
          EXPECT_EQ(row.address, place_in_memory(g, row.cell));
          EXPECT_FALSE(row.happened.empty()) << address_words(row.cell) << " of " << address_words(cell);
          std::int64_t next = 0;
          for (const CellBox& box : targets(g, walk.has_bias(), row.cell)) next += box.cells();
          EXPECT_EQ(row.goes_to, next);
          ASSERT_EQ(static_cast<int>(row.chips.size()), row.cell.at.rank());
          for (std::size_t i = 0; i < row.chips.size(); ++i)
            EXPECT_EQ(row.chips[i].number, row.cell.at[static_cast<int>(i)]);
          pinned_is_there = pinned_is_there || row.cell == cell;
        }
        EXPECT_TRUE(pinned_is_there);
        // Where rows are left out, the pinned cell's own stays.
        const Passport shorter = make_passport(s, texts, 8);
        EXPECT_TRUE(std::any_of(shorter.rows.begin(), shorter.rows.end(),
                                [&](const PassportRow& row) { return row.cell == cell; }));
      }
    }
  }
}

TEST(Passport, FollowsAMaximumBackToTheCellThatWon) {
  State s = testing::loaded(testing::photo_sizes());
  const CellRef pooled{TensorId::pool, {0, 5, 20, 31}};
  then(s, act::Pin{pooled});
  for (const CellRef& cell : passport_way(s, pooled)) {
    if (cell.tensor < TensorId::out2d) continue;
    EXPECT_EQ(s.walkthrough->at(cell), s.walkthrough->at(pooled));
  }
}

TEST(Passport, CountsTheCopiesTheSumsAndTheWindowsTheyWin) {
  State s = testing::loaded(testing::photo_sizes());
  const CellRef pixel{TensorId::x, {0, 0, 41, 52}};
  then(s, act::Pin{pixel});
  EXPECT_EQ(s.passport.outcome, outcome_of(*s.walkthrough, pixel));
  EXPECT_EQ(s.passport.outcome.copies, 12);
  EXPECT_EQ(s.passport.outcome.sums, 768);
  EXPECT_NE(make_passport(s, Texts(Language::en), 8).in_all.find("12 copies × 64 filters = 768 sums"),
            std::string::npos);
}

TEST(Passport, FollowsTheCopyAndTheFilterThatAreChosen) {
  State s = testing::loaded(testing::photo_sizes());
  const Geometry& g = s.walkthrough->geometry();
  const CellRef pixel{TensorId::x, {0, 0, 41, 52}};
  then(s, act::Pin{pixel});
  for (const CellBox& copy : targets(g, false, {TensorId::img, {0, 0, 44, 55}})) {
    then(s, act::FollowCopy{copy.first[2], copy.first[3]});
    EXPECT_EQ(cell_of(passport_way(s, pixel), TensorId::col6)->at, copy.first);
    EXPECT_EQ(s.pinned, pixel);
  }
  then(s, act::SelectFilter{7});
  EXPECT_EQ(s.pinned, pixel);
  EXPECT_EQ(cell_of(passport_way(s, pixel), TensorId::conv)->at[1], 7);
  // Where a copy is pinned, the chosen one is pinned in its place.
  const CellRef row = *cell_of(passport_way(s, pixel), TensorId::col);
  s.pinned.reset();
  then(s, act::Pin{row});
  then(s, act::FollowCopy{0, 1});
  EXPECT_NE(s.pinned, row);
  EXPECT_EQ(s.pinned->tensor, TensorId::col);
  EXPECT_EQ(cell_of(passport_way(s, *s.pinned), TensorId::x)->at, pixel.at);
}

TEST(Passport, OpensForWhatIsExplainedAndPinsIt) {
  State s = testing::loaded(testing::toy_sizes());
  s.pointed = CellRef{TensorId::x, {0, 0, 2, 0}};
  then(s, act::TogglePassport{});
  EXPECT_TRUE(s.passport.open);
  EXPECT_EQ(s.pinned, (CellRef{TensorId::x, {0, 0, 2, 0}}));
  then(s, act::Escape{});
  EXPECT_FALSE(s.passport.open);
  EXPECT_TRUE(s.pinned) << "Escape closes the topmost thing alone";
  then(s, act::Escape{});
  EXPECT_FALSE(s.pinned);
}

TEST(Passport, IsCopiedAsPlainText) {
  State s = testing::loaded(testing::photo_sizes());
  const CellRef pixel{TensorId::x, {0, 0, 41, 52}};
  then(s, act::Pin{pixel});
  const Effects effects = apply(s, act::CopyPassport{});
  ASSERT_TRUE(effects.clipboard);
  for (const CellRef& cell : passport_way(s, pixel))
    EXPECT_NE(effects.clipboard->find(address_words(cell)), std::string::npos) << *effects.clipboard;
  EXPECT_EQ(effects.clipboard->find('{'), std::string::npos) << "no markup";
}

TEST(Passport, WritesSmallNumbersSoThatTheyAreNoZero) {
  EXPECT_EQ(value_words(-1.3302F), "−1.330");
  EXPECT_EQ(value_words(0), "0");
  EXPECT_EQ(value_words(2e-5F), "2e−5");
  EXPECT_EQ(value_words(-3e-12F), "−3e−12");
}

TEST(Pin, SurvivesSteppingScrubbingAnotherStageAndAnotherFilter) {
  State s = testing::loaded(testing::photo_sizes());
  const CellRef cell{TensorId::conv, {0, 3, 21, 26}};
  then(s, act::Pin{cell});
  const std::vector<Action> walks{act::StepBy{1},
                                  act::StepBy{-1},
                                  act::StageBy{2},
                                  act::Seek{{Stage::gemm, 1000}},
                                  act::ToEnd{},
                                  act::ToStart{},
                                  act::OpenStage{Stage::maps},
                                  act::SelectFilter{40},
                                  act::SelectFilterBy{1},
                                  act::TogglePresent{},
                                  act::ZoomBy{2, {}},
                                  act::OpenCell{{TensorId::pool, {0, 3, 10, 13}}}};
  for (const Action& action : walks) {
    then(s, action);
    EXPECT_EQ(s.pinned, cell);
  }
}

TEST(Passport, NamesTheSameKeyThatClosesItOnTheSheetAndInThePresentMode) {
  State s = testing::loaded(testing::batch_sizes());
  then(s, act::Pin{{TensorId::conv, {0, 3, 2, 2}}});
  then(s, act::TogglePassport{});
  auto keys = std::make_shared<KeyMap>();
  const auto closes = [&](const std::string& key) {
    const Texts texts(Language::en, keys);
    EXPECT_EQ(closing_key(texts), key);
    for (const bool present : {false, true}) {
      s.options.present = present;
      const WindowScenes window = sheet(s, texts, {1280, 800});
      EXPECT_TRUE(std::ranges::any_of(window.overlay.items, [&](const Item& item) {
        const auto* text = std::get_if<TextItem>(&item);
        return text != nullptr && text->text == key;
      })) << key;
    }
  };
  closes("Esc");
  keys = std::make_shared<KeyMap>();
  keys->chords["escape"] = {};
  closes("I");
  keys = std::make_shared<KeyMap>(*keys);
  keys->chords["passport"] = {};
  closes("✕");
}

TEST(Pin, IsKeptThroughAChangeOfSizesWhereItsCellIsStillThere) {
  State s = testing::loaded(testing::photo_sizes());
  testing::Sizes sizes = testing::photo_sizes();
  sizes.params.stride = 4;
  const State other = testing::loaded(sizes);
  then(s, act::Pin{{TensorId::conv, {0, 3, 21, 26}}});
  accept(s, s.choice, other.document, other.walkthrough);
  EXPECT_EQ(s.pinned, (CellRef{TensorId::conv, {0, 3, 21, 26}}));
  EXPECT_EQ(s.passport.outcome, outcome_of(*other.walkthrough, *s.pinned)) << "counted anew";
}

}  // namespace
}  // namespace unfold::view
