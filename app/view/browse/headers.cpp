#include "app/view/browse/parts.h"
#include "app/view/format.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::browsing {
namespace {

// What the labels of one side count: an axis of the tensor, an index of which spans `span` places; it starts
// again after `period` places.
struct Counted {
  int axis = 0;
  std::int64_t span = 1, period = 1;
};

// The fastest part whose indices have room on the screen.
std::optional<Counted> counted(const TensorGrid& grid, const std::vector<GridPart>& parts, double scale) {
  constexpr double least = 40;  // px for all indices of the part
  std::int64_t span = 1;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    const std::int64_t period = span * part->size;
    const bool outermost = part + 1 == parts.rend();
    if (part->size > 1 && (static_cast<double>(period) * scale >= least || outermost)) {
      // Rows of eight maps count neither across nor down: the names of the maps do.
      if (part->size != grid.shape[part->axis]) return std::nullopt;
      return Counted{part->axis, span, period};
    }
    span = period;
  }
  return std::nullopt;
}

// 1, 2, 5, 10, ...: the smallest of them that leaves `room` px between two labels.
std::int64_t label_step(double pixels, double room) {
  for (std::int64_t unit = 1;; unit *= 10)
    for (const std::int64_t step : {unit, 2 * unit, 5 * unit})
      if (static_cast<double>(step) * pixels >= room) return step;
}

std::string plain_index(const Shape& parts, const Index& index) {
  std::string words;
  for (int i = 0; i < parts.rank(); ++i) words += (i > 0 ? "," : "(") + std::to_string(index[i]);
  return words + ")";
}

// "(0,73,66)", each in its axis's colour.
std::string colored_index(const TensorGrid& grid, int axis, const Index& index) {
  std::string words = "{text2 m|(}";
  for (int i = 0; i < index.rank(); ++i) {
    if (i > 0) words += "{text2 m|,}";
    words += unfolding::axis_markup(names_of(grid, axis).parts[i], std::to_string(index[i]));
  }
  return words + "{text2 m|)}";
}

// "n, oh, ow": what the labels are.
std::string axis_words(const TensorGrid& grid, int axis) {
  const AxisNames names = names_of(grid, axis);
  std::string words;
  for (int i = 0; i < names.count; ++i)
    words += (i > 0 ? "{text2 m|,}" : "") + unfolding::axis_markup(names.parts[i], index_name(grid, axis, i));
  return names.count > 1 ? "{text2 m|(}" + words + "{text2 m|)}" : words;
}

class Labels {
 public:
  Labels(Painter& p, const StageContext& c, const Browsed& b)
      : p_(p), geometry_(c.geometry()), b_(b), size_(p.type().label) {}

  void rows() {
    const Rect& side = b_.frame.row_labels;
    const std::optional<Counted> counts = counted(b_.grid, b_.grid.row_parts, b_.view.sy);
    if (!counts) return;
    const Shape parts = axis_parts(geometry_, b_.grid.tensor, counts->axis);
    const double pixels = b_.view.sy * static_cast<double>(counts->span);
    const bool two_lines = parts.rank() > 1 && pixels >= static_cast<double>(size_) * 2.4;
    const std::int64_t step = label_step(pixels, static_cast<double>(size_) * (two_lines ? 2.4 : 1.6));
    float below = side.y - 40;  // the last label's end
    each(*counts, step, true, [&](std::int64_t index, float from, float extent) {
      const float middle = std::round(extent >= size_ * 1.2F ? from + extent / 2 : from);
      const float tall = two_lines ? size_ * 2.2F : size_;
      const float top = middle - tall / 2;
      // Beside a row of its own height a label stays within the side; at a tick it may stand half over its
      // end.
      const float over = extent >= size_ * 1.2F ? 1.0F : size_ * 0.5F;
      if (top < std::max(below, side.y - over) || middle + tall / 2 > side.bottom() + over) return;
      below = top + tall + 2;
      if (extent < size_ * 1.2F) p_.hline(side.right() - 5, side.right() - 2, from, p_.theme().line2);
      const float right = side.right() - 8;
      const float y = two_lines ? top + size_ * 0.85F : middle + size_ * 0.36F;
      number(*counts, index, {right, y}, Align::right);
      if (!two_lines) return;
      const Index place = unflatten(parts, index);
      TextStyle style{.size = size_, .face = Face::mono, .color = p_.theme().text2, .align = Align::right};
      if (p_.text_width(plain_index(parts, place), size_, Face::mono) <= side.w - 8)
        p_.rich(colored_index(b_.grid, counts->axis, place), {right, y + size_ * 1.15F}, style);
    });
    const std::string words = axis_words(b_.grid, counts->axis);
    const TextStyle style{
        .size = size_, .face = Face::mono, .color = p_.theme().text2, .align = Align::right};
    if (p_.rich_width(words, style) <= side.w - 8)
      p_.rich(words, {side.right() - 8, side.y - size_ * 0.9F}, style);
  }

  void cols() {
    const Rect& above = b_.frame.col_labels;
    const std::optional<Counted> counts = counted(b_.grid, b_.grid.col_parts, b_.view.sx);
    if (!counts) return;
    const Shape parts = axis_parts(geometry_, b_.grid.tensor, counts->axis);
    const double pixels = b_.view.sx * static_cast<double>(counts->span);
    const std::int64_t last = b_.grid.shape[counts->axis] - 1;
    const bool tuples = parts.rank() > 1;
    const float digits = p_.text_width(std::to_string(last), size_, Face::mono);
    const std::string longest = plain_index(parts, unflatten(parts, last));
    const float tuple_w = p_.text_width(longest, size_, Face::mono);
    const bool two_lines = tuples && pixels >= static_cast<double>(tuple_w) + 4;
    const std::int64_t step = label_step(pixels, static_cast<double>(digits) + 8);
    const float y = above.bottom() - size_ * (tuples ? 1.75F : 0.6F);
    float end = above.x - 40;
    each(*counts, step, false, [&](std::int64_t index, float from, float extent) {
      const float middle = extent >= digits + 2 ? from + extent / 2 : from + digits / 2;
      const float half = (two_lines ? tuple_w : digits) / 2;
      if (middle - half < std::max(end, above.x - 2) || middle + half > above.right() + 2) return;
      end = middle + half + 4;
      number(*counts, index, {middle, y}, Align::centre);
      if (!two_lines) return;
      const TextStyle style{
          .size = size_, .face = Face::mono, .color = p_.theme().text2, .align = Align::centre};
      p_.rich(colored_index(b_.grid, counts->axis, unflatten(parts, index)),
              {middle, above.bottom() - size_ * 0.6F}, style);
    });
    const TextStyle style{.size = size_, .face = Face::mono, .color = p_.theme().text2};
    p_.rich(axis_words(b_.grid, counts->axis) + " {text2|→}",
            {above.x, above.bottom() - size_ * (tuples ? 2.95F : 1.8F)}, style);
  }

 private:
  // Every `step`-th index that is seen, and the very last one; where it lies and how long it is.
  template <typename Each> void each(const Counted& counts, std::int64_t step, bool of_rows, Each label) {
    const BrowseView& v = b_.view;
    const std::int64_t from = of_rows ? v.range.row0 : v.range.col0;
    const std::int64_t to = of_rows ? v.range.row1 : v.range.col1;
    const double scale = of_rows ? v.sy : v.sx;
    const auto pixels = static_cast<float>(static_cast<double>(counts.span) * scale);
    const std::int64_t last = b_.grid.shape[counts.axis] - 1;
    const auto put = [&](std::int64_t start, std::int64_t index) {
      const auto place = static_cast<double>(start + index * counts.span);
      label(index, static_cast<float>(of_rows ? v.py(place) : v.px(place)), pixels);
    };
    for (std::int64_t start = from / counts.period * counts.period; start < to; start += counts.period) {
      const std::int64_t first = std::max<std::int64_t>(0, (from - start) / counts.span);
      const std::int64_t end = std::min(last + 1, (to - start + counts.span - 1) / counts.span);
      // Of a list the last one is always named: those before it leave it room.
      const bool names_last = end == last + 1 && counts.period >= (of_rows ? b_.grid.rows : b_.grid.cols);
      const auto clear = static_cast<std::int64_t>(std::ceil(static_cast<double>(step) * 0.6));
      for (std::int64_t index = (first + step - 1) / step * step; index < end; index += step)
        if (!names_last || step == 1 || index <= last - clear) put(start, index);
      if (names_last && step > 1) put(start, last);
    }
  }

  void number(const Counted& counts, std::int64_t index, Vec2 baseline, Align align) {
    const AxisNames names = names_of(b_.grid, counts.axis);
    const Color color = names.count > 1 ? p_.theme().text0 : p_.theme().axis_color(names.parts[0]);
    p_.text(std::to_string(index), baseline,
            {.size = size_, .face = Face::mono, .color = color, .align = align});
  }

  Painter& p_;
  const Geometry& geometry_;
  const Browsed& b_;
  float size_;
};

}  // namespace

void draw_headers(Painter& p, const StageContext& c, const Browsed& b) {
  Labels labels(p, c, b);
  labels.rows();
  labels.cols();
  // Cells that reach under the headers do not answer there.
  const Rect& rows = b.frame.row_labels;
  const Rect& cols = b.frame.col_labels;
  p.tip({rows.x, cols.y, rows.w, rows.bottom() - cols.y}, {});
  p.tip({rows.x, cols.y, cols.right() - rows.x, cols.h}, {});
  const Rect& cells = b.frame.cells;
  p.tip(
      {cells.right(), cols.y, std::max(1.0F, b.frame.foot.right() - cells.right()), cells.bottom() - cols.y},
      {});
}

}  // namespace unfold::view::browsing
