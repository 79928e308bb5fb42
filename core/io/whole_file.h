#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace unfold {

// Where writing to this path leads: over symbolic links, of which the last may point at nothing yet.
[[nodiscard]] std::filesystem::path behind_links(const std::filesystem::path& file);

// A file, written so that whoever opens it, whenever, and after a crash in the middle, finds the old contents
// or the new: beside it under another name, to the disk, then renamed over it (POSIX rename is atomic). A
// symbolic link stays one; what it points at is replaced, with the rights that it had. A device or a pipe is
// written straight into. Folders that are missing are made.
class WholeFile {
 public:
  // Everything throws Error "NAME: cannot be written: …".
  explicit WholeFile(std::filesystem::path file);
  ~WholeFile();  // what is not finished is taken away
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void write(std::string_view text) { write(std::as_bytes(std::span(text))); }
  void finish();

 private:
  struct Close {
    void operator()(std::FILE* out) const { std::fclose(out); }
  };
  std::filesystem::path file_, target_, unfinished_;
  std::unique_ptr<std::FILE, Close> out_;
};

// All of it at once.
void write_whole(const std::filesystem::path& file, std::string_view contents);

}  // namespace unfold
