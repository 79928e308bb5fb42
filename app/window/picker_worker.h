#pragma once

#include "app/view/picker/picker.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace unfold::window {

// What became of a file that was asked for: its inventory, or the line that says why not.
struct OpenedWeights {
  std::filesystem::path file;
  std::shared_ptr<const Inventory> inventory{};
  std::string refusal{};
};
using PickerAnswer = std::variant<OpenedWeights, view::SheetAnswer, view::Trial, view::ComparisonAnswer>;

// Reads files of weights and computes trials for the picker beside the frame, on one thread. What was wanted
// last is what is done next; a trial that is no longer wanted is cancelled.
class PickerWorker {
 public:
  // `wake` is called from the worker when there is something to take.
  explicit PickerWorker(std::function<void()> wake);
  ~PickerWorker();

  void request(const view::PickerWants& wants);
  [[nodiscard]] std::optional<PickerAnswer> take();

 private:
  void work(const std::stop_token& stopped);
  // To the one thing that is wanted; none where it was cancelled.
  [[nodiscard]] std::optional<PickerAnswer> answer(const view::PickerWants& wants,
                                                   const std::stop_token& stopped);

  std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  view::PickerWants wants_;  // not yet begun
  view::PickerWants last_;   // what was asked for last, to know it again
  // One thing each: what `done_` answers, in its order, and behind it the one that is begun.
  std::vector<view::PickerWants> underway_;
  bool overtaken_ = false;  // the begun one is a trial that is no longer wanted
  std::vector<PickerAnswer> done_;
  std::unique_ptr<WeightsFile> opened_;  // of the worker alone
  std::filesystem::path opened_file_;
  std::jthread worker_;  // last: it ends before the rest goes
};

// On the spot: for stills.
void serve_picker(view::State& state);

}  // namespace unfold::window
