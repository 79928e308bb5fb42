#pragma once

#include "app/view/stages/stage_view.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What both kinds of C++ are put together from.
namespace unfold::view::code {

[[nodiscard]] inline std::string str(std::int64_t n) { return std::to_string(n); }
// "0…6", or "…111": all of so many turns belong to the present step.
[[nodiscard]] std::string all_of(std::int64_t count);
[[nodiscard]] std::string colored(Axis axis, const std::string& text);

// A counter of a loop: its name, how many turns it makes, and where it is. Without a place all of its turns
// belong to the present step.
struct Counter {
  std::string name;  // "oy"
  Axis axis = Axis::none;
  std::string end;  // "OH", plain or markup
  std::int64_t count = 1;
  std::optional<std::int64_t> at{};
};

// At most 36 characters a line with its value, so that the narrowest panel (264 px at 12 px mono) holds it.
class Lines {
 public:
  void still(std::string markup) { all_.push_back({std::move(markup), {}, false, false}); }
  void live(std::string markup, std::string value = {}) {
    all_.push_back({std::move(markup), std::move(value), false, true});
  }
  void running(std::string markup, std::string value = {}) {
    all_.push_back({std::move(markup), std::move(value), true, true});
  }
  // "for (int oy = 0; oy < OH; ++oy)", with `open` after it.
  void loop(const Counter& counter, std::string_view indent = "", std::string_view open = "");
  // Nested loops around one statement; the last opens a block where `open` is "{".
  void nest(const std::vector<Counter>& counters, std::string_view open = "");

  [[nodiscard]] std::vector<CodeLine> take() { return std::move(all_); }

 private:
  std::vector<CodeLine> all_;
};

// The names with their colours.
inline const std::string n_ = "{N|n}", c_ = "{C|c}", y_ = "{FH|y}", x_ = "{FW|x}", oy_ = "{OH|oy}",
                         ox_ = "{OW|ox}", f_ = "{FN|f}";

// Turns of the six loops around the cells of col6, and of those around the cells of conv and of pool.
[[nodiscard]] Counter images(const Geometry& g, std::optional<std::int64_t> at = {});
[[nodiscard]] Counter channels(const Geometry& g, std::optional<std::int64_t> at = {});
[[nodiscard]] Counter filter_rows(const Geometry& g, std::optional<std::int64_t> at = {});
[[nodiscard]] Counter filter_columns(const Geometry& g, std::optional<std::int64_t> at = {});
[[nodiscard]] Counter out_rows(const Geometry& g, std::optional<std::int64_t> at = {});
[[nodiscard]] Counter out_columns(const Geometry& g, std::optional<std::int64_t> at = {});
[[nodiscard]] Counter filters(const Geometry& g, std::optional<std::int64_t> at = {});

// The cell that a person points at or has pinned, on its way through this tensor: where the counters of the
// loops within a step are when it is written. None where nobody points, or the step writes another.
[[nodiscard]] std::optional<Index> followed(const StageContext& context, TensorId tensor);

// x made by `declared`, its numbers copied `to` it.
[[nodiscard]] std::vector<CodeLine> copied_x(const Geometry& g, const std::string& declared,
                                             const std::string& to);

// "const int OH = …", for both axes, as the notebook's out_h and out_w.
void add_sizes(Lines& lines, const Geometry& g);
void add_pool_sizes(Lines& lines, const Geometry& g);
// How far the last window hangs over the padded map at its far edge.
[[nodiscard]] std::int64_t pool_hang_rows(const Geometry& g);
[[nodiscard]] std::int64_t pool_hang_columns(const Geometry& g);

// The product's loops: where its counters are.
struct ProductAt {
  GemmStep mode = GemmStep::element;
  std::optional<std::int64_t> i{}, j{};  // row and column of out2d
  std::optional<std::int64_t> k{};       // term
  std::string sum{};                     // so far, as markup
  bool whole = false;                    // the sum has all its terms
  bool bias = false;
};
[[nodiscard]] ProductAt product_at(const StageContext& context);

}  // namespace unfold::view::code
