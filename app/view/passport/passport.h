#pragma once

#include "app/view/layout.h"
#include "app/view/painter.h"
#include "app/view/stages/stage_view.h"
#include "app/view/state.h"
#include "app/view/texts.h"

#include <optional>
#include <string>
#include <vector>

namespace unfold::view {

// The index passport: one value down every tensor of the layer, its address in each, what happened to it on
// the way and how often it goes on. All of it comes from the cell maps.

// One index of an address: "OH 21", or merged ones: "row 2,378".
struct Chip {
  AxisNames axes;             // none of a kind: h or w of x and img
  int axis = 0;               // of the tensor
  std::int64_t number = 0;    // the index
  float first = 0, last = 0;  // the columns of the sheet that it spans, 0..5; h and w stand between columns
};

enum class Fan {
  none,
  places,   // of the FH*FW places of a window those that copy this pixel
  filters,  // the FN sums
  window,   // its place in the pooling window
  end,
};

struct PassportRow {
  CellRef cell;
  float value = 0;
  bool value_is_new = true;
  std::int64_t address = 0;  // element number in the memory of memory_of(cell.tensor)
  bool same_memory = false;  // as the row before
  std::vector<Chip> chips;
  std::string happened;      // rich: how the row before became this one
  std::int64_t goes_to = 0;  // how many cells of the next tensor it is copied or summed into
  Fan fan = Fan::none;
};

struct Passport {
  CellRef pinned;
  std::vector<CellRef> way;       // every tensor that the value passes
  std::vector<PassportRow> rows;  // those that the sheet shows
  std::string about, in_all;      // two sentences
};

// The way of the explained cell: of the pixel's copies the chosen one, the chosen filter, and back from a
// maximum to the cell that won.
[[nodiscard]] std::vector<CellRef> passport_way(const State& state, const CellRef& cell);
// As many rows as there is room for: the main road and the pinned cell's own first.
[[nodiscard]] Passport make_passport(const State& state, const Texts& texts, std::size_t most_rows);
// All of it as plain text; of the pinned cell or else of the explained one.
[[nodiscard]] std::string passport_text(const State& state, const Texts& texts);

void draw_passport(Painter& p, const State& state, const StageContext& stage, const Layout& layout);

// The byte of the picture that a cell of x was made from; none where x is numbers.
[[nodiscard]] std::optional<int> byte_of(const Document& document, const Walkthrough& walkthrough,
                                         const CellRef& x);
// "col6[0, 0, 2, 3, 21, 26]", and "pool_max[36675]".
[[nodiscard]] std::string address_words(const CellRef& cell);
// A value with three decimals, or as many as tell it from zero: "−1.330", "2e−5".
[[nodiscard]] std::string value_words(float value, int digits = 3);
[[nodiscard]] const CellRef* cell_of(const std::vector<CellRef>& way, TensorId id);

// ---- parts of the sheet ----------------------------------------------------------------------------------

// What happened between way[i - 1] and way[i]; `shown`: the tensors that the sheet has rows for.
[[nodiscard]] std::string happened_words(const State& state, const Texts& texts,
                                         const std::vector<CellRef>& way, std::size_t i,
                                         const std::vector<TensorId>& shown);
[[nodiscard]] std::string about_words(const State& state, const Texts& texts, const CellRef& cell);
[[nodiscard]] std::string in_all_words(const State& state, const Texts& texts, const CellRef& cell);
[[nodiscard]] std::vector<Chip> chips_of(const CellRef& cell, Mistake mistake);

// The key that closes it; "✕", for the pointer, where none does.
[[nodiscard]] std::string closing_key(const Texts& texts);

// Where the sheet's columns 0..5 stand, and how large their chips are.
struct ChipColumns {
  float x = 0, pitch = 0, width = 0, height = 0, size = 0;
  [[nodiscard]] float middle(float column) const { return x + column * pitch + width / 2; }
};
// The chips of a row, and the lines from them to the next row's chips. `y`: the rows' middles.
void draw_chips(Painter& p, const State& state, const Texts& texts, const PassportRow& row,
                const ChipColumns& columns, float y);
void draw_links(Painter& p, const State& state, const Texts& texts, const PassportRow& from,
                const PassportRow& to, const ChipColumns& columns, float y0, float y1);
// A small picture of the tensor around the cell, the cell marked.
void draw_thumb(Painter& p, const StageContext& stage, const CellRef& cell, Rect at);
// Where it goes on: a picture in which another copy or filter can be chosen. Returns false where there is no
// picture.
bool draw_fan(Painter& p, const State& state, const Passport& passport, const PassportRow& row, Rect at);

}  // namespace unfold::view
