#include "core/io/hdf5_chunks.h"

#include "core/io/testing.h"

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::refusal;

Hdf5Chunks bytes_in(Shape shape, Shape chunk, std::vector<Hdf5Filter> filters = {}) {
  return {shape, chunk, NumberType::uint8, false, std::move(filters)};
}
// Chunks in which each byte is the flat index of its cell.
Array cells(Shape shape, Shape chunk) {
  const auto read = [&](const Index& corner) {
    Hdf5Chunk stored;
    for (std::int64_t i = 0; i < chunk.count(); ++i) {
      Index at = unflatten(chunk, i);
      bool inside = true;
      for (int axis = 0; axis < at.rank(); ++axis) {
        at[axis] += corner[axis];
        inside = inside && at[axis] < shape[axis];
      }
      stored.bytes.push_back(static_cast<std::byte>(inside ? flatten(shape, at) : 255));
    }
    return std::optional(stored);
  };
  return read_hdf5_chunks(bytes_in(shape, chunk), 1000, read, "w.h5: it");
}

TEST(Hdf5Chunks, ChunksOfAnySizeAreCutAtTheEdges) {
  for (const Shape& shape : {Shape{7}, Shape{3, 5}, Shape{2, 3, 4, 5}}) {
    for (std::int64_t size = 1; size < 8; ++size) {
      Shape chunk = shape;
      for (int axis = 0; axis < shape.rank(); ++axis) chunk[axis] = 1 + (size + axis * 3) % 7;
      const Array array = cells(shape, chunk);
      for (std::size_t i = 0; i < array.data.size(); ++i)
        ASSERT_EQ(array.data[i], static_cast<float>(i)) << size;
    }
  }
}

TEST(Hdf5Chunks, WhatCannotBeIsRefusedBeforeAnythingIsAllocated) {
  const auto line = [](const Hdf5Chunks& chunks, std::size_t stored) {
    return refusal([&] {
      static_cast<void>(read_hdf5_chunks(
          chunks, 1000,
          [&](const Index&) {
            return stored == 0 ? std::nullopt : std::optional(Hdf5Chunk{std::vector<std::byte>(stored), 0});
          },
          "w.h5: it"));
    });
  };
  const Hdf5Filter gzip{1, "deflate"}, checksum{3, "fletcher32"};
  EXPECT_THAT(line(bytes_in({4}, {2}), 0), HasSubstr("w.h5: it lacks a part"));
  EXPECT_THAT(line(bytes_in({4}, {2}), 3), HasSubstr("broken chunk"));
  EXPECT_THAT(line(bytes_in({4}, {0}), 3), HasSubstr("without a size"));
  EXPECT_THAT(line(bytes_in({4}, {1LL << 40}), 3),
              HasSubstr("would unpack to 1.1 TB from a file of 1000 bytes"));
  EXPECT_THAT(line(bytes_in({1LL << 32}, {1LL << 20}), 3), HasSubstr("would unpack to 4.3 GB"));
  EXPECT_THAT(line(bytes_in({1LL << 24}, {1}), 1), HasSubstr("more than a million chunks"));
  EXPECT_THAT(line(bytes_in({4}, {2}, {gzip}), 5), HasSubstr("broken chunk"));
  EXPECT_THAT(line(bytes_in({1 << 20}, {1 << 20}, {gzip}), 20), HasSubstr("broken chunk"));
  EXPECT_THAT(line(bytes_in({4}, {2}, {gzip, gzip}), 8), HasSubstr("broken chunk"));
  EXPECT_THAT(line(bytes_in({4}, {2}, {checksum}), 3), HasSubstr("broken chunk"));
  EXPECT_THAT(line(bytes_in({4}, {2}, {{32001, "bl\x1bsc"}}), 2), HasSubstr("filter 32001 (bl?sc)"));
}

}  // namespace
}  // namespace unfold
