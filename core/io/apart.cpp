#include "core/io/apart.h"

#include "core/base/error.h"
#include "core/io/apart_child.h"
#include "core/io/bytes.h"
#include "core/io/heap_lock.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <thread>
#include <utility>

#ifdef UNFOLD_FORK
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <mutex>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace unfold {

#ifdef UNFOLD_FORK

namespace {

using Clock = std::chrono::steady_clock;

class FileDescriptor {
 public:
  explicit FileDescriptor(int number = -1) : number_(number) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { close(); }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// Bytes of address space that this process has now (proc(5), /proc/[pid]/statm), or 0 where that is not told.
std::uint64_t mapped_now() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0;
  const long page = ::sysconf(_SC_PAGESIZE);
  return statm >> pages && page > 0 ? pages * static_cast<std::uint64_t>(page) : 0;
}

// A process that is ended and waited for, whatever happens.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ > 0) end();
  }
  void kill() const { ::kill(id_, SIGKILL); }
  // Its status as waitpid tells it, once it has ended by itself or `until` is over, which ends it; nothing
  // where the program leaves its children to the system.
  std::optional<int> wait_until(std::chrono::steady_clock::time_point until) {
    int status = 0;
    while (std::chrono::steady_clock::now() < until) {
      const pid_t done = ::waitpid(id_, &status, WNOHANG);
      if (done < 0 && errno == EINTR) continue;
      if (done == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        continue;
      }
      const pid_t id = std::exchange(id_, -1);
      return done == id ? std::optional(status) : std::nullopt;
    }
    kill();
    return wait();
  }
  std::optional<int> wait() {
    int status = 0;
    const pid_t id = std::exchange(id_, -1);
    pid_t done = 0;
    do done = ::waitpid(id, &status, 0);
    while (done < 0 && errno == EINTR);
    return done == id ? std::optional(status) : std::nullopt;
  }

 private:
  void end() {
    kill();
    wait();
  }
  pid_t id_;
};

// Held while a process begins: no other one that begins meanwhile may keep the end for writing open.
std::mutex beginning;

enum class Got { all, ended, late };

// Fills `out`, unless the other end closes or the time is over before.
Got read_all(int from, std::span<std::byte> out, Clock::time_point deadline) {
  while (!out.empty()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return Got::late;
    pollfd ready{from, POLLIN, 0};
    const int n = ::poll(&ready, 1, static_cast<int>(std::min<long long>(left, 60'000)));
    if (n == 0 || (n < 0 && errno == EINTR)) continue;
    const ssize_t got = n < 0 ? -1 : ::read(from, out.data(), out.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) return Got::ended;
    out = out.subspan(static_cast<std::size_t>(got));
  }
  return Got::all;
}

[[noreturn]] void damaged(const std::string& name, const std::string& how) {
  throw Error(name + ": damaged: " + how + "; copy or download it again");
}

[[noreturn]] void died(const std::string& name, const ApartLimits& limits, std::optional<int> status) {
  const int signal = status && WIFSIGNALED(*status) ? WTERMSIG(*status) : 0;
  if (signal == SIGXCPU) {
    damaged(name, "reading it takes more than " + std::to_string(limits.processor.count()) + " s");
  }
  damaged(name, signal == 0 ? "reading it broke down"
                            : "reading it broke down (signal " + std::to_string(signal) + ")");
}

}  // namespace

bool can_run_apart() { return true; }

std::vector<std::byte> run_apart(const std::string& name, const std::function<std::vector<std::byte>()>& work,
                                 const ApartLimits& limits) {
  const Clock::time_point deadline = Clock::now() + limits.clock;
  std::array<int, 2> ends{-1, -1};
  pid_t id = -1;
  {
    const std::lock_guard<std::mutex> one(beginning);
    if (::pipe(ends.data()) != 0) throw Error(name + ": cannot be read now: " + std::strerror(errno));
    ::fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    ::fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    const std::uint64_t mapped = mapped_now();
    {
      [[maybe_unused]] const HeapLock heap;
      id = ::fork();
    }
    if (id == 0) {
      confine(limits, mapped);
      answer(ends[1], work);
    }
    ::close(ends[1]);
  }
  const FileDescriptor from(ends[0]);
  if (id < 0) throw Error(name + ": cannot be read now: no process could be started for it");
  Child child(id);

  std::array<std::byte, head_size> head{};
  std::vector<std::byte> bytes;
  Got got = read_all(from.number(), head, deadline);
  const auto kind = static_cast<Answer>(head[0]);
  if (got == Got::all) {
    const std::uint64_t size = little_endian(std::span(head).subspan(1));
    if (size > (kind == Answer::bytes ? limits.answer : longest_line)) {
      damaged(name, "it holds more names and texts than a model has");
    }
    bytes.resize(static_cast<std::size_t>(size));
    got = read_all(from.number(), bytes, deadline);
  }
  if (got == Got::late) {
    damaged(name, "reading it takes more than " + std::to_string(limits.clock.count()) + " s");
  }
  if (got == Got::ended) died(name, limits, child.wait_until(deadline));
  switch (kind) {
  case Answer::bytes: return bytes;
  case Answer::line:
    throw Error(printable({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, longest_line));
  case Answer::memory: damaged(name, "reading it takes more than " + byte_size(limits.memory) + " of memory");
  case Answer::failure: break;
  }
  damaged(name, "reading it broke down");
}

#else

bool can_run_apart() { return false; }

std::vector<std::byte> run_apart(const std::string& name, const std::function<std::vector<std::byte>()>& work,
                                 const ApartLimits& limits) {
  std::vector<std::byte> bytes = work();
  if (bytes.size() > limits.answer)
    throw Error(name +
                ": damaged: it holds more names and texts than a model has; copy or download it again");
  return bytes;
}

#endif

}  // namespace unfold
