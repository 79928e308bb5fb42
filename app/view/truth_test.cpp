// What stands on the canvas is what core holds: the number that is written in a cell is that cell's, wherever
// the cell is and at every zoom, once a step's motion has ended.

#include "app/view/test_support.h"
#include "core/layer/partial_product.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace unfold::view {
namespace {

// "−1,234.5" as a number, and half of what its last digit counts; nothing where the text is no number.
struct Written {
  double value = 0, half_digit = 0.5;
};
std::optional<Written> written(std::string text) {
  constexpr std::string_view minus = "\xE2\x88\x92";
  if (text.starts_with(minus)) text.replace(0, minus.size(), "-");
  std::erase(text, ',');
  Written number;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number.value);
  if (error != std::errc() || stop != end) return std::nullopt;
  const std::size_t e = text.find('e');
  const std::size_t point = text.find('.');
  if (point != std::string::npos)
    number.half_digit *= std::pow(10.0, -static_cast<double>(std::min(e, text.size()) - point - 1));
  if (e != std::string::npos) number.half_digit *= std::pow(10.0, std::stod(text.substr(e + 1)));
  return number;
}

// In the loop a cell of col6 is still the zero that it was allocated with until its step comes.
double value_of(const State& s, const CellRef& cell) {
  const Geometry& g = s.walkthrough->geometry();
  if (s.playback.at.stage == Stage::im2col && cell.tensor == TensorId::col6 &&
      loop_step_of(g, s.playback.orders.loop, cell.at) > s.playback.at.step)
    return 0;
  // By outer products an element of out2d is the sum of the sheets so far.
  if (s.playback.at.stage == Stage::gemm && s.playback.orders.gemm == GemmStep::outer &&
      cell.tensor == TensorId::out2d &&
      s.playback.at.step + 1 < step_count(g, Stage::gemm, s.playback.orders)) {
    float sum = 0;
    read_partial_product(*s.walkthrough, s.playback.at.step + 1, cell.at[0], cell.at[1], 1, 1, &sum);
    return double{sum};
  }
  return double{s.walkthrough->at(cell)};
}

bool is(const Written& number, double value) {
  return std::abs(number.value - value) <= number.half_digit * 1.001 + std::abs(value) * 1e-6;
}

// What a cell of col adds to the sum that is spelled out: the product stands under its patch and its weight.
std::optional<double> term(const State& s, const CellRef& cell) {
  const CellRef sum = subject_cell(s);
  if (s.playback.at.stage != Stage::gemm || cell.tensor != TensorId::col || sum.tensor != TensorId::out2d)
    return std::nullopt;
  const Walkthrough& w = *s.walkthrough;
  // In groups a sum has the columns of its own.
  const Geometry& g = w.geometry();
  const std::int64_t k = cell.at[1] - sum.at[1] / (g.FN / g.groups) * (g.K / g.groups);
  if (k < 0 || k >= g.K / g.groups) return std::nullopt;
  return double{w.at(cell)} * double{w.at(TensorId::col_W, {k, sum.at[1]})};
}

// The cells that say another number than their own, by stage; counts those that were looked at.
struct Reader {
  int read = 0;
  std::map<TensorId, int> tensors;

  void check(const State& s, const std::string& where) {
    const testing::FixedMeasure measure;
    const WindowScenes window = build_window(s, Texts(s.options.language), measure, {1280, 800});
    // A term of a sum has more than its own number in its cell: one of them must be it.
    std::map<std::pair<const Hit*, Index>, std::vector<Written>> numbers;
    for (const Item& item : window.canvas.items) {
      const auto* text = std::get_if<TextItem>(&item);
      if (text == nullptr || text->color.a < 255) continue;
      const std::optional<Written> number = written(text->text);
      if (!number) continue;
      const Vec2 middle{text->baseline.x + measure.width(text->text, text->face, text->size) / 2,
                        text->baseline.y - text->size * 0.35F};
      const Hit* hit = hit_at(window.canvas, middle);
      const auto* block = hit == nullptr ? nullptr : std::get_if<CellHit>(&hit->what);
      if (block != nullptr) numbers[{hit, cell_at(hit->at, *block, middle).at}].push_back(*number);
    }
    for (const auto& [place, there] : numbers) {
      const CellRef cell{std::get<CellHit>(place.first->what).tensor, place.second};
      const double value = value_of(s, cell);
      const std::optional<double> product = term(s, cell);
      ++read;
      ++tensors[cell.tensor];
      EXPECT_TRUE(std::ranges::any_of(
          there,
          [&](const Written& number) { return is(number, value) || (product && is(number, *product)); }))
          << where << ": " << name(cell.tensor) << to_string(cell.at) << " is " << value << " and says "
          << there.front().value;
    }
  }
};

// Every motion takes less.
constexpr double motion_ended = 1.3;

TEST(Truth, ANumberInACellIsThatCellsAtTheEndOfEveryStep) {
  Reader reader;
  for (const LoopOrder loop : {LoopOrder::offset, LoopOrder::window}) {
    State s = testing::loaded(testing::toy_sizes());
    s.playback.orders.loop = loop;
    const Geometry g = s.walkthrough->geometry();
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      if (stage == Stage::allocate) continue;  // its cells hold nothing yet
      const std::int64_t steps = step_count(g, stage, s.playback.orders);
      for (std::int64_t step = 0; step < steps; ++step) {
        s.playback = seek(g, s.playback, {stage, step});
        reader.check(testing::after(s, motion_ended),
                     std::string(name(stage)) + " step " + std::to_string(step));
      }
    }
  }
  EXPECT_GT(reader.read, 2000);
  EXPECT_GT(reader.tensors.size(), 11U);
}

TEST(Truth, ANumberInACellIsThatCellsUnderDilationGroupsSidesAndCeil) {
  Reader reader;
  for (const testing::Sizes& sizes : testing::further_sizes()) {
    for (const LoopOrder loop : {LoopOrder::offset, LoopOrder::window}) {
      for (const GemmStep gemm : {GemmStep::element, GemmStep::row, GemmStep::outer, GemmStep::all}) {
        State s = testing::loaded(sizes);
        s.playback.orders = {loop, gemm};
        const Geometry g = s.walkthrough->geometry();
        for (int i = 0; i < stage_count; ++i) {
          const auto stage = static_cast<Stage>(i);
          const bool again = (loop == LoopOrder::window) != (gemm != GemmStep::element);
          if (stage == Stage::allocate || (again && stage != Stage::im2col && stage != Stage::gemm)) continue;
          const std::int64_t steps = step_count(g, stage, s.playback.orders);
          for (std::int64_t step = 0; step < steps; step += 1 + steps / 12) {
            s.playback = seek(g, s.playback, {stage, step});
            reader.check(testing::after(s, motion_ended), std::string(sizes.lesson) + " " +
                                                              std::string(name(stage)) + " step " +
                                                              std::to_string(step));
          }
        }
      }
    }
  }
  EXPECT_GT(reader.read, 4000);
  EXPECT_GT(reader.tensors.size(), 11U);
}

TEST(Truth, ANumberInACellIsThatCellsAtEveryZoom) {
  Reader reader;
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()}) {
    State s = testing::loaded(sizes);
    const Geometry g = s.walkthrough->geometry();
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      if (stage == Stage::allocate) continue;
      s.playback = seek(g, s.playback, {stage, step_count(g, stage, s.playback.orders) - 1});
      for (const Vec2 about : {Vec2{300, 300}, Vec2{700, 420}}) {
        for (const float zoom : {1.0F, 3.7F, 20.0F, 60.0F}) {
          State near = testing::after(s, motion_ended);
          static_cast<void>(apply(near, act::ZoomBy{zoom, about}));
          reader.check(near, std::string(sizes.lesson) + " " + std::string(name(stage)) + " x" +
                                 std::to_string(zoom));
        }
      }
    }
  }
  EXPECT_GT(reader.read, 3000);
}

// hit_at, cell_at and rect_of say the same of every place, whatever the zoom and however large the tensor.
TEST(Truth, WhereACellIsFoundIsWhereItLies) {
  const testing::FixedMeasure measure;
  int asked = 0;
  std::vector<testing::Sizes> layers = testing::further_sizes();
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()})
    layers.push_back(sizes);
  for (const testing::Sizes& sizes : layers) {
    State s = testing::loaded(sizes);
    const Geometry g = s.walkthrough->geometry();
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      s.playback = seek(g, s.playback, {stage, step_count(g, stage, s.playback.orders) / 2});
      for (const float zoom : {1.0F, 5.3F, 40.0F}) {
        State near = testing::after(s, motion_ended);
        static_cast<void>(apply(near, act::ZoomBy{zoom, Vec2{500, 350}}));
        const WindowScenes window = build_window(near, Texts(Language::en), measure, {1280, 800});
        for (int at = 0; at < 400; ++at) {
          const Vec2 p{static_cast<float>(at * 37 % 401) * 2.9F,
                       60 + static_cast<float>(at * 53 % 397) * 1.7F};
          const Hit* hit = hit_at(window.canvas, p);
          const auto* block = hit == nullptr ? nullptr : std::get_if<CellHit>(&hit->what);
          if (block == nullptr) continue;
          const CellRef cell = cell_at(hit->at, *block, p);
          const Rect r = rect_of(hit->at, *block, cell);
          ++asked;
          const float slack = 0.01F;
          EXPECT_TRUE(p.x >= r.x - slack && p.x <= r.right() + slack && p.y >= r.y - slack &&
                      p.y <= r.bottom() + slack)
              << name(stage) << " x" << zoom << ": " << name(cell.tensor) << to_string(cell.at);
          EXPECT_GE(cell.at.rank(), 1);
          for (int axis = 0; axis < cell.at.rank(); ++axis)
            EXPECT_LT(cell.at[axis], near.walkthrough->shape(cell.tensor)[axis]);
        }
      }
    }
  }
  EXPECT_GT(asked, 8000);
}

}  // namespace
}  // namespace unfold::view
