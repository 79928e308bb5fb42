#pragma once

#include "app/view/stages/stage_view.h"
#include "core/lesson/lesson.h"

#include <memory>
#include <string>

// What a stage tells of a layer that was loaded as the program loads it. Only *_test.cpp includes this.
namespace unfold::view::testing {

inline StageStory told(const Choice& choice, Stage stage, Language language = Language::en) {
  const Document document = load(choice);
  const auto walkthrough = Walkthrough::compute(document.input);
  Playback playback;
  playback.at = {stage, 0};
  ViewOptions options;
  options.language = language;
  const Texts texts(language);
  const StageView& view = stage_view(stage);
  const CellRef cell = view.subject(*walkthrough, playback, options);
  return view.tell({walkthrough, document, playback, options, texts, 1, cell, false});
}

inline bool has_words(const StageStory& story, const std::string& part) {
  for (const std::string& words : story.words)
    if (words.find(part) != std::string::npos) return true;
  return false;
}

inline bool has_code(const StageStory& story, const std::string& part) {
  for (const CodeLine& line : story.code)
    if (line.markup.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace unfold::view::testing
