#include "app/gl/tile_worker.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace unfold::gl {

TileWorker::TileWorker(std::function<void()> wake) : wake_(std::move(wake)) {}

TileWorker::~TileWorker() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  changed_.notify_all();
  thread_.join();
}

void TileWorker::want(std::vector<Job> jobs) {
  {
    const std::scoped_lock lock(mutex_);
    std::erase_if(jobs, [&](const Job& job) { return in_hand_.contains(job.key); });
    std::reverse(jobs.begin(), jobs.end());
    wanted_ = std::move(jobs);
    if (wanted_.empty()) return;
    // A window whose pictures are all small never needs the thread.
    if (!thread_.joinable())
      thread_ = std::jthread([this](const std::stop_token& stopped) { work(stopped); });
  }
  changed_.notify_one();
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
  while (true) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stopped, [&] { return !wanted_.empty(); })) return;
      job = std::move(wanted_.back());
      wanted_.pop_back();
      in_hand_.insert(job.key);
    }
    Made made{.key = job.key, .part = job.part, .channels = job.picture.channels};
    try {
      made.pixels = reduce(job.picture, job.part);
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
