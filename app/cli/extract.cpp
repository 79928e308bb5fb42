#include "app/cli/headless.h"

#include "core/io/npy.h"

namespace unfold::cli {

void extract(const CommandLine& line) {
  const std::shared_ptr<const Array> bank = load_bank(line.choice);
  NpyWriter writer(line.target, bank->shape);
  writer.write(bank->data);
  writer.finish();
}

}  // namespace unfold::cli
