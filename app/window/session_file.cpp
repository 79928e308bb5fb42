#include "app/window/session_file.h"

#include "core/base/error.h"
#include "core/io/whole_file.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#ifndef _WIN32
#include <cerrno>
#include <csignal>
#include <unistd.h>
#endif

namespace unfold::window {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "session-", ending = ".unfold";
constexpr double seconds_between = 1;

long own_number() {
#ifdef _WIN32
  return 0;
#else
  return ::getpid();
#endif
}

// The process that wrote it; none where it is no session.
std::optional<long> writer_of(const fs::path& file) {
  const std::string name = file.filename().string();
  if (!name.starts_with(prefix) || !name.ends_with(ending)) return std::nullopt;
  const std::string_view digits =
      std::string_view(name).substr(prefix.size(), name.size() - prefix.size() - ending.size());
  long number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

bool runs(long process) {
#ifdef _WIN32
  static_cast<void>(process);
  return false;
#else
  return ::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM;
#endif
}

}  // namespace

SessionFile::SessionFile(std::optional<fs::path> folder) : folder_(std::move(folder)) {
  if (folder_) file_ = *folder_ / (std::string(prefix) + std::to_string(own_number()) + std::string(ending));
}

SessionFile::~SessionFile() {
  if (writing_.valid()) writing_.wait();
  std::error_code ignored;
  if (!file_) return;
  if (!begun_) {
    // Under this run's own name, which the next finds when this one is no more.
    fs::rename(restored(), *file_, ignored);
    return;
  }
  fs::remove(*file_, ignored);
  fs::remove(restored(), ignored);
}

fs::path SessionFile::restored() const {
  return *folder_ / ("restored-" + std::to_string(own_number()) + std::string(ending));
}

std::optional<fs::path> SessionFile::left_behind() const {
  if (!folder_) return std::nullopt;
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  std::error_code failed;
  for (fs::directory_iterator it(*folder_, failed), end; !failed && it != end; it.increment(failed)) {
    const std::optional<long> writer = writer_of(it->path());
    if (!writer || (*writer != own_number() && runs(*writer))) continue;
    std::error_code ignored;
    found.emplace_back(it->last_write_time(ignored), it->path());
  }
  if (found.empty()) return std::nullopt;
  std::sort(found.begin(), found.end());
  fs::rename(found.back().second, restored(), failed);
  if (failed) return std::nullopt;
  found.pop_back();
  for (const auto& [when, file] : found) fs::remove(file, failed);
  return restored();
}

std::optional<double> SessionFile::due() const {
  if (!changed_ || !file_) return std::nullopt;
  const std::chrono::duration<double> since = std::chrono::steady_clock::now() - last_;
  const bool writing =
      writing_.valid() && writing_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
  return std::max(writing ? 0.1 : 0.0, seconds_between - since.count());
}

void SessionFile::write(std::string text) {
  // The last one is on its way yet: what is newest is written when it is there.
  if (writing_.valid() && writing_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  changed_ = false;
  last_ = std::chrono::steady_clock::now();
  writing_ = std::async(std::launch::async, [file = *file_, text = std::move(text)] {
    try {
      write_whole(file, text);
    } catch (const Error& error) {
      std::cerr << "unfold: " << error.what() << '\n';
    }
  });
}

}  // namespace unfold::window
