#include "core/layer/mistake.h"

namespace unfold {

std::string_view name(Mistake mistake) {
  switch (mistake) {
  case Mistake::none: return "none";
  case Mistake::no_transpose: return "no_transpose";
  case Mistake::swap_c_fh: return "swap_c_fh";
  case Mistake::no_padding: return "no_padding";
  case Mistake::wrong_reshape_W: return "wrong_reshape_W";
  }
  return {};
}

std::optional<Mistake> mistake_named(std::string_view word) {
  for (int i = 0; i < mistake_count; ++i) {
    if (name(static_cast<Mistake>(i)) == word) return static_cast<Mistake>(i);
  }
  return std::nullopt;
}

}  // namespace unfold
