#pragma once

#include "app/view/painter.h"
#include "app/view/state.h"
#include "app/view/texts.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace unfold::view {

// The notes of whoever speaks: a window on their own display with the words of this step, the next one and
// the clock, while the class sees the other window.

// What the clock on the wall says, and how long the notes have been open.
struct NotesClock {
  int hour = 0, minute = 0;
  int spoken = 0;  // minutes
  bool operator==(const NotesClock&) const = default;
};

struct NotesScene {
  Scene scene;
  Rect next;  // where the picture of the next step goes, in its window's shape; empty where there is none
};
// For a window of `size` logical pixels.
[[nodiscard]] NotesScene build_notes(const State& state, const Texts& texts, const TextMeasure& measure,
                                     const NotesClock& clock, Vec2 size);

// The window as the class will see it after the next step of the lesson, or, where there is no lesson, in the
// next stage. None at the end.
[[nodiscard]] std::optional<State> after_next(const State& state);

// All that a scene of notes depends on, to know whether it is still right.
struct NotesSubject {
  std::uint64_t walkthrough = 0;
  const Document* document = nullptr;
  Position at;  // without its step where the lesson's own words stand there, which are the same at all
  std::size_t step = 0;
  StepOrders orders;
  ViewOptions options;
  Camera camera;
  bool blank = false, asked = false;
  Vec2 window;  // of the class
  bool operator==(const NotesSubject&) const = default;
};
[[nodiscard]] NotesSubject notes_subject(const State& state);

}  // namespace unfold::view
