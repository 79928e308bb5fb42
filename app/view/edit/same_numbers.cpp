#include "app/view/edit/same_numbers.h"

namespace unfold::view {

bool same_numbers(Choice a, Choice b) {
  a.edits.clear();
  b.edits.clear();
  return a == b;
}

}  // namespace unfold::view
