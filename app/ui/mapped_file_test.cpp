#include "app/ui/mapped_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace unfold::ui {
namespace {

namespace fs = std::filesystem;

fs::path written(const std::string& words) {
  const std::string test = testing::UnitTest::GetInstance()->current_test_info()->name();
  fs::path file = fs::path(testing::TempDir()) / ("unfold-mapped-file-" + test);
  std::ofstream(file, std::ios::binary) << words;
  return file;
}

std::string words_of(const MappedFile& file) {
  std::string words;
  std::ranges::transform(file.bytes(), std::back_inserter(words),
                         [](std::byte b) { return static_cast<char>(b); });
  return words;
}

TEST(MappedFile, HoldsAllBytes) {
  const std::string words(10'000, 'f');
  const fs::path path = written(words + "end");
  const auto file = MappedFile::open(path.string());
  ASSERT_TRUE(file);
  EXPECT_EQ(words_of(*file), words + "end");
}

TEST(MappedFile, StaysAsItWasWhenAnotherTakesItsName) {
  const fs::path path = written("old");
  const auto file = MappedFile::open(path.string());
  ASSERT_TRUE(file);
  const fs::path other = path.string() + ".new";
  std::ofstream(other) << "longer";
  fs::rename(other, path);
  EXPECT_EQ(words_of(*file), "old");
}

TEST(MappedFile, OfNothingIsNull) {
  EXPECT_FALSE(MappedFile::open(written("").string()));
  EXPECT_FALSE(MappedFile::open(testing::TempDir()));
  EXPECT_FALSE(MappedFile::open(testing::TempDir() + "unfold-no-such-file"));
}

}  // namespace
}  // namespace unfold::ui
