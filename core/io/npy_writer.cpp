#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/io/npy_header.h"
#include "core/io/printable.h"

#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace unfold {
namespace {

// Magic, version 1.0, length and dictionary, filled up with blanks so that the values begin at a multiple
// of 64.
std::string header_of(const Shape& shape) {
  std::string sizes = "(";
  for (int i = 0; i < shape.rank(); ++i) {
    if (i > 0) sizes += ", ";
    sizes += std::to_string(shape[i]);
  }
  sizes += shape.rank() == 1 ? ",)" : ")";
  std::string text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + sizes + ", }";
  const std::size_t before = npy_magic.size() + 4;
  text.append(63 - (before + text.size()) % 64, ' ');
  text += '\n';
  std::string header(npy_magic);
  header += {'\x01', '\x00', static_cast<char>(text.size() & 0xFFU), static_cast<char>(text.size() >> 8)};
  return header + text;
}

}  // namespace

struct NpyWriter::Impl {
  std::filesystem::path file;
  std::ofstream out;
  std::int64_t owed = 0;  // values not yet written
  bool finished = false;

  [[noreturn]] void fail() const {
    const int why = errno;
    throw Error(display_name(file) + ": cannot be written" +
                (why != 0 ? ": " + std::generic_category().message(why) : std::string()) +
                "; choose a folder on a disk with more room that may be written to");
  }
};

NpyWriter::NpyWriter(const std::filesystem::path& file, const Shape& shape)
    : impl_(std::make_unique<Impl>()) {
  impl_->file = file;
  impl_->owed = shape.count();
  errno = 0;
  impl_->out.open(file, std::ios::binary | std::ios::trunc);
  const std::string header = header_of(shape);
  impl_->out.write(header.data(), static_cast<std::streamsize>(header.size()));
  if (!impl_->out) impl_->fail();
}

NpyWriter::~NpyWriter() {
  impl_->out.close();
  // Half a tensor would look like a whole one to a person who lists the folder.
  std::error_code ignored;
  if (!impl_->finished && std::filesystem::is_regular_file(impl_->file, ignored)) {
    std::filesystem::remove(impl_->file, ignored);
  }
}

void NpyWriter::write(std::span<const float> values) {
  assert(static_cast<std::int64_t>(values.size()) <= impl_->owed);
  impl_->owed -= static_cast<std::int64_t>(values.size());
  errno = 0;
  if constexpr (std::endian::native == std::endian::little) {
    impl_->out.write(reinterpret_cast<const char*>(values.data()),
                     static_cast<std::streamsize>(values.size_bytes()));
  } else {
    for (const float value : values) {
      const auto bits = std::bit_cast<std::uint32_t>(value);
      for (int shift = 0; shift < 32; shift += 8) impl_->out.put(static_cast<char>((bits >> shift) & 0xFFU));
    }
  }
  if (!impl_->out) impl_->fail();
}

void NpyWriter::finish() {
  assert(impl_->owed == 0);
  errno = 0;
  impl_->out.close();
  if (!impl_->out) impl_->fail();
  impl_->finished = true;
}

}  // namespace unfold
