#include "core/io/zip.h"

#include "core/base/error.h"
#include "core/io/bytes.h"
#include "core/io/inflate.h"
#include "core/io/printable.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace unfold {
namespace {

using Bytes = std::span<const std::byte>;

// APPNOTE 4.3.7, 4.3.12, 4.3.14 to 4.3.16.
constexpr std::string_view local_magic = "PK\x03\x04", listed_magic = "PK\x01\x02", end_magic = "PK\x05\x06",
                           end64_magic = "PK\x06\x06", locator_magic = "PK\x06\x07";
constexpr std::size_t local_bytes = 30, listed_bytes = 46, end_bytes = 22, end64_bytes = 56,
                      locator_bytes = 20;
constexpr std::uint16_t zip64_extra = 1;  // 4.5.3
constexpr std::uint32_t in_zip64 = 0xFFFFFFFF;
// The list is held in memory.
constexpr std::uint64_t longest_list = 64U << 20;

std::uint64_t number(Bytes bytes, std::size_t at, std::size_t width) {
  return little_endian(bytes.subspan(at, width));
}
std::uint16_t u16(Bytes bytes, std::size_t at) { return static_cast<std::uint16_t>(number(bytes, at, 2)); }
std::uint32_t u32(Bytes bytes, std::size_t at) { return static_cast<std::uint32_t>(number(bytes, at, 4)); }

bool has_magic(Bytes bytes, std::size_t at, std::string_view magic) {
  return at <= bytes.size() && bytes.size() - at >= magic.size() &&
         std::memcmp(bytes.data() + at, magic.data(), magic.size()) == 0;
}

[[noreturn]] void broken(const std::string& name, const std::string& what) {
  throw Error(name + ": is a broken zip archive: " + what + "; copy or download it again");
}

// Where the list of members lies.
struct List {
  std::uint64_t at = 0, bytes = 0, members = 0;
  std::uint64_t end = 0;  // of the members and the list
};

// The last end record whose comment reaches the end of the archive, or, where something was appended, the
// last at all.
std::optional<std::size_t> find_end(Bytes tail) {
  std::optional<std::size_t> last;
  if (tail.size() < end_bytes) return last;
  for (std::size_t at = tail.size() - end_bytes + 1; at-- > 0;) {
    if (!has_magic(tail, at, end_magic)) continue;
    const std::size_t reach = at + end_bytes + u16(tail, at + 20);
    if (reach == tail.size()) return at;
    if (reach < tail.size() && !last) last = at;
  }
  return last;
}

List find_list(Source& source) {
  const std::string& name = source.name();
  const std::uint64_t size = source.size();
  const auto tail_bytes = static_cast<std::size_t>(std::min<std::uint64_t>(size, end_bytes + 0xFFFF));
  std::vector<std::byte> tail(tail_bytes);
  source.read(size - tail_bytes, tail);
  const std::optional<std::size_t> end = find_end(tail);
  if (!end) {
    throw Error(name + ": is a zip archive cut off at " + byte_size(size) +
                ", before the list of its members; download it again");
  }
  List list;
  list.end = size - tail_bytes + *end;
  const std::uint16_t disk = u16(tail, *end + 4), list_disk = u16(tail, *end + 6);
  list.members = u16(tail, *end + 10);
  list.bytes = u32(tail, *end + 12);
  list.at = u32(tail, *end + 16);
  bool parts = (disk != 0 && disk != 0xFFFF) || (list_disk != 0 && list_disk != 0xFFFF) ||
               u16(tail, *end + 8) != u16(tail, *end + 10);

  const bool wants_zip64 = list.members == 0xFFFF || list.bytes == in_zip64 || list.at == in_zip64;
  if (wants_zip64 && list.end >= locator_bytes) {
    std::vector<std::byte> locator(locator_bytes);
    source.read(list.end - locator_bytes, locator);
    if (has_magic(locator, 0, locator_magic)) {
      const std::uint64_t at = number(locator, 8, 8);
      std::vector<std::byte> record(end64_bytes);
      if (at > list.end || list.end - at < end64_bytes)
        broken(name, "its zip64 end record is not where it says");
      source.read(at, record);
      if (!has_magic(record, 0, end64_magic)) broken(name, "its zip64 end record is not where it says");
      parts = u32(record, 16) != 0 || u32(record, 20) != 0 || number(record, 24, 8) != number(record, 32, 8);
      list.end = at;
      list.members = number(record, 32, 8);
      list.bytes = number(record, 40, 8);
      list.at = number(record, 48, 8);
    }
  }
  if (parts) throw Error(name + ": is one part of a zip archive in several; join the parts first");
  if (list.at > list.end || list.bytes > list.end - list.at) {
    broken(name, "its list of members does not fit in its " + byte_size(size));
  }
  if (list.members > list.bytes / listed_bytes) {
    broken(name,
           "its list is too short for the " + std::to_string(list.members) + " members that it announces");
  }
  if (list.bytes > longest_list) {
    throw Error(name + ": lists its members in " + byte_size(list.bytes) + "; at most " +
                byte_size(longest_list) + " are read");
  }
  return list;
}

// The fields that did not fit in 32 bits stand in the extra field, in this order (4.5.3).
void take_zip64(ZipMember& member, Bytes extra, const std::string& name) {
  const bool size = member.size == in_zip64, bytes = member.bytes == in_zip64,
             at = member.header_at == in_zip64;
  if (!size && !bytes && !at) return;
  while (extra.size() >= 4) {
    const std::size_t length = u16(extra, 2);
    if (length > extra.size() - 4) break;
    if (u16(extra, 0) == zip64_extra) {
      Bytes fields = extra.subspan(4, length);
      for (const auto& [wanted, field] : {std::pair{size, &member.size}, std::pair{bytes, &member.bytes},
                                          std::pair{at, &member.header_at}}) {
        if (!wanted) continue;
        if (fields.size() < 8) broken(name, "its zip64 field lacks a number");
        *field = number(fields, 0, 8);
        fields = fields.subspan(8);
      }
      return;
    }
    extra = extra.subspan(4 + length);
  }
}

std::string method_name(std::uint16_t method) {
  switch (method) {
  case 9: return "Deflate64";
  case 12: return "bzip2";
  case 14: return "LZMA";
  case 93: return "Zstandard";
  case 95: return "xz";
  default: return "method " + std::to_string(method);
  }
}

}  // namespace

bool is_zip(Bytes head) { return has_magic(head, 0, local_magic) || has_magic(head, 0, end_magic); }

ZipArchive::ZipArchive(Source source) : source_(std::move(source)) {
  const List list = find_list(source_);
  std::vector<std::byte> text(static_cast<std::size_t>(list.bytes));
  source_.read(list.at, text);
  members_.reserve(static_cast<std::size_t>(list.members));
  Bytes rest = text;
  for (std::uint64_t i = 0; i < list.members; ++i) {
    if (rest.size() < listed_bytes || !has_magic(rest, 0, listed_magic)) {
      broken(name(),
             "its list ends after " + std::to_string(i) + " of " + std::to_string(list.members) + " members");
    }
    const std::size_t name_bytes = u16(rest, 28), extra_bytes = u16(rest, 30), comment_bytes = u16(rest, 32);
    if (rest.size() - listed_bytes < name_bytes + extra_bytes + comment_bytes) {
      broken(name(), "its list ends inside a member");
    }
    ZipMember member;
    // Bit 0: encrypted, 6: strongly, 13: the list too (4.4.4).
    member.encrypted = (u16(rest, 8) & 0x2041U) != 0;
    member.method = u16(rest, 10);
    member.crc = u32(rest, 16);
    member.bytes = u32(rest, 20);
    member.size = u32(rest, 24);
    member.header_at = u32(rest, 42);
    member.name.assign(reinterpret_cast<const char*>(rest.data()) + listed_bytes, name_bytes);
    take_zip64(member, rest.subspan(listed_bytes + name_bytes, extra_bytes), name());
    members_.push_back(std::move(member));
    rest = rest.subspan(listed_bytes + name_bytes + extra_bytes + comment_bytes);
  }
  places_.reserve(members_.size());
  for (std::size_t place = 0; place < members_.size(); ++place) places_[members_[place].name] = place;
}

std::optional<std::size_t> ZipArchive::find(std::string_view name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

// The member's bytes in the archive, once its numbers are known to agree.
Source ZipArchive::packed(const ZipMember& member) const {
  const auto in_member = [&] { return "its member '" + printable(member.name, 60) + "' "; };
  if (member.encrypted) {
    throw Error(name() + ": " + in_member() + "is encrypted; save it without a password");
  }
  if (member.method != 0 && member.method != 8) {
    throw Error(name() + ": " + in_member() + "is packed with " + method_name(member.method) +
                "; stored and deflated members are read");
  }
  if (member.method == 0 && member.size != member.bytes) broken(name(), in_member() + "announces two sizes");
  if (member.size / greatest_deflate_ratio > member.bytes) {
    throw Error(name() + ": " + in_member() + "announces " + byte_size(member.size) + " from " +
                byte_size(member.bytes) + ", which no deflate stream can hold; save it again");
  }
  Source header_source = source_;
  if (member.header_at > source_.size() || source_.size() - member.header_at < local_bytes) {
    broken(name(), in_member() + "lies outside it");
  }
  std::vector<std::byte> header(local_bytes);
  header_source.read(member.header_at, header);
  if (!has_magic(header, 0, local_magic)) broken(name(), in_member() + "is not where the list says");
  const std::uint64_t at = member.header_at + local_bytes + u16(header, 26) + u16(header, 28);
  if (at > source_.size() || source_.size() - at < member.bytes)
    broken(name(), in_member() + "lies outside it");
  return source_.part(at, member.bytes);
}

std::optional<Source> ZipArchive::stored(std::size_t place) {
  const ZipMember& member = members_.at(place);
  if (member.method == 8) return std::nullopt;
  return packed(member);
}

std::vector<std::byte> ZipArchive::bytes(std::size_t place, std::uint64_t longest) {
  const ZipMember& member = members_.at(place);
  Source source = packed(member);
  if (member.size > longest) {
    throw Error(name() + ": its member '" + printable(member.name, 60) + "' has " + byte_size(member.size) +
                "; at most " + byte_size(longest) + " are read");
  }
  std::vector<std::byte> out(static_cast<std::size_t>(member.size));
  if (member.method == 0) {
    source.read(0, out);
  } else if (!inflate_raw(source, out, true) || crc32_of(out) != member.crc) {
    broken(name(), "its member '" + printable(member.name, 60) + "' does not unpack to what it announces");
  }
  return out;
}

std::vector<std::byte> ZipArchive::head(std::size_t place, std::size_t longest) {
  const ZipMember& member = members_.at(place);
  Source source = packed(member);
  std::vector<std::byte> out(static_cast<std::size_t>(std::min<std::uint64_t>(longest, member.size)));
  if (member.method == 0) {
    source.read(0, out);
  } else if (!inflate_raw(source, out, false)) {
    broken(name(), "its member '" + printable(member.name, 60) + "' does not unpack");
  }
  return out;
}

}  // namespace unfold
