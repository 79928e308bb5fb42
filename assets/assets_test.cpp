#include "assets/assets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace unfold {
namespace {

// The tests run in the repository's root.
std::string on_disk(std::string_view name) {
  std::ifstream in(std::filesystem::path("assets") / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Assets, EveryOneIsTheFileOnDiskByteForByte) {
  for (const Asset& asset : assets()) {
    const std::string file = on_disk(asset.name);
    const auto bytes = std::as_bytes(std::span(file));
    EXPECT_TRUE(std::ranges::equal(asset.bytes, bytes)) << asset.name;
  }
}

TEST(Assets, EveryOneIsFoundByItsName) {
  for (const Asset& asset : assets()) {
    const auto found = find_asset(asset.name);
    ASSERT_TRUE(found.has_value()) << asset.name;
    EXPECT_EQ(found->data(), asset.bytes.data()) << asset.name;
  }
}

TEST(Assets, ANameThatIsNotThereIsNotFound) {
  EXPECT_FALSE(find_asset("").has_value());
  EXPECT_FALSE(find_asset("lessons/none.json").has_value());
  EXPECT_FALSE(find_asset("zzz").has_value());
}

}  // namespace
}  // namespace unfold
