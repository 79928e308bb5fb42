#include "app/window/checker.h"

#include <chrono>
#include <exception>
#include <utility>

namespace unfold::window {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds longest_check{60};
constexpr std::chrono::milliseconds rest{300};

}  // namespace

Checker::Checker(std::function<void()> wake)
    : wake_(std::move(wake)), worker_([this](const std::stop_token& stopped) { work(stopped); }) {}

Checker::~Checker() {
  worker_.request_stop();
  changed_.notify_all();
  worker_.join();
}

void Checker::check(std::shared_ptr<const Walkthrough> layer) {
  {
    const std::scoped_lock lock(mutex_);
    to_check_ = std::move(layer);
    to_measure_.reset();
    found_.reset();
    overtaken_ = true;
    progress_ = 0;
  }
  changed_.notify_one();
}

void Checker::measure(std::shared_ptr<const Walkthrough> layer) {
  {
    const std::scoped_lock lock(mutex_);
    to_measure_ = std::move(layer);
  }
  changed_.notify_one();
}

void Checker::cancel() {
  const std::scoped_lock lock(mutex_);
  to_check_.reset();
  to_measure_.reset();
  found_.reset();
  overtaken_ = true;
  progress_ = -1;
}

void Checker::work(const std::stop_token& stopped) {
  Workers workers;
  while (true) {
    Layer check, measure;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stopped, [&] { return to_check_ || to_measure_; })) return;
      // Another layer within this moment is the one to check.
      for (Layer asked; to_check_ && asked != to_check_;) {
        asked = to_check_;
        changed_.wait_for(lock, stopped, rest, [&] { return to_check_ != asked; });
        if (stopped.stop_requested()) return;
      }
      check = std::exchange(to_check_, nullptr);
      if (!check) measure = std::exchange(to_measure_, nullptr);
      overtaken_ = false;
    }
    const Clock::time_point end = Clock::now() + longest_check;
    const auto goes_on = [&] { return !overtaken_ && !stopped.stop_requested(); };
    try {
      if (check) {
        const LayerCheck result = check_layer(*check, workers, [&](double done) {
          if (goes_on()) progress_ = done;
          return goes_on() && Clock::now() < end;
        });
        report({check->serial(), result, {}});
      } else if (measure) {
        if (const auto timing = time_layer(*measure, [&](double) { return goes_on(); }))
          report({measure->serial(), {}, *timing});
      }
    } catch (const std::exception&) {
      // No memory for it: the badge goes on to say that nothing was compared.
      if (check)
        report({check->serial(),
                LayerCheck{.shape = check->conv().shape,
                           .right_shape = check->conv().shape,
                           .conv = {.cells = check->conv().shape.count()},
                           .pool = {.cells = check->pool().shape.count()}},
                {}});
    }
  }
}

void Checker::report(Findings findings) {
  {
    const std::scoped_lock lock(mutex_);
    if (overtaken_) return;
    if (found_ && found_->serial == findings.serial) {
      if (!findings.check) findings.check = found_->check;
      if (!findings.timing) findings.timing = found_->timing;
    }
    if (findings.check) progress_ = -1;
    found_ = findings;
  }
  wake_();
}

std::optional<Findings> Checker::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(found_, std::nullopt);
}

std::optional<double> Checker::progress() const {
  const double done = progress_;
  if (done < 0) return std::nullopt;
  return done;
}

}  // namespace unfold::window
