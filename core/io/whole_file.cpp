#include "core/io/whole_file.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <system_error>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace unfold {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
  throw Error(display_name(file) + ": cannot be written: " + why);
}

std::string reason(int error) { return std::generic_category().message(error); }

// Two programs that write the same file at once must not write into one another's.
fs::path beside(const fs::path& file) {
  fs::path name = file;
#ifdef _WIN32
  name += ".new";
#else
  name += ".new-" + std::to_string(::getpid());
#endif
  return name;
}

}  // namespace

void write_whole(const fs::path& file, std::string_view contents) {
  std::error_code failed;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), failed);
  if (failed) refuse(file, failed.message());
  const fs::path unfinished = beside(file);
  std::FILE* out = std::fopen(unfinished.string().c_str(), "wb");
  if (out == nullptr) refuse(file, reason(errno));
  bool good = std::fwrite(contents.data(), 1, contents.size(), out) == contents.size();
  good = std::fflush(out) == 0 && good;
#ifndef _WIN32
  good = ::fsync(::fileno(out)) == 0 && good;
#endif
  const int error = errno;
  good = std::fclose(out) == 0 && good;
  if (good) fs::rename(unfinished, file, failed);
  if (good && !failed) return;
  const std::string why = failed ? failed.message() : reason(error);
  fs::remove(unfinished, failed);
  refuse(file, why);
}

}  // namespace unfold
