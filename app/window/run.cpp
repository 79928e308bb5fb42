#include "app/window/run.h"

#include "app/window/heap.h"
#include "app/window/loop.h"

namespace unfold {

int run_window(const cli::CommandLine& line) {
  window::grow_heap();
  if (line.task == cli::Task::shots)
    window::write_shots(line);
  else if (line.task == cli::Task::keep)
    window::write_export(line);
  else
    window::run_loop(line);
  return 0;
}

}  // namespace unfold
