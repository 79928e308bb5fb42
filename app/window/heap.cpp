#include "app/window/heap.h"

#include <cstdlib>

#if defined(__linux__) && defined(__GLIBC__) && !defined(UNFOLD_SANITIZED)
#define UNFOLD_GLIBC_HEAP
#include <cstdint>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace unfold::window {

#ifdef UNFOLD_GLIBC_HEAP

void grow_heap() {
  constexpr int megabyte = 1 << 20;
  constexpr std::uintptr_t huge_page = 2 * megabyte;
  // Any of these ends the library's own search for them; it would come to the same once a block of 32 MB
  // was freed.
  ::mallopt(M_MMAP_THRESHOLD, 32 * megabyte);
  ::mallopt(M_TRIM_THRESHOLD, 64 * megabyte);
  ::mallopt(M_TOP_PAD, 32 * megabyte);
  const auto begin = reinterpret_cast<std::uintptr_t>(::sbrk(0));
  void* volatile more = std::malloc(megabyte);  // than is left at the heap's end
  std::free(more);
  const auto end = reinterpret_cast<std::uintptr_t>(::sbrk(0));
  ::mallopt(M_TOP_PAD, megabyte);
  const std::uintptr_t first = (begin + huge_page - 1) / huge_page * huge_page;
  if (end > first) ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
}

#else

void grow_heap() {}

#endif

}  // namespace unfold::window
