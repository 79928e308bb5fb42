#include "core/io/whole_file.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <cerrno>
#include <system_error>
#include <utility>

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

fs::path behind_links(const fs::path& file) {
  constexpr int most_links = 40;  // as Linux follows
  fs::path target = file;
  std::error_code failed;
  for (int i = 0; i < most_links && fs::is_symlink(fs::symlink_status(target, failed)); ++i) {
    const fs::path next = fs::read_symlink(target, failed);
    if (failed) break;
    target = next.is_absolute() ? next : target.parent_path() / next;
  }
  return target;
}

WholeFile::WholeFile(fs::path file) : file_(std::move(file)), target_(behind_links(file_)) {
  // What is not there yet is an error to the first, and none here.
  std::error_code ignored, failed;
  if (fs::is_symlink(fs::symlink_status(target_, ignored))) refuse(file_, reason(ELOOP));
  if (target_.has_parent_path()) fs::create_directories(target_.parent_path(), failed);
  if (failed) refuse(file_, failed.message());
  const fs::file_status there = fs::status(target_, ignored);
  // A device or a pipe has no contents to keep.
  const bool in_place = fs::exists(there) && !fs::is_regular_file(there) && !fs::is_directory(there);
  if (!in_place) unfinished_ = beside(target_);
  out_.reset(std::fopen((in_place ? target_ : unfinished_).string().c_str(), "wb"));
  if (!out_) {
    const int error = errno;
    unfinished_.clear();
    refuse(file_, reason(error));
  }
  if (fs::is_regular_file(there)) fs::permissions(unfinished_, there.permissions(), ignored);
}

WholeFile::~WholeFile() {
  out_.reset();
  std::error_code ignored;
  if (!unfinished_.empty()) fs::remove(unfinished_, ignored);
}

void WholeFile::write(std::span<const std::byte> bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), out_.get()) != bytes.size()) refuse(file_, reason(errno));
}

void WholeFile::finish() {
  bool good = std::fflush(out_.get()) == 0;
#ifndef _WIN32
  good = good && (unfinished_.empty() || ::fsync(::fileno(out_.get())) == 0);
#endif
  int error = errno;
  if (std::fclose(out_.release()) != 0 && good) {
    good = false;
    error = errno;
  }
  if (!good) refuse(file_, reason(error));
  if (unfinished_.empty()) return;
  std::error_code failed;
  fs::rename(unfinished_, target_, failed);
  if (failed) refuse(file_, failed.message());
  unfinished_.clear();
}

void write_whole(const fs::path& file, std::string_view contents) {
  WholeFile whole(file);
  whole.write(contents);
  whole.finish();
}

}  // namespace unfold
