#include "core/io/truncation.h"

#include <array>
#include <cstdio>

namespace unfold {

std::string truncated(std::uint64_t there, std::uint64_t whole) {
  struct Unit {
    const char* name;
    double bytes;
  };
  constexpr std::array<Unit, 4> units{{{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}}};
  const auto size = static_cast<double>(whole);
  if (whole < 10'000) {
    return "truncated: " + std::to_string(there) + " of " + std::to_string(whole) + " bytes";
  }
  const Unit* unit = units.data();
  while (size >= unit->bytes * 1000 && unit != &units.back()) ++unit;
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "truncated: %.1f of %.1f %s",
                static_cast<double>(there) / unit->bytes, size / unit->bytes, unit->name);
  return text.data();
}

}  // namespace unfold
