#pragma once

#include "core/io/weights_file.h"

#include <string_view>

namespace unfold {

// "hwio", else "oihw": as --layout, --inspect and the trace call a bank's axes.
[[nodiscard]] constexpr std::string_view word(BankLayout layout) {
  return layout == BankLayout::hwio ? "hwio" : "oihw";
}

}  // namespace unfold
