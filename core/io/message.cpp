#include "core/io/message.h"

#include "core/base/error.h"
#include "core/io/bytes.h"

#include <utility>

namespace unfold {
namespace {

constexpr std::size_t width = 8;

}  // namespace

void MessageWriter::number(std::uint64_t value) {
  bytes_.resize(bytes_.size() + width);
  put(bytes_.size() - width, value);
}

void MessageWriter::put(std::size_t at, std::uint64_t value) {
  for (std::size_t i = 0; i < width; ++i) bytes_.at(at + i) = static_cast<std::byte>(value >> (8 * i));
}

void MessageWriter::bytes(std::span<const std::byte> value) {
  number(value.size());
  bytes_.insert(bytes_.end(), value.begin(), value.end());
}

void MessageWriter::text(std::string_view value) { bytes(std::as_bytes(std::span(value))); }

MessageReader::MessageReader(std::span<const std::byte> bytes, std::string name)
    : left_(bytes), name_(std::move(name)) {}

void MessageReader::broken() const {
  throw Error(name_ + ": damaged: what was read of it makes no sense; copy or download it again");
}

std::span<const std::byte> MessageReader::take(std::uint64_t size) {
  if (size > left_.size()) broken();
  const auto taken = left_.first(static_cast<std::size_t>(size));
  left_ = left_.subspan(taken.size());
  return taken;
}

std::uint64_t MessageReader::number() { return little_endian(take(width)); }

std::uint64_t MessageReader::number(std::uint64_t most) {
  const std::uint64_t value = number();
  if (value > most) broken();
  return value;
}

std::span<const std::byte> MessageReader::bytes() { return take(number()); }

std::string MessageReader::text() {
  const auto taken = bytes();
  return {reinterpret_cast<const char*>(taken.data()), taken.size()};
}

std::size_t MessageReader::count() { return static_cast<std::size_t>(number(left_.size() / width)); }

void MessageReader::end() const {
  if (!left_.empty()) broken();
}

}  // namespace unfold
