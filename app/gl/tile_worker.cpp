#include "app/gl/tile_worker.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace unfold::gl {

TileWorker::TileWorker(std::function<void()> wake, int threads)
    : wake_(std::move(wake)), most_threads_(threads) {}

TileWorker::~TileWorker() {
  for (std::jthread& thread : threads_) thread.request_stop();
  changed_.notify_all();
  threads_.clear();
}

void TileWorker::want(std::vector<TileJob> jobs) {
  {
    const std::scoped_lock lock(mutex_);
    std::erase_if(jobs, [&](const TileJob& job) { return in_hand_.contains(job.key); });
    std::reverse(jobs.begin(), jobs.end());
    wanted_ = std::move(jobs);
    if (wanted_.empty()) return;
    // A window whose pictures are all small never needs a thread.
    while (std::ssize(threads_) < std::min<std::ptrdiff_t>(most_threads_, std::ssize(wanted_)))
      threads_.emplace_back([this](const std::stop_token& stopped) { work(stopped); });
  }
  changed_.notify_all();
}

std::vector<TileWorker::Made> TileWorker::take() {
  const std::scoped_lock lock(mutex_);
  for (const Made& made : made_) in_hand_.erase(made.key);
  return std::exchange(made_, {});
}

bool TileWorker::has_made() const {
  const std::scoped_lock lock(mutex_);
  return !made_.empty();
}

void TileWorker::work(const std::stop_token& stopped) {
  ReduceRoom room;
  while (true) {
    TileJob job;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stopped, [&] { return !wanted_.empty(); })) return;
      job = std::move(wanted_.back());
      wanted_.pop_back();
      in_hand_.insert(job.key);
    }
    Made made{.key = job.key, .part = job.part, .channels = job.picture.channels};
    try {
      reduce(job.picture, job.part, room, made.pixels);
    } catch (const std::exception&) {
      // The tile stays empty, as ground; asking again would not help.
      made.pixels.clear();
    }
    job = {};  // the picture may be the last that holds a layer: freed here, beside the frame
    {
      const std::scoped_lock lock(mutex_);
      made_.push_back(std::move(made));
    }
    if (wake_) wake_();
  }
}

}  // namespace unfold::gl
