#include "app/window/loader.h"

#include "core/base/error.h"

#include <exception>
#include <new>
#include <utility>

namespace unfold::window {
namespace {

std::string refusal_of(const Choice& choice) {
  try {
    throw;
  } catch (const Error& error) {
    return error.what();
  } catch (const std::bad_alloc&) {
    return "there is not enough memory for this layer; choose a smaller picture or a larger stride";
  } catch (const std::exception& error) {
    return (choice.picture ? choice.picture->filename().string() : choice.lesson) + ": " + error.what();
  }
}

}  // namespace

std::optional<Loaded> load_layer(const Choice& choice, const Progress& progress) {
  Loaded loaded{.choice = choice};
  try {
    auto document = std::make_shared<const Document>(load(choice));
    if (progress && !progress(0.1)) return std::nullopt;
    const Progress rest = [&](double done) { return !progress || progress(0.1 + 0.9 * done); };
    loaded.walkthrough = Walkthrough::compute(document->input, rest);
    if (!loaded.walkthrough) return std::nullopt;
    loaded.document = std::move(document);
  } catch (...) {
    loaded.refusal = refusal_of(choice);
  }
  return loaded;
}

Loader::Loader(std::function<void()> wake) : wake_(std::move(wake)) {}

Loader::~Loader() { stop(); }

void Loader::stop() {
  if (!worker_.joinable()) return;
  worker_.request_stop();
  worker_.join();
}

void Loader::request(const Choice& choice) {
  stop();
  {
    const std::scoped_lock lock(mutex_);
    done_.reset();
  }
  progress_ = 0;
  worker_ = std::jthread([this, choice](const std::stop_token& stopped) {
    const Progress report = [&](double done) {
      progress_ = done;
      return !stopped.stop_requested();
    };
    std::optional<Loaded> loaded = load_layer(choice, report);
    if (stopped.stop_requested() || !loaded) return;
    {
      const std::scoped_lock lock(mutex_);
      done_ = std::move(loaded);
    }
    progress_ = -1;
    wake_();
  });
}

std::optional<Loaded> Loader::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(done_, std::nullopt);
}

std::optional<double> Loader::progress() const {
  const double now = progress_;
  if (now < 0) return std::nullopt;
  return now;
}

}  // namespace unfold::window
