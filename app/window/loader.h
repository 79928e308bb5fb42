#pragma once

#include "core/layer/walkthrough.h"
#include "core/lesson/lesson.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace unfold::window {

// What became of a choice: a document and its walkthrough, or the line that says why not.
struct Loaded {
  Choice choice;
  std::shared_ptr<const Document> document{};
  std::shared_ptr<const Walkthrough> walkthrough{};
  std::string refusal{};
};

// Loads the choice and computes its layer. Null where `progress` cancels. Never throws: what goes wrong is
// the refusal.
[[nodiscard]] std::optional<Loaded> load_layer(const Choice& choice, const Progress& progress = {});

// Does that beside the frame. A newer request cancels the one before; only the newest answers.
class Loader {
 public:
  // `wake` is called from the worker when there is something to take.
  explicit Loader(std::function<void()> wake);
  ~Loader();

  void request(const Choice& choice);
  [[nodiscard]] std::optional<Loaded> take();
  [[nodiscard]] std::optional<double> progress() const;  // none while nothing is being loaded

 private:
  void stop();

  std::function<void()> wake_;
  std::jthread worker_;
  std::atomic<double> progress_{-1};
  std::mutex mutex_;
  std::optional<Loaded> done_;
};

}  // namespace unfold::window
