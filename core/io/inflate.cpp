#include "core/io/inflate.h"

#include <algorithm>
#include <vector>
#include <zlib.h>

namespace unfold {
namespace {

// zlib counts in unsigned int.
constexpr std::size_t longest_turn = std::size_t{1} << 30;

struct Stream {
  z_stream z{};
  bool good = false;
  Stream() : good(inflateInit2(&z, -MAX_WBITS) == Z_OK) {}
  ~Stream() {
    if (good) inflateEnd(&z);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

}  // namespace

bool inflate_raw(Source& packed, std::span<std::byte> out, bool whole) {
  Stream stream;
  if (!stream.good) return false;
  z_stream& z = stream.z;
  std::vector<std::byte> in(static_cast<std::size_t>(std::min<std::uint64_t>(packed.size(), 1U << 16)));
  std::uint64_t in_at = 0;
  std::size_t out_at = 0;
  Bytef beyond = 0;  // one more byte than there should be
  for (;;) {
    if (z.avail_in == 0 && in_at < packed.size()) {
      const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(in.size(), packed.size() - in_at));
      packed.read(in_at, std::span(in).first(piece));
      in_at += piece;
      z.next_in = reinterpret_cast<Bytef*>(in.data());
      z.avail_in = static_cast<uInt>(piece);
    }
    const std::size_t room = std::min(out.size() - out_at, longest_turn);
    if (room == 0 && !whole) return true;
    z.next_out = room == 0 ? &beyond : reinterpret_cast<Bytef*>(out.data() + out_at);
    z.avail_out = room == 0 ? 1 : static_cast<uInt>(room);
    const uInt before_out = z.avail_out, before_in = z.avail_in;
    const int status = inflate(&z, Z_NO_FLUSH);
    const std::size_t made = before_out - z.avail_out;
    if (room == 0 && made > 0) return false;
    out_at += made;
    if (status == Z_STREAM_END) return out_at == out.size();
    if (status != Z_OK && status != Z_BUF_ERROR) return false;
    if (made == 0 && before_in == z.avail_in) return false;  // it wants more than there is
  }
}

std::uint32_t crc32_of(std::span<const std::byte> bytes) {
  uLong crc = crc32(0, nullptr, 0);
  while (!bytes.empty()) {
    const std::size_t piece = std::min(bytes.size(), longest_turn);
    crc = crc32(crc, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(piece));
    bytes = bytes.subspan(piece);
  }
  return static_cast<std::uint32_t>(crc);
}

}  // namespace unfold
