#include "app/view/passport/passport.h"

#include "app/view/format.h"
#include "app/view/rich_text.h"
#include "app/view/window.h"
#include "core/layer/follow.h"
#include "core/layer/kin.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace unfold::view {
namespace {

// Left out where there is no room for every row.
bool is_byway(TensorId id) {
  return id == TensorId::out_nhwc || id == TensorId::pool_col || id == TensorId::pool_windows ||
         id == TensorId::pool_max;
}

std::vector<CellRef> rows_of(const std::vector<CellRef>& way, const CellRef& pinned, std::size_t most) {
  if (way.size() <= most) return way;
  std::vector<CellRef> rows;
  for (const CellRef& cell : way)
    if (!is_byway(cell.tensor) || cell == pinned) rows.push_back(cell);
  return rows;
}

Fan fan_of(const Geometry& g, const std::vector<CellRef>& way, const CellRef& cell) {
  switch (cell.tensor) {
  case TensorId::img: return g.FH * g.FW > 1 ? Fan::places : Fan::none;
  case TensorId::col: return Fan::filters;
  case TensorId::conv: return cell_of(way, TensorId::pool_windows) != nullptr ? Fan::window : Fan::none;
  case TensorId::pool: return Fan::end;
  default: return Fan::none;
  }
}

std::int64_t goes_to(const Walkthrough& walk, const CellRef& cell) {
  std::int64_t count = 0;
  for (const CellBox& box : targets(walk.geometry(), walk.has_bias(), cell)) count += box.cells();
  return count;
}

// Nothing is chosen: the copy of the running step of the loop, or the one nearest to the window's middle.
void choose_copy(const State& s, const CellRef& cell, Way& way) {
  const Geometry& g = s.walkthrough->geometry();
  if (cell.tensor != TensorId::x && cell.tensor != TensorId::img) return;
  const CellRef img =
      cell.tensor == TensorId::img ? cell : CellRef{TensorId::img, targets(g, false, cell)[0].first};
  std::vector<CellBox> all = targets(g, false, img);
  const auto off = [&](const CellBox& copy) {
    return std::abs(2 * copy.first[2] - (g.FH - 1)) + std::abs(2 * copy.first[3] - (g.FW - 1));
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const CellBox& a, const CellBox& b) { return off(a) < off(b); });
  if (s.playback.at.stage == Stage::im2col)
    for (const CellBox& copy : all) {
      if (step_of(g, s.playback, {TensorId::col6, copy.first}) != s.playback.at) continue;
      way.y = copy.first[2], way.x = copy.first[3];
      return;
    }
  for (const CellBox& copy : all) {
    Way through = way;
    through.y = copy.first[2], through.x = copy.first[3];
    if (follow(g, img, through).back().tensor != TensorId::pool) continue;
    way = through;
    return;
  }
}

}  // namespace

const CellRef* cell_of(const std::vector<CellRef>& way, TensorId id) {
  const auto found =
      std::find_if(way.begin(), way.end(), [&](const CellRef& cell) { return cell.tensor == id; });
  return found == way.end() ? nullptr : &*found;
}

std::string address_words(const CellRef& cell) {
  std::string text = std::string(name(cell.tensor)) + "[";
  for (int i = 0; i < cell.at.rank(); ++i) text += (i > 0 ? ", " : "") + std::to_string(cell.at[i]);
  return text + "]";
}

std::string value_words(float value, int digits) {
  const auto v = static_cast<double>(value);
  std::string text = fixed(v, digits);
  const bool zeros = text.find_first_not_of("0.") == std::string::npos;
  if (v == 0) return "0";
  if (!zeros) return text;
  char small[32];
  std::snprintf(small, sizeof small, "%.0e", v < 0 ? -v : v);
  text = small;  // "2e-05"
  const std::size_t e = text.find('e');
  std::size_t digit = e + 2;
  while (digit + 1 < text.size() && text[digit] == '0') ++digit;
  return (v < 0 ? "−" : "") + text.substr(0, e) + "e−" + text.substr(digit);
}

std::optional<int> byte_of(const Document& document, const Walkthrough& walk, const CellRef& x) {
  const Geometry& g = walk.geometry();
  const std::vector<Image>& pictures = document.pictures;
  if (g.C != 3 || x.at[0] >= static_cast<std::int64_t>(pictures.size())) return std::nullopt;
  const Image& image = pictures[static_cast<std::size_t>(x.at[0])];
  if (image.width != g.W || image.height != g.H) return std::nullopt;
  return image.rgb[static_cast<std::size_t>((x.at[2] * g.W + x.at[3]) * 3 + x.at[1])];
}

std::vector<CellRef> passport_way(const State& s, const CellRef& cell) {
  const Walkthrough& walk = *s.walkthrough;
  const Geometry& g = walk.geometry();
  Way way{.filter = s.options.filter};
  if (s.pinned == cell && s.passport.y)
    way.y = s.passport.y, way.x = s.passport.x;
  else
    choose_copy(s, cell, way);
  if (cell.tensor == TensorId::pool_max || cell.tensor == TensorId::pool)
    way.window_column = walk.argmax(copies(g, cell).front().at[0]);
  return follow(g, cell, way);
}

Passport make_passport(const State& s, const Texts& texts, std::size_t most_rows) {
  const Walkthrough& walk = *s.walkthrough;
  const Geometry& g = walk.geometry();
  Passport passport;
  passport.pinned = s.pinned ? *s.pinned : subject_cell(s);
  passport.way = passport_way(s, passport.pinned);
  passport.about = about_words(s, texts, passport.pinned);
  passport.in_all = in_all_words(s, texts, passport.pinned);
  const std::vector<CellRef> shown = rows_of(passport.way, passport.pinned, most_rows);
  std::vector<TensorId> tensors;
  tensors.reserve(shown.size());
  for (const CellRef& cell : shown) tensors.push_back(cell.tensor);
  for (const CellRef& cell : shown) {
    PassportRow row;
    row.cell = cell;
    row.value = walk.at(cell);
    row.address = place_in_memory(g, cell);
    row.chips = chips_of(cell, g.mistake);
    const auto place = static_cast<std::size_t>(std::find(passport.way.begin(), passport.way.end(), cell) -
                                                passport.way.begin());
    row.happened = happened_words(s, texts, passport.way, place, tensors);
    row.goes_to = goes_to(walk, cell);
    row.fan = fan_of(g, passport.way, cell);
    if (!passport.rows.empty()) {
      const PassportRow& before = passport.rows.back();
      row.same_memory = memory_of(before.cell.tensor) == memory_of(cell.tensor);
      row.value_is_new = before.value != row.value;
    }
    passport.rows.push_back(std::move(row));
  }
  return passport;
}

std::string passport_text(const State& s, const Texts& texts) {
  const Passport passport = make_passport(s, texts, tensor_count);
  const Theme theme = make_theme(ThemeName::light);
  const auto plain = [&](const std::string& markup) {
    std::string text;
    for (const Span& span : parse_rich(markup, theme, {})) text += span.text;
    return text;
  };
  const auto padded = [](std::string text, std::size_t wide) {
    text.resize(std::max(text.size(), wide), ' ');
    return text;
  };
  std::string text = address_words(passport.pinned) + " = " +
                     value_words(s.walkthrough->at(passport.pinned), 6) + "\n" + plain(passport.about) +
                     "\n" + plain(passport.in_all) + "\n\n";
  for (const PassportRow& row : passport.rows) {
    const Shape shape = s.walkthrough->shape(row.cell.tensor);
    text += padded(address_words(row.cell), 32) + "  " + padded(to_string(shape), 26) + "  " +
            padded(value_words(row.value, 6), 14) + "  " +
            texts.get("passport.element", {{"n", std::to_string(row.address)}}) + "  " + plain(row.happened) +
            "\n";
  }
  return text;
}

}  // namespace unfold::view
