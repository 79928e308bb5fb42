#pragma once

#include <cstdint>
#include <functional>

namespace unfold {

// Called now and then from the computing thread with 0..1; returning false cancels.
using Progress = std::function<bool(double)>;

// Threads worth having for long work: as many as the machine runs at once, at most 8.
[[nodiscard]] int usual_threads();

// Runs job(worker, i) once for each 0 <= i < count; workers are numbered 0 .. threads-1 and worker 0 is the
// calling thread, which alone calls `progress`. Which worker takes which i is not fixed, so a job's result
// must not depend on it. Returns false when cancelled (some i were then left out); passes on the first
// exception of a job.
bool run_parallel(std::int64_t count, int threads, const Progress& progress,
                  const std::function<void(int worker, std::int64_t i)>& job);

}  // namespace unfold
