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
  NpyFile(Source source, const std::filesystem::path& file) : source_(std::move(source)) {
    const NpyLayout layout = read_npy_layout(source_);
    tensors_.push_back({display_name(file.stem()), layout.header.shape, dtype_name(layout.value)});
  }
  [[nodiscard]] std::string_view format() const override { return "NumPy .npy"; }
  [[nodiscard]] Array read(std::size_t) override { return read_npy(source_); }

 private:
  Source source_;
};

bool is_web_page(std::string_view head) {
  const std::size_t start = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (start == std::string_view::npos) return false;
  std::string word(head.substr(start, 14));
  std::ranges::transform(word, word.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word.starts_with("<!doctype html") || word.starts_with("<html") || word.starts_with("<head");
}

// What a file that no reader takes seems to be, and what would help.
std::string guess(std::string_view head) {
  if (head.empty())
    return "is empty; weights are read from .npy, .npz, .pth, .pt, .safetensors, .onnx and .h5 files";
  if (is_web_page(head))
    return "is a web page, not weights; download the file itself (its raw or download link)";
  if (head.starts_with("version https://git-lfs")) {
    return "is a Git LFS pointer, not the weights; fetch them with git lfs pull";
  }
  return "is no weights file that is known; NumPy's .npy and .npz, PyTorch's .pth and .pt, safetensors, ONNX "
         "and Keras's HDF5 are read";
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
  if (head.starts_with(npy_magic)) return std::make_unique<NpyFile>(std::move(source), file);
  if (is_hdf5(head)) return open_keras(std::move(source));
  if (is_zip(bytes)) return open_zip(std::move(source));
  // Before a pickle: the length that it begins with may look like one's first bytes.
  if (is_safetensors(head)) return open_safetensors(std::move(source));
  if (is_pickle(bytes)) return open_torch_legacy(std::move(source));
  if (is_tar(bytes)) return open_torch_tar(std::move(source));
  if (is_onnx(source)) return open_onnx(std::move(source), file);
  throw Error(source.name() + ": " + guess(head));
}

}  // namespace unfold
