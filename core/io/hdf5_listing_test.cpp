#include "core/io/hdf5_listing.h"

#include "core/io/fixture_testing.h"

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::bytes_of;
using testing_files::refusal;

using Bytes = std::vector<std::byte>;
using Layout = Hdf5Dataset::Layout;

Hdf5Listing sample() {
  Hdf5Listing listing;
  listing.datasets.push_back(
      {"conv/kernel:0", {1, 2, 2, 1}, NumberType::float32, true, Layout::contiguous, 8, 16, true});
  listing.datasets.push_back({"conv/bias:0", {2}, NumberType::uint8, false, Layout::compact, 0, 2, false});
  listing.datasets.push_back({"big", {3, 2}, NumberType::uint8, false, Layout::chunked, 0, 0, false});
  listing.too_deep = {"deep"};
  listing.texts[{"", "layer_names"}] = {"conv", "", "dense"};
  return listing;
}
Hdf5Pieces chunked(const Bytes& values) {
  const std::span<const std::byte> all(values);
  return {{2, 2}, {{2, "shuffle"}}, {{true, 1, all.first(4)}, {true, 0, all.subspan(4, 4)}}};
}
Bytes counted(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i);
  return bytes;
}

// Reads all that an answer names from a small file; true where nothing was refused.
bool read_all(std::span<const std::byte> answer, const Bytes& pieces) {
  const Bytes file = counted(64);
  Source source(file, "w.h5");
  try {
    for (const Hdf5Dataset& info : unpack_hdf5_listing(answer, "w.h5").datasets) {
      const Array array = info.layout == Layout::contiguous
                              ? read_hdf5_contiguous(source, info)
                              : read_hdf5_pieces(source, info, unpack_hdf5_pieces(pieces, "w.h5"));
      EXPECT_EQ(array.data.size(), static_cast<std::size_t>(info.shape.count()));
    }
    return true;
  } catch (const Error& error) {
    EXPECT_TRUE(std::string_view(error.what()).starts_with("w.h5: ")) << error.what();
    return false;
  }
}
// The same with the bytes cut at each place, and with each bit turned.
void expect_robust(const Bytes& bytes, const std::function<bool(std::span<const std::byte>)>& read) {
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(read(std::span(bytes).first(length))) << length;
  Bytes turned = bytes;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    turned[bit / 8] ^= static_cast<std::byte>(1 << (bit % 8));
    read(turned);
    turned[bit / 8] = bytes[bit / 8];
  }
}

TEST(Hdf5Listing, WhatIsPackedIsUnpacked) {
  const Hdf5Listing listing = sample(), back = unpack_hdf5_listing(pack(listing), "w.h5");
  ASSERT_EQ(back.datasets.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const Hdf5Dataset &one = listing.datasets[i], &other = back.datasets[i];
    EXPECT_EQ(other.path, one.path);
    EXPECT_EQ(other.shape, one.shape);
    EXPECT_EQ(other.type, one.type);
    EXPECT_EQ(other.big_endian, one.big_endian);
    EXPECT_EQ(other.layout, one.layout);
    EXPECT_EQ(other.at, one.at);
    EXPECT_EQ(other.size, one.size);
    EXPECT_EQ(other.written, one.written);
  }
  EXPECT_EQ(back.too_deep, listing.too_deep);
  EXPECT_EQ(back.texts, listing.texts);
}

TEST(Hdf5Listing, PiecesBecomeTheArray) {
  const Bytes values = counted(8), packed = pack(chunked(values));
  Source source(values, "w.h5");
  const Array array = read_hdf5_pieces(source, sample().datasets[2], unpack_hdf5_pieces(packed, "w.h5"));
  EXPECT_EQ(array.data, (std::vector<float>{0, 1, 2, 3, 4, 5}));
  const Bytes two = counted(2);
  const Array compact = read_hdf5_pieces(
      source, sample().datasets[1], unpack_hdf5_pieces(pack(Hdf5Pieces{{}, {}, {{true, 0, two}}}), "w.h5"));
  EXPECT_EQ(compact.data, (std::vector<float>{0, 1}));
}

TEST(Hdf5Listing, NothingIsBelievedOfAnAnswer) {
  const Bytes values = counted(8), pieces = pack(chunked(values)), listing = pack(sample());
  expect_robust(listing, [&](std::span<const std::byte> bytes) { return read_all(bytes, pieces); });
  Hdf5Listing one = sample();
  one.datasets.erase(one.datasets.begin(), one.datasets.begin() + 2);
  const Bytes only = pack(one);
  EXPECT_TRUE(read_all(only, pieces));
  expect_robust(pieces, [&](std::span<const std::byte> bytes) {
    return read_all(only, {bytes.begin(), bytes.end()});
  });
}

TEST(Hdf5Listing, AnArrayThatLiesOutsideTheFileIsRefused) {
  const Bytes file = counted(64);
  Source source(file, "w.h5");
  Hdf5Dataset info = sample().datasets[0];
  info.at = 60;
  EXPECT_THAT(refusal([&] { static_cast<void>(read_hdf5_contiguous(source, info)); }),
              HasSubstr("truncated"));
  info.at = ~std::uint64_t{0};
  EXPECT_THAT(refusal([&] { static_cast<void>(read_hdf5_contiguous(source, info)); }),
              HasSubstr("truncated"));
  info.size = 15;
  EXPECT_THAT(refusal([&] { static_cast<void>(read_hdf5_contiguous(source, info)); }),
              HasSubstr("is broken at 'conv/kernel:0'"));
  info.written = false;
  EXPECT_THAT(refusal([&] { static_cast<void>(read_hdf5_contiguous(source, info)); }),
              HasSubstr("never written"));
}

}  // namespace
}  // namespace unfold
