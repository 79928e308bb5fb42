#include "core/io/protobuf.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <protozero/exception.hpp>
#include <protozero/varint.hpp>

#include <algorithm>

namespace unfold {

using protozero::pbf_wire_type;

std::span<const std::byte> ProtobufWindow::bytes(std::uint64_t at, std::size_t length) {
  constexpr std::size_t window = 8192;
  if (at > source_.size() || length > source_.size() - at) fail("ends inside a field");
  if (at < at_ || at + length > at_ + held_.size()) {
    held_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(window, source_.size() - at)));
    source_.read(at, held_);
    at_ = at;
  }
  return std::span(held_).subspan(static_cast<std::size_t>(at - at_), length);
}

std::uint64_t ProtobufWindow::varint(std::uint64_t& at, std::uint64_t end) {
  const auto longest =
      static_cast<std::size_t>(std::min<std::uint64_t>(protozero::max_varint_length, end - at));
  const std::span<const std::byte> there = bytes(at, longest);
  const char* front = reinterpret_cast<const char*>(there.data());
  const char* next = front;
  try {
    const std::uint64_t value = protozero::decode_varint(&next, front + there.size());
    at += static_cast<std::uint64_t>(next - front);
    return value;
  } catch (const protozero::exception&) {
    fail("has a broken number at byte " + std::to_string(at));
  }
}

void ProtobufWindow::fail(const std::string& what) const {
  throw Error(source_.name() + ": its protobuf " + what + "; copy or download it again");
}

bool ProtobufMessage::next() {
  if (at_ >= end_) return false;
  const std::uint64_t start = at_, key = window_->varint(at_, end_);
  if (key >> 3 == 0 || key >> 32 != 0) window_->fail("has a broken field at byte " + std::to_string(start));
  tag_ = static_cast<std::uint32_t>(key >> 3);
  wire_type_ = static_cast<pbf_wire_type>(key & 7);
  std::uint64_t length = 0;
  switch (wire_type_) {
  case pbf_wire_type::varint:
    extent_ = {at_, at_};
    value_ = window_->varint(at_, end_);
    extent_.end = at_;
    return true;
  case pbf_wire_type::fixed64: length = 8; break;
  case pbf_wire_type::fixed32: length = 4; break;
  case pbf_wire_type::length_delimited: length = window_->varint(at_, end_); break;
  default: window_->fail("has a field of an unknown kind at byte " + std::to_string(start));
  }
  if (length > end_ - at_) {
    const Source& source = window_->source();
    if (end_ == source.size()) {
      throw Error(source.name() + ": is truncated, or broken at byte " + std::to_string(start) +
                  ": it holds " + byte_size(source.size()) + " and a field needs " + byte_size(length) +
                  " from there on; copy or download it again");
    }
    window_->fail("has a field at byte " + std::to_string(start) + " that leaves its message");
  }
  extent_ = {at_, at_ + length};
  at_ += length;
  return true;
}

std::uint64_t ProtobufMessage::integer() const {
  if (wire_type_ != pbf_wire_type::varint) {
    window_->fail("has something else where an integer is due, in field " + std::to_string(tag_));
  }
  return value_;
}

Extent ProtobufMessage::extent() const {
  if (wire_type_ != pbf_wire_type::length_delimited) {
    window_->fail("has something else where a text or message is due, in field " + std::to_string(tag_));
  }
  return extent_;
}

std::string ProtobufMessage::text(std::size_t longest) const {
  const Extent where = extent();
  if (where.length() > longest) {
    window_->fail("has a text of " + byte_size(where.length()) + " in field " + std::to_string(tag_) +
                  ", longer than any that belongs there");
  }
  std::string text(static_cast<std::size_t>(where.length()), '\0');
  window_->source().read(where.begin, std::as_writable_bytes(std::span(text)));
  return text;
}

Extent ProtobufMessage::fixed_extent(std::size_t width) const {
  const bool alone = (width == 4 && wire_type_ == pbf_wire_type::fixed32) ||
                     (width == 8 && wire_type_ == pbf_wire_type::fixed64);
  const Extent where = alone ? extent_ : extent();
  if (where.length() % width != 0) {
    window_->fail("has a part of a number in field " + std::to_string(tag_));
  }
  return where;
}

}  // namespace unfold
