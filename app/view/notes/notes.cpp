#include "app/view/notes/notes.h"

#include "app/view/chrome/chrome.h"
#include "app/view/kept/drawing.h"
#include "app/view/quiz/quiz.h"
#include "app/view/tour/tour.h"
#include "app/view/window.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace unfold::view {
namespace {

constexpr float margin = 28, gap = 32;

// To be read at arm's length, beside other things.
Type notes_type(Vec2 size) {
  const float k = std::clamp(std::min(size.x / 1024, size.y / 640), 0.8F, 1.6F);
  const auto sized = [k](float px) { return std::round(px * k); };
  return {.title = sized(30),
          .statement = sized(40),
          .text = sized(20),
          .text_line = sized(30),
          .code = sized(17),
          .code_line = sized(24),
          .label = sized(15)};
}

struct Words {
  std::string title, counter;
  std::vector<std::string> paragraphs;
};
Words words_of(const State& s, const Texts& texts) {
  const StageStory story = stage_view(s.playback.at.stage).tell(stage_context(s, texts));
  if (std::optional<TourWords> tour = tour_words(s, texts)) {
    if (tour->paragraphs.empty()) tour->paragraphs = story.words;
    return {std::move(tour->title), std::move(tour->counter), std::move(tour->paragraphs)};
  }
  return {story.title, {}, story.words};
}

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

class Notes {
 public:
  Notes(Painter& p, const State& s, const Texts& texts, Vec2 size)
      : p_(p), s_(s), texts_(texts), size_(size) {}

  Rect draw(const NotesClock& clock) {
    const float top = head(clock);
    const float foot = size_.y - margin - p_.type().label - 22;
    const float left = std::round((size_.x - 2 * margin - gap) * 0.56F);
    now({margin, top, left, foot - top});
    const Rect next = next_step({margin + left + gap, top, size_.x - 2 * margin - gap - left, foot - top});
    keys(foot);
    return next;
  }

 private:
  [[nodiscard]] const Theme& theme() const { return p_.theme(); }
  [[nodiscard]] const Type& type() const { return p_.type(); }
  [[nodiscard]] std::string say(const char* key) const { return texts_.get(std::string("notes.") + key); }

  // The clock, how long it has been, and which lesson this is; the y below it.
  float head(const NotesClock& clock) {
    const float y = margin + type().statement * 0.8F;
    float x = margin + p_.text(two_digits(clock.hour) + ":" + two_digits(clock.minute), {margin, y},
                               {.size = type().statement, .face = Face::mono_bold, .color = theme().text0});
    x += 20;
    x += p_.text(texts_.get("notes.spoken", {{"minutes", std::to_string(clock.spoken)}}), {x, y},
                 {.size = type().text, .color = theme().text2});
    const float room = size_.x - margin - x - 24;
    p_.text(ellipsized(p_, lesson_title(s_, texts_), room, type().text, Face::ui), {size_.x - margin, y},
            {.size = type().text, .color = theme().text2, .align = Align::right});
    const float rule = y + 18;
    p_.hline(margin, size_.x - margin, rule, theme().line1, theme().rule);
    return rule + 18;
  }

  float label(const std::string& words, const std::string& counter, Rect at) {
    const float y = at.y + type().label;
    p_.text(words, {at.x, y}, {.size = type().label, .face = Face::ui_bold, .color = theme().text2});
    p_.text(counter, {at.right(), y}, {.size = type().label, .color = theme().text2, .align = Align::right});
    return y + 12;
  }

  void now(Rect at) {
    const Words words = words_of(s_, texts_);
    float y = label(say("now"), words.counter, at) + type().title * 0.8F;
    p_.text(ellipsized(p_, words.title, at.w, type().title, Face::ui_bold), {at.x, y},
            {.size = type().title, .face = Face::ui_bold, .color = theme().text0});
    y += 14;
    if (s_.blank) y = band(at.x, y, at.w, say("blank"));
    if (is_asked(s_)) y = band(at.x, y, at.w, say("asked"));
    paragraphs(words.paragraphs, {at.x, y, at.w, at.bottom() - y});
  }

  float band(float x, float y, float w, const std::string& words) {
    const Rect at{x, y, w, type().text_line + 10};
    p_.fill(at, theme().lit, 4);
    p_.fill({at.x, at.y, 4, at.h}, theme().accent);
    p_.text(ellipsized(p_, words, w - 28, type().text, Face::ui), {x + 16, y + type().text_line - 2},
            {.size = type().text, .color = theme().text0});
    return at.bottom() + 8;
  }

  // All of them: where there is less room, in smaller type.
  void paragraphs(const std::vector<std::string>& words, Rect at) {
    TextStyle style{.size = type().text, .color = theme().text0};
    const auto line = [&] { return std::round(style.size * 1.5F); };
    const auto tall = [&] {
      float h = 0;
      for (const std::string& words_of_one : words)
        h += p_.paragraph_height(words_of_one, at.w, line(), style) + style.size * 0.5F;
      return h;
    };
    while (style.size > 12 && tall() > at.h) style.size -= 1;
    p_.clip(at);
    float y = at.y + style.size + 6;
    for (const std::string& one : words)
      y = p_.paragraph(one, {at.x, y}, at.w, line(), style) + style.size * 0.5F;
    p_.unclip();
  }

  Rect next_step(Rect at) {
    const std::optional<State> next = after_next(s_);
    const float y = label(say("next"), {}, at) + type().text;
    if (!next) {
      p_.text(say("end"), {at.x, y}, {.size = type().text, .color = theme().text1});
      return {};
    }
    const Words words = words_of(*next, texts_);
    p_.text(ellipsized(p_, words.title, at.w, type().text, Face::ui_bold), {at.x, y},
            {.size = type().text, .face = Face::ui_bold, .color = theme().text0});
    const float top = y + 14;
    const float scale = std::min(at.w / s_.window_size.x, (at.bottom() - top) * 0.7F / s_.window_size.y);
    if (scale <= 0) return {};
    const Rect picture{at.x, top, std::floor(s_.window_size.x * scale), std::floor(s_.window_size.y * scale)};
    p_.frame({picture.x - 1, picture.y - 1, picture.w + 2, picture.h + 2}, theme().line2);
    p_.hit(picture, Action{act::TourBy{1}}, texts_.get("command.tour"));
    if (!words.paragraphs.empty())
      paragraphs({words.paragraphs.front()},
                 {at.x, picture.bottom() + 8, at.w, at.bottom() - picture.bottom() - 8});
    return picture;
  }

  void keys(float y) {
    p_.hline(margin, size_.x - margin, y, theme().line1, theme().rule);
    const float middle = y + 14 + type().label / 2 + 4;
    float x = margin;
    for (const auto& [id, action] : {std::pair<const char*, Action>{"tour_back", act::TourBy{-1}},
                                     {"tour", act::TourBy{1}},
                                     {"blank", act::ToggleBlank{}},
                                     {"full_screen", act::ToggleFullScreen{}},
                                     {"notes", act::ToggleNotes{}}}) {
      const std::string key = texts_.key(id), words = say((std::string("key_") + id).c_str());
      const float cap = key_cap_width(p_, key, type().label, 8);
      const float wide = cap + p_.text_width(words, type().label);
      if (x + wide > size_.x - margin) return;
      p_.hit({x, y + 4, wide, middle + type().label - y}, action);
      key_cap(p_, {x, middle}, key, type().label);
      p_.text(words, {x + cap, middle + type().label * 0.36F},
              {.size = type().label, .color = theme().text1});
      x += wide + 26;
    }
  }

  Painter& p_;
  const State& s_;
  const Texts& texts_;
  Vec2 size_;
};

}  // namespace

NotesScene build_notes(const State& s, const Texts& texts, const TextMeasure& measure,
                       const NotesClock& clock, Vec2 size) {
  NotesScene notes;
  const Theme theme = make_theme(s.options.theme);
  Painter p(notes.scene, theme, notes_type(size), measure, 1, {0, 0, size.x, size.y});
  p.fill({0, 0, size.x, size.y}, theme.bg0);
  if (s.walkthrough && s.document) notes.next = Notes(p, s, texts, size).draw(clock);
  return notes;
}

std::optional<State> after_next(const State& s) {
  if (!s.walkthrough || !s.document) return std::nullopt;
  State next = undisturbed(s);
  const bool tour = tour_of(s) != nullptr && !tour_of(s)->steps.empty();
  static_cast<void>(apply(next, tour ? Action{act::TourBy{1}} : Action{act::StageBy{1}}));
  next.playback = still(next.playback);
  const bool moved = tour ? tour_step(next) != tour_step(s) : next.playback.at.stage != s.playback.at.stage;
  if (!moved) return std::nullopt;
  return next;
}

NotesSubject notes_subject(const State& s) {
  const std::optional<std::size_t> step = tour_step(s);
  const bool told = step && !tour_of(s)->steps[*step].words.empty();
  return {.walkthrough = s.walkthrough ? s.walkthrough->serial() : 0,
          .document = s.document.get(),
          .at = {s.playback.at.stage, told ? 0 : s.playback.at.step},
          .step = step.value_or(0),
          .orders = s.playback.orders,
          .options = s.options,
          .camera = s.camera,
          .blank = s.blank,
          .asked = is_asked(s),
          .window = s.window_size};
}

}  // namespace unfold::view
