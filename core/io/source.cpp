#include "core/io/source.h"

#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/utf8_path.h"

#include <algorithm>
#include <cstring>
#include <system_error>
#include <utility>

namespace unfold {
namespace fs = std::filesystem;

Source::Source(const fs::path& file) : name_(display_name(file)), path_(file) {
  const std::string path = printable(utf8_of(file), 400);
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found || file.empty()) {
    throw Error(path + ": there is no such file; check the name and the folder");
  }
  if (fs::is_directory(status)) throw Error(path + ": this is a folder; name a file in it");
  if (!fs::is_regular_file(status))
    throw Error(path + ": this is not a file that can be read; name an ordinary file");
  size_ = fs::file_size(file, error);
  if (!error) file_ = std::make_shared<std::ifstream>(file, std::ios::binary);
  if (error || !*file_) throw Error(path + ": the file may not be read; check its permissions");
}

Source::Source(std::span<const std::byte> bytes, std::string name)
    : name_(std::move(name)), size_(bytes.size()), memory_(bytes), in_memory_(true) {}

void Source::check(std::uint64_t at, std::uint64_t size) const {
  if (at > size_ || size > size_ - at) {
    throw Error(name_ + ": ends early, at " + byte_size(size_) + "; copy or download it again");
  }
}

void Source::read(std::uint64_t at, std::span<std::byte> out) {
  check(at, out.size());
  if (out.empty()) return;
  if (in_memory_) {
    std::memcpy(out.data(), memory_.data() + at, out.size());
    return;
  }
  file_->clear();
  file_->seekg(static_cast<std::streamoff>(begin_ + at));
  file_->read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size()));
  if (!*file_) throw Error(name_ + ": the disk does not give all of it; copy or download it again");
}

Source Source::part(std::uint64_t at, std::uint64_t size) const {
  check(at, size);
  Source piece = *this;
  piece.begin_ += at;
  piece.size_ = size;
  if (in_memory_)
    piece.memory_ = memory_.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(size));
  return piece;
}

Source Source::named(std::string name) const {
  Source same = *this;
  same.name_ = std::move(name);
  return same;
}

Source Source::reopened() const {
  if (in_memory_) return *this;
  const Source whole(path_);
  Source same = whole.part(begin_, size_);
  same.name_ = name_;
  return same;
}

std::vector<std::byte> Source::head(std::size_t longest) {
  std::vector<std::byte> bytes(static_cast<std::size_t>(std::min<std::uint64_t>(longest, size_)));
  read(0, bytes);
  return bytes;
}

std::vector<std::byte> read_bytes(const fs::path& file, std::uint64_t longest) {
  Source source(file);
  if (source.size() > longest) {
    throw Error(source.name() + ": " + byte_size(source.size()) + " is too large; at most " +
                byte_size(longest) + " are read");
  }
  return source.head(static_cast<std::size_t>(source.size()));
}

}  // namespace unfold
