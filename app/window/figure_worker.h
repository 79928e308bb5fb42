#pragma once

#include "app/view/figures.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace unfold::window {

// Counts figures beside the frame, one figure at a time. What was asked for last is what is counted next.
class FigureWorker {
 public:
  // `wake` is called from the worker when there is something to take.
  explicit FigureWorker(std::function<void()> wake);
  ~FigureWorker();

  // In place of what was asked before and is not begun. Asking for the same again costs nothing.
  void request(view::FigureSource source, std::vector<view::FigureKey> keys);
  [[nodiscard]] std::vector<std::pair<view::FigureKey, view::Figure>> take();

 private:
  void work(const std::stop_token& stopped);

  std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  view::FigureSource source_;
  std::vector<view::FigureKey> asked_;  // not yet begun
  std::optional<view::FigureKey> counting_;
  std::vector<view::FigureKey> last_;  // what was asked for last, to know it again
  std::vector<std::pair<view::FigureKey, view::Figure>> done_;
  std::jthread worker_;  // last: it ends before the rest goes
};

}  // namespace unfold::window
