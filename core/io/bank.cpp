#include "core/io/bank.h"

#include "core/base/error.h"
#include "core/io/batch_norm.h"
#include "core/io/printable.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace unfold {
namespace {

// "a, b and 3 more": the tensors that could be meant.
std::string listing(const std::vector<std::string>& names) {
  constexpr std::size_t shown = 6;
  std::string line;
  for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
    line += (i > 0 ? ", " : "") + printable(names[i], 60);
  if (names.size() > shown) line += " and " + std::to_string(names.size() - shown) + " more";
  return line;
}

// Which tensor of the file is meant. Empty `wanted`: the only one that `fits`. `note`: why the file itself
// does not tell, where it could.
template <class Fits>
std::size_t choose(const WeightsFile& weights, const std::string& file, const std::string& wanted,
                   const std::string& what, const std::string& note, Fits fits) {
  const std::vector<TensorInfo>& tensors = weights.tensors();
  std::vector<std::string> names;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (!wanted.empty() && tensors[i].name == wanted) return i;
    if (!fits(tensors[i])) continue;
    names.push_back(tensors[i].name);
    places.push_back(i);
  }
  if (!wanted.empty()) {
    for (const LeftOut& one : weights.left_out()) {
      if (one.name == wanted)
        throw Error(file + ": its tensor '" + printable(wanted, 60) + "' is not read: " + one.why +
                    "; a bank has four axes, (FN, C, FH, FW)");
    }
    std::vector<std::string> all;
    for (const TensorInfo& tensor : tensors) all.push_back(tensor.name);
    throw Error(file + ": has no tensor '" + printable(wanted, 60) + "'; it has " + listing(all));
  }
  if (places.size() == 1) return places.front();
  if (places.empty() && tensors.size() == 1) return 0;  // the caller says what is wrong with this one
  const std::string begin = file + ": " + (note.empty() ? "" : note + ", and it ");
  if (places.empty())
    throw Error(begin + "has no tensor that could be " + what + "; --inspect lists what it has");
  throw Error(begin + "has several tensors that could be " + what + "; choose one as FILE:TENSOR among " +
              listing(names));
}

std::string full_name(const WeightsFile& weights, const std::string& file, std::size_t place) {
  return weights.tensors().size() == 1 ? file : file + ":" + printable(weights.tensors()[place].name, 60);
}

bool is_first_channels(std::int64_t channels) { return channels == 1 || channels == 3; }

// (FH, FW, C, FN) -> (FN, C, FH, FW).
Array from_hwio(const Array& stored) {
  const std::int64_t FH = stored.shape[0], FW = stored.shape[1], C = stored.shape[2], FN = stored.shape[3];
  Array bank{{FN, C, FH, FW}, std::vector<float>(stored.data.size())};
  std::size_t to = 0;
  for (std::int64_t f = 0; f < FN; ++f)
    for (std::int64_t c = 0; c < C; ++c)
      for (std::int64_t k = 0; k < FH * FW; ++k)
        bank.data[to++] = stored.data[static_cast<std::size_t>((k * C + c) * FN + f)];
  return bank;
}

int long_axes(const Shape& shape) {
  int axes = 0;
  for (int i = 0; i < shape.rank(); ++i) axes += shape[i] != 1 ? 1 : 0;
  return axes;
}

NamedArray read_bias_at(WeightsFile& weights, const std::string& file, std::size_t place) {
  Array array = weights.read(place);
  array.shape = Shape{array.shape.count()};
  return {full_name(weights, file, place), std::move(array)};
}

// The bank and its bias as they stand once the normalisation after them is part of them.
void fold_norm(Bank& bank, WeightsFile& weights, const std::string& file, std::size_t place) {
  const std::int64_t FN = bank.weight.array.shape[0];
  const std::optional<StoredNorm> norm = norm_after(weights, TensorNames(weights.tensors()), place, FN);
  if (!norm) {
    throw Error(file + ": has no batch norm that follows " + bank.weight.name +
                "; its mean and variance of shape (" + std::to_string(FN) + ",) are needed");
  }
  if (bank.bias && bank.bias->array.shape != Shape{FN}) {
    throw Error(file + ": its bias " + bank.bias->name + " has shape " + to_string(bank.bias->array.shape) +
                " and there are " + std::to_string(FN) + " filters; (" + std::to_string(FN) + ",) is needed");
  }
  if (!bank.bias) bank.bias = {norm->name, {{FN}, std::vector<float>(static_cast<std::size_t>(FN))}};
  fold(read_norm(weights, *norm, FN), bank.weight.array, bank.bias->array);
  bank.weight.name += " · " + printable(norm->name, 60);
}

}  // namespace

BankLayout layout_of(const TensorInfo& tensor) {
  const Shape& s = tensor.shape;
  if (s.rank() != 4) return BankLayout::unknown;
  if (tensor.layout != BankLayout::unknown) return tensor.layout;
  // (64, 64, 3, 3) is PyTorch's, (7, 7, 3, 64) is Keras's.
  const bool square_first = s[0] > 1 && s[0] == s[1] && s[2] != s[3];
  return square_first && is_first_channels(s[2]) ? BankLayout::hwio : BankLayout::oihw;
}

Shape bank_shape(const TensorInfo& tensor) {
  const Shape& s = tensor.shape;
  return layout_of(tensor) == BankLayout::hwio ? Shape{s[3], s[2], s[0], s[1]} : s;
}

bool is_ambiguous(const TensorInfo& tensor) {
  const Shape& s = tensor.shape;
  return s.rank() == 4 && tensor.layout == BankLayout::unknown && is_first_channels(s[1]) &&
         is_first_channels(s[2]) && (s[2] != s[3] || s[0] == s[1]);
}

std::optional<std::string> not_a_bank(const TensorInfo& tensor) {
  const Shape& shape = tensor.shape;
  if (shape.rank() != 4) {
    return std::to_string(shape.rank()) + (shape.rank() == 1 ? " axis" : " axes") +
           ", not 4: (FN, C, FH, FW)";
  }
  if (shape.count() == 0) return std::string("an axis of size 0");
  return std::nullopt;
}

std::optional<std::string> not_a_first_layer(const TensorInfo& tensor) {
  if (std::optional<std::string> why = not_a_bank(tensor)) return why;
  const std::int64_t C = bank_shape(tensor)[1];
  if (!is_first_channels(C)) return std::to_string(C) + " input channels, not 3 (colour) or 1 (gray)";
  return std::nullopt;
}

std::optional<std::size_t> bias_beside(const TensorNames& names, std::size_t weight, std::int64_t FN) {
  for (const std::string_view word : {"weight", "kernel"}) {
    std::string name = names.tensors()[weight].name;
    const std::size_t at = name.rfind(word);
    if (at == std::string::npos) continue;
    name.replace(at, word.size(), "bias");
    if (const std::optional<std::size_t> bias = names.find(name, {FN})) return bias;
  }
  return std::nullopt;
}

Array read_bank_at(WeightsFile& weights, std::size_t place, BankLayout layout) {
  Array stored = weights.read(place);
  return layout == BankLayout::hwio ? from_hwio(stored) : std::move(stored);
}

Bank read_bank(const std::filesystem::path& file, const BankChoice& choice) {
  const std::unique_ptr<WeightsFile> weights = open_weights(file);
  const std::string name = display_name(file);
  const std::optional<StoredConv> conv = weights->first_conv();
  const auto read_as = [&](TensorInfo one) {
    one.layout = choice.layout.value_or(one.layout);
    return one;
  };
  const auto refused = [&](const TensorInfo& one) {
    return choice.any_channels ? not_a_bank(one) : not_a_first_layer(read_as(one));
  };
  const bool known = choice.tensor.empty() && conv && !refused(weights->tensors()[conv->weight]);
  const std::size_t place =
      known ? conv->weight
            : choose(*weights, name, choice.tensor, "a first layer", weights->first_conv_note(),
                     [&](const TensorInfo& one) { return !not_a_first_layer(read_as(one)); });
  const TensorInfo info = read_as(weights->tensors()[place]);
  if (const std::optional<std::string> why = refused(info)) {
    throw Error(name + ": its shape " + to_string(info.shape) + " is not a first layer's, it has " + *why +
                "; a bank (FN, C, FH, FW) with C = 3 or 1 is needed");
  }
  Bank bank;
  bank.weight = {full_name(*weights, name, place), read_bank_at(*weights, place, layout_of(info))};
  const std::int64_t FN = bank.weight.array.shape[0];
  if (conv && conv->weight == place) bank.conv = conv;
  const std::optional<std::size_t> bias =
      bank.conv ? bank.conv->bias : bias_beside(TensorNames(weights->tensors()), place, FN);
  if (bias) bank.bias = read_bias_at(*weights, name, *bias);
  if (choice.fold_norm) fold_norm(bank, *weights, name, place);
  return bank;
}

NamedArray read_bias(const std::filesystem::path& file, const std::string& tensor) {
  const std::unique_ptr<WeightsFile> weights = open_weights(file);
  const std::string name = display_name(file);
  const std::size_t place = choose(*weights, name, tensor, "a bias", {},
                                   [](const TensorInfo& one) { return long_axes(one.shape) <= 1; });
  const TensorInfo& info = weights->tensors()[place];
  if (long_axes(info.shape) > 1) {
    throw Error(name + ": its shape " + to_string(info.shape) +
                " is not a bias's; (FN,) is needed, one number a filter");
  }
  return read_bias_at(*weights, name, place);
}

}  // namespace unfold
