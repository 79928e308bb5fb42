#include "app/view/state.h"

#include "app/view/actions/handle.h"
#include "app/view/edit/same_numbers.h"
#include "app/view/motion.h"
#include "app/view/quiz/quiz.h"
#include "app/view/tour/tour.h"
#include "core/layer/image_steps.h"
#include "core/lesson/lesson_file.h"

#include <algorithm>
#include <utility>

namespace unfold::view {
namespace {

// Leads away from where the person was, further than to the next step.
bool is_jump(const Action& action) {
  if (const auto* seek = action.get_if<act::Seek>()) return !seek->dragged;
  return action.get_if<act::OpenStage>() != nullptr || action.get_if<act::StageBy>() != nullptr ||
         action.get_if<act::ToStart>() != nullptr || action.get_if<act::ToEnd>() != nullptr ||
         action.get_if<act::OpenCell>() != nullptr || action.get_if<act::ShowCell>() != nullptr ||
         action.get_if<act::SetLoop>() != nullptr || action.get_if<act::NextLoop>() != nullptr ||
         action.get_if<act::SetGemm>() != nullptr || action.get_if<act::NextGemm>() != nullptr ||
         action.get_if<act::TourBy>() != nullptr || action.get_if<act::TourTo>() != nullptr;
}

// What a lesson asked is its own; what the person switched on stays, and begins anew.
void leave_questions(State& s) {
  s.tour = 0;
  if (s.quiz) s.quiz = !s.quiz->off && s.quiz->only.empty() ? std::make_shared<const Quiz>() : nullptr;
}

// What a person sees first of a lesson that has just been opened.
void enter_lesson(State& s) {
  s.pinned.reset();
  s.options.compare = -1;
  s.browse.reset();
  s.camera = {};
  s.passport.open = false;
  if (const Tour* tour = tour_of(s); tour != nullptr && tour->start) {
    go_to(s, *tour->start);
    s.playback = still(s.playback);
  }
}

Position last_of_stage(const State& s) {
  const Stage stage = s.playback.at.stage;
  return {stage, step_count(s.walkthrough->geometry(), stage, s.playback.orders) - 1};
}
bool at_end(const State& s) { return s.playback.at == last_of_stage(s); }

// To another layer by a change of the person's own. What is tried in one field is one step.
void come_to(State& s, const Choice& choice) {
  const bool tried = s.editing && edits_differ_alone(s.choice, choice);
  if (goes_on_with_edit(s.choice, choice) || (tried && s.editing->tried))
    s.history.future.clear();
  else
    leave(s.history, {s.choice, s.playback.at, s.playback.orders});
  if (tried) s.editing->tried = true;
}

}  // namespace

bool has_cell(const Walkthrough& walk, const CellRef& cell) {
  if (cell.tensor == TensorId::b && !walk.has_bias()) return false;
  const Shape shape = walk.shape(cell.tensor);
  bool inside = cell.at.rank() == shape.rank();
  for (int i = 0; inside && i < shape.rank(); ++i) inside = 0 <= cell.at[i] && cell.at[i] < shape[i];
  return inside;
}

FootLine foot_line(const State& s) {
  if (!s.message.empty()) return FootLine::refused;
  if (s.edit_refusal) return FootLine::not_edited;
  if (!s.notice.words.empty()) return FootLine::noticed;
  return s.document && !s.document->unread.empty() && !s.unread_seen ? FootLine::unread : FootLine::none;
}

std::optional<PictureSize> smaller_size(const State& s) {
  if (!s.smaller || foot_line(s) != FootLine::refused) return std::nullopt;
  return PictureSize{s.smaller->preprocess.resize->width, s.smaller->preprocess.resize->height};
}

Effects apply(State& s, const Action& action) {
  const Position at = s.playback.at;
  const StepOrders orders = s.playback.orders;
  // Good news is read while nothing is done; a hand that only points leaves it.
  const bool points = action.get_if<act::Point>() != nullptr || action.get_if<act::Unpoint>() != nullptr ||
                      action.get_if<act::HoverAxis>() != nullptr || action.get_if<act::HoverRow>() != nullptr;
  if (!points && action.get_if<act::Escape>() == nullptr) s.notice = {};
  Effects effects = action.visit<Effects>([&](const auto& a) { return handle(s, a); });
  if (is_jump(action) && (s.playback.at != at || s.playback.orders != orders))
    leave(s.history, {s.choice, at, orders});
  return effects;
}

void accept(State& s, const Choice& choice, std::shared_ptr<const Document> document,
            std::shared_ptr<const Walkthrough> walkthrough) {
  const bool first = s.walkthrough == nullptr;
  // The open one is another when it is opened again.
  const bool other_lesson = first || choice.lesson != s.choice.lesson || choice.source != s.choice.source;
  const std::optional<Moment> awaited = s.history.awaited;
  settle(s.history);
  const bool travelled = awaited && awaited->choice == choice;
  if (!first && !travelled && choice != s.choice) come_to(s, choice);
  // A stage that is done stays done, however many steps it has now.
  const bool done = !first && !other_lesson && !travelled && at_end(s);
  const bool other_sizes = first || walkthrough->geometry() != s.walkthrough->geometry();
  const bool other_weights = first || other_lesson || choice.weights != s.choice.weights ||
                             choice.weights_tensor != s.choice.weights_tensor;
  if (!same_numbers(choice, s.choice)) s.editing.reset();
  const bool was_filled = s.document && s.document->fill;
  if (choice.picture && (first || choice.picture != s.choice.picture))
    remember(s.recent.pictures, *choice.picture);
  if (choice.weights && (first || choice.weights != s.choice.weights))
    remember(s.recent.weights, *choice.weights);
  s.choice = choice;
  s.asked.reset();
  if (s.picker && choice == picked(s)) s.picker.reset();
  if (!s.document || s.document->unread != document->unread) s.unread_seen = false;
  if (!other_lesson && s.document) document = with_asks_of(*s.document, std::move(document));
  s.document = std::move(document);
  s.walkthrough = std::move(walkthrough);
  s.busy.reset();
  s.edit_refusal.reset();
  s.crop_drag.reset();
  s.check = {.result = {}, .progress = 0, .timing = {}, .sheet = s.check.sheet};
  const Geometry& g = s.walkthrough->geometry();
  if (other_lesson && !first) s.playback = to_start(g, s.playback);
  s.playback = fitted(g, s.playback);
  if (done && !at_end(s)) s.playback = still(seek(g, s.playback, last_of_stage(s)));
  s.options.image = std::min(s.options.image, g.N - 1);
  if (const auto n = image_of(g, s.playback.orders, s.playback.at)) s.options.image = *n;
  if (s.options.channel >= g.C) s.options.channel = -1;
  // Numbers are read channel by channel; a picture is seen in its colours.
  const bool is_filled = s.document->fill.has_value();
  if (is_filled && !was_filled && g.C > 1) s.options.channel = std::max(0, s.options.channel);
  if (!is_filled && was_filled) s.options.channel = -1;
  if (s.options.compare >= g.FN || other_weights) s.options.compare = -1;
  s.figures.keep(s.walkthrough->serial());
  if (other_sizes) {
    s.camera = {};
    if (s.browse) s.browse = Browse{s.browse->tensor};
  }
  if (s.pinned && !has_cell(*s.walkthrough, *s.pinned)) s.pinned.reset();
  // A cell that was edited under the pointer goes on being explained.
  if (other_sizes || other_lesson) s.pointed.reset();
  if (s.pointed && !has_cell(*s.walkthrough, *s.pointed)) s.pointed.reset();
  if (!s.pointed) s.pointed_at = {};
  s.passport.open = s.passport.open && s.pinned.has_value();
  s.passport.row.reset();
  count_pinned(s);
  if (s.browse && s.browse->tensor == TensorId::b && !s.walkthrough->has_bias()) s.browse.reset();
  if (other_weights || s.options.filter >= g.FN) {
    // The map that answers loudest is the one to look at first.
    const auto loudness = [&](std::int64_t f) {
      return s.walkthrough->map_stats(TensorId::conv, s.options.image, f).max;
    };
    s.options.filter = 0;
    for (std::int64_t f = 1; f < g.FN; ++f)
      if (loudness(f) > loudness(s.options.filter)) s.options.filter = f;
  }
  if (other_lesson) leave_questions(s);
  if (travelled)
    arrive(s, *awaited);
  else if (other_lesson)
    enter_lesson(s);
}

void refuse(State& s, const std::string& line, const std::optional<PictureSize>& fits) {
  s.smaller.reset();
  if (fits) {
    s.smaller = latest_choice(s);
    s.smaller->preprocess =
        with(s.smaller->preprocess, {.resize = Resize::to_cover(fits->width, fits->height), .crop = Crop{}});
  }
  s.busy.reset();
  s.asked.reset();
  stay(s.history);
  s.crop_drag.reset();
  s.message = line;
}

bool tick(State& s, double seconds) {
  if (!s.walkthrough) return false;
  const Playback before = s.playback;
  const bool moved = in_motion(s);  // its last frame is the still picture
  move_to(s, advance(s.walkthrough->geometry(), s.playback, seconds));
  stop_before_question(s);
  return s.playback.at != before.at || s.playback.playing != before.playing || moved || moving(s);
}

bool moving(const State& s) { return s.playback.playing || in_motion(s); }

}  // namespace unfold::view
