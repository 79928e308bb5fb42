#pragma once

#include "app/view/action.h"
#include "app/view/browse/browse.h"
#include "app/view/check/check_state.h"
#include "app/view/edit/editing.h"
#include "app/view/figures.h"
#include "app/view/geometry2d.h"
#include "app/view/history.h"
#include "app/view/keymap.h"
#include "app/view/options.h"
#include "app/view/passport/choice.h"
#include "app/view/picker/picker.h"
#include "core/io/user_files.h"
#include "core/layer/playback.h"
#include "core/layer/room.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/lesson.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view {

struct Quiz;

// Work beside the frame.
struct Busy {
  double done = 0;     // 0..1
  double seconds = 0;  // since it was asked for
};

// Steps on their way into a moving picture.
struct Filming {
  std::string name;  // of the file
  std::int64_t done = 0, all = 0;
  double seconds = 0;  // since it was begun
};

// One line of what became of a work.
struct Notice {
  // stopped: by the person, before its end; restored: begun where a run that broke off was.
  enum class Kind { done, stopped, restored };
  std::string words{};  // empty: none
  Kind kind = Kind::done;
};

// All that the window knows, in one place. Panels read it; `apply` writes it.
struct State {
  Choice choice;                                   // what was asked for (the last that loaded)
  std::optional<Choice> asked;                     // what is being loaded in its place
  std::shared_ptr<const Document> document;        // what it loaded to
  std::shared_ptr<const Walkthrough> walkthrough;  // the last good one; null only before the first
  Playback playback;
  ViewOptions options;
  Camera camera;                   // origin: the canvas point at the canvas's top left corner
  Vec2 canvas_centre{568, 390};    // where a zoom by key holds; the window's size sets it
  Vec2 window_size{1280, 800};     // logical pixels; the loop sets it
  std::optional<Browse> browse;    // in the place of the stage's canvas
  std::optional<CellRef> pointed;  // under the pointer
  Rect pointed_at;                 // where that cell lies in the window; nothing where it is not known
  std::optional<CellRef> pinned;
  PassportChoice passport;  // of the pinned cell
  FigureCache figures;      // what was counted beside the frames, of this walkthrough
  Axis hovered_axis = Axis::none;
  act::MenuName menu = act::MenuName::none;
  act::MenuName file_dialog = act::MenuName::none;
  bool keys_sheet = false;
  act::SidePart side = act::SidePart::none;              // of the right column, that was given its room
  std::optional<Editing> editing;                        // the field over a cell
  std::optional<EditRefusal> edit_refusal;               // why the last cell asked for has none
  std::optional<std::array<std::int64_t, 4>> crop_drag;  // a box on the picture, not taken yet
  CheckState check;
  std::optional<act::ChooseLayer> choosing;  // the file of weights that is being opened for the picker
  std::optional<Picker> picker;
  RecentFiles recent;
  std::vector<CachedCheckpoint> torch_cache;  // as it was when a menu that lists it was last opened
  History history;
  std::shared_ptr<const Quiz> quiz;    // null: no question stands before a stage
  std::shared_ptr<const KeyMap> keys;  // null: the table's own
  std::size_t tour = 0;                // the step of the lesson that was gone to last
  bool blank = false;                  // the screen is black, for a class to look up
  std::optional<Rect> focus;           // of the keyboard: where that control lies (focus.h)
  bool full_screen = false;            // the window is asked to fill its display
  bool notes = false;                  // a second window has the notes of whoever speaks
  bool quit = false;
  Notice notice;                   // one line of good news, or of an end that a person made
  std::string message;             // one line: the last refusal; empty = none
  std::optional<Choice> smaller;   // what was refused, with a picture that there is memory for
  std::optional<Busy> busy;        // while a walkthrough is being computed
  std::optional<Filming> filming;  // while a moving picture is written
  bool unread_seen = false;        // the line about pictures that were left out was dismissed
};

// What the line at the window's foot tells of.
enum class FootLine { none, refused, not_edited, noticed, unread };
[[nodiscard]] FootLine foot_line(const State& state);
// The size that the line offers to take instead.
[[nodiscard]] std::optional<PictureSize> smaller_size(const State& state);

// What applying an action asks of the world outside.
struct Effects {
  std::optional<Choice>
      load;  // load and compute this choice beside the frame, then call `accept` or `refuse`
  std::optional<std::string> clipboard{};              // to be put there
  bool look_for_checkpoints = false;                   // list PyTorch's cache anew, into the state
  bool paste = false;                                  // apply `Paste` with the clipboard's text
  std::optional<std::filesystem::path> save_lesson{};  // what is on the screen, there
  std::optional<act::Keep> keep{};                     // what is seen, there
  bool cancel_film = false;                            // what is written of it is to be thrown away
  bool copy_script = false;                            // this layer as a Python script, to the clipboard
  bool cancel_load = false;                            // what is being loaded is not wanted any more
};
[[nodiscard]] bool has_cell(const Walkthrough& walkthrough, const CellRef& cell);
[[nodiscard]] Effects apply(State& state, const Action& action);
// The worker's answers.
void accept(State& state, const Choice& choice, std::shared_ptr<const Document> document,
            std::shared_ptr<const Walkthrough> walkthrough);
// `fits`: the size in which the picture that was asked for would not be refused.
void refuse(State& state, const std::string& line, const std::optional<PictureSize>& fits = {});
// The passing of time; true when the picture changes because of it.
bool tick(State& state, double seconds);
// True while something moves by itself, so that the window must not sleep.
[[nodiscard]] bool moving(const State& state);

}  // namespace unfold::view
