#include "core/io/torch_tensors.h"

#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/torch_calls.h"
#include "core/io/torch_dtype.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace unfold {
namespace {

using Ref = Pickle::Ref;
using Kind = Pickle::Kind;

constexpr int deepest = 100;         // nesting of what holds tensors
constexpr int deepest_wrapping = 8;  // of one tensor: a parameter of a subclass of …
constexpr std::size_t most_visits = 500'000, most_tensors = 100'000;
constexpr std::size_t longest_key = 200, longest_path = 1000;

bool is_wrapper(std::string_view key) {
  constexpr std::array names{"model",      "net", "network",   "weights",   "params",
                             "params_ema", "ema", "model_ema", "generator", "checkpoint"};
  return key.ends_with("state_dict") || std::ranges::find(names, key) != names.end();
}

class Finder {
 public:
  Finder(const Pickle& pickle, const std::string& file, const TorchTensorTable& table)
      : pickle_(pickle), file_(file), table_(table), on_path_(pickle.size()), seen_(pickle.size()) {}

  std::vector<TorchTensor> find() {
    visit(pickle_.root(), "", 0);
    unwrap();
    make_unique();
    return std::move(found_);
  }

 private:
  std::optional<std::int64_t> integer(Ref ref) const {
    if (!pickle_.is(ref, Kind::integer)) return std::nullopt;
    return pickle_.integer(ref);
  }
  // Of a tuple, a list or a torch.Size; nothing where they are no sizes, or too many.
  std::optional<Shape> sizes(Ref ref) const {
    if (pickle_.is(ref, Kind::object)) {
      const auto arguments = pickle_.items(pickle_.arguments(ref));
      if (arguments.size() != 1) return std::nullopt;
      ref = arguments[0];
    }
    if (!pickle_.is(ref, Kind::tuple) && !pickle_.is(ref, Kind::list)) return std::nullopt;
    const auto items = pickle_.items(ref);
    if (items.size() > static_cast<std::size_t>(Shape::max_rank)) return std::nullopt;
    Shape shape;
    for (const Ref item : items) {
      const auto size = integer(item);
      if (!size || *size < 0) return std::nullopt;
      shape.push_back(*size);
    }
    return shape;
  }

  // How many sizes there are; 0 where they are none.
  std::size_t axes_of(Ref ref) const {
    if (pickle_.is(ref, Kind::object)) {
      const auto arguments = pickle_.items(pickle_.arguments(ref));
      if (arguments.size() != 1) return 0;
      ref = arguments[0];
    }
    return pickle_.is(ref, Kind::tuple) || pickle_.is(ref, Kind::list) ? pickle_.items(ref).size() : 0;
  }

  // storage, offset, size, stride.
  std::optional<TorchTensor> view(std::span<const Ref> arguments) const {
    if (arguments.size() < 4) return std::nullopt;
    const auto storage = torch_storage_id(pickle_, arguments[0]);
    if (storage && axes_of(arguments[2]) > static_cast<std::size_t>(Shape::max_rank)) {
      TorchTensor deep;
      deep.too_many_axes = true;
      return deep;
    }
    const auto offset = integer(arguments[1]);
    const auto shape = sizes(arguments[2]), strides = sizes(arguments[3]);
    if (!storage || !offset || *offset < 0 || !shape || !strides || strides->rank() != shape->rank()) {
      return std::nullopt;
    }
    TorchTensor tensor;
    tensor.shape = *shape;
    tensor.strides = *strides;
    tensor.offset = static_cast<std::uint64_t>(*offset) + storage->view_offset;
    tensor.dtype = storage->dtype;
    tensor.number = storage->number;
    tensor.refusal = storage->refusal;
    tensor.storage = storage->key;
    return tensor;
  }
  static TorchTensor unread(const Shape& shape, std::string dtype, std::string refusal) {
    TorchTensor tensor;
    tensor.shape = shape;
    tensor.dtype = std::move(dtype);
    tensor.refusal = std::move(refusal);
    return tensor;
  }
  std::optional<TorchDtype> dtype(Ref ref) const {
    const auto [module, name] = pickle_.global(ref);
    return module == "torch" ? torch_dtype(name) : std::nullopt;
  }

  // What torch's function of this name makes.
  std::optional<TorchTensor> rebuilt(std::string_view name, std::span<const Ref> arguments, int depth) const {
    if (name == "_rebuild_tensor" || name == "_rebuild_tensor_v2") return view(arguments);
    if (name == "_rebuild_tensor_v3") {  // …, requires_grad, hooks, dtype
      auto tensor = view(arguments);
      const auto type = arguments.size() > 6 ? dtype(arguments[6]) : std::nullopt;
      if (!tensor || !type) return std::nullopt;
      tensor->dtype = type->name;
      tensor->number = type->number;
      tensor->refusal = type->refusal;
      return tensor;
    }
    if (name == "_rebuild_parameter" || name == "_rebuild_parameter_with_state") {
      return arguments.empty() ? std::nullopt : tensor(arguments[0], depth + 1);
    }
    if (name == "_rebuild_from_type" ||
        name == "_rebuild_from_type_v2") {  // function, class, arguments, state
      if (arguments.size() < 3 || !pickle_.is(arguments[2], Kind::tuple)) return std::nullopt;
      return rebuilt(pickle_.global(arguments[0]).second, pickle_.items(arguments[2]), depth + 1);
    }
    if (name == "_rebuild_qtensor") {
      auto tensor = view(arguments);
      if (tensor) tensor->number.reset();
      if (tensor) tensor->refusal = "quantized numbers";
      return tensor;
    }
    if (name == "_rebuild_meta_tensor_no_storage") {  // dtype, size, stride, requires_grad
      if (arguments.size() < 3) return std::nullopt;
      const auto type = dtype(arguments[0]);
      const auto shape = sizes(arguments[1]);
      if (!type || !shape) return std::nullopt;
      return unread(*shape, std::string(type->name), "no values (device meta)");
    }
    if (name.starts_with("_rebuild_sparse")) {  // layout, (indices, values, size)
      if (arguments.size() < 2) return std::nullopt;
      const auto data = pickle_.items(arguments[1]);
      for (const Ref part : data) {
        const auto shape = sizes(part);
        const auto values = data.size() > 1 ? tensor(data[1], depth + 1) : std::nullopt;
        if (shape) return unread(*shape, values ? values->dtype : "sparse", "a sparse tensor");
      }
    }
    return std::nullopt;
  }

  // The tensor that the value is, if it is one.
  std::optional<TorchTensor> tensor(Ref ref, int depth) const {
    if (depth > deepest_wrapping) return std::nullopt;
    if (pickle_.is(ref, Kind::persistent)) {
      const auto found = table_.find(std::string(pickle_.text(pickle_.content(ref))));
      return found == table_.end() ? std::nullopt : std::optional(found->second);
    }
    if (!pickle_.is(ref, Kind::object)) return std::nullopt;
    const auto [module, name] = pickle_.global(torch_callable(pickle_, pickle_.callable(ref)));
    if (!module.starts_with("torch")) return std::nullopt;
    const auto arguments = pickle_.items(pickle_.arguments(ref));
    if (name.starts_with("_rebuild_")) return rebuilt(name, arguments, depth);
    if (name == "Parameter" || name == "Variable" || name == "Buffer") {  // of 0.1 to 0.3
      for (const auto& parts : {arguments, pickle_.items(pickle_.state(ref))}) {
        for (const Ref part : parts) {
          if (auto inner = tensor(part, depth + 1)) return inner;
        }
      }
    }
    return std::nullopt;
  }

  void visit(Ref ref, const std::string& path, int depth) {
    if (++visits_ > most_visits) {
      throw Error(file_ + ": refers to itself too often to list its tensors; save the state_dict alone");
    }
    if (auto found = tensor(ref, 0)) {
      if (found_.size() == most_tensors) {
        throw Error(file_ + ": has more than " + std::to_string(most_tensors) +
                    " tensors; save the layer alone");
      }
      check_size(found->shape, path);
      found->name = path;
      found_.push_back(std::move(*found));
      return;
    }
    if (depth > deepest || on_path_[ref]) return;
    on_path_[ref] = true;
    switch (pickle_.kind(ref)) {
    case Kind::dict: visit_pairs(pickle_.items(ref), path, depth); break;
    case Kind::tuple:
    case Kind::list:
    case Kind::set: visit_items(pickle_.items(ref), path, depth); break;
    case Kind::object: visit_object(ref, path, depth); break;
    default: break;
    }
    on_path_[ref] = false;
  }

  // Whoever asks for the number of values of a listed tensor can count it.
  void check_size(const Shape& shape, const std::string& path) const {
    std::vector<std::uint64_t> sizes;
    for (int axis = 0; axis < shape.rank(); ++axis) sizes.push_back(static_cast<std::uint64_t>(shape[axis]));
    if (checked_count(sizes)) return;
    throw Error(file_ + ": its tensor '" + printable(path, 60) + "' of shape " + to_string(shape) +
                " has more values than can be counted; download it again");
  }
  static std::string joined(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : path + "." + std::string(key);
  }
  void visit_child(Ref child, const std::string& path, std::string_view key, int depth) {
    const bool holds = pickle_.is(child, Kind::dict) || pickle_.is(child, Kind::object) ||
                       pickle_.is(child, Kind::tuple) || pickle_.is(child, Kind::list) ||
                       pickle_.is(child, Kind::persistent);
    if (!holds || key.size() > longest_key || path.size() > longest_path) return;
    visit(child, joined(path, key), depth + 1);
  }
  void visit_items(std::span<const Ref> items, const std::string& path, int depth) {
    for (std::size_t i = 0; i < items.size(); ++i) visit_child(items[i], path, std::to_string(i), depth);
  }
  void visit_pairs(std::span<const Ref> pairs, const std::string& path, int depth) {
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
      if (const auto number = integer(pairs[i])) {
        visit_child(pairs[i + 1], path, std::to_string(*number), depth);
      } else if (pickle_.is(pairs[i], Kind::text)) {
        visit_child(pairs[i + 1], path, pickle_.text(pairs[i]), depth);
      }
    }
  }
  // What OrderedDict was called with: a list of pairs.
  void visit_pair_list(Ref list, const std::string& path, int depth) {
    for (const Ref pair : pickle_.items(list)) {
      if (pickle_.items(pair).size() == 2) visit_pairs(pickle_.items(pair), path, depth);
    }
  }
  void visit_object(Ref ref, const std::string& path, int depth) {
    const auto [module, name] = pickle_.global(torch_callable(pickle_, pickle_.callable(ref)));
    const auto arguments = pickle_.items(pickle_.arguments(ref));
    if (module == "collections") {
      if (name == "OrderedDict" && arguments.size() == 1) visit_pair_list(arguments[0], path, depth);
      if (name == "deque" && arguments.size() == 1) visit_child(arguments[0], path, "0", depth);
      visit_pairs(pickle_.items(ref), path, depth);
      return;
    }
    // The attributes: a dict, or a dict and the values of the slots.
    Ref attributes = pickle_.state(ref);
    if (pickle_.is(attributes, Kind::tuple) && !pickle_.items(attributes).empty()) {
      attributes = pickle_.items(attributes)[0];
    }
    if (visit_module(attributes, path, depth)) return;
    // A class of which nothing is known may tie everything to everything: each object counts once.
    if (seen_[ref]) return;
    seen_[ref] = true;
    visit_items(arguments, path, depth);
    if (pickle_.is(attributes, Kind::dict)) visit_pairs(pickle_.items(attributes), path, depth);
    visit_pairs(pickle_.items(ref), path, depth);
  }
  // torch.nn.Module: its parts' names join its own.
  bool visit_module(Ref attributes, const std::string& path, int depth) {
    if (!pickle_.is(attributes, Kind::dict)) return false;
    const auto pairs = pickle_.items(attributes);
    bool is_module = false;
    for (const std::string_view part : {"_parameters", "_buffers", "_modules"}) {
      for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        if (pickle_.text(pairs[i]) != part) continue;
        is_module = true;
        visit(pairs[i + 1], path, depth + 1);
        break;
      }
    }
    return is_module;
  }

  std::span<const Ref> pairs_of(Ref ref) const {
    const bool dict = pickle_.is(ref, Kind::dict) ||
                      (pickle_.is(ref, Kind::object) &&
                       pickle_.is_global(pickle_.callable(ref), "collections", "OrderedDict"));
    return dict ? pickle_.items(ref) : std::span<const Ref>{};
  }
  bool has_dotted_key(Ref ref) const {
    const auto pairs = pairs_of(ref);
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
      if (pickle_.text(pairs[i]).find('.') != std::string_view::npos) return true;
    }
    return false;
  }
  // Takes away a key that holds every tensor and says nothing of them: it is called as wrappers are, or it
  // holds a state dict, whose own keys have dots.
  void unwrap() {
    Ref at = pickle_.root();
    for (int turn = 0; turn < 4 && !found_.empty(); ++turn) {
      const auto pairs = pairs_of(at);
      std::string prefix;
      for (std::size_t i = 0; i + 1 < pairs.size() && prefix.empty(); i += 2) {
        const std::string_view key = pickle_.text(pairs[i]);
        if (key.empty() || (!is_wrapper(key) && !has_dotted_key(pairs[i + 1]))) continue;
        prefix = std::string(key) + ".";
        if (!found_.front().name.starts_with(prefix)) prefix.clear();
        at = pairs[i + 1];
      }
      const auto holds = [&](const TorchTensor& tensor) { return tensor.name.starts_with(prefix); };
      if (prefix.empty() || !std::ranges::all_of(found_, holds)) return;
      for (TorchTensor& tensor : found_) tensor.name.erase(0, prefix.size());
    }
  }
  void make_unique() {
    std::unordered_map<std::string, int> taken;
    for (TorchTensor& tensor : found_) {
      if (tensor.name.empty()) tensor.name = "tensor";
      const std::string name = tensor.name;
      for (int& count = taken[name]; count > 0 && taken.contains(tensor.name);) {
        tensor.name = name + " (" + std::to_string(++count) + ")";
      }
      ++taken[tensor.name];
    }
  }

  const Pickle& pickle_;
  const std::string& file_;
  const TorchTensorTable& table_;
  std::vector<bool> on_path_, seen_;
  std::size_t visits_ = 0;
  std::vector<TorchTensor> found_;
};

}  // namespace

std::optional<TorchStorageId> torch_storage_id(const Pickle& pickle, Ref ref) {
  if (pickle.is(ref, Kind::persistent)) ref = pickle.content(ref);
  if (!pickle.is(ref, Kind::tuple)) return std::nullopt;
  const auto items = pickle.items(ref);
  if (items.size() < 5 || pickle.text(items[0]) != "storage" || !pickle.is(items[1], Kind::global) ||
      !pickle.is(items[2], Kind::text) || !pickle.is(items[4], Kind::integer) ||
      pickle.integer(items[4]) < 0) {
    return std::nullopt;
  }
  const std::string_view name = pickle.global(items[1]).second;
  const auto dtype = torch_class_dtype(name);
  TorchStorageId id;
  id.key = pickle.text(items[2]);
  id.elements = static_cast<std::uint64_t>(pickle.integer(items[4]));
  if (dtype) {
    id.dtype = dtype->name;
    id.number = dtype->number;
    id.refusal = dtype->refusal;
    id.element_bytes = dtype->bytes;
  } else {
    id.dtype = printable(name, 40);
    id.refusal = "values of an unknown type";
  }
  if (items.size() < 6 || !pickle.is(items[5], Kind::tuple)) return id;
  const auto view = pickle.items(items[5]);  // key, offset, elements
  if (view.size() < 2 || !pickle.is(view[1], Kind::integer) || pickle.integer(view[1]) < 0)
    return std::nullopt;
  id.view_offset = static_cast<std::uint64_t>(pickle.integer(view[1]));
  return id;
}

std::vector<TorchTensor> torch_tensors(const Pickle& pickle, const std::string& file,
                                       const TorchTensorTable& table) {
  check_torch_calls(pickle, file);
  return Finder(pickle, file, table).find();
}

TensorInfo torch_tensor_info(const TorchTensor& tensor) {
  // What has four axes in PyTorch is (FN, C, FH, FW).
  return {tensor.name, tensor.shape, tensor.dtype,
          tensor.shape.rank() == 4 ? BankLayout::oihw : BankLayout::unknown};
}

}  // namespace unfold
