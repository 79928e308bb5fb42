#pragma once

#include "app/view/state.h"
#include "app/view/texts.h"
#include "core/layer/cell_map.h"
#include "core/layer/playback.h"
#include "core/layer/stage.h"
#include "core/lesson/tour.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unfold::view {

// Predict, then reveal: before a stage shows itself, questions about what it will show. Everything asked is
// of the layer that is there.
enum class Ask {
  padded_size,    // of img
  zero_pixel,     // which pixel of img the padding made
  places,         // of the window: OH, OW
  unread,         // rows of img that no window reads
  row_of_window,  // which row of col a window becomes
  col_shape,
  window_of_row,  // and which window a row of col came from
  product_shape,
  sum,  // one element of the product
  maximum,
  argmax,  // which of several equal cells it is
  pooled_size,
  pool_unread,
};
inline constexpr int ask_count = 13;
[[nodiscard]] std::string_view name(Ask ask);  // "row_of_window", as in the keys of its texts
[[nodiscard]] Stage stage_of(Ask ask);

// A question of this kind about this place: the row of col, the element of out2d or the row of pool_windows,
// counted in C order, that a lesson's step stands at; -1 where it is about the layer, or a place that no step
// has chosen.
struct AskAt {
  Ask ask = Ask::padded_size;
  std::int64_t place = -1;
  bool operator==(const AskAt&) const = default;
};
struct AskAtLess {
  bool operator()(const AskAt& a, const AskAt& b) const {
    return a.ask != b.ask ? a.ask < b.ask : a.place < b.place;
  }
};

// A number that is asked for, and how it is written on the question.
struct AnswerBox {
  std::string label;  // rich: "rows", "{OH|OH}"
  double answer = 0;
  double tolerance = 0;          // 0: a whole number, to the unit
  std::string formula;           // rich: why it is that, with the layer's numbers
  std::vector<double> others{};  // that are right as well
};
struct Question {
  Ask ask = Ask::padded_size;
  std::int64_t place = -1;    // as in AskAt
  std::string title, prompt;  // rich
  std::vector<AnswerBox> boxes;
  std::optional<CellRef> cell;                   // that is asked about
  std::optional<Position> at{};                  // where its stage opens
  std::vector<float> values{};                   // that the answer is found among
  std::vector<std::pair<float, float>> pairs{};  // of a sum: what is multiplied
  bool typed = true;                             // its answer is a number that can be typed
  LoopAt window{};                               // whose row is asked for, or of whose row the window
};

// The questions of a stage in this layer, in their order. After a mistake made on purpose there are none: the
// right answers would be wrong.
[[nodiscard]] std::vector<Ask> asks_of(const State& state, Stage stage);
// Where this step of the lesson asks them; null: where none does.
[[nodiscard]] std::vector<Ask> asks_of(const State& state, Stage stage, const TourStep* step);
[[nodiscard]] bool has_question(const Geometry& g, Stage stage);
// None where this layer has not that question.
[[nodiscard]] std::optional<Question> question_of(const State& state, Ask ask, const Texts& texts);
[[nodiscard]] std::optional<Question> question_of(const State& state, Ask ask, const Texts& texts,
                                                  const TourStep* step);

// A slip that people make, and the number that it leads to: what a wrong answer is looked up in.
struct Slip {
  std::string text;  // the key of its words: "quiz.slip_pad"
  double value = 0;
};
// Of a box of the question; the most telling first, the right answer never among them.
[[nodiscard]] std::vector<Slip> slips_of(const Geometry& g, const Question& question, std::size_t box);
[[nodiscard]] std::optional<Slip> slip_of(const Geometry& g, const Question& question, std::size_t box,
                                          const std::string& answer);

// An answer that is offered to be clicked: the right one and those of the slips.
struct Candidate {
  std::string text;   // as it is given; of several boxes with spaces between
  std::string label;  // as it is shown
  double value = 0;   // of the first box
  Index place{};      // what it is in the picture: row, column
};
// In an order that is the same each time for the same question, and that knows nothing of which is right. Of
// a question whose boxes are answered at once, as of a place, `box` is the first.
[[nodiscard]] std::vector<Candidate> candidates_of(const State& state, const Question& question,
                                                   std::size_t box);
inline constexpr std::size_t most_candidates = 4;
// Its boxes are answered by one click.
[[nodiscard]] bool is_place(Ask ask);

// The window whose row is asked for: that of the lesson's step that asks, else one in the midst, so that no
// edge gives it away.
[[nodiscard]] LoopAt asked_window(const State& state, const TourStep* step);
// The row whose window is asked for: that of the lesson's step, else another than that.
[[nodiscard]] LoopAt asked_row(const State& state, const TourStep* step);
// The row of col that a window becomes.
[[nodiscard]] std::int64_t row_of(const Geometry& g, const LoopAt& window);
// The element of the product whose sum is asked for, as a cell of out2d.
[[nodiscard]] CellRef asked_sum(const State& state, const TourStep* step);
// Rows and columns of the corner of img that is drawn to be clicked in.
[[nodiscard]] std::pair<std::int64_t, std::int64_t> asked_corner(const Geometry& g);

}  // namespace unfold::view
