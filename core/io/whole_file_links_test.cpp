#include "core/io/npy.h"
#include "core/io/testing.h"
#include "core/io/user_files.h"
#include "core/io/whole_file.h"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace unfold {
namespace {

namespace fs = std::filesystem;
using testing_files::TempFolder;

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
auto files_in(const fs::path& folder) { return std::distance(fs::directory_iterator(folder), {}); }

TEST(WholeFile, WhatIsNotFinishedLeavesTheOldFile) {
  const TempFolder folder;
  write_whole(folder / "a.csv", "old");
  {
    WholeFile file(folder / "a.csv");
    file.write("half of the new");
    EXPECT_EQ(contents(folder / "a.csv"), "old");
  }
  EXPECT_EQ(contents(folder / "a.csv"), "old");
  EXPECT_EQ(files_in(folder.path()), 1);
}

TEST(WholeFile, ATensorThatIsNotFinishedLeavesTheOldOne) {
  const TempFolder folder;
  write_whole(folder / "a.npy", "old");
  const std::vector<float> values(5, 1);
  {
    NpyWriter writer(folder / "a.npy", Shape{6});
    writer.write(values);
  }
  EXPECT_EQ(contents(folder / "a.npy"), "old");
  EXPECT_EQ(files_in(folder.path()), 1);
}

TEST(WholeFile, ALinkStaysOneAndWhatItPointsAtIsReplaced) {
  const TempFolder folder;
  write_whole(folder / "dotfiles/settings.json", "old");
  fs::create_symlink("dotfiles/settings.json", folder / "middle.json");
  fs::create_directory(folder / "config");
  fs::create_symlink("../middle.json", folder / "config/settings.json");
  write_whole(folder / "config/settings.json", "new");
  EXPECT_TRUE(fs::is_symlink(folder / "config/settings.json"));
  EXPECT_TRUE(fs::is_symlink(folder / "middle.json"));
  EXPECT_EQ(contents(folder / "dotfiles/settings.json"), "new");
  EXPECT_EQ(files_in(folder / "config"), 1);
  EXPECT_EQ(files_in(folder / "dotfiles"), 1) << "nothing lies beside it";

  write_recent(folder / "middle.json", {});
  EXPECT_TRUE(fs::is_symlink(folder / "middle.json"));
}

TEST(WholeFile, ALinkToNothingYetLeadsToANewFile) {
  const TempFolder folder;
  fs::create_symlink("far/away.json", folder / "settings.json");
  write_whole(folder / "settings.json", "new");
  EXPECT_TRUE(fs::is_symlink(folder / "settings.json"));
  EXPECT_EQ(contents(folder / "far/away.json"), "new");
}

TEST(WholeFile, LinksInACircleAreRefused) {
  const TempFolder folder;
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  EXPECT_THAT(testing_files::refusal([&] { write_whole(folder / "a", "x"); }),
              ::testing::HasSubstr("a: cannot be written: "));
  EXPECT_TRUE(fs::is_symlink(fs::symlink_status(folder / "a")));
}

TEST(WholeFile, TheRightsOfWhatWasThereStay) {
  const TempFolder folder;
  write_whole(folder / "mine", "old");
  fs::permissions(folder / "mine", fs::perms::owner_read | fs::perms::owner_write);
  write_whole(folder / "mine", "new");
  EXPECT_EQ(fs::status(folder / "mine").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace
}  // namespace unfold
