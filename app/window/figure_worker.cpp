#include "app/window/figure_worker.h"

#include <algorithm>
#include <exception>

namespace unfold::window {

FigureWorker::FigureWorker(std::function<void()> wake)
    : wake_(std::move(wake)), worker_([this](const std::stop_token& stopped) { work(stopped); }) {}

FigureWorker::~FigureWorker() {
  worker_.request_stop();
  changed_.notify_all();
  worker_.join();
}

void FigureWorker::request(view::FigureSource source, std::vector<view::FigureKey> keys) {
  {
    const std::scoped_lock lock(mutex_);
    if (keys == last_) return;
    last_ = keys;
    asked_ = std::move(keys);
    std::erase_if(asked_, [&](const view::FigureKey& key) {
      const auto is_done = [&](const auto& figure) { return figure.first == key; };
      return key == counting_ || std::any_of(done_.begin(), done_.end(), is_done);
    });
    source_ = std::move(source);
  }
  changed_.notify_one();
}

std::vector<std::pair<view::FigureKey, view::Figure>> FigureWorker::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(done_, {});
}

void FigureWorker::work(const std::stop_token& stopped) {
  Workers workers;
  while (true) {
    view::FigureKey key;
    view::FigureSource source;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stopped, [&] { return !asked_.empty(); })) return;
      key = asked_.front();
      asked_.erase(asked_.begin());
      counting_ = key;
      source = source_;
    }
    // A figure there is no memory for is left out; the picture stands without it.
    std::optional<view::Figure> figure;
    try {
      figure = view::count_figure(source, key, workers);
    } catch (const std::exception&) {
      figure.reset();
    }
    {
      const std::scoped_lock lock(mutex_);
      counting_.reset();
      if (figure) done_.emplace_back(key, std::move(*figure));
    }
    if (figure) wake_();
  }
}

}  // namespace unfold::window
