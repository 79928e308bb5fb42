#pragma once

#include "core/io/source.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace unfold {

// One member of a zip archive, as the list at the archive's end describes it.
struct ZipMember {
  std::string name;         // as stored: bytes from outside
  std::uint64_t size = 0;   // unpacked
  std::uint64_t bytes = 0;  // in the archive
  std::uint64_t header_at = 0;
  std::uint32_t crc = 0;
  std::uint16_t method = 0;  // 0 stored, 8 deflated; others are listed and not read
  bool encrypted = false;
};

// The members of a zip archive, zip64 too: PKWARE's APPNOTE.TXT 6.3, section 4; deflate is RFC 1951. Opening
// reads the list alone. What a member says of itself is checked against what the archive holds before
// anything is allocated, and unpacking stops at the announced size. Archives in several parts, encrypted
// members and members that would unpack to more than deflate can do are refused. Throws Error.
//
// The list is read here and not by libzip, which tries every end record in the last 64 kB and reads the whole
// list for each: a megabyte can keep it busy for minutes (seen with 1.7.3). Here one end record counts.
class ZipArchive {
 public:
  explicit ZipArchive(Source source);
  ZipArchive(ZipArchive&&) = default;
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  [[nodiscard]] const std::string& name() const { return source_.name(); }
  [[nodiscard]] const std::vector<ZipMember>& members() const { return members_; }
  // Where several members have the same name, the last counts, as in Python's zipfile.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

  // A stored member in place, to be read piece by piece; nothing where it is deflated.
  [[nodiscard]] std::optional<Source> stored(std::size_t place);
  // A whole member, unpacked; a deflated one is checked against its checksum. Refused where it is larger than
  // `longest`.
  [[nodiscard]] std::vector<std::byte> bytes(std::size_t place, std::uint64_t longest);
  // The first bytes of a member, at most `longest`; no more is unpacked.
  [[nodiscard]] std::vector<std::byte> head(std::size_t place, std::size_t longest);

 private:
  Source packed(const ZipMember& member) const;

  Source source_;
  std::vector<ZipMember> members_;
  std::unordered_map<std::string_view, std::size_t> places_;  // of members_'s names
};

[[nodiscard]] bool is_zip(std::span<const std::byte> head);

}  // namespace unfold
