#include "core/io/apart.h"

#include "core/io/testing.h"

#include <chrono>
#include <cstdint>
#include <new>
#include <thread>

#if defined(__unix__) || defined(__APPLE__)
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::refusal;
using Bytes = std::vector<std::byte>;

std::string refused(const std::function<Bytes()>& work, const ApartLimits& limits = {}) {
  return refusal([&] { static_cast<void>(run_apart("w.h5", work, limits)); });
}
Bytes counted(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 7 + i / 256);
  return bytes;
}

TEST(Apart, TheAnswerComesBackByteForByte) {
  // A pipe holds 64 kB: below, at and far above that, and nothing at all.
  for (const std::size_t size : {0, 1, 65'535, 65'536, 10'000'000})
    EXPECT_EQ(run_apart("w.h5", [&] { return counted(size); }), counted(size)) << size;
}

TEST(Apart, TheLineOfAnErrorIsCarriedOver) {
  EXPECT_EQ(refused([]() -> Bytes { throw Error("w.h5: has no layers; save it again"); }),
            "w.h5: has no layers; save it again");
}

TEST(Apart, AnAnswerThatIsTooLargeIsRefused) {
  ApartLimits limits;
  limits.answer = 1000;
  EXPECT_EQ(run_apart(
                "w.h5", [] { return counted(1000); }, limits)
                .size(),
            1000U);
  EXPECT_THAT(refused([] { return counted(1001); }, limits), HasSubstr("w.h5: damaged: it holds more"));
}

TEST(Apart, NothingThatTheWorkChangesIsSeenHere) {
  if (!can_run_apart()) GTEST_SKIP() << "in place";
  int value = 1;
  static_cast<void>(run_apart("w.h5", [&] {
    value = 2;
    return Bytes();
  }));
  EXPECT_EQ(value, 1);
}

TEST(Apart, ThreadsMayEachHaveTheirOwn) {
  // Four at once on a busy machine, sanitized: each may take its time.
  ApartLimits patient;
  patient.processor = std::chrono::seconds(60);
  std::vector<std::thread> threads;
  std::vector<int> right(4);
  for (std::size_t i = 0; i < right.size(); ++i) {
    threads.emplace_back([&, i] {
      for (std::size_t turn = 0; turn < 10; ++turn) {
        const auto work = [&] { return counted(70'000 * i + turn); };
        right[i] += run_apart("w.h5", work, patient) == work() ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, (std::vector<int>{10, 10, 10, 10}));
}

#if defined(__unix__) || defined(__APPLE__)

TEST(Apart, WhatBreaksDownIsALine) {
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGKILL}) {
    EXPECT_EQ(refused([&]() -> Bytes {
                ::raise(signal);
                return {};
              }),
              "w.h5: damaged: reading it broke down (signal " + std::to_string(signal) +
                  "); copy or download it again");
  }
  EXPECT_THAT(refused([]() -> Bytes { ::_exit(0); }), HasSubstr("w.h5: damaged: reading it broke down;"));
  EXPECT_THAT(refused([]() -> Bytes { throw 3; }), HasSubstr("w.h5: damaged: reading it broke down;"));
}

TEST(Apart, WhatHasNoEndIsEnded) {
  ApartLimits limits;
  limits.processor = std::chrono::seconds(1);
  const auto from = std::chrono::steady_clock::now();
  EXPECT_THAT(refused(
                  []() -> Bytes {
                    for (volatile std::uint64_t turns = 0;;) {
                      turns = turns + 1;
                    }
                  },
                  limits),
              HasSubstr("w.h5: damaged: reading it takes more than 1 s"));
  limits.clock = std::chrono::seconds(1);
  EXPECT_THAT(refused(
                  []() -> Bytes {
                    while (true) ::pause();
                  },
                  limits),
              HasSubstr("w.h5: damaged: reading it takes more than 1 s"));
  EXPECT_LT(std::chrono::steady_clock::now() - from, std::chrono::seconds(50));
}

#if defined(__linux__) && !defined(UNFOLD_SANITIZED)
TEST(Apart, WhatTakesAllMemoryIsRefused) {
  ApartLimits limits;
  limits.memory = 64U << 20;
  const auto take = [](std::size_t size) {
    return [size] {
      Bytes bytes(size);
      for (std::size_t i = 0; i < size; i += 4096) bytes[i] = std::byte{1};
      return Bytes{bytes[0]};
    };
  };
  EXPECT_EQ(run_apart("w.h5", take(16U << 20), limits).size(), 1U);
  EXPECT_THAT(refused(take(256U << 20), limits),
              HasSubstr("w.h5: damaged: reading it takes more than 67 MB"));
  EXPECT_THAT(refused(take(std::size_t{64} << 30), limits), HasSubstr("of memory"));
}
#endif

TEST(Apart, NoProcessIsLeftOver) {
  static_cast<void>(run_apart("w.h5", [] { return Bytes(1); }));
  static_cast<void>(refused([]() -> Bytes { ::abort(); }));
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
}

#endif

}  // namespace
}  // namespace unfold
