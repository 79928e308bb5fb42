#include "app/cli/headless.h"
#include "core/layer/tensor_file.h"
#include "core/lesson/lesson.h"

namespace unfold::cli {

bool is_tensor_file(const std::filesystem::path& file) {
  return file.extension() == ".npy" || file.extension() == ".csv";
}

void keep_tensor(const CommandLine& line) {
  const Document document = load(line.choice);
  const std::shared_ptr<const Walkthrough> walkthrough = Walkthrough::compute(document.input);
  const TensorId id = tensor_of(line.at ? line.at->stage : Stage::input);
  if (line.target.extension() == ".npy")
    write_npy(*walkthrough, id, line.target);
  else
    write_csv(*walkthrough, id, line.target);
}

}  // namespace unfold::cli
