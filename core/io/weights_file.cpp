#include "core/io/weights_file.h"

#include "core/base/error.h"
#include "core/io/keras.h"
#include "core/io/npy.h"
#include "core/io/npy_header.h"
#include "core/io/npz.h"
#include "core/io/onnx.h"
#include "core/io/printable.h"
#include "core/io/safetensors.h"
#include "core/io/source.h"
#include "core/io/tar.h"
#include "core/io/torch_legacy.h"
#include "core/io/torch_tar.h"
#include "core/io/torch_zip.h"
#include "core/io/zip.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace unfold {
namespace {

class NpyFile : public WeightsFile {
 public:
  explicit NpyFile(const std::filesystem::path& file) : file_(file) {
    Source source(file);
    const NpyLayout layout = read_npy_layout(source);
    tensors_.push_back({display_name(file.stem()), layout.header.shape, dtype_name(layout.value)});
  }
  [[nodiscard]] std::string_view format() const override { return "NumPy .npy"; }
  [[nodiscard]] Array read(std::size_t) override { return read_npy(file_); }

 private:
  std::filesystem::path file_;
};

bool is_web_page(std::string_view head) {
  const std::size_t start = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (start == std::string_view::npos) return false;
  std::string word(head.substr(start, 14));
  std::ranges::transform(word, word.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word.starts_with("<!doctype html") || word.starts_with("<html") || word.starts_with("<head");
}

// What a file that is no .npy seems to be, and what would help.
std::string guess(std::string_view head) {
  if (head.empty())
    return "is empty; weights are read from .npy, .npz, .pth, .pt, .safetensors, .onnx and .h5 files";
  if (is_web_page(head))
    return "is a web page, not weights; download the file itself (its raw or download link)";
  if (head.starts_with("version https://git-lfs")) {
    return "is a Git LFS pointer, not the weights; fetch them with git lfs pull";
  }
  return "is no weights file that is known; NumPy's .npy and .npz, PyTorch's .pth and .pt, safetensors, ONNX "
         "and "
         "Keras's HDF5 are read";
}

// "a, b and 3 more": the tensors that could be meant.
std::string listing(const std::vector<std::string>& names) {
  constexpr std::size_t shown = 6;
  std::string line;
  for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
    line += (i > 0 ? ", " : "") + printable(names[i], 60);
  if (names.size() > shown) line += " and " + std::to_string(names.size() - shown) + " more";
  return line;
}

// Which tensor of the file is meant. Empty `wanted`: the only one that `fits`.
template <class Fits>
std::size_t choose(const WeightsFile& weights, const std::string& file, const std::string& wanted,
                   const std::string& what, Fits fits) {
  const std::vector<TensorInfo>& tensors = weights.tensors();
  std::vector<std::string> names;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (!wanted.empty() && tensors[i].name == wanted) return i;
    if (!fits(tensors[i].shape)) continue;
    names.push_back(tensors[i].name);
    places.push_back(i);
  }
  if (!wanted.empty()) {
    std::vector<std::string> all;
    for (const TensorInfo& tensor : tensors) all.push_back(tensor.name);
    throw Error(file + ": has no tensor '" + printable(wanted, 60) + "'; it has " + listing(all));
  }
  if (places.size() == 1) return places.front();
  if (places.empty() && tensors.size() == 1) return 0;  // the caller says what is wrong with this one
  if (places.empty())
    throw Error(file + ": has no tensor that could be " + what + "; --inspect lists what it has");
  throw Error(file + ": has several tensors that could be " + what + "; choose one as FILE:TENSOR among " +
              listing(names));
}

// The formats that are zip archives.
std::unique_ptr<WeightsFile> open_zip(Source source) {
  ZipArchive archive(std::move(source));
  if (is_torch_zip(archive)) return open_torch_zip(std::move(archive));
  if (is_keras_archive(archive)) return open_keras_archive(std::move(archive));
  if (is_npz(archive)) return open_npz(std::move(archive));
  const std::string holds =
      archive.members().empty() ? "nothing" : "'" + printable(archive.members().front().name, 60) + "'";
  throw Error(archive.name() + ": is a zip archive that holds " + holds +
              " and no weights; unpack it and name a file in it");
}

}  // namespace

std::unique_ptr<WeightsFile> open_weights(const std::filesystem::path& file) {
  Source source(file);
  const std::vector<std::byte> bytes = source.head(512);
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (head.starts_with(npy_magic)) return std::make_unique<NpyFile>(file);
  if (is_hdf5(head)) return open_keras(file);
  if (is_zip(bytes)) return open_zip(std::move(source));
  if (is_pickle(bytes)) return open_torch_legacy(std::move(source));
  if (is_tar(bytes)) return open_torch_tar(std::move(source));
  if (is_safetensors(head)) return open_safetensors(std::move(source));
  if (is_onnx(source)) return open_onnx(std::move(source), file);
  throw Error(source.name() + ": " + guess(head));
}

std::optional<std::string> not_a_first_layer(const Shape& shape) {
  if (shape.rank() != 4) {
    return std::to_string(shape.rank()) + (shape.rank() == 1 ? " axis" : " axes") +
           ", not 4: (FN, C, FH, FW)";
  }
  if (shape.count() == 0) return std::string("an axis of size 0");
  if (shape[1] != 1 && shape[1] != 3) {
    return std::to_string(shape[1]) + " input channels, not 3 (colour) or 1 (gray)";
  }
  return std::nullopt;
}

NamedArray read_bank(const std::filesystem::path& file, const std::string& tensor) {
  const std::unique_ptr<WeightsFile> weights = open_weights(file);
  const std::string name = display_name(file);
  const std::size_t place = choose(*weights, name, tensor, "a first layer",
                                   [](const Shape& shape) { return !not_a_first_layer(shape); });
  const TensorInfo& info = weights->tensors()[place];
  if (const std::optional<std::string> why = not_a_first_layer(info.shape)) {
    throw Error(name + ": its shape " + to_string(info.shape) + " is not a first layer's, it has " + *why +
                "; a bank (FN, C, FH, FW) with C = 3 or 1 is needed");
  }
  return {weights->tensors().size() == 1 ? name : name + ":" + printable(info.name, 60),
          weights->read(place)};
}

NamedArray read_bias(const std::filesystem::path& file, const std::string& tensor) {
  const std::unique_ptr<WeightsFile> weights = open_weights(file);
  const std::string name = display_name(file);
  const auto long_axes = [](const Shape& shape) {
    int axes = 0;
    for (int i = 0; i < shape.rank(); ++i) axes += shape[i] != 1 ? 1 : 0;
    return axes;
  };
  const std::size_t place =
      choose(*weights, name, tensor, "a bias", [&](const Shape& shape) { return long_axes(shape) <= 1; });
  const TensorInfo& info = weights->tensors()[place];
  if (long_axes(info.shape) > 1) {
    throw Error(name + ": its shape " + to_string(info.shape) +
                " is not a bias's; (FN,) is needed, one number a filter");
  }
  Array array = weights->read(place);
  array.shape = Shape{array.shape.count()};
  return {weights->tensors().size() == 1 ? name : name + ":" + printable(info.name, 60), std::move(array)};
}

}  // namespace unfold
