#include "core/io/torch_legacy.h"

#include "core/base/error.h"
#include "core/io/bytes.h"
#include "core/io/pickle.h"
#include "core/io/printable.h"
#include "core/io/torch_file.h"
#include "core/io/truncation.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace unfold {
namespace {

using Kind = Pickle::Kind;

// 0x1950a86a20f9469cfc6c, little-endian.
constexpr std::string_view magic = "\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19";
constexpr std::int64_t protocol_version = 1001;
constexpr std::uint64_t count_bytes = 8;

struct Place {
  std::uint64_t at = 0, bytes = 0;
};

class TorchLegacy : public TorchFile {
 public:
  explicit TorchLegacy(Source source) : source_(std::move(source)) {
    const Pickle number(source_, 0, "its first pickle");
    if (number.text(number.root()) != magic) {
      throw Error(name() + ": is a Python pickle and none of torch.save; save the weights with torch.save or "
                           "numpy.savez");
    }
    const Pickle version(source_, number.end(), "its protocol version");
    if (!version.is(version.root(), Kind::integer) || version.integer(version.root()) != protocol_version) {
      throw Error(name() +
                  ": has a version of torch.save's format other than 1001; save it again with PyTorch");
    }
    const Pickle system(source_, version.end(), "its sys_info");
    const Pickle object(source_, system.end(), "its object");
    const Pickle keys(source_, object.end(), "its list of storages");
    std::vector<TorchTensor> views = torch_tensors(object, name());
    find_storages(object, keys);
    list(std::move(views));
  }

  [[nodiscard]] std::string_view format() const override { return "PyTorch, before 1.6"; }

 protected:
  [[nodiscard]] const std::string& name() const override { return source_.name(); }
  [[nodiscard]] Storage storage(const std::string& key) override {
    const auto found = storages_.find(key);
    if (found == storages_.end()) no_storage(key);
    return {source_.part(found->second.at, found->second.bytes), false};
  }

 private:
  // The storages have no names where they lie: their order is that of the keys, and the width of an element
  // is what the object says of the key.
  void find_storages(const Pickle& object, const Pickle& keys) {
    std::unordered_map<std::string, TorchStorageId> ids;
    for (Pickle::Ref ref = 0; ref < object.size(); ++ref) {
      if (!object.is(ref, Kind::persistent)) continue;
      if (auto id = torch_storage_id(object, ref)) ids.emplace(id->key, *id);
    }
    std::uint64_t at = keys.end();
    const auto order = keys.items(keys.root());
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::string key(keys.text(order[i]));
      const auto id = ids.find(key);
      if (id == ids.end()) {
        throw Error(name() + ": lists a storage '" + printable(key, 40) +
                    "' of which its object says nothing; download it again");
      }
      const std::uint64_t width = id->second.element_bytes;
      std::array<std::byte, count_bytes> stored{};
      if (source_.size() - at < count_bytes) cut(keys, i, at, ids);
      source_.read(at, stored);
      const std::uint64_t count = little_endian(stored);
      const std::uint64_t there = source_.size() - at - count_bytes;
      if (count > there / width) {
        if (count != id->second.elements) {
          throw Error(name() + ": its storage '" + printable(key, 40) + "' announces " +
                      std::to_string(count) + " elements where its object has " +
                      std::to_string(id->second.elements) + "; download it again");
        }
        cut(keys, i, at, ids);
      }
      storages_[key] = {at + count_bytes, count * width};
      at += count_bytes + count * width;
    }
  }

  // The file ends inside the storage at place `from` of the list, which begins at `at`.
  [[noreturn]] void cut(const Pickle& keys, std::size_t from, std::uint64_t at,
                        const std::unordered_map<std::string, TorchStorageId>& ids) const {
    constexpr std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t whole = at;
    const auto order = keys.items(keys.root());
    for (std::size_t i = from; i < order.size(); ++i) {
      const auto id = ids.find(std::string(keys.text(order[i])));
      if (id == ids.end()) continue;
      const std::uint64_t width = id->second.element_bytes, room = limit - whole;
      if (room < count_bytes || id->second.elements > (room - count_bytes) / width) {
        throw Error(name() + ": announces more bytes than can be counted; download it again");
      }
      whole += count_bytes + id->second.elements * width;
    }
    throw Error(name() + ": " + truncated(source_.size(), whole) + "; download it again");
  }

  Source source_;
  std::unordered_map<std::string, Place> storages_;
};

}  // namespace

bool is_pickle(std::span<const std::byte> head) {
  return head.size() > 1 && head[0] == std::byte{0x80} && head[1] >= std::byte{2} && head[1] <= std::byte{5};
}

std::unique_ptr<WeightsFile> open_torch_legacy(Source source) {
  return std::make_unique<TorchLegacy>(std::move(source));
}

}  // namespace unfold
