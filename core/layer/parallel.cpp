#include "core/layer/parallel.h"

#include <algorithm>
#include <exception>
#include <mutex>

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#endif

namespace unfold {

namespace {

// A thread that sleeps is late by as much as a small layer takes; one that looks for this long catches the
// next piece of a row of them.
constexpr int looks_before_sleep = 2000;

void rest_a_moment() {
#if defined(__x86_64__) || defined(_M_X64)
  _mm_pause();
#elif defined(__aarch64__) && defined(__GNUC__)
  __asm__ volatile("isb");
#endif
}

template <typename Value> void wait_while(const std::atomic<Value>& value, Value old) {
  for (int i = 0; i < looks_before_sleep; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
    rest_a_moment();
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

Progress part_of(const Progress& progress, double lo, double hi) {
  if (!progress) return {};
  return [&progress, lo, hi](double done) { return progress(lo + (hi - lo) * done); };
}

int usual_threads() { return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U)); }

// One call of for_each.
struct Workers::Round {
  std::int64_t count = 0;
  const Progress& progress;
  const std::function<void(int, std::int64_t)>& job;
  std::atomic<std::int64_t> next{0};
  std::atomic<bool> stop{false};
  bool cancelled = false;
  std::mutex failure_guard{};
  std::exception_ptr failure{};

  void work(int worker) {
    try {
      while (!stop) {
        const std::int64_t i = next++;
        if (i >= count) break;
        job(worker, i);
        if (worker == 0 && progress && !progress(static_cast<double>(i + 1) / static_cast<double>(count))) {
          cancelled = true;
          stop = true;
        }
      }
    } catch (...) {
      const std::lock_guard lock(failure_guard);
      if (!failure) failure = std::current_exception();
      stop = true;
    }
  }
};

Workers::Workers(int threads) {
  others_.reserve(static_cast<std::size_t>(std::max(0, threads - 1)));
  try {
    for (int worker = 1; worker < threads; ++worker)
      others_.emplace_back([this, worker] { wait_for_rounds(worker); });
  } catch (...) {
    // Those that were started do the work.
  }
}

Workers::~Workers() {
  over_ = true;
  ++number_;
  number_.notify_all();
}

void Workers::wait_for_rounds(int worker) {
  for (std::uint32_t seen = 0;;) {
    wait_while(number_, seen);
    seen = number_.load(std::memory_order_acquire);
    if (over_) return;
    // Either this worker sees that the round is over, or the caller sees it inside.
    ++inside_;
    if (Round* round = round_) round->work(worker);
    if (--inside_ == 0) inside_.notify_one();
  }
}

bool Workers::for_each(std::int64_t count, const Progress& progress,
                       const std::function<void(int, std::int64_t)>& job) {
  Round round{.count = count, .progress = progress, .job = job};
  if (others_.empty() || count < 2) {
    round.work(0);
  } else {
    round_ = &round;
    ++number_;
    number_.notify_all();
    round.work(0);
    // Who comes only now finds nothing left to do: it is not waited for.
    round_ = nullptr;
    for (int left = inside_; left > 0; left = inside_) wait_while(inside_, left);
  }
  if (round.failure) std::rethrow_exception(round.failure);
  return !round.cancelled;
}

}  // namespace unfold
