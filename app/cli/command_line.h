#pragma once

#include "app/cli/map_options.h"
#include "app/view/kept_view.h"
#include "app/view/options.h"
#include "core/layer/place_text.h"
#include "core/layer/playback.h"
#include "core/lesson/lesson.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace unfold::cli {

enum class Task { window, dump, shots, inspect, extract, script, keep, help, version };

// What the command line asks for, as plain data: nothing is opened yet, so a file may still be missing.
struct CommandLine {
  Task task = Task::window;
  Choice choice;
  bool lesson_given = false;  // --lesson, or a lesson's file
  std::optional<view::Language> language;
  std::optional<view::ThemeName> theme;
  std::optional<CodeIn> code;  // --code: beside the pictures, and of --script
  bool present = false;
  std::optional<At> at;
  StepOrders orders;              // --order
  std::optional<CellRef> pin;     // as many indices as the tensor has axes
  std::optional<CellRef> browse;  // the tensor to open in the browser; without indices seen whole
  bool passport = false;          // open the passport of the pinned cell, or of the stage's own
  std::optional<MapOptions> maps;
  std::filesystem::path target;  // --dump and --shots: the folder; --extract: the file; --inspect: the file
  bool json = false;             // --inspect as JSON
  bool tour = false;             // --shots and --export of each step of the lesson
  std::optional<At> until;       // --export: of all steps from --at to this one
  double scale = 1;              // --export: pixels of the picture for one of the window
  std::optional<double> rate;    // --export: pictures a second of a moving one
  std::optional<view::KeptView> view;           // --export: of what a picture is
  std::optional<std::filesystem::path> choose;  // the weights file to choose a layer of
  std::optional<std::filesystem::path> trace;
  std::optional<std::array<int, 2>> size;  // of the window, width and height in logical pixels
  std::string text;                        // help, version: what to print
};

// Wrong usage: exit status 2. `what()` is the one line for standard error, without the program's name.
class UsageError : public std::runtime_error {
 public:
  explicit UsageError(const std::string& line) : std::runtime_error(line) {}
};

// Throws UsageError.
[[nodiscard]] CommandLine parse_command_line(int argc, const char* const* argv);

// FILE[:TENSOR]. A file whose own name has colons wins over a tensor; "C:\bank.npy" has none.
struct FileAndTensor {
  std::filesystem::path file;
  std::string tensor;
};
[[nodiscard]] FileAndTensor split_tensor(const std::string& argument);

// Where --at leads in this layer; without a STEP the stage's last step, all of it done. Throws Error.
[[nodiscard]] Position position_of(const At& at, const Geometry& g, const StepOrders& orders);
// Throws Error where the tensor has no such cell; `option` is the one that names it. A cell without indices
// is the tensor itself.
void check_cell(const std::string& option, const CellRef& cell, const Geometry& g, bool has_bias);

}  // namespace unfold::cli
