#pragma once

namespace unfold::window {

// Makes the heap grow at once by what opening a window takes, in huge pages: OpenGL's driver and its compiler
// touch some 30 MB for the first time, and where a page fault is dear (a virtual machine) that is a quarter
// of the wait for the first frame. To be called before other threads run. Does nothing but where the C
// library is glibc (mallopt(3), sbrk(2)) and the system Linux (madvise(2), MADV_HUGEPAGE).
void grow_heap();

}  // namespace unfold::window
