#pragma once

#include <cstdint>
#include <string>

namespace unfold::view {

// Numbers as the window writes them: U+2212 for minus, no sign on a rounded zero.
[[nodiscard]] std::string fixed(double v, int digits);      // "−2.12"
[[nodiscard]] std::string with_sign(double v, int digits);  // "+0.87", "−0.47", "0.00"
[[nodiscard]] std::string grouped(std::int64_t n);          // "802,816"
// As `fixed`, and a whole number without decimals: "0.12009", "2134".
[[nodiscard]] std::string value_text(double v, int digits);
// For a cell that is `pixels` wide, in type of `size` (0: cell_number_size): 2 decimals, 3 from 40 px, 5 from
// 64, fewer where they do not fit; whole numbers without any; "−1e−5" where the digits would all be zero.
// Empty when the cell is too narrow for a number.
[[nodiscard]] std::string cell_number(double v, float pixels, float size = 0);
[[nodiscard]] float
cell_number_size(float pixels);  // 11, 12 from 44 px, then as wide as its digits allow, up to 16

// A number in a cell: as it is written, and what it is, since what is rounded once more is rounded from that.
struct CellNumber {
  std::string text;
  double value = 0;
};
[[nodiscard]] CellNumber in_cell(double v, float pixels, float size = 0);  // cell_number

// The same number with less to write: without the zero before its point, then with a decimal fewer, rounded,
// or as "4e−3" where that decimal tells it from zero. Empty when nothing else is left to leave out.
[[nodiscard]] CellNumber shorter(const CellNumber& number);

}  // namespace unfold::view
