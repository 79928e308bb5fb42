#include "core/io/keras_names.h"

#include <algorithm>
#include <vector>

namespace unfold {
namespace {

std::vector<std::string> parts(const std::string& path) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    names.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

// "kernel" of "conv1/kernel:0", "conv1_W" of "conv1_W:0".
std::string leaf_of(const std::string& path) {
  std::string leaf = parts(path).back();
  return leaf.substr(0, leaf.rfind(':'));
}

// The models and the layer on the way to an array that is named by classes: {"functional", "conv2d"} of
// "layers/functional/layers/conv2d/vars/0".
std::vector<std::string> classes_on(const std::string& path) {
  std::vector<std::string> names = parts(path);
  names.resize(names.size() - 2);
  std::erase_if(names, [](const std::string& name) {
    return name == "layers" || name == "_layer_checkpoint_dependencies";
  });
  return names;
}

}  // namespace

KerasOwner owner_of(const std::string& path) {
  const std::vector<std::string> names = parts(path);
  KerasOwner owner;
  owner.leaf = leaf_of(path);
  const std::size_t n = names.size();
  if (n >= 3 && names[n - 2] == "vars") {
    owner.layer = names[n - 3];
    owner.by_class = true;
  } else if (n >= 2) {
    owner.layer = names[n - 2];
  }
  return owner;
}

bool belongs(const std::string& path, const KerasConv& layer, bool exact) {
  const KerasOwner owner = owner_of(path);
  if (!owner.by_class) return owner.layer == layer.name;
  const std::vector<std::string> there = classes_on(path);
  if (exact || there.size() < layer.by_class.size()) return there == layer.by_class;
  return std::equal(layer.by_class.rbegin(), layer.by_class.rend(), there.rbegin());
}

bool is_kernel(const KerasOwner& owner) {
  if (owner.by_class) return owner.leaf == "0";
  const std::string& leaf = owner.leaf;
  return leaf == "kernel" || leaf == "W" || leaf.ends_with("_W") || leaf.ends_with("_W_1");
}
bool is_bias(const KerasOwner& owner) {
  if (owner.by_class) return owner.leaf == "1";
  const std::string& leaf = owner.leaf;
  return leaf == "bias" || leaf == "b" || leaf.ends_with("_b") || leaf.ends_with("_b_1");
}

}  // namespace unfold
