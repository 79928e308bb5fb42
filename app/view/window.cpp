#include "app/view/window.h"

#include "app/view/browse/browser.h"
#include "app/view/check/mistake_story.h"
#include "app/view/check/sheet.h"
#include "app/view/chrome/chrome.h"
#include "app/view/chrome/timeline.h"
#include "app/view/code/code.h"
#include "app/view/edit/field.h"
#include "app/view/focus.h"
#include "app/view/format.h"
#include "app/view/motion.h"
#include "app/view/passport/passport.h"
#include "app/view/picker/draw.h"
#include "app/view/quiz/draw.h"
#include "app/view/tour/tour.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace unfold::view {
namespace {

Rect visible_part(const Rect& area, const Camera& camera) {
  return {area.x + camera.origin.x, area.y + camera.origin.y, area.w / camera.zoom, area.h / camera.zoom};
}

// Which step of so many: counted from 1, whatever the notebook's own counters begin with.
std::string step_counter(const State& s) {
  const Position at = s.playback.at;
  const std::int64_t steps = step_count(s.walkthrough->geometry(), at.stage, s.playback.orders);
  return steps > 1 ? grouped(at.step + 1) + "/" + grouped(steps) : std::string();
}

// What the lesson says here comes first.
void tell_tour(StageStory& story, const State& s, const Texts& texts) {
  std::optional<TourWords> words = tour_words(s, texts);
  if (!words) return;
  story.lesson_title = std::move(words->title);
  story.lesson_counter = std::move(words->counter);
  story.lesson_words = std::move(words->paragraphs);
  if (!words->brief.empty()) story.present_words = std::move(words->brief);
}

}  // namespace

CellRef subject_cell(const State& s) {
  if (s.pointed) return *s.pointed;
  if (s.pinned) return *s.pinned;
  return stage_view(s.playback.at.stage).subject(*s.walkthrough, s.playback, s.options);
}

StageContext stage_context(const State& s, const Texts& texts) {
  return {.walkthrough = s.walkthrough,
          .document = *s.document,
          .playback = s.playback,
          .options = s.options,
          .texts = texts,
          .motion = step_motion(s),
          .pointed = subject_cell(s),
          .by_person = s.pointed.has_value() || s.pinned.has_value(),
          .figures = &s.figures,
          .crop_drag = s.crop_drag};
}

WindowScenes build_window(const State& s, const Texts& texts, const TextMeasure& measure, Vec2 size) {
  WindowScenes w;
  w.layout = make_layout(size, s.options.present, panels(s));
  const Layout& l = w.layout;
  const Theme theme = theme_of(s.options);
  const Rect everything{0, 0, size.x, size.y};
  Painter chrome(w.chrome, theme, l.type, measure, 1, everything);
  Painter overlay(w.overlay, theme, l.type, measure, 1, everything);
  w.canvas_area = canvas_area(l);
  if (s.blank) {
    w.canvas_area = {};
    overlay.fill(everything, rgb(0x000000));
    overlay.hit(everything, Action{act::ToggleBlank{}});
    return w;
  }
  if (s.picker) {
    const Theme at_desk = make_theme(s.options.theme);
    Painter desk(w.overlay, at_desk, picker_layout(size).type, measure, 1, everything);
    w.canvas_area = {};
    draw_picker(desk, s, texts, size);
    w.menu = draw_menu(overlay, s, texts, l);
    draw_busy(overlay, s, texts, l);
    return w;
  }
  draw_grounds(chrome, l);
  if (s.walkthrough && s.document) {
    const Mistake mistake = s.walkthrough->geometry().mistake;
    chrome.set_mistake(mistake);
    overlay.set_mistake(mistake);
    const StageContext stage = stage_context(s, texts);
    const StageView& view = stage_view(s.playback.at.stage);
    Painter canvas(w.canvas, theme, l.type, measure, s.camera.zoom, visible_part(w.canvas_area, s.camera));
    canvas.set_mistake(mistake);
    StageStory story = view.tell(stage);
    story.counter = step_counter(s);
    tell_code(story, stage);
    tell_tour(story, s, texts);
    tell_mistake(story, stage);
    if (s.browse && !l.present) {
      const Browsed open = browsed(s.walkthrough->geometry(), l, *s.browse);
      draw_browser(canvas, stage, open);
      story = browse_story(stage, std::move(story), open);
    } else {
      (l.present ? view.draw_present : view.draw)(canvas, stage, l.content);
      if (stage.by_person)
        w.lit = light_cells(canvas, *s.walkthrough, stage.pointed, passport_way(s, stage.pointed));
      if (!l.present) story.toggles.push_back(open_browser(stage));
    }
    mark_edited(canvas, *s.walkthrough, *s.document);
    if (const double there = stage_motion(s); there < 1 && !s.browse)
      canvas.fill(canvas.visible(), faded(theme.bg0, static_cast<float>(1 - there)));
    const ChromeContext context{s, texts, l, stage, story, w.canvas};
    if (const std::optional<Question> question = open_question(s, texts)) {
      story.counter.clear();
      story.readout.clear();
      w.canvas = {};
      w.canvas_area = {};
      w.lit.clear();
      draw_question(chrome, s, *question, texts, l);
      if (!l.present) {
        if (panels(s).rail) draw_rail(chrome, context);
        draw_quiz_side(chrome, s, *question, texts, l);
        if (panels(s).foot) draw_transport(chrome, context);
      }
    } else if (l.present) {
      draw_present_frame(chrome, context);
    } else {
      if (panels(s).rail) draw_rail(chrome, context);
      draw_header(chrome, context);
      draw_side(chrome, context);
      if (panels(s).foot) draw_transport(chrome, context);
    }
  }
  if (s.walkthrough && s.document && !is_asked(s)) {
    Painter canvas(w.canvas, theme, l.type, measure, s.camera.zoom, visible_part(w.canvas_area, s.camera));
    light_axis(canvas, s.hovered_axis);
    light_axis(chrome, s.hovered_axis);
  }
  if (!l.present) draw_top_bar(chrome, s, texts, l);
  draw_tooltip(overlay, s, l);
  if (s.walkthrough && s.document) draw_passport(overlay, s, stage_context(s, texts), l);
  if (s.editing && s.walkthrough && s.document)
    draw_field(overlay, s, texts, l, field_place(s, w.canvas, w.canvas_area));
  w.menu = draw_menu(overlay, s, texts, l);
  if (s.keys_sheet) draw_keys_sheet(overlay, s, texts, l);
  if (s.check.sheet) draw_check_sheet(overlay, s, texts, l);
  draw_message(overlay, s, texts, l);
  draw_busy(overlay, s, texts, l);
  draw_focus(overlay, w, s);
  return w;
}

std::optional<Action> slide(const State& s, const Layout& l, Slider slider, Vec2 p, bool dragged) {
  switch (slider) {
  case Slider::speed: {
    const Rect at = speed_rect(l);
    return act::SetSpeed{slider_to_speed((p.x - at.x) / at.w)};
  }
  case Slider::browse_map: {
    if (!s.walkthrough || !s.browse) return std::nullopt;
    const auto [across, down] = on_map(browsed(s.walkthrough->geometry(), l, *s.browse).frame.map, p);
    return act::BrowseMap{across, down};
  }
  case Slider::timeline: {
    if (!s.walkthrough) return std::nullopt;
    const Rect bar = timeline_rect(l);
    const std::vector<Segment> segments =
        timeline(s.walkthrough->geometry(), s.playback.orders, bar.x, bar.w);
    const Position to = position_at(segments, p.x);
    if (to == s.playback.at) return std::nullopt;
    return act::Seek{to, dragged};
  }
  }
  return std::nullopt;
}

}  // namespace unfold::view
