#include "core/base/memory.h"

#if defined(_WIN32)
#include <windows.h>
#elif defined(__APPLE__)
#include <mach/mach.h>
#include <unistd.h>
#else
#include <algorithm>
#include <filesystem>
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

namespace fs = std::filesystem;

std::optional<std::int64_t> number_in(const fs::path& file) {
  std::ifstream in(file);
  std::int64_t value = 0;
  if (in >> value) return value;  // not where the limit is the word "max"
  return std::nullopt;
}

// The number behind a word of a file of words and numbers.
std::optional<std::int64_t> number_of(const fs::path& file, const std::string& wanted) {
  std::ifstream in(file);
  std::string word;
  std::int64_t value = 0;
  while (in >> word)
    if (word == wanted && in >> value) return value;
  return std::nullopt;
}

// What a control group leaves: its limit less what it holds, but for files that can be read again.
std::optional<std::int64_t> left_in(const fs::path& group) {
  const auto limit = number_in(group / "memory.max"), used = number_in(group / "memory.current");
  if (!limit || !used) return std::nullopt;
  const std::int64_t files = number_of(group / "memory.stat", "inactive_file").value_or(0);
  return std::max<std::int64_t>(0, *limit - std::max<std::int64_t>(0, *used - files));
}

// The control group of version 2 that this process is in: "0::/user.slice/…".
fs::path own_group() {
  std::ifstream in("/proc/self/cgroup");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("0::/")) return line.substr(4);
  return {};
}

}  // namespace

std::optional<std::int64_t> available_memory() {
  std::optional<std::int64_t> least = number_of("/proc/meminfo", "MemAvailable:");
  if (least) *least *= 1024;
  // Each group lies within those above it, and all of them set limits.
  const fs::path root = "/sys/fs/cgroup";
  for (fs::path group = root / own_group();; group = group.parent_path()) {
    if (const auto left = left_in(group)) least = least ? std::min(*least, *left) : *left;
    if (group == root || !group.has_relative_path()) return least;
  }
}

#endif

}  // namespace unfold
