#include "app/view/stages/loop_words.h"

#include "app/view/format.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

std::string named(const std::vector<Band>& bands, const Texts& texts, const char* one, const char* several) {
  if (bands.empty()) return {};
  const Band& b = bands.front();
  if (bands.size() == 1 && b.count == 1) return texts.get(one, {{"n", std::to_string(b.first)}});
  std::string which = range_words(b.first, 1, b.count, texts);
  if (bands.size() > 1) which += ", " + range_words(bands[1].first, 1, bands[1].count, texts);
  if (bands.size() > 2) which += " …";
  return texts.get(several, {{"n", which}});
}

}  // namespace

std::string range_words(std::int64_t first, std::int64_t step, std::int64_t count, const Texts& texts) {
  if (count == 1) return std::to_string(first);
  if (step == 1) {
    return std::to_string(first) + texts.get("im2col.dash") + std::to_string(first + count - 1);
  }
  return listed(first, step, count);
}

std::string unread_words(const std::vector<Band>& rows, const std::vector<Band>& cols, const Texts& texts) {
  const std::string in_rows = named(rows, texts, "im2col.row_n", "im2col.rows_n");
  const std::string in_cols = named(cols, texts, "im2col.col_n", "im2col.cols_n");
  if (in_rows.empty() || in_cols.empty()) return in_rows + in_cols;
  return texts.get("im2col.both", {{"a", in_rows}, {"b", in_cols}});
}

std::string unread_words(const Geometry& g, const Texts& texts) {
  return unread_words(unread_rows(g), unread_cols(g), texts);
}

std::string unread_sentence(const Geometry& g, const Texts& texts) {
  const std::string which = unread_words(g, texts);
  if (which.empty()) return {};
  if (g.dilation == 1 && ((g.stride > g.FH && g.OH > 1) || (g.stride > g.FW && g.OW > 1))) {
    return texts.get("im2col.word_gaps", {{"which", which},
                                          {"stride", std::to_string(g.stride)},
                                          {"fh", std::to_string(g.FH)},
                                          {"fw", std::to_string(g.FW)}});
  }
  const auto inside = [](const std::vector<Band>& bands, std::int64_t end) {
    return !bands.empty() && bands.front().first + bands.front().count < end;
  };
  if (g.dilation > 1 && (inside(unread_rows(g), g.HP) || inside(unread_cols(g), g.WP)))
    return texts.get(
        "im2col.word_holes",
        {{"which", which}, {"stride", std::to_string(g.stride)}, {"d", std::to_string(g.dilation)}});
  const bool rows = g.unread_rows() > 0;
  return texts.get("im2col.word_unread",
                   {{"which", which},
                    {"size", std::to_string(rows ? g.HP : g.WP)},
                    {"filter", std::to_string(rows ? g.rows().extent() : g.cols().extent())},
                    {"stride", std::to_string(g.stride)},
                    {"over", std::to_string(rows ? g.unread_rows() : g.unread_cols())}});
}

std::vector<Toggle> channel_toggles(const StageContext& context) {
  const Geometry& g = context.geometry();
  std::vector<Toggle> row;
  if (g.C <= 1) return row;
  const auto add = [&](std::string label, int channel) {
    ViewOptions options = context.options;
    options.channel = channel;
    const bool chosen = picture_channel(context) == channel;
    row.push_back({std::move(label), chosen, Action{act::SetOptions{options}}});
  };
  if (g.C == 3) {
    add("RGB", -1);
    add("R", 0);
    add("G", 1);
    add("B", 2);
  } else {
    for (int c = 0; c < std::min<std::int64_t>(g.C, 6); ++c) add(std::to_string(c), c);
  }
  return row;
}

std::string times(double ratio) {
  const std::string two = fixed(ratio, 2);
  if (two.ends_with(".00")) return grouped(std::llround(ratio));
  return two;
}

}  // namespace unfold::view::loop
