#include "app/ui/mapped_file.h"

#if defined(__unix__) || defined(__APPLE__)
#define UNFOLD_MMAP
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#include <fstream>
#endif

namespace unfold::ui {

#ifdef UNFOLD_MMAP

std::shared_ptr<const MappedFile> MappedFile::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return nullptr;
  struct stat status {};
  void* at = MAP_FAILED;
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
    at = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (at == MAP_FAILED) return nullptr;
  const std::shared_ptr<MappedFile> mapped(new MappedFile);
  mapped->bytes_ = {static_cast<const std::byte*>(at), static_cast<std::size_t>(status.st_size)};
  return mapped;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

#else

std::shared_ptr<const MappedFile> MappedFile::open(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = in ? std::streamoff{in.tellg()} : 0;
  if (size <= 0) return nullptr;
  const std::shared_ptr<MappedFile> read(new MappedFile);
  auto* const bytes = new std::byte[static_cast<std::size_t>(size)];
  read->bytes_ = {bytes, static_cast<std::size_t>(size)};
  in.seekg(0);
  if (!in.read(static_cast<char*>(static_cast<void*>(bytes)), size)) return nullptr;
  return read;
}

MappedFile::~MappedFile() { delete[] bytes_.data(); }

#endif

}  // namespace unfold::ui
