#include "app/cli/headless.h"
#include "app/view/kept/kept_kind.h"
#include "core/layer/tensor_file.h"
#include "core/lesson/lesson.h"

namespace unfold::cli {

void keep_tensor(const CommandLine& line) {
  const Document document = load(line.choice);
  const std::shared_ptr<const Walkthrough> walkthrough = Walkthrough::compute(document.input);
  const TensorId id = tensor_of(line.at ? line.at->stage : Stage::input);
  if (view::kept_kind(line.target) == view::KeptKind::npy)
    write_npy(*walkthrough, id, line.target);
  else
    write_csv(*walkthrough, id, line.target);
}

}  // namespace unfold::cli
