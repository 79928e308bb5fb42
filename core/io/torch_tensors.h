#pragma once

#include "core/base/shape.h"
#include "core/io/number.h"
#include "core/io/pickle.h"
#include "core/io/weights_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace unfold {

// A view of a storage, as torch.save describes a tensor.
struct TorchTensor {
  std::string name;
  Shape shape, strides;      // strides in elements
  std::uint64_t offset = 0;  // in elements, from the storage's beginning
  std::string dtype;
  std::optional<NumberType> number;  // nothing where its values are not read
  std::string refusal;               // then: what it holds instead, "complex numbers"
  std::string storage;               // the storage's key
  bool too_many_axes = false;        // more than Shape has; only the name is told then
};
using TorchTensorTable = std::unordered_map<std::string, TorchTensor>;

// A storage that a pickle mentions: ('storage', class, key, device, elements, view).
struct TorchStorageId {
  std::string key;
  std::string dtype;
  std::optional<NumberType> number;
  std::string refusal;
  std::size_t element_bytes = 1;
  std::uint64_t elements = 0;
  std::uint64_t view_offset = 0;  // in elements of the storage that the key names, before 1.6
};
[[nodiscard]] std::optional<TorchStorageId> torch_storage_id(const Pickle& pickle, Pickle::Ref ref);

// The tensors of what a pickle describes, in its order, however it nests them: dicts, lists, and objects of
// any class by their state (a module by its _parameters, _buffers and _modules). Names are the keys on the
// way, joined by dots, without a wrapper that holds all of them (state_dict, model, …), and unique. `table`:
// the tensors that the pickle mentions by id, in the tar format. Refuses, by name, what tensors do not need
// (torch_calls.h). Throws Error.
[[nodiscard]] std::vector<TorchTensor> torch_tensors(const Pickle& pickle, const std::string& file,
                                                     const TorchTensorTable& table = {});

// As a weights file lists it.
[[nodiscard]] TensorInfo torch_tensor_info(const TorchTensor& tensor);

}  // namespace unfold
