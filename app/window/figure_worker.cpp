#include "app/window/figure_worker.h"

namespace unfold::window {

FigureWorker::FigureWorker(std::function<void()> wake)
    : wake_(std::move(wake)), worker_([this](const std::stop_token& stopped) { work(stopped); }) {}

FigureWorker::~FigureWorker() {
  worker_.request_stop();
  changed_.notify_all();
  worker_.join();
}

void FigureWorker::request(std::shared_ptr<const Walkthrough> walkthrough,
                           std::vector<view::FigureKey> keys) {
  {
    const std::scoped_lock lock(mutex_);
    if (keys == last_) return;
    last_ = keys;
    asked_ = std::move(keys);
    walkthrough_ = std::move(walkthrough);
  }
  changed_.notify_one();
}

std::vector<std::pair<view::FigureKey, view::Figure>> FigureWorker::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(done_, {});
}

void FigureWorker::work(const std::stop_token& stopped) {
  while (true) {
    view::FigureKey key;
    std::shared_ptr<const Walkthrough> walkthrough;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stopped, [&] { return !asked_.empty(); })) return;
      key = asked_.front();
      asked_.erase(asked_.begin());
      walkthrough = walkthrough_;
    }
    view::Figure figure = view::count_figure(*walkthrough, key);
    {
      const std::scoped_lock lock(mutex_);
      done_.emplace_back(key, std::move(figure));
    }
    wake_();
  }
}

}  // namespace unfold::window
