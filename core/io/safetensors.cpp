#include "core/io/safetensors.h"

#include "core/base/error.h"
#include "core/io/bytes.h"
#include "core/io/number.h"
#include "core/io/printable.h"
#include "core/io/safetensors_header.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace unfold {
namespace {

constexpr std::uint64_t longest_header = 100'000'000;  // the format's own limit

struct Dtype {
  std::string_view name;
  int bits;
  std::optional<NumberType> number;  // nothing: not read
  std::string_view shown;
};
constexpr std::array<Dtype, 20> dtypes{{
    {"F32", 32, NumberType::float32, "float32"},
    {"F16", 16, NumberType::float16, "float16"},
    {"BF16", 16, NumberType::bfloat16, "bfloat16"},
    {"F64", 64, NumberType::float64, "float64"},
    {"I8", 8, NumberType::int8, "int8"},
    {"I16", 16, NumberType::int16, "int16"},
    {"I32", 32, NumberType::int32, "int32"},
    {"I64", 64, NumberType::int64, "int64"},
    {"U8", 8, NumberType::uint8, "uint8"},
    {"U16", 16, NumberType::uint16, "uint16"},
    {"U32", 32, NumberType::uint32, "uint32"},
    {"U64", 64, NumberType::uint64, "uint64"},
    {"BOOL", 8, NumberType::boolean, "bool"},
    {"F8_E5M2", 8, {}, "float8_e5m2"},
    {"F8_E4M3", 8, {}, "float8_e4m3"},
    {"F8_E8M0", 8, {}, "float8_e8m0"},
    {"F6_E2M3", 6, {}, "float6_e2m3"},
    {"F6_E3M2", 6, {}, "float6_e3m2"},
    {"F4", 4, {}, "float4"},
    {"C64", 64, {}, "complex64"},
}};

std::uint64_t length_at_front(std::string_view head) {
  return little_endian(std::as_bytes(std::span(head.substr(0, 8))));
}

class Safetensors : public WeightsFile {
 public:
  explicit Safetensors(Source source) : source_(std::move(source)) {
    const std::string json = header();
    data_at_ = 8 + json.size();
    std::vector<SafetensorsEntry> entries = read_safetensors_header(json, source_.name());
    check_offsets(entries);
    for (const SafetensorsEntry& entry : entries) add(entry);
  }
  [[nodiscard]] std::string_view format() const override { return "safetensors"; }

  [[nodiscard]] Array read(std::size_t place) override {
    const TensorInfo& info = tensors_.at(place);
    if (!places_[place].number) {
      throw Error(source_.name() + ": '" + printable(info.name, 60) + "' is " + printable(info.dtype, 40) +
                  ", which is not read; save it as float32, float16 or bfloat16");
    }
    return read_numbers(source_, places_[place].at, *places_[place].number, info.shape);
  }

 private:
  struct Place {
    std::uint64_t at = 0;
    std::optional<NumberType> number;
  };

  std::string header() {
    const std::vector<std::byte> front = source_.head(8);
    if (front.size() < 8) {
      throw Error(source_.name() + ": ends inside its safetensors header; copy or download it again");
    }
    const std::uint64_t length = length_at_front({reinterpret_cast<const char*>(front.data()), 8});
    if (length > longest_header) {
      throw Error(source_.name() + ": announces a safetensors header of " + byte_size(length) +
                  "; the format allows at most " + byte_size(longest_header));
    }
    if (length > source_.size() - 8) {
      throw Error(source_.name() + ": announces a safetensors header of " + byte_size(length) +
                  " and is itself " + byte_size(source_.size()) + "; copy or download it again");
    }
    std::string json(static_cast<std::size_t>(length), '\0');
    source_.read(8, std::as_writable_bytes(std::span(json)));
    return json;
  }

  // Sorted, the tensors lie one after the other without a gap, from the header's end to the file's.
  void check_offsets(const std::vector<SafetensorsEntry>& entries) const {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> pieces;
    for (const SafetensorsEntry& entry : entries) {
      if (entry.offsets[0] > entry.offsets[1]) fail(entry, "ends before it begins");
      pieces.emplace_back(entry.offsets[0], entry.offsets[1]);
    }
    std::ranges::sort(pieces);
    const std::uint64_t there = source_.size() - data_at_;
    std::uint64_t end = 0;
    for (const auto& [from, to] : pieces) {
      if (from != end) {
        throw Error(source_.name() + ": its safetensors header leaves a hole or an overlap at byte " +
                    std::to_string(std::min(from, end)) +
                    " of its values; write the file again with safetensors' save_file");
      }
      end = to;
    }
    if (end > there) {
      throw Error(source_.name() + ": is truncated: it holds " + byte_size(there) + " of the " +
                  byte_size(end) + " of values that its header announces; copy or download it again");
    }
    if (end < there) {
      throw Error(source_.name() + ": goes on for " + byte_size(there - end) +
                  " after its last tensor; write the file again with safetensors' save_file");
    }
  }

  void add(const SafetensorsEntry& entry) {
    const std::optional<std::uint64_t> count = checked_count(entry.shape);
    if (!count) fail(entry, "has a shape that no array can have");
    const auto* dtype = std::ranges::find(dtypes, entry.dtype, &Dtype::name);
    const bool known = dtype != dtypes.end();
    if (known) {
      const std::uint64_t bits = static_cast<std::uint64_t>(dtype->bits);
      // At most 2^60 values, of 64 bits at most: counted in bytes and in the bits that are left over.
      const std::uint64_t bytes = *count / 8 * bits + (*count % 8 * bits + 7) / 8;
      if (entry.offsets[1] - entry.offsets[0] != bytes) {
        fail(entry, "needs " + byte_size(bytes) + " for its shape and has " +
                        byte_size(entry.offsets[1] - entry.offsets[0]));
      }
    }
    if (entry.shape.size() > static_cast<std::size_t>(Shape::max_rank)) {
      left_out_.push_back({entry.name, too_many_axes});
      return;
    }
    TensorInfo info;
    info.name = entry.name;
    for (const std::uint64_t size : entry.shape) info.shape.push_back(static_cast<std::int64_t>(size));
    info.dtype = known ? std::string(dtype->shown) : "unknown (" + printable(entry.dtype, 20) + ")";
    tensors_.push_back(std::move(info));
    places_.push_back({data_at_ + entry.offsets[0], known ? dtype->number : std::nullopt});
  }

  [[noreturn]] void fail(const SafetensorsEntry& entry, const std::string& what) const {
    throw Error(source_.name() + ": its tensor '" + printable(entry.name, 60) + "' " + what +
                "; write the file again with safetensors' save_file");
  }

  Source source_;
  std::uint64_t data_at_ = 0;
  std::vector<Place> places_;
};

}  // namespace

std::unique_ptr<WeightsFile> open_safetensors(Source source) {
  return std::make_unique<Safetensors>(std::move(source));
}

bool is_safetensors(std::string_view head) {
  // A length beyond the file, even beyond the format's limit, is still told as what it is.
  return head.size() > 8 && head[8] == '{' && length_at_front(head) < (1ULL << 40);
}

}  // namespace unfold
