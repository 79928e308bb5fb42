#pragma once

#include "app/gl/reduce.h"
#include "app/gl/tile.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <vector>

namespace unfold::gl {

struct TileJob {
  TileKey key;
  view::Picture picture;
  Reduction part;
};

// Makes the pixels of tiles beside the frame, each by one thread. It names no OpenGL.
class TileWorker {
 public:
  struct Made {
    TileKey key;
    Reduction part;
    int channels = 1;
    std::vector<float> pixels{};  // none where there was not memory enough
  };

  // `wake` is called from a thread of it each time when a tile is there to be taken.
  TileWorker(std::function<void()> wake, int threads);
  ~TileWorker();

  // What is wanted now, in this order. What was wanted before and is not begun is forgotten; what is being
  // made or waits to be taken is not made again.
  void want(std::vector<TileJob> jobs);
  [[nodiscard]] std::vector<Made> take();
  [[nodiscard]] bool has_made() const;

 private:
  void work(const std::stop_token& stopped);

  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<TileJob> wanted_;                       // the next one last
  std::unordered_set<TileKey, TileKeyHash> in_hand_;  // being made, or made and not yet taken
  std::vector<Made> made_;
  int most_threads_;
  std::vector<std::jthread> threads_;  // last: they end before the rest goes
};

}  // namespace unfold::gl
