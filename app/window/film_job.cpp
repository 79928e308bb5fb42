#include "app/window/film_job.h"

#include "app/window/keep.h"
#include "core/io/printable.h"

#include <exception>

namespace unfold::window {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds at_once{25};

}  // namespace

void FilmJob::begin(view::State& state, const view::act::Keep& keep) {
  try {
    maker_.emplace(state, keep.look, state.window_size, keep.file);
    begun_ = Clock::now();
    state.message.clear();
    state.filming =
        view::Filming{.name = display_name(keep.file), .all = static_cast<std::int64_t>(maker_->all())};
  } catch (const std::exception& error) {
    state.message = error.what();
  }
}

void FilmJob::work(view::State& state, const StillTools& tools) {
  if (!maker_) return;
  const Clock::time_point from = Clock::now();
  try {
    do {
      if (!maker_->next(tools)) continue;
      state.notice = {kept_words(maker_->file(), tools.texts.of(state.options.language))};
      state.filming.reset();
      maker_.reset();
      return;
    } while (Clock::now() - from < at_once);
    state.filming = view::Filming{.name = display_name(maker_->file()),
                                  .done = static_cast<std::int64_t>(maker_->done()),
                                  .all = static_cast<std::int64_t>(maker_->all()),
                                  .seconds = std::chrono::duration<double>(Clock::now() - begun_).count()};
  } catch (const std::exception& error) {
    state.message = error.what();
    state.filming.reset();
    maker_.reset();
  }
}

void FilmJob::cancel(view::State& state, const view::Texts& texts) {
  if (!maker_) return;
  state.notice = {texts.get("message.film_stopped", {{"name", display_name(maker_->file())}}),
                  view::Notice::Kind::stopped};
  state.filming.reset();
  maker_.reset();
}

}  // namespace unfold::window
