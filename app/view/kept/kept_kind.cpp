#include "app/view/kept/kept_kind.h"

#include "app/view/kept/numbered_name.h"
#include "core/io/utf8_path.h"

#include <algorithm>
#include <string>

namespace unfold::view {

KeptKind kept_kind(const std::filesystem::path& file) {
  const std::string ending = lower_ending(file);
  if (ending == ending_of(KeptKind::png) && !with_number(file, 0).empty()) return KeptKind::numbered;
  const auto found = std::ranges::find(kept_endings, ending);
  return static_cast<KeptKind>(found - kept_endings.begin());
}

bool is_tensor(KeptKind kind) { return kind == KeptKind::npy || kind == KeptKind::csv; }
bool is_film(KeptKind kind) { return kind >= KeptKind::gif && kind <= KeptKind::numbered; }

}  // namespace unfold::view
