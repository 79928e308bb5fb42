#include "app/view/format.h"
#include "app/view/quiz/question.h"
#include "app/view/quiz/quiz.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>

namespace unfold::view {
namespace {

// As it could have been typed.
std::string plain(const AnswerBox& box, double value) {
  if (box.tolerance == 0) return std::to_string(std::llround(value));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4f", value);
  return text.data();
}
std::string shown(const AnswerBox& box, double value) {
  return box.tolerance == 0 ? grouped(std::llround(value)) : fixed(value, 3);
}

// A number that looks like chance and is the same on every machine (splitmix64, Steele et al. 2014).
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

// Of the question and its layer, and of no answer.
std::uint64_t seed_of(const Geometry& g, const Question& q, std::size_t box) {
  std::uint64_t seed = mixed(static_cast<std::uint64_t>(q.ask) * 31 + box);
  for (const std::int64_t size : {g.N, g.C, g.H, g.W, g.FN, g.FH, g.FW, g.OH, g.OW, g.stride, g.pad.top})
    seed = mixed(seed ^ static_cast<std::uint64_t>(size));
  return seed;
}

void shuffle(std::vector<Candidate>& all, std::uint64_t seed) {
  std::ranges::sort(all, {}, [&](const Candidate& c) {
    std::uint64_t key = seed ^ std::bit_cast<std::uint64_t>(c.value);
    for (int i = 0; i < c.place.rank(); ++i) key = mixed(key + static_cast<std::uint64_t>(c.place[i]));
    return mixed(key);
  });
}

// Numbers: the right one, those of the slips, and near ones where there are too few of those.
std::vector<Candidate> numbers(const Geometry& g, const Question& q, std::size_t box) {
  const AnswerBox& asked = q.boxes[box];
  std::vector<double> values{asked.answer};
  const double apart = asked.tolerance > 0 ? 2.5 * asked.tolerance : 0.5;
  const bool whole = asked.tolerance == 0;
  const auto offer = [&](double value) {
    if (values.size() >= most_candidates || (whole && value < 0)) return;
    if (std::ranges::all_of(values, [&](double v) { return std::abs(v - value) > apart; }))
      values.push_back(value);
  };
  for (const Slip& slip : slips_of(g, q, box)) offer(slip.value);
  if (whole)
    for (const double near : {1.0, -1.0, 2.0, -2.0, 3.0}) offer(asked.answer + near);
  for (const double near : {0.5, -0.5, 1.0}) offer(asked.answer + near);
  std::vector<Candidate> all;
  for (const double v : values) all.push_back({plain(asked, v), shown(asked, v), v});
  shuffle(all, seed_of(g, q, box));
  return all;
}

// Pixels of the corner of img: one of the padding, and some of the picture's own.
std::vector<Candidate> pixels(const Geometry& g, const Question& q) {
  const auto place = [&](double flat) {
    const auto at = static_cast<std::int64_t>(flat);
    return Index{at / g.WP, at % g.WP};
  };
  std::vector<double> values{
      static_cast<double>((g.pad.top - 1) * g.WP + std::min(g.pad.left + 1, asked_corner(g).second - 1))};
  for (const Slip& slip : slips_of(g, q, 0))
    if (values.size() < most_candidates && std::ranges::find(values, slip.value) == values.end())
      values.push_back(slip.value);
  std::vector<Candidate> all;
  for (const double v : values) all.push_back({plain(q.boxes[0], v), {}, v, place(v)});
  shuffle(all, seed_of(g, q, 0));
  return all;
}

// Windows by their places: the one that was copied to the row, and those of the slips.
std::vector<Candidate> windows(const Geometry& g, const Question& q) {
  std::vector<Index> places{{std::llround(q.boxes[0].answer), std::llround(q.boxes[1].answer)}};
  const auto offer = [&](std::int64_t oy, std::int64_t ox) {
    const Index at{oy, ox};
    if (places.size() >= most_candidates || oy < 0 || ox < 0 || oy >= g.OH || ox >= g.OW) return;
    if (std::ranges::find(places, at) == places.end()) places.push_back(at);
  };
  const std::int64_t oy = places[0][0], ox = places[0][1], within = oy * g.OW + ox;
  offer(ox, oy);
  offer(within / g.OH, within % g.OH);
  offer(oy + 1, ox);
  offer(oy, ox + 1);
  offer(oy, ox - 1);
  offer(oy - 1, ox);
  std::vector<Candidate> all;
  for (const Index& at : places) {
    const std::string row = std::to_string(at[0]), column = std::to_string(at[1]);
    all.push_back({row + " " + column, "(" + row + ", " + column + ")", static_cast<double>(at[0]), at});
  }
  shuffle(all, seed_of(g, q, 0));
  return all;
}

// The cells of the pooling window, where they stand.
std::vector<Candidate> cells(const Geometry& g, const Question& q) {
  std::vector<Candidate> all;
  for (std::size_t i = 0; i < q.values.size(); ++i) {
    const auto at = static_cast<std::int64_t>(i);
    const double value = q.ask == Ask::argmax ? static_cast<double>(i) : static_cast<double>(q.values[i]);
    if (std::isfinite(q.values[i]))
      all.push_back({plain(q.boxes[0], value), {}, value, {at / g.PW, at % g.PW}});
  }
  return all;
}

// Rows of col from top to bottom, as the picture shows them.
std::vector<Candidate> rows(const Geometry& g, const Question& q) {
  std::vector<Candidate> all = numbers(g, q, 0);
  std::erase_if(all, [&](const Candidate& c) { return c.value >= static_cast<double>(g.M); });
  for (Candidate& c : all) c.place = {std::llround(c.value), 0};
  std::ranges::sort(all, {}, &Candidate::value);
  return all;
}

}  // namespace

std::vector<Candidate> candidates_of(const State& s, const Question& q, std::size_t box) {
  const Geometry& g = s.walkthrough->geometry();
  switch (q.ask) {
  case Ask::zero_pixel: return pixels(g, q);
  case Ask::window_of_row: return windows(g, q);
  case Ask::maximum:
  case Ask::argmax: return cells(g, q);
  case Ask::row_of_window: return rows(g, q);
  case Ask::padded_size:
  case Ask::places:
  case Ask::unread:
  case Ask::col_shape:
  case Ask::product_shape:
  case Ask::sum:
  case Ask::pooled_size:
  case Ask::pool_unread: return numbers(g, q, box);
  }
  return {};
}

}  // namespace unfold::view
