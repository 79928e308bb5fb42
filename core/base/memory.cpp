#include "core/base/memory.h"

#if defined(_WIN32)
#include <windows.h>
#elif defined(__APPLE__)
#include <mach/mach.h>
#include <unistd.h>
#else
#include <algorithm>
#include <fstream>
#include <string>
#endif

namespace unfold {

#if defined(_WIN32)

std::optional<std::int64_t> available_memory() {
  MEMORYSTATUSEX status{};
  status.dwLength = sizeof(status);
  if (GlobalMemoryStatusEx(&status) == 0) return std::nullopt;
  return static_cast<std::int64_t>(status.ullAvailPhys);
}

#elif defined(__APPLE__)

std::optional<std::int64_t> available_memory() {
  vm_statistics64_data_t figures{};
  mach_msg_type_number_t count = HOST_VM_INFO64_COUNT;
  if (host_statistics64(mach_host_self(), HOST_VM_INFO64, reinterpret_cast<host_info64_t>(&figures),
                        &count) != KERN_SUCCESS)
    return std::nullopt;
  const auto pages = static_cast<std::int64_t>(figures.free_count) + figures.inactive_count;
  return pages * static_cast<std::int64_t>(sysconf(_SC_PAGESIZE));
}

#else

namespace {

std::optional<std::int64_t> number_in(const char* file) {
  std::ifstream in(file);
  std::int64_t value = 0;
  if (in >> value) return value;  // not where the limit is the word "max"
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> available_memory() {
  std::optional<std::int64_t> least;
  std::ifstream in("/proc/meminfo");
  std::string word;
  std::int64_t kibibytes = 0;
  while (in >> word) {
    if (word == "MemAvailable:" && in >> kibibytes) least = kibibytes * 1024;
  }
  const auto limit = number_in("/sys/fs/cgroup/memory.max"),
             used = number_in("/sys/fs/cgroup/memory.current");
  if (limit && used) {
    const std::int64_t left = std::max<std::int64_t>(0, *limit - *used);
    least = least ? std::min(*least, left) : left;
  }
  return least;
}

#endif

}  // namespace unfold
