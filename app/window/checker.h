#pragma once

#include "core/layer/check.h"
#include "core/layer/timing.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace unfold::window {

// What the checker has found out about the walkthrough of this serial.
struct Findings {
  std::uint64_t serial = 0;
  std::optional<LayerCheck> check;
  std::optional<LayerTiming> timing;
};

// Checks and measures the layer that is shown, beside the frame: a new layer cancels what is under way. A
// check takes at most a minute of all threads; what it has compared until then is what it says.
class Checker {
 public:
  // `wake` is called from the worker when there is something to take.
  explicit Checker(std::function<void()> wake);
  ~Checker();

  // Begins once the layers rest for a moment: a hand that turns a size through ten values starts one check.
  void check(std::shared_ptr<const Walkthrough> layer);
  // Measures after the check, so that neither disturbs the other.
  void measure(std::shared_ptr<const Walkthrough> layer);
  void cancel();

  [[nodiscard]] std::optional<Findings> take();
  [[nodiscard]] std::optional<double> progress() const;  // 0..1; none while nothing is being checked

 private:
  using Layer = std::shared_ptr<const Walkthrough>;
  void work(const std::stop_token& stopped);
  void report(Findings findings);

  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  Layer to_check_, to_measure_;
  std::optional<Findings> found_;
  std::atomic<bool> overtaken_{false};
  std::atomic<double> progress_{-1};
  std::jthread worker_;  // last: it ends before the rest goes
};

}  // namespace unfold::window
