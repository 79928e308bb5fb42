#pragma once

#include "core/io/source.h"
#include "core/io/torch_tensors.h"
#include "core/io/weights_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace unfold {

// What the formats of PyTorch share: named views of storages.
class TorchFile : public WeightsFile {
 public:
  [[nodiscard]] Array read(std::size_t place) override;

 protected:
  // The bytes of a storage, and whether its numbers are big-endian.
  struct Storage {
    Source source;
    bool big_endian = false;
  };
  // May refer to what the reader keeps until its next call. Throws Error where there is no such storage.
  [[nodiscard]] virtual Storage storage(const std::string& key) = 0;
  [[nodiscard]] virtual const std::string& name() const = 0;  // of the file

  [[noreturn]] void no_storage(const std::string& key) const;
  // Throws Error where there are none.
  void list(std::vector<TorchTensor> views);

 private:
  std::vector<TorchTensor> views_;
};

// Reads the numbers of a view in C order. A view may have fewer or more numbers than its storage, which is
// checked before anything is allocated. Throws Error.
[[nodiscard]] Array read_torch_view(Source& storage, bool big_endian, const TorchTensor& view);

}  // namespace unfold
