#include "core/io/torch_tar.h"

#include "core/base/error.h"
#include "core/io/bytes.h"
#include "core/io/pickle.h"
#include "core/io/printable.h"
#include "core/io/tar.h"
#include "core/io/torch_dtype.h"
#include "core/io/torch_file.h"

#include <array>
#include <utility>

namespace unfold {
namespace {

using Kind = Pickle::Kind;
constexpr std::uint64_t most_records = 100'000;

// A key as text: it was a number before it was one.
std::string key_of(const Pickle& pickle, Pickle::Ref ref) {
  if (pickle.is(ref, Kind::integer)) return std::to_string(pickle.integer(ref));
  if (pickle.is(ref, Kind::persistent)) return key_of(pickle, pickle.content(ref));
  return std::string(pickle.text(ref));
}

// Reads a member from its beginning to its end.
class Records {
 public:
  Records(Source source, std::string what) : source_(std::move(source)), what_(std::move(what)) {}

  [[nodiscard]] Pickle pickle() {
    const Pickle next(source_, at_, what_);
    at_ = next.end();
    return next;
  }
  [[nodiscard]] std::uint64_t count() {
    const Pickle next = pickle();
    const std::int64_t count = next.is(next.root(), Kind::integer) ? next.integer(next.root()) : -1;
    if (count < 0 || static_cast<std::uint64_t>(count) > most_records) fail();
    return static_cast<std::uint64_t>(count);
  }
  [[nodiscard]] std::int64_t number(std::size_t width) {
    std::array<std::byte, 8> bytes{};
    const std::span<std::byte> taken = std::span(bytes).first(width);
    source_.read(at_, taken);
    at_ += width;
    return static_cast<std::int64_t>(little_endian(taken));
  }
  [[nodiscard]] std::uint64_t at() const { return at_; }
  [[nodiscard]] bool is_done() const { return at_ >= source_.size(); }
  // `count` elements of `width` bytes; where they begin.
  std::uint64_t skip(std::int64_t count, std::size_t width) {
    if (count < 0 || static_cast<std::uint64_t>(count) > (source_.size() - at_) / width) fail();
    return std::exchange(at_, at_ + static_cast<std::uint64_t>(count) * width);
  }
  [[noreturn]] void fail() const {
    throw Error(source_.name() + ": " + what_ + " announces what it does not hold; download it again");
  }

 private:
  Source source_;
  std::string what_;
  std::uint64_t at_ = 0;
};

struct TarStorage {
  TorchDtype dtype;
  std::uint64_t at = 0, bytes = 0;  // in the file
};

class TorchTar : public TorchFile {
 public:
  explicit TorchTar(Source source) : source_(std::move(source)) {
    const std::vector<TarMember> members = list_tar(source_);
    const auto member = [&](std::string_view name) -> const TarMember* {
      for (const TarMember& candidate : members) {
        if (candidate.name == name) return &candidate;
      }
      return nullptr;
    };
    const TarMember *storages = member("storages"), *tensors = member("tensors"), *object = member("pickle");
    if (storages == nullptr || object == nullptr) {
      throw Error(name() + ": is a tar archive without torch.save's members, or cut off before them; unpack "
                           "it and name a file in it, or download it again");
    }
    read_storages(*storages);
    TorchTensorTable table;
    if (tensors != nullptr) table = read_tensors(*tensors);
    Source part = source_.part(object->at, object->size);
    const Pickle pickle(part, 0, "its object");
    list(torch_tensors(pickle, name(), table));
  }

  [[nodiscard]] std::string_view format() const override { return "PyTorch 0.1, tar"; }

 protected:
  [[nodiscard]] const std::string& name() const override { return source_.name(); }
  [[nodiscard]] Storage storage(const std::string& key) override {
    const auto found = storages_.find(key);
    if (found == storages_.end()) no_storage(key);
    return {source_.part(found->second.at, found->second.bytes), false};
  }

 private:
  void read_storages(const TarMember& member) {
    Records records(source_.part(member.at, member.size), "its list of storages");
    for (std::uint64_t left = records.count(); left > 0; --left) {
      const Pickle record = records.pickle();  // key, device, class
      const auto fields = record.items(record.root());
      if (fields.size() != 3) records.fail();
      const std::string_view class_name = record.global(fields[2]).second;
      const auto dtype = torch_class_dtype(class_name);
      if (!dtype) {
        throw Error(name() + ": has a storage of the class " + printable(class_name, 40) +
                    ", whose size is not known; save it again with a newer PyTorch");
      }
      const std::int64_t count = records.number(8);
      const std::uint64_t at = records.skip(count, dtype->bytes);
      storages_[key_of(record, fields[0])] = {*dtype, member.at + at,
                                              static_cast<std::uint64_t>(count) * dtype->bytes};
    }
    if (records.is_done()) return;
    const Pickle views = records.pickle();
    for (const Pickle::Ref view : views.items(views.root())) {  // key, root key, offset, elements
      const auto fields = views.items(view);
      if (fields.size() != 4) records.fail();
      const auto root = storages_.find(key_of(views, fields[1]));
      if (root == storages_.end()) records.fail();
      const std::int64_t offset = views.integer(fields[2]), count = views.integer(fields[3]);
      const std::uint64_t width = root->second.dtype.bytes, there = root->second.bytes / width;
      if (offset < 0 || count < 0 || static_cast<std::uint64_t>(offset) > there ||
          static_cast<std::uint64_t>(count) > there - static_cast<std::uint64_t>(offset)) {
        records.fail();
      }
      storages_[key_of(views, fields[0])] = {root->second.dtype,
                                             root->second.at + static_cast<std::uint64_t>(offset) * width,
                                             static_cast<std::uint64_t>(count) * width};
    }
  }

  TorchTensorTable read_tensors(const TarMember& member) {
    TorchTensorTable table;
    Records records(source_.part(member.at, member.size), "its list of tensors");
    for (std::uint64_t left = records.count(); left > 0; --left) {
      const Pickle record = records.pickle();  // key, storage key, class
      const auto fields = record.items(record.root());
      if (fields.size() != 3) records.fail();
      const std::int64_t axes = records.number(4);
      static_cast<void>(records.number(4));
      if (axes < 0 || axes > 64) records.fail();
      std::vector<std::int64_t> numbers;  // sizes and strides
      for (std::int64_t i = 0; i < 2 * axes; ++i) numbers.push_back(records.number(8));
      numbers.push_back(records.number(8));
      TorchTensor tensor;
      tensor.storage = key_of(record, fields[1]);
      const auto storage = storages_.find(tensor.storage);
      const auto dtype = storage == storages_.end() ? torch_class_dtype(record.global(fields[2]).second)
                                                    : std::optional(storage->second.dtype);
      for (const std::int64_t number : numbers) {
        if (number < 0) records.fail();
      }
      if (!dtype) continue;
      tensor.too_many_axes = axes > Shape::max_rank;
      for (std::int64_t axis = 0; axis < axes && !tensor.too_many_axes; ++axis) {
        tensor.shape.push_back(numbers[static_cast<std::size_t>(axis)]);
        tensor.strides.push_back(numbers[static_cast<std::size_t>(axes + axis)]);
      }
      tensor.offset = static_cast<std::uint64_t>(numbers.back());
      tensor.dtype = dtype->name;
      tensor.number = dtype->number;
      tensor.refusal = dtype->refusal;
      table[key_of(record, fields[0])] = std::move(tensor);
    }
    return table;
  }

  Source source_;
  std::unordered_map<std::string, TarStorage> storages_;
};

}  // namespace

std::unique_ptr<WeightsFile> open_torch_tar(Source source) {
  return std::make_unique<TorchTar>(std::move(source));
}

}  // namespace unfold
