#pragma once

#include "core/io/npy.h"
#include "core/io/source.h"
#include "core/io/testing.h"
#include "core/io/weights_file.h"

#include <bit>
#include <memory>

// What the tests of the weights readers share.
namespace unfold::testing_files {

inline std::filesystem::path fixture(const std::string& name) {
  return std::filesystem::path("core/io/fixtures") / name;
}

// The place of the tensor of that name; fails the test where there is none.
inline std::size_t place_of(const WeightsFile& weights, const std::string& name) {
  for (std::size_t i = 0; i < weights.tensors().size(); ++i) {
    if (weights.tensors()[i].name == name) return i;
  }
  std::string all;
  for (const TensorInfo& tensor : weights.tensors()) all += " " + tensor.name;
  throw Error("no tensor " + name + " among" + all);
}
inline Array read_named(WeightsFile& weights, const std::string& name) {
  return weights.read(place_of(weights, name));
}

// Equal to the last bit, NaN and the zeros' signs too.
inline void expect_same_bits(const Array& array, const Array& expected) {
  EXPECT_EQ(array.shape, expected.shape);
  ASSERT_EQ(array.data.size(), expected.data.size());
  for (std::size_t i = 0; i < array.data.size(); ++i) {
    ASSERT_EQ(std::bit_cast<std::uint32_t>(array.data[i]), std::bit_cast<std::uint32_t>(expected.data[i]))
        << i;
  }
}

// A bank (FH, FW, C, FN) as (FN, C, FH, FW).
inline Array oihw(const Array& bank) {
  const Shape& s = bank.shape;
  Array turned{{s[3], s[2], s[0], s[1]}, std::vector<float>(bank.data.size())};
  for (std::int64_t i = 0; i < s.count(); ++i) {
    const Index at = unflatten(s, i);
    turned.data[static_cast<std::size_t>(flatten(turned.shape, {at[3], at[2], at[0], at[1]}))] =
        bank.data[static_cast<std::size_t>(i)];
  }
  return turned;
}

// Opens bytes with `open` and reads every tensor; what is refused is refused in one clean line that begins
// with the name. True where all was read.
template <class Open> bool reads_or_refuses(std::string_view bytes, Open open) {
  try {
    const std::unique_ptr<WeightsFile> weights = open(Source(bytes_of(bytes), "w"));
    bool all = true;
    for (std::size_t i = 0; i < weights->tensors().size(); ++i) {
      try {
        static_cast<void>(weights->read(i));
      } catch (const Error& error) {
        EXPECT_TRUE(std::string_view(error.what()).starts_with("w: ")) << error.what();
        all = false;
      }
    }
    return all;
  } catch (const Error& error) {
    const std::string_view line = error.what();
    EXPECT_TRUE(line.starts_with("w: ")) << line;
    for (const char c : line) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7F) << line;
    return false;
  }
}

// Every prefix of the file, and the file with each of its bits turned: nothing but reading or refusing.
template <class Open> void expect_robust(const std::string& whole, Open open, std::size_t step = 1) {
  EXPECT_FALSE(whole.empty());
  for (std::size_t length = 0; length < whole.size(); length += step) {
    reads_or_refuses(std::string_view(whole).substr(0, length), open);
  }
  std::string turned = whole;
  for (std::size_t bit = 0; bit < whole.size() * 8; bit += step) {
    turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ (1 << (bit % 8)));
    reads_or_refuses(turned, open);
    turned[bit / 8] = whole[bit / 8];
  }
}

}  // namespace unfold::testing_files
