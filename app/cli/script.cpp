#include "core/lesson/script.h"

#include "app/cli/headless.h"
#include "app/view/code/program.h"
#include "core/io/whole_file.h"
#include "core/lesson/lesson.h"

#include <memory>

namespace unfold::cli {

void script(const CommandLine& line) {
  const Document document = load(line.choice);
  const std::shared_ptr<const Walkthrough> walkthrough = Walkthrough::compute(document.input);
  if (line.target.extension() == ".cpp") {
    const CodeIn code = line.code == CodeIn::loops ? CodeIn::loops : CodeIn::eigen;
    write_whole(line.target, view::cpp_program(document, walkthrough, line.orders, code));
    return;
  }
  write_whole(line.target, layer_script(document, *walkthrough, ScriptData::inside));
}

}  // namespace unfold::cli
