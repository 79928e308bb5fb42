#include "core/io/apart_child.h"

#ifdef UNFOLD_FORK

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <new>
#include <span>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace unfold {
namespace {

// ---- in the process of its own

// Writes all of it, or gives up: who reads is gone then.
bool write_all(int to, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(to, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

void send(int to, Answer kind, std::span<const std::byte> bytes) {
  std::array<std::byte, head_size> head{static_cast<std::byte>(kind)};
  for (std::size_t i = 1; i < head_size; ++i) head[i] = static_cast<std::byte>(bytes.size() >> (8 * (i - 1)));
  if (write_all(to, head)) write_all(to, bytes);
}

// The kernel warns at `most` and ends the process at `end`.
void limit(int what, rlim_t most, rlim_t end) {
  rlimit now{};
  if (::getrlimit(what, &now) != 0) return;
  now.rlim_max = now.rlim_max == RLIM_INFINITY ? end : std::min(end, now.rlim_max);
  now.rlim_cur = std::min(most, now.rlim_max);
  ::setrlimit(what, &now);
}

// Signals take their plain course: no handler of the program's, or of a sanitizer, runs here.
void default_signals() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGXCPU, SIGPIPE, SIGTERM, SIGINT})
    ::signal(signal, SIG_DFL);
}

}  // namespace

void confine(const ApartLimits& limits, std::uint64_t mapped) {
  default_signals();
  limit(RLIMIT_CORE, 0, 0);
#ifdef __linux__
  // A program that collects core dumps would get one in spite of the limit.
  ::prctl(PR_SET_DUMPABLE, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  const auto seconds = static_cast<rlim_t>(limits.processor.count());
  limit(RLIMIT_CPU, seconds, seconds + 1);
#ifndef UNFOLD_SANITIZED
  // A sanitizer maps terabytes before the program begins.
  const auto space = static_cast<rlim_t>(mapped + limits.memory);
  if (mapped > 0) limit(RLIMIT_AS, space, space);
#else
  static_cast<void>(mapped);
#endif
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
}

[[noreturn]] void answer(int to, const std::function<std::vector<std::byte>()>& work) {
  try {
    send(to, Answer::bytes, work());
  } catch (const Error& error) {
    const std::string_view line = error.what();
    send(to, Answer::line, std::as_bytes(std::span(line.substr(0, longest_line))));
  } catch (const std::bad_alloc&) {
    send(to, Answer::memory, {});
  } catch (...) {
    send(to, Answer::failure, {});
  }
  // Nothing of the program's is flushed, closed or destroyed from here.
  ::_exit(0);
}

}  // namespace unfold

#endif
