#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace unfold {

// Called now and then from the computing thread with 0..1; returning false cancels.
using Progress = std::function<bool(double)>;
// The part lo..hi of the whole work. `progress` must outlive it.
[[nodiscard]] Progress part_of(const Progress& progress, double lo, double hi);

// Threads worth having for long work: as many as the machine runs at once, at most 8.
[[nodiscard]] int usual_threads();

// Threads that are started once and wait between pieces of work: to start one takes as long as a small layer.
class Workers {
 public:
  // The calling thread is one of them. Fewer where the system has no more to give.
  explicit Workers(int threads = usual_threads());
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  [[nodiscard]] int count() const { return static_cast<int>(others_.size()) + 1; }

  // Runs job(worker, i) once for each 0 <= i < count; workers are numbered 0 .. count() - 1 and worker 0 is
  // the calling thread, which alone calls `progress`. Which worker takes which i is not fixed, so a job's
  // result must not depend on it. Returns false when cancelled (some i were then left out); passes on the
  // first exception of a job. One thread at a time may call it, and no job.
  bool for_each(std::int64_t count, const Progress& progress,
                const std::function<void(int worker, std::int64_t i)>& job);

 private:
  struct Round;
  void wait_for_rounds(int worker);

  std::atomic<std::uint32_t> number_{0};  // of the newest round
  std::atomic<Round*> round_{nullptr};    // null once nothing is left to begin in it
  std::atomic<int> inside_{0};            // workers that look at the round, the caller left out
  std::atomic<bool> over_{false};
  std::vector<std::jthread> others_;
};

}  // namespace unfold
