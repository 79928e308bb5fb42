#include "core/io/file_kind.h"

#include "core/base/error.h"
#include "core/io/image_kind.h"
#include "core/io/keras.h"
#include "core/io/npy_header.h"
#include "core/io/onnx.h"
#include "core/io/safetensors.h"
#include "core/io/source.h"
#include "core/io/tar.h"
#include "core/io/torch_legacy.h"
#include "core/io/utf8_path.h"
#include "core/io/zip.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

namespace unfold {
namespace {

// A lesson is a JSON object.
bool begins_object(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t at = head.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos || head[at] != '{') return false;
  const std::size_t next = head.find_first_not_of(" \t\r\n", at + 1);
  return next == std::string_view::npos || head[next] == '"' || head[next] == '}';
}

FileKind kind_of(Source source) {
  const std::vector<std::byte> bytes = source.head(512);
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (head.starts_with(npy_magic) || is_hdf5(head) || is_zip(bytes) || is_pickle(bytes) || is_tar(bytes))
    return FileKind::weights;
  if (image_kind(bytes).picture) return FileKind::picture;
  if (begins_object(head)) return FileKind::lesson;
  if (is_safetensors(head) || is_onnx(source)) return FileKind::weights;
  return may_be_tga(bytes) ? FileKind::picture : FileKind::unknown;
}

}  // namespace

FileKind kind_of(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) return FileKind::folder;
  try {
    return kind_of(Source(file));
  } catch (const Error&) {
    return FileKind::unknown;
  }
}

bool ends_like_weights(const std::filesystem::path& file) {
  constexpr std::array<std::string_view, 10> endings{".npy",         ".npz",  ".pth", ".pt",   ".bin",
                                                     ".safetensors", ".onnx", ".h5",  ".hdf5", ".keras"};
  return std::ranges::find(endings, lower_ending(file)) != endings.end();
}

}  // namespace unfold
