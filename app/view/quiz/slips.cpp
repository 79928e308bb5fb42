#include "app/view/quiz/question.h"

#include "app/view/quiz/quiz.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace unfold::view {
namespace {

// Places of a window along an axis of this room.
std::int64_t places(std::int64_t room, std::int64_t extent, std::int64_t stride) {
  return room < extent ? 0 : (room - extent) / stride + 1;
}

class Slips {
 public:
  Slips(const Geometry& g, const Question& q, std::size_t box) : g_(g), q_(q), first_(box == 0) {}

  std::vector<Slip> all() {
    look();
    std::erase_if(all_, [&](const Slip& slip) {
      const AnswerBox& box = q_.boxes[first_ ? 0 : 1];
      return std::abs(slip.value - box.answer) <= box.tolerance || std::isnan(slip.value);
    });
    return std::move(all_);
  }

 private:
  void add(const char* text, double value) { all_.push_back({"quiz.slip_" + std::string(text), value}); }
  void add(const char* text, std::int64_t value) { add(text, static_cast<double>(value)); }

  void look() {
    switch (q_.ask) {
    case Ask::padded_size:
      add("pad", first_ ? g_.H : g_.W);
      add("pad_once", first_ ? g_.H + g_.pad.top : g_.W + g_.pad.left);
      add("swapped", first_ ? g_.WP : g_.HP);
      break;
    case Ask::zero_pixel: own_pixels(); break;
    case Ask::places: along(first_ ? g_.rows() : g_.cols(), first_ ? g_.OW : g_.OH); break;
    case Ask::unread: left_over(g_.rows()); break;
    case Ask::row_of_window: row(); break;
    case Ask::col_shape:
      if (first_) {
        rows();
        add("swapped", g_.K);
      } else {
        add("c", g_.FH * g_.FW);
        add("swapped", g_.M);
        add("fn", g_.K * g_.FN);
        add("one_side", g_.C * g_.FH);
      }
      break;
    case Ask::window_of_row: window(); break;
    case Ask::product_shape:
      if (first_) {
        add("product", g_.K);
        add("swapped", g_.FN);
        rows();
      } else {
        add("product", g_.K);
        add("swapped", g_.M);
        add("c_twice", g_.FN * g_.C);
      }
      break;
    case Ask::sum: sum(); break;
    case Ask::maximum:
      for (const float value : q_.values)
        if (std::isfinite(value))
          add(value < 0 && q_.boxes[0].answer < 0 ? "less_negative" : "less", static_cast<double>(value));
      break;
    case Ask::argmax: equal(); break;
    case Ask::pooled_size: pooled(first_ ? g_.pool_rows() : g_.pool_cols()); break;
    case Ask::pool_unread: left_over(g_.pool_rows()); break;
    }
  }

  void along(const Slide& slide, std::int64_t other) {
    const std::int64_t extent = slide.extent(), stride = slide.stride;
    add("pad", places(slide.size, extent, stride));
    add("plus_one", slide.count - 1);
    add("pad_once", places(slide.size + slide.before, extent, stride));
    add("stride", places(slide.padded(), extent, 1));
    add("filter", slide.padded());
    add("dilation", places(slide.padded(), slide.window, stride));
    add("swapped", other);
  }

  void rows() {
    const Slide h = g_.rows(), w = g_.cols();
    add("pad_rows", g_.N * places(g_.H, h.extent(), g_.stride) * places(g_.W, w.extent(), g_.stride));
    add("n", g_.OH * g_.OW);
    add("plus_one_rows", g_.N * (g_.OH - 1) * (g_.OW - 1));
    add("pixels", g_.N * g_.H * g_.W);
    add("pad_once_rows", g_.N * places(g_.H + g_.pad.top, h.extent(), g_.stride) *
                             places(g_.W + g_.pad.left, w.extent(), g_.stride));
    add("c_twice", g_.M * g_.C);
  }

  void row() {
    const LoopAt w = q_.window;
    add("row_n", w.oy * g_.OW + w.ox);
    add("row_swapped", (w.n * g_.OW + w.ox) * g_.OH + w.oy);
    add("from_one", (w.n * g_.OH + w.oy) * g_.OW + w.ox + 1);
    add("row_one_less", (w.n * g_.OH + w.oy) * (g_.OW - 1) + w.ox);
  }

  void window() {
    const LoopAt w = q_.window;
    const std::int64_t within = w.oy * g_.OW + w.ox;
    if (first_) {
      add("window_swapped", within % g_.OW);
      add("window_of_height", within / g_.OH);
      add("from_one", w.oy + 1);
    } else {
      add("window_swapped", within / g_.OW);
      add("window_of_height", within % g_.OH);
      add("from_one", w.ox + 1);
    }
  }

  void own_pixels() {
    const auto [rows, cols] = asked_corner(g_);
    for (const auto& [h, w] : {std::pair{g_.pad.top, g_.pad.left},
                               {rows - 1, g_.pad.left},
                               {g_.pad.top, cols - 1},
                               {rows - 1, cols - 1}}) {
      const bool inside = h < g_.pad.top + g_.H && w < g_.pad.left + g_.W;
      if (inside) add(h == g_.pad.top && w == g_.pad.left ? "first_pixel" : "own_pixel", h * g_.WP + w);
    }
    for (std::int64_t h = g_.pad.top; h < std::min(rows, g_.pad.top + g_.H); ++h)
      for (std::int64_t w = g_.pad.left; w < std::min(cols, g_.pad.left + g_.W); ++w)
        add("own_pixel", h * g_.WP + w);
  }

  void left_over(const Slide& slide) {
    if (slide.unread() > 0)
      add("none_unread", std::int64_t{0});
    else
      add("floor", (slide.padded() - slide.extent()) % slide.stride);
    add("unread_gap", slide.stride - (slide.padded() - slide.extent()) % slide.stride);
    add("unread_extent", slide.padded() % slide.stride);
    add("unread_size", slide.padded() - slide.count);
  }

  void sum() {
    double signless = 0, last = 0;
    for (const auto& [a, w] : q_.pairs) {
      last = static_cast<double>(a) * static_cast<double>(w);
      signless += std::abs(last);
    }
    add("signless", signless);
    double products = 0, values = 0;
    for (const auto& [a, w] : q_.pairs) {
      products += static_cast<double>(a) * static_cast<double>(w);
      values += static_cast<double>(a);
    }
    add("values_only", values);
    add("bias", products);
    add("last_term", q_.boxes[0].answer - last);
    add("negated", -q_.boxes[0].answer);
  }

  void equal() {
    for (std::size_t i = 0; i < q_.values.size(); ++i) {
      const bool as_large = q_.values[i] == *std::ranges::max_element(q_.values);
      add(as_large ? "equal_later" : "less", static_cast<std::int64_t>(i));
    }
  }

  void pooled(const Slide& slide) {
    const std::int64_t moves = (slide.padded() - slide.extent()) / slide.stride;
    if (moves + 1 != slide.count)
      add("floor", moves + 1);
    else
      add("ceil", (slide.padded() - slide.extent() + slide.stride - 1) / slide.stride + 1);
    add("pool_stride", places(slide.padded(), slide.extent(), 1));
    add("plus_one", slide.count - 1);
    add("pool_none", slide.size);
    add("pool_pad", places(slide.size, slide.extent(), slide.stride));
  }

  const Geometry& g_;
  const Question& q_;
  bool first_;
  std::vector<Slip> all_;
};

}  // namespace

std::vector<Slip> slips_of(const Geometry& g, const Question& q, std::size_t box) {
  return Slips(g, q, box).all();
}

std::optional<Slip> slip_of(const Geometry& g, const Question& q, std::size_t box,
                            const std::string& answer) {
  const std::optional<double> value = answer_in(q.boxes[box], answer);
  if (!value) return std::nullopt;
  const double near = q.boxes[box].tolerance > 0 ? 0.006 : 1e-9;
  for (const Slip& slip : slips_of(g, q, box))
    if (std::abs(*value - slip.value) <= near) return slip;
  return std::nullopt;
}

}  // namespace unfold::view
