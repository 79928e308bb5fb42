#include "app/load/loader.h"

#include "core/base/error.h"

#include <exception>
#include <new>
#include <utility>

namespace unfold {
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

std::shared_ptr<const Document> LayerSource::document_of(const Choice& choice) const {
  if (document_) {
    if (std::optional<Document> changed = with_parameters(*document_, last_, choice))
      return std::make_shared<const Document>(*std::move(changed));
  }
  return std::make_shared<const Document>(unfold::load(choice));
}

std::optional<Loaded> LayerSource::load(const Choice& choice, const Progress& progress) {
  Loaded loaded{.choice = choice};
  std::shared_ptr<const Document> document;
  try {
    document = document_of(choice);
    last_ = choice;
    document_ = document;
    if (progress && !progress(0.1)) return std::nullopt;
    const Progress rest = [&](double done) { return !progress || progress(0.1 + 0.9 * done); };
    loaded.walkthrough = Walkthrough::compute(document->input, engine_, rest);
    if (!loaded.walkthrough) return std::nullopt;
    loaded.document = std::move(document);
  } catch (const TooLarge& error) {
    loaded.refusal = error.what();
    // Numbers that are no picture's have no other size.
    if (!document->steps.empty()) loaded.fits = error.fits;
  } catch (...) {
    loaded.refusal = refusal_of(choice);
  }
  return loaded;
}

Loader::Loader(std::function<void()> wake, Load load)
    : wake_(std::move(wake)),
      load_(load ? std::move(load)
                 : [this](const Choice& choice,
                          const Progress& progress) { return source_.load(choice, progress); }),
      worker_([this](const std::stop_token& stopped) { work(stopped); }) {}

Loader::~Loader() {
  worker_.request_stop();
  changed_.notify_all();
  worker_.join();
}

void Loader::request(const Choice& choice) {
  {
    const std::scoped_lock lock(mutex_);
    asked_ = choice;
    done_.reset();
    busy_ = true;
    overtaken_ = true;
    progress_ = 0;
  }
  changed_.notify_one();
}

void Loader::cancel() {
  const std::scoped_lock lock(mutex_);
  asked_.reset();
  done_.reset();
  busy_ = false;
  overtaken_ = true;
}

void Loader::work(const std::stop_token& stopped) {
  while (true) {
    Choice choice;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stopped, [&] { return asked_.has_value(); })) return;
      choice = *std::exchange(asked_, std::nullopt);
      overtaken_ = false;
    }
    const Progress report = [&](double done) {
      if (overtaken_ || stopped.stop_requested()) return false;
      const std::scoped_lock lock(mutex_);
      if (!overtaken_) progress_ = done;
      return true;
    };
    std::optional<Loaded> loaded = load_(choice, report);
    {
      const std::scoped_lock lock(mutex_);
      if (overtaken_ || !loaded) continue;
      done_ = std::move(loaded);
      busy_ = false;
    }
    wake_();
  }
}

std::optional<Loaded> Loader::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(done_, std::nullopt);
}

std::optional<double> Loader::progress() const {
  const std::scoped_lock lock(mutex_);
  if (!busy_) return std::nullopt;
  return progress_.load();
}

}  // namespace unfold
