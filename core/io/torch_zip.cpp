#include "core/io/torch_zip.h"

#include "core/base/error.h"
#include "core/io/pickle.h"
#include "core/io/printable.h"
#include "core/io/torch_file.h"

#include <iterator>
#include <utility>

namespace unfold {
namespace {

constexpr std::string_view pickle_name = "data.pkl", old_script_name = "model.json";
// A deflated storage is unpacked whole.
constexpr std::uint64_t longest_unpacked = 1U << 30;

// The folder of the member of this name that is nearest to the root, with its slash.
std::optional<std::string> folder_of(const ZipArchive& archive, std::string_view name) {
  std::optional<std::string> folder;
  for (const ZipMember& member : archive.members()) {
    if (!member.name.ends_with(name)) continue;
    const std::string_view before = std::string_view(member.name).substr(0, member.name.size() - name.size());
    if (!before.empty() && !before.ends_with('/')) continue;
    if (!folder || before.size() < folder->size()) folder = before;
  }
  return folder;
}

class TorchZip : public TorchFile {
 public:
  explicit TorchZip(ZipArchive archive)
      : archive_(std::move(archive)), root_(folder_of(archive_, pickle_name).value_or("")) {
    is_script_ = archive_.find(root_ + "constants.pkl").has_value();
    if (const auto order = archive_.find(root_ + "byteorder")) read_byte_order(*order);
    std::vector<TorchTensor> views = tensors_of("data.pkl", "data/");
    if (is_script_) {
      // What the code alone uses is listed after the attributes.
      for (TorchTensor& view : tensors_of("constants.pkl", "constants/")) {
        view.name = "constants." + view.name;
        views.push_back(std::move(view));
      }
    }
    list(std::move(views));
  }

  [[nodiscard]] std::string_view format() const override {
    return is_script_ ? "TorchScript" : "PyTorch, zip";
  }

 protected:
  [[nodiscard]] const std::string& name() const override { return archive_.name(); }
  [[nodiscard]] Storage storage(const std::string& key) override {
    const auto place = archive_.find(root_ + key);
    if (!place) {
      throw Error(name() + ": has no member '" + printable(root_ + key, 60) +
                  "', where its numbers should be; download it again");
    }
    if (auto stored = archive_.stored(*place)) return {std::move(*stored), big_endian_};
    unpacked_ = archive_.bytes(*place, longest_unpacked);
    return {Source(unpacked_, name()), big_endian_};
  }

 private:
  void read_byte_order(std::size_t place) {
    const std::vector<std::byte> bytes = archive_.bytes(place, 64);
    const std::string_view order(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (order != "little" && order != "big") {
      throw Error(name() + ": says the byte order '" + printable(order, 20) +
                  "', which is neither little nor big");
    }
    big_endian_ = order == "big";
  }
  std::vector<TorchTensor> tensors_of(const std::string& member, const std::string& folder) {
    const auto place = archive_.find(root_ + member);
    if (!place) return {};
    const std::vector<std::byte> bytes = archive_.bytes(*place, Pickle::most_bytes);
    Source source(bytes, name());
    const Pickle pickle(source, 0, "its " + member);
    std::vector<TorchTensor> views = torch_tensors(pickle, name());
    for (TorchTensor& view : views) view.storage = folder + view.storage;
    return views;
  }

  ZipArchive archive_;
  std::string root_;
  bool big_endian_ = false, is_script_ = false;
  std::vector<std::byte> unpacked_;
};

}  // namespace

bool is_torch_zip(const ZipArchive& archive) {
  return folder_of(archive, pickle_name).has_value() || folder_of(archive, old_script_name).has_value();
}

std::unique_ptr<WeightsFile> open_torch_zip(ZipArchive archive) {
  if (!folder_of(archive, pickle_name)) {
    throw Error(archive.name() +
                ": is TorchScript of before PyTorch 1.4 (model.json); load and save it with a newer "
                "one");
  }
  return std::make_unique<TorchZip>(std::move(archive));
}

}  // namespace unfold
