#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace unfold::ui {

// A file's bytes, of which only those that are looked at are read: of a Japanese font of 5 MB a window shows
// a few hundred glyphs. For files that are replaced and not written over, as installed ones are; where files
// cannot be mapped (POSIX mmap) all is read at once.
class MappedFile {
 public:
  // Null where there is no such file, or nothing in it.
  [[nodiscard]] static std::shared_ptr<const MappedFile> open(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  MappedFile() = default;
  std::span<const std::byte> bytes_;
};

}  // namespace unfold::ui
