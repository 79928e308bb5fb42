#pragma once

// Only clang's own runtime, which is linked into the program, lets itself be called so.
#if defined(__clang__) && !defined(__apple_build_version__)
#if __has_feature(address_sanitizer) && __clang_major__ < 18
#define UNFOLD_HEAP_LOCK
#endif
#endif

#ifdef UNFOLD_HEAP_LOCK
namespace __lsan {
void LockAllocator();
void UnlockAllocator();
}  // namespace __lsan
#endif

namespace unfold {

// Held over a fork, in the parent and in the copy: no other thread is inside the allocator then, so the copy,
// which has this thread alone, can allocate. The C library does this for its own malloc (fork,
// malloc/arena.c); AddressSanitizer does it for its own from LLVM 18 on, and before that a copy waits for
// ever for a lock whose holder it does not have. (So it may yet, rarely, for one of the locks of where blocks
// were allocated: there are many.) Nothing may be allocated while it is held.
class HeapLock {
 public:
#ifdef UNFOLD_HEAP_LOCK
  HeapLock() { __lsan::LockAllocator(); }
  ~HeapLock() { __lsan::UnlockAllocator(); }
#else
  HeapLock() = default;
  ~HeapLock() = default;
#endif
  HeapLock(const HeapLock&) = delete;
  HeapLock& operator=(const HeapLock&) = delete;
};

}  // namespace unfold
