#include "core/lesson/script.h"
#include "app/cli/headless.h"
#include "core/io/whole_file.h"
#include "core/lesson/lesson.h"

namespace unfold::cli {

void script(const CommandLine& line) {
  const Document document = load(line.choice);
  const std::shared_ptr<const Walkthrough> walkthrough = Walkthrough::compute(document.input);
  write_whole(line.target, layer_script(document, *walkthrough, ScriptData::inside));
}

}  // namespace unfold::cli
