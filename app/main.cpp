#include "app/cli/command_line.h"
#include "app/cli/headless.h"
#include "app/view/kept/kept_kind.h"
#include "app/window/run.h"
#include "core/base/error.h"

#include <exception>
#include <iostream>
#include <new>
#include <utility>

namespace {

using unfold::cli::CommandLine;
using unfold::cli::Task;

int open_window(const CommandLine& line) {
#ifdef UNFOLD_HEADLESS
  static_cast<void>(line);
  throw unfold::Error(
      "this build has no window; build the release preset, or use --dump, --inspect or --extract");
#else
  return unfold::run_window(line);
#endif
}

int run(const CommandLine& line) {
  switch (line.task) {
  case Task::help:
  case Task::version: std::cout << line.text; return 0;
  case Task::dump: unfold::cli::dump(line); return 0;
  case Task::inspect: unfold::cli::inspect(line, std::cout); return 0;
  case Task::script: unfold::cli::script(line); return 0;
  case Task::extract: unfold::cli::extract(line); return 0;
  case Task::keep:
    if (unfold::view::is_tensor(unfold::view::kept_kind(line.target))) {
      unfold::cli::keep_tensor(line);
      return 0;
    }
    return open_window(line);
  case Task::window:
  case Task::shots: return open_window(line);
  }
  return 2;
}

int fail(int status, const char* line) {
  std::cerr << "unfold: " << line << '\n';
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    CommandLine line = unfold::cli::parse_command_line(argc, argv);
    if (line.task != Task::help && line.task != Task::version && line.task != Task::inspect)
      line.choice = unfold::opened(std::move(line.choice));
    return run(line);
  } catch (const unfold::cli::UsageError& error) {
    return fail(2, (std::string(error.what()) + " (unfold --help lists the options)").c_str());
  } catch (const unfold::Error& error) {
    return fail(1, error.what());
  } catch (const std::bad_alloc&) {
    return fail(1, "there is not enough memory for this layer; make the picture smaller with --resize, or "
                   "enlarge the stride");
  } catch (const std::exception& error) {
    return fail(1, error.what());
  }
}
