#include "core/io/npy.h"
#include "core/io/npy_header.h"
#include "core/io/whole_file.h"

#include <bit>
#include <cassert>
#include <cstdint>

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
  WholeFile file;
  std::int64_t owed = 0;  // values not yet written
};

NpyWriter::NpyWriter(const std::filesystem::path& file, const Shape& shape)
    : impl_(new Impl{WholeFile(file), shape.count()}) {
  impl_->file.write(header_of(shape));
}

NpyWriter::~NpyWriter() = default;

void NpyWriter::write(std::span<const float> values) {
  assert(static_cast<std::int64_t>(values.size()) <= impl_->owed);
  impl_->owed -= static_cast<std::int64_t>(values.size());
  if constexpr (std::endian::native == std::endian::little) {
    impl_->file.write(std::as_bytes(values));
  } else {
    std::string bytes;
    for (const float value : values) {
      const auto bits = std::bit_cast<std::uint32_t>(value);
      for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((bits >> shift) & 0xFFU);
    }
    impl_->file.write(bytes);
  }
}

void NpyWriter::finish() {
  assert(impl_->owed == 0);
  impl_->file.finish();
}

}  // namespace unfold
