#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace unfold {

// Bytes that can be read at any place: a file, which stays on the disk, or a piece of memory, which must
// outlive the Source. Readers ask for what they need and check it against size() first, so nothing is
// allocated beyond what a file holds.
class Source {
 public:
  // Throws Error where there is no such file, where it is a folder or a device, or where it may not be read.
  explicit Source(const std::filesystem::path& file);
  Source(std::span<const std::byte> bytes, std::string name);

  [[nodiscard]] const std::string& name() const { return name_; }  // as messages begin with it
  [[nodiscard]] std::uint64_t size() const { return size_; }
  // Fills `out` from byte `at` on. Throws Error when the source ends before that.
  void read(std::uint64_t at, std::span<std::byte> out);
  // The first bytes, at most `longest`.
  [[nodiscard]] std::vector<std::byte> head(std::size_t longest);
  // `size` bytes from `at` on as a Source of their own, under the same name; the file is shared, so both
  // belong to one thread. Throws Error when the source ends before that.
  [[nodiscard]] Source part(std::uint64_t at, std::uint64_t size) const;
  // The same bytes under another name.
  [[nodiscard]] Source named(std::string name) const;
  // The same bytes through a stream of its own, for another thread or process. Throws Error where the file is
  // gone or has become shorter.
  [[nodiscard]] Source reopened() const;

 private:
  void check(std::uint64_t at, std::uint64_t size) const;

  std::string name_;
  std::uint64_t begin_ = 0;  // in the file
  std::uint64_t size_ = 0;
  std::filesystem::path path_;
  std::shared_ptr<std::ifstream> file_;
  std::span<const std::byte> memory_;
  bool in_memory_ = false;
};

// A whole file, refused where it is larger than `longest`.
[[nodiscard]] std::vector<std::byte> read_bytes(const std::filesystem::path& file, std::uint64_t longest);

}  // namespace unfold
