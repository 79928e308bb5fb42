#include "core/io/batch_norm.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace unfold {
namespace {

// A layer's tensors by the words of one framework. Keras 3 numbers them.
struct Words {
  std::string_view gamma, beta, mean, variance;
};
constexpr std::array<Words, 4> vocabulary{{
    {".weight", ".bias", ".running_mean", ".running_var"},
    {"/gamma:0", "/beta:0", "/moving_mean:0", "/moving_variance:0"},
    {"/gamma", "/beta", "/moving_mean", "/moving_variance"},
    {"/vars/0", "/vars/1", "/vars/2", "/vars/3"},
}};

// The normalisation of FN channels whose tensors' names begin with `layer`.
std::optional<StoredNorm> norm_named(const TensorNames& names, const std::string& layer, std::int64_t FN) {
  for (const Words& words : vocabulary) {
    const auto named = [&](std::string_view word) { return names.find(layer + std::string(word), {FN}); };
    const std::optional<std::size_t> mean = named(words.mean), variance = named(words.variance);
    if (!mean || !variance) continue;
    return StoredNorm{layer.substr(layer.rfind('/') + 1), named(words.gamma), named(words.beta), *mean,
                      *variance};
  }
  return std::nullopt;
}

// "layer1.0.conv1" of "layer1.0.conv1.weight", "conv2d" of "conv2d/kernel:0".
std::optional<std::string> layer_of(const std::string& weight) {
  for (const std::string_view word : {".weight", "/kernel:0", "/kernel", "/vars/0"})
    if (weight.ends_with(word)) return weight.substr(0, weight.size() - word.size());
  return std::nullopt;
}

// What the normalisation after a layer is called, from the likeliest on.
std::vector<std::string> norms_of(const std::string& layer) {
  std::vector<std::string> names;
  const std::size_t part = layer.find_last_of("./") + 1;  // 0 where there is no dot
  const std::string_view last = std::string_view(layer).substr(part);
  int number = 0;
  const auto [end, failed] = std::from_chars(last.data(), last.data() + last.size(), number);
  if (failed == std::errc{} && end == last.data() + last.size() && number >= 0 && number < 1'000'000)
    names.push_back(layer.substr(0, part) + std::to_string(number + 1));
  if (const std::size_t conv = layer.rfind("conv"); conv != std::string::npos && conv >= part) {
    for (const char* word : {"bn", "norm", "batchnorm", "batch_norm"})
      names.push_back(std::string(layer).replace(conv, 4, word));
  }
  for (const char* suffix : {"_bn", "_norm"}) names.push_back(layer + suffix);
  return names;
}

// PyTorch's state dicts keep the order in which a network's parts were made.
bool keeps_order(std::string_view format) {
  return format.starts_with("PyTorch") || format.starts_with("TorchScript");
}

// Nothing with weights of its own lies between the two.
bool follows(const std::vector<TensorInfo>& tensors, std::size_t weight, std::size_t norm) {
  if (norm <= weight) return false;
  for (std::size_t i = weight + 1; i < norm; ++i)
    if (tensors[i].shape.rank() >= 2) return false;
  return true;
}

// "norm2" of "norm1": where a layer has both, the one before its convolution may be meant by the number.
std::optional<std::string> next_number(const std::string& layer) {
  const std::size_t digits = layer.find_last_not_of("0123456789") + 1;
  if (digits == layer.size() || layer.size() - digits > 6) return std::nullopt;
  return layer.substr(0, digits) + std::to_string(std::stoi(layer.substr(digits)) + 1);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<StoredNorm> norm_after(const WeightsFile& weights, const TensorNames& names, std::size_t weight,
                                     std::int64_t FN) {
  if (const std::optional<StoredConv> first = weights.first_conv();
      first && first->weight == weight && first->norm)
    return first->norm;
  const std::vector<TensorInfo>& tensors = names.tensors();
  const bool ordered = keeps_order(weights.format());
  const auto found = [&](const std::string& layer) {
    std::optional<StoredNorm> norm = norm_named(names, layer, FN);
    if (norm && ordered && !follows(tensors, weight, norm->mean)) norm.reset();
    if (norm) norm->epsilon = weights.norm_epsilon(norm->name);
    return norm;
  };
  const std::optional<std::string> layer = layer_of(tensors[weight].name);
  if (!layer) return std::nullopt;
  const bool numbered = is_number(std::string_view(*layer).substr(layer->find_last_of("./") + 1));
  for (const std::string& name : norms_of(*layer)) {
    std::optional<StoredNorm> norm = found(name);
    if (!norm) continue;
    const std::optional<std::string> other = next_number(name);
    if (!ordered && !numbered && other && norm_named(names, *other, FN)) return std::nullopt;
    return norm;
  }
  // In a sequence the next number is what follows, and no other.
  if (!ordered || numbered) return std::nullopt;
  for (std::size_t i = weight + 1; i < tensors.size() && tensors[i].shape.rank() < 2; ++i) {
    for (const Words& words : vocabulary) {
      const std::string& name = tensors[i].name;
      if (!name.ends_with(words.mean)) continue;
      if (std::optional<StoredNorm> norm = found(name.substr(0, name.size() - words.mean.size())))
        return norm;
    }
  }
  return std::nullopt;
}

bool is_of_norm(const TensorNames& names, std::size_t place) {
  const TensorInfo& info = names.tensors()[place];
  if (info.shape.rank() != 1) return false;
  for (const Words& words : vocabulary) {
    for (const std::string_view word : {words.gamma, words.beta, words.mean, words.variance}) {
      if (!info.name.ends_with(word)) continue;
      const std::string layer = info.name.substr(0, info.name.size() - word.size());
      if (norm_named(names, layer, info.shape[0])) return true;
      const std::string last = layer.substr(layer.find_last_of("./") + 1);
      if (last.starts_with("bn") || last.find("norm") != std::string::npos) return true;
    }
  }
  return false;
}

ChannelAffine read_norm(WeightsFile& weights, const StoredNorm& norm, std::int64_t FN) {
  const auto read = [&](std::optional<std::size_t> place, float otherwise) {
    if (!place) return std::vector<float>(static_cast<std::size_t>(FN), otherwise);
    const TensorInfo& info = weights.tensors().at(*place);
    if (info.shape != Shape{FN}) {
      throw Error(printable(info.name, 60) + ": its shape " + to_string(info.shape) +
                  " does not fit the batch norm of " + std::to_string(FN) + " filters; (" +
                  std::to_string(FN) + ",) is needed");
    }
    return weights.read(*place).data;
  };
  const std::vector<float> gamma = read(norm.gamma, 1), beta = read(norm.beta, 0);
  const std::vector<float> mean = read(norm.mean, 0), variance = read(norm.variance, 1);
  ChannelAffine affine;
  for (std::size_t f = 0; f < gamma.size(); ++f) {
    const double spread = static_cast<double>(variance[f]) + norm.epsilon;
    if (!(spread > 0)) {
      throw Error(printable(norm.name, 60) + ": its variance of filter " + std::to_string(f) + " is " +
                  std::to_string(variance[f]) +
                  "; a number above zero is needed, or the batch norm left out");
    }
    const double scale = static_cast<double>(gamma[f]) / std::sqrt(spread);
    affine.scale.push_back(scale);
    affine.shift.push_back(static_cast<double>(beta[f]) - static_cast<double>(mean[f]) * scale);
  }
  return affine;
}

void fold(const ChannelAffine& norm, Array& W, Array& b) {
  const std::size_t filter = W.data.size() / norm.scale.size();
  for (std::size_t f = 0; f < norm.scale.size(); ++f) {
    for (std::size_t k = f * filter; k < (f + 1) * filter; ++k)
      W.data[k] = static_cast<float>(static_cast<double>(W.data[k]) * norm.scale[f]);
    b.data[f] = static_cast<float>(static_cast<double>(b.data[f]) * norm.scale[f] + norm.shift[f]);
  }
}

}  // namespace unfold
