#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace unfold {

// What work may take before it is given up.
struct ApartLimits {
  std::uint64_t memory = 512U << 20;  // bytes beyond what the program has mapped already
  std::uint64_t answer = 64U << 20;   // bytes
  std::chrono::seconds processor{2};  // computing
  std::chrono::seconds clock{60};     // waiting for the disk too
};

// Runs `work` in a process of its own and gives the bytes that it returned: a library that breaks down over a
// hostile file, runs without end or takes all memory ends that process, not this one. The process is a copy
// of this one (POSIX fork; setrlimit and waitpid bound and watch it), so `work` sees all that is here, and
// nothing that it changes is seen here but its answer, which comes through a pipe. Its words on standard
// output and standard error are dropped.
//
// `work` runs in the copy of one thread of many: locks that others hold there are never released. It must use
// nothing that other threads lock, but for what the C library makes good after a fork (malloc, stdio).
// Without fork, `work` runs in place and unbounded.
//
// Throws Error: the line of an Error that `work` threw; "NAME: damaged: …" where it died or passed a limit.
// The answer comes from a process that may have been taken over: check it as one would check the file.
[[nodiscard]] std::vector<std::byte> run_apart(const std::string& name,
                                               const std::function<std::vector<std::byte>()>& work,
                                               const ApartLimits& limits = {});

// Whether run_apart has a process for it here.
[[nodiscard]] bool can_run_apart();

}  // namespace unfold
