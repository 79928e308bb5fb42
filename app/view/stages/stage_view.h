#pragma once

#include "app/view/figures.h"
#include "app/view/options.h"
#include "app/view/painter.h"
#include "app/view/texts.h"
#include "core/layer/playback.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/lesson.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view {

// What a stage's own picture is drawn from. All of it is read only.
struct StageContext {
  std::shared_ptr<const Walkthrough> walkthrough;  // never null
  const Document& document;
  const Playback& playback;
  const ViewOptions& options;
  const Texts& texts;
  double motion = 1;  // 0..1: how far this step's motion has come; 1 = still. Drawn at 1 it is the step's end
  CellRef pointed;    // the cell that the explanation follows: hovered, pinned, or the stage's own choice
  bool by_person = false;                                  // hovered or pinned
  const FigureCache* figures = nullptr;                    // null: nothing was counted
  std::optional<std::array<std::int64_t, 4>> crop_drag{};  // a box on the picture, not taken yet

  [[nodiscard]] const Geometry& geometry() const { return walkthrough->geometry(); }
  [[nodiscard]] std::int64_t step() const { return playback.at.step; }
};

struct CodeLine {
  std::string markup{};  // rich text, mono; two-space indents
  std::string value{};   // rich text, right-aligned: the live value; empty = none
  bool running = false;  // lit ground and accent bar
  bool live = false;     // text0 instead of text1
};

struct Toggle {
  std::string label;
  bool chosen = false;
  Action action;
  std::string tip{};
};

// Everything about a stage that is words.
struct StageStory {
  std::string title;                         // "im2col loop"
  std::string statement;                     // rich, mono: the line of NumPy with its live numbers
  std::vector<std::vector<Toggle>> toggles;  // segmented controls at the title's right
  std::vector<CodeLine> code;
  std::vector<Toggle> code_choices{};  // what it is written in; empty where there is but one
  std::vector<std::string> words;      // rich paragraphs
  // What the lesson says here, before those: its step's title, "3/13", and its own paragraphs.
  std::string lesson_title, lesson_counter;
  std::vector<std::string> lesson_words;
  std::string aside;    // one more, said only where the cell keeps all its room beside it
  std::string readout;  // rich: below the timeline's playhead, "(y, x) = (3, 2): step 3·7 + 2 + 1 = 24"
  std::string counter;  // "24/49": after the stage's name, of every stage alike; empty = none
  // Present mode: one or two sentences of about 40 characters a line, one or two lines of code, and the
  // values of its names.
  std::string present_words;
  std::vector<std::string> present_code;
  std::vector<std::string> present_values;
};

// One stage's picture and words. `box` is where the content goes: 760 x 614 at 1280x800, 660 x 582 at
// 1024x768, about 1268 x 894 at 1920x1080; use the room there is. In present mode `box` is the picture's
// area, text is 27 px or more, lines are as wide as the theme's strokes, and only the picture is drawn:
// few, large things.
struct StageView {
  void (*draw)(Painter& painter, const StageContext& context, Rect box) = nullptr;
  void (*draw_present)(Painter& painter, const StageContext& context, Rect box) = nullptr;
  StageStory (*tell)(const StageContext& context) = nullptr;
  // The cell to explain when the person points at none: chosen so that the first look teaches something.
  CellRef (*subject)(const Walkthrough& walkthrough, const Playback& playback,
                     const ViewOptions& options) = nullptr;
};
[[nodiscard]] const StageView& stage_view(Stage stage);

// Defined in the file of each stage.
extern const StageView input_view, pad_view, allocate_view, im2col_view, transpose_view, reshape_view,
    weights_view, gemm_view, maps_view, pool_im2col_view, pool_reshape_view, pool_max_view, pool_view;

// The notebook's im2col, shared by the stages that it runs through, with the line of this stage lit and the
// live values.
enum class Im2colLine { pad, allocate, loop, transpose, reshape };
[[nodiscard]] std::vector<CodeLine> im2col_code(const StageContext& context, Im2colLine running);

}  // namespace unfold::view
