#include "core/layer/engine/pages.h"

#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace unfold::engine {

namespace {

constexpr std::size_t large_page = std::size_t{1} << 21;
constexpr std::size_t cache_line = 64;

}  // namespace

Pages::Pages(std::int64_t floats) : size_(floats) {
  std::size_t bytes = static_cast<std::size_t>(floats) * sizeof(float);
  const bool large = bytes >= large_page;
  if (large) bytes = (bytes + large_page - 1) / large_page * large_page;
  const std::size_t alignment = large ? large_page : cache_line;
  data_ = {static_cast<float*>(::operator new (bytes, std::align_val_t{alignment})), Free{alignment}};
#if defined(__linux__)
  // Only a wish: without them it is slower, and no different.
  if (large) madvise(data_.get(), bytes, MADV_HUGEPAGE);
#endif
}

bool Pages::lend() const {
#if defined(__linux__)
  return size_ > 0 && madvise(data_.get(), static_cast<std::size_t>(size_) * sizeof(float), MADV_FREE) == 0;
#else
  return false;
#endif
}

void Pages::Free::operator()(float* data) const { ::operator delete (data, std::align_val_t{alignment}); }

}  // namespace unfold::engine
