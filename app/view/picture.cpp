#include "app/view/picture.h"

namespace unfold::view {

std::uint64_t picture_id(std::initializer_list<std::uint64_t> parts) {
  // splitmix64's finalizer over each part in turn: one changed bit changes the whole name.
  std::uint64_t id = 0x9E3779B97F4A7C15U;
  for (const std::uint64_t part : parts) {
    id ^= part + 0x9E3779B97F4A7C15U + (id << 6U) + (id >> 2U);
    id = (id ^ (id >> 30U)) * 0xBF58476D1CE4E5B9U;
    id = (id ^ (id >> 27U)) * 0x94D049BB133111EBU;
    id ^= id >> 31U;
  }
  return id;
}

}  // namespace unfold::view
