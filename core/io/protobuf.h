#pragma once

#include "core/io/source.h"

#include <protozero/types.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace unfold {

// A piece of a Source that is read from front to back with steps over what is not wanted: a few kilobytes at
// a time are held. Stays within the Source; throws Error at its end.
class ProtobufWindow {
 public:
  explicit ProtobufWindow(Source& source) : source_(source) {}
  // `length` bytes from `at` on, at most 16; valid until the next call.
  [[nodiscard]] std::span<const std::byte> bytes(std::uint64_t at, std::size_t length);
  // The varint at `at`, which moves behind it and not beyond `end`.
  [[nodiscard]] std::uint64_t varint(std::uint64_t& at, std::uint64_t end);
  [[nodiscard]] Source& source() const { return source_; }
  [[noreturn]] void fail(const std::string& what) const;

 private:
  Source& source_;
  std::uint64_t at_ = 0;
  std::vector<std::byte> held_;
};

// Where something lies in a Source.
struct Extent {
  std::uint64_t begin = 0, end = 0;
  [[nodiscard]] std::uint64_t length() const { return end - begin; }
};

// One protobuf message, field by field (Protocol Buffers, "Encoding"), wherever it lies in a Source of any
// size: what is not asked for is never read. Throws Error where a field leaves its message.
class ProtobufMessage {
 public:
  ProtobufMessage(ProtobufWindow& window, Extent extent)
      : window_(&window), at_(extent.begin), end_(extent.end) {}

  // Steps to the next field; false at the end.
  [[nodiscard]] bool next();
  [[nodiscard]] std::uint32_t tag() const { return tag_; }
  [[nodiscard]] protozero::pbf_wire_type wire_type() const { return wire_type_; }

  // The present field. Each throws Error where it is of another wire type.
  [[nodiscard]] std::uint64_t integer() const;
  [[nodiscard]] Extent extent() const;
  [[nodiscard]] ProtobufMessage message() const { return {*window_, extent()}; }
  [[nodiscard]] std::string text(std::size_t longest) const;

  // Each value of a repeated number, packed or not: act(bits).
  template <class Act> void integers(Act act) const {
    if (wire_type_ == protozero::pbf_wire_type::varint) return act(value_);
    const Extent packed = extent();
    for (std::uint64_t at = packed.begin; at < packed.end;) act(window_->varint(at, packed.end));
  }
  // Where the numbers of `width` bytes lie that the field holds, packed or alone.
  [[nodiscard]] Extent fixed_extent(std::size_t width) const;

 private:
  ProtobufWindow* window_;
  std::uint64_t at_, end_;
  std::uint32_t tag_ = 0;
  protozero::pbf_wire_type wire_type_ = protozero::pbf_wire_type::unknown;
  std::uint64_t value_ = 0;
  Extent extent_;
};

}  // namespace unfold
