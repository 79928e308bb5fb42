#include "core/layer/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace unfold {

int usual_threads() { return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U)); }

bool run_parallel(std::int64_t count, int threads, const Progress& progress,
                  const std::function<void(int worker, std::int64_t i)>& job) {
  std::atomic<std::int64_t> next = 0;
  std::atomic<bool> stop = false;
  std::mutex failure_guard;
  std::exception_ptr failure;
  const auto fail = [&] {
    const std::lock_guard lock(failure_guard);
    if (!failure) failure = std::current_exception();
    stop = true;
  };
  bool cancelled = false;
  const auto work = [&](int worker) {
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
      fail();
    }
  };
  {
    std::vector<std::jthread> others;
    const std::int64_t wanted = std::min<std::int64_t>(threads, count);
    try {
      for (int worker = 1; worker < wanted; ++worker) others.emplace_back(work, worker);
    } catch (...) {
      fail();
    }
    work(0);
  }
  if (failure) std::rethrow_exception(failure);
  return !cancelled;
}

}  // namespace unfold
