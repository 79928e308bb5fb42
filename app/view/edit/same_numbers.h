#pragma once

#include "core/lesson/lesson.h"

namespace unfold::view {

// Do the two load the same but for edits? Otherwise other numbers may be under an open field, and it closes.
[[nodiscard]] bool same_numbers(Choice a, Choice b);

}  // namespace unfold::view
