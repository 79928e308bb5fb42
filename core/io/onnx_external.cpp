#include "core/io/onnx_external.h"

#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/utf8_path.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

namespace unfold {
namespace fs = std::filesystem;
namespace {

struct External {
  std::string location;
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> length;
};

std::uint64_t decimal(const std::string& text, const ProtobufWindow& window) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) {
    window.fail("says '" + printable(text, 40) + "' for a place in external data");
  }
  return value;
}

External external_of(ProtobufWindow& window, Extent tensor) {
  External external;
  ProtobufMessage message(window, tensor);
  while (message.next()) {
    if (message.tag() != 13) continue;
    std::string key, value;
    ProtobufMessage entry = message.message();
    while (entry.next()) {
      if (entry.tag() == 1) key = entry.text(4096);
      if (entry.tag() == 2) value = entry.text(4096);
    }
    if (key == "location") external.location = value;
    if (key == "offset") external.offset = decimal(value, window);
    if (key == "length") external.length = decimal(value, window);
  }
  return external;
}

// A path of POSIX or of Windows, whatever this machine has: a model travels.
bool leaves_its_folder(std::string location) {
  std::ranges::replace(location, '\\', '/');
  if (location.empty() || location.front() == '/' || location.find('\0') != std::string::npos) return true;
  if (location.size() > 1 && location[1] == ':') return true;
  for (std::size_t at = 0; at <= location.size();) {
    const std::size_t end = std::min(location.find('/', at), location.size());
    if (std::string_view(location).substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

bool lies_in(const fs::path& file, const fs::path& folder) {
  const auto [rest, beyond] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return rest == folder.end() && beyond != file.end();
}

}  // namespace

Array read_onnx_external(ProtobufWindow& window, Extent tensor, NumberType type, const Shape& shape,
                         const fs::path& model) {
  const std::string& name = window.source().name();
  const External external = external_of(window, tensor);
  const std::string shown = "'" + printable(external.location, 60) + "'";
  if (model.empty()) {
    throw Error(name + ": has its values in another file, " + shown + "; open the model from its folder");
  }
  if (leaves_its_folder(external.location)) {
    throw Error(name + ": names " + shown +
                " for its values, which is not in its own folder; only files beside the model are read");
  }
  const fs::path folder = model.has_parent_path() ? model.parent_path() : fs::path(".");
  const fs::path file = folder / path_of_utf8(external.location);
  // A store of downloads keeps model and data in one folder of their own and links both from another.
  std::error_code error;
  const fs::path real = fs::weakly_canonical(file, error);
  const bool beside = !error && (lies_in(real, fs::weakly_canonical(folder, error)) ||
                                 lies_in(real, fs::weakly_canonical(model, error).parent_path()));
  if (!beside) {
    throw Error(name + ": names " + shown +
                " for its values, which leads out of its own folder; only files beside the model are read");
  }
  if (!fs::exists(real, error)) {
    throw Error(name + ": has its values in another file, " + shown +
                ", which is not there; put it beside the model");
  }
  Source data(file);
  const std::uint64_t needed = static_cast<std::uint64_t>(shape.count()) * byte_width(type);
  if (external.length && *external.length != needed) {
    throw Error(name + ": says " + byte_size(*external.length) + " of " + shown + " where its shape " +
                to_string(shape) + " needs " + byte_size(needed) + "; export the model again");
  }
  return read_numbers(data, external.offset, type, shape);
}

}  // namespace unfold
