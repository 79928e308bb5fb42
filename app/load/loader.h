#pragma once

#include "core/layer/room.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/lesson.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace unfold {

// What became of a choice: a document and its walkthrough, or the line that says why not.
struct Loaded {
  Choice choice;
  std::shared_ptr<const Document> document{};
  std::shared_ptr<const Walkthrough> walkthrough{};
  std::string refusal{};
  std::optional<PictureSize> fits{};  // refused for want of memory: the picture could be this large
};

// Loads choices, one after another, and computes their layers. What it did last makes the next quick: under
// other parameters the same tensors are not read again, and the maps' memory is that of maps no longer
// wanted.
class LayerSource {
 public:
  // Null where `progress` cancels. Never throws: what goes wrong is the refusal.
  [[nodiscard]] std::optional<Loaded> load(const Choice& choice, const Progress& progress = {});

 private:
  [[nodiscard]] std::shared_ptr<const Document> document_of(const Choice& choice) const;

  engine::Engine engine_;
  Choice last_;  // that `document_` was loaded from
  std::shared_ptr<const Document> document_;
};

// Does that beside the frame, on one thread. A newer request cancels the one before; only the newest answers.
// Asking never waits: what cannot be cancelled, like the decoding of a picture, runs to its end unheard.
class Loader {
 public:
  using Load = std::function<std::optional<Loaded>(const Choice&, const Progress&)>;

  // `wake` is called from the worker when there is something to take.
  // `load` serves the tests; else a LayerSource loads.
  explicit Loader(std::function<void()> wake, Load load = {});
  ~Loader();

  void request(const Choice& choice);
  void cancel();
  [[nodiscard]] std::optional<Loaded> take();
  [[nodiscard]] std::optional<double> progress() const;  // 0..1; none while nothing is being loaded

 private:
  void work(const std::stop_token& stopped);

  std::function<void()> wake_;
  LayerSource source_;  // the worker's
  Load load_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Choice> asked_;  // the newest request, until it is begun
  std::optional<Loaded> done_;
  bool busy_ = false;                   // asked for, and not yet done
  std::atomic<bool> overtaken_{false};  // a newer request waits
  std::atomic<double> progress_{0};
  std::jthread worker_;  // last: it ends before the rest goes
};

}  // namespace unfold
