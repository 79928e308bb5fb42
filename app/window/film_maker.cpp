#include "app/window/film_maker.h"

#include "app/view/kept/drawing.h"
#include "app/view/kept/film_steps.h"
#include "app/view/kept/kept_kind.h"
#include "app/view/tour/tour.h"
#include "core/base/error.h"
#include "core/io/printable.h"

#include <algorithm>
#include <string>
#include <utility>

namespace unfold::window {
namespace {

constexpr std::size_t most_looked_at = 24;

}  // namespace

FilmMaker::FilmMaker(const view::State& state, const view::KeptLook& look, view::Vec2 size,
                     std::filesystem::path file)
    : start_(view::undisturbed(state)), state_(start_), look_(look), size_(size), file_(std::move(file)) {
  const view::FilmRange& range = look_.film.value();
  if (range.tour) {
    const Tour* tour = view::tour_of(state_);
    count_ = tour != nullptr ? tour->steps.size() : 0;
    if (count_ == 0) throw Error("the lesson " + state_.document->lesson + " visits no steps");
  } else {
    steps_ =
        view::film_steps(state_.walkthrough->geometry(), state_.playback.orders, range.first, range.last);
    count_ = steps_.size();
    if (count_ == 0) throw Error("the last step comes before the first; name a later one");
  }
  if (view::kept_kind(file_) != view::KeptKind::gif) return;
  const std::size_t looked = std::min(count_, most_looked_at);
  for (std::size_t i = 0; i < looked; ++i)
    looked_at_.push_back(looked == 1 ? 0 : i * (count_ - 1) / (looked - 1));
}

Still FilmMaker::picture(std::size_t which, const StillTools& tools) {
  if (steps_.empty())
    static_cast<void>(view::apply(state_, view::act::TourTo{which}));
  else
    static_cast<void>(view::apply(state_, view::act::Seek{steps_[which]}));
  state_.playback = still(state_.playback);
  state_.quiz.reset();  // a step that asks is shown, not asked
  view::count_wanted(state_);
  if (!room_) room_.emplace(tools.fonts.files());
  const StillRoom::Visit visit(*room_);
  return still_of(state_, look_.view, size_, look_.scale,
                  {tools.window, room_->fonts(), tools.texts, tools.pictures}, true);
}

bool FilmMaker::next(const StillTools& tools) {
  if (done_ < looked_at_.size()) {
    palette_.look(picture(looked_at_[done_], tools));
    ++done_;
    return false;
  }
  // What a step leaves open is as it is at the beginning, whatever the palette was chosen from.
  if (done_ == looked_at_.size()) state_ = start_;
  const Still still = picture(done_ - looked_at_.size(), tools);
  if (film_ && (still.width != width_ || still.height != height_))
    throw Error(display_name(file_) + ": its pictures are not of one size; choose the window or the canvas");
  width_ = still.width, height_ = still.height;
  if (!film_)
    film_ = open_film(file_, {.width = still.width,
                              .height = still.height,
                              .pictures_a_second = look_.film->pictures_a_second,
                              .palette = palette_.palette()});
  film_->add(still);
  ++done_;
  if (done_ < all()) return false;
  film_->finish();
  return true;
}

}  // namespace unfold::window
