#include "core/lesson/bank_groups.h"

#include <algorithm>
#include <cassert>

namespace unfold {

BankGroups bank_groups(const Shape& bank, std::int64_t groups, bool by_hand,
                       std::optional<std::int64_t> x_channels, bool any_x) {
  const std::int64_t FN = bank[0], C = bank[1];
  const auto is_picture = [](std::int64_t channels) { return channels == 1 || channels == 3; };
  const auto fits_x = [&](std::int64_t channels) {
    return any_x || (x_channels ? channels == *x_channels : is_picture(channels));
  };
  const auto can_cut = [&](std::int64_t n) { return n > 1 && C % n == 0 && n <= FN && fits_x(C); };
  const auto as_it_is = [&](std::int64_t n) { return FN % n == 0 && fits_x(C * n); };

  BankGroups result;
  groups = std::max<std::int64_t>(1, groups);
  result.cut = by_hand && can_cut(groups) && (any_x || !as_it_is(groups));
  constexpr std::int64_t most_channels = std::int64_t{1} << 30;
  result.channels = result.cut || groups > most_channels / C ? C : C * groups;
  const std::int64_t most = std::max({C, groups, x_channels.value_or(3), std::int64_t{3}});
  for (std::int64_t n = 1; n <= std::min(FN, most); ++n) {
    const bool other_x = as_it_is(n) && (n == 1 || n == groups || is_picture(C * n) || x_channels);
    if (can_cut(n) || other_x) result.choices.push_back(n);
  }
  return result;
}

Array cut_to_groups(const Array& bank, std::int64_t groups) {
  const std::int64_t C = bank.shape[1], window = bank.shape[2] * bank.shape[3];
  assert(groups >= 1 && C % groups == 0 && groups <= bank.shape[0]);
  const std::int64_t each = bank.shape[0] / groups, kept = C / groups;
  Array cut{{each * groups, kept, bank.shape[2], bank.shape[3]}, {}};
  for (std::int64_t f = 0; f < each * groups; ++f) {
    const auto from = bank.data.begin() + (f * C + f / each * kept) * window;
    cut.data.insert(cut.data.end(), from, from + kept * window);
  }
  return cut;
}

}  // namespace unfold
