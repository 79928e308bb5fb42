#pragma once

#include <cstdint>

namespace unfold {

// A window that slides along one axis: the filter over the rows or the columns of x, the pooling window over
// those of a map. All in cells; a place is counted from the beginning of the padding.
struct Slide {
  std::int64_t size = 1;               // of the axis without its padding
  std::int64_t before = 0, after = 0;  // padding
  std::int64_t window = 1;             // cells of a window, `dilation` apart
  std::int64_t stride = 1, dilation = 1;
  std::int64_t count = 1;  // windows

  [[nodiscard]] constexpr std::int64_t padded() const { return before + size + after; }
  // From the first to the last cell of a window.
  [[nodiscard]] constexpr std::int64_t extent() const { return (window - 1) * dilation + 1; }
  // Of cell k of window i.
  [[nodiscard]] constexpr std::int64_t place(std::int64_t i, std::int64_t k) const {
    return i * stride + k * dilation;
  }
  bool operator==(const Slide&) const = default;
  // How far the last window ends before the padded axis does: negative where it hangs over.
  [[nodiscard]] constexpr std::int64_t left_over() const {
    return padded() - extent() - (count - 1) * stride;
  }
  // At the far end, beyond the last window; and the part of the last window beyond the end.
  [[nodiscard]] constexpr std::int64_t unread() const { return left_over() > 0 ? left_over() : 0; }
  [[nodiscard]] constexpr std::int64_t over() const { return left_over() < 0 ? -left_over() : 0; }
};

// first, first + step, ..., `count` of them.
struct Progression {
  std::int64_t first = 0, count = 0, step = 1;
  [[nodiscard]] constexpr std::int64_t at(std::int64_t i) const { return first + i * step; }
};

// The cells k of window i that lie in lo..hi - 1, counted from the beginning of the padding.
[[nodiscard]] Progression cells_in(const Slide& slide, std::int64_t i, std::int64_t lo, std::int64_t hi);
// Those on the axis itself, neither in its padding nor beyond.
[[nodiscard]] Progression cells_on(const Slide& slide, std::int64_t i);
// Those on the axis or in its padding: all of them but where the window hangs over.
[[nodiscard]] Progression cells_within(const Slide& slide, std::int64_t i);

// Do two windows read a place in common?
[[nodiscard]] bool share_cells(const Slide& slide, std::int64_t i, std::int64_t j);

// The windows that read one place: as cell `cell.first` + j*`cell.step` of window `window.first` +
// j*`window.step`, whose step is negative.
struct Readers {
  Progression cell, window;
  [[nodiscard]] std::int64_t count() const { return cell.count; }
};
[[nodiscard]] Readers readers(const Slide& slide, std::int64_t place);

}  // namespace unfold
