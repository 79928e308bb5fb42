#include "app/window/session_file.h"

#include "core/io/testing.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

namespace unfold::window {
namespace {

namespace fs = std::filesystem;

// Of a process that is no more: no system gives out such a number.
constexpr const char* of_a_killed_run = "session-999999999.unfold";

using testing_files::read_text, testing_files::write_text;

std::vector<fs::path> files(const fs::path& folder) {
  std::vector<fs::path> all;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) all.push_back(entry.path());
  return all;
}

TEST(SessionFile, OfAKilledRunIsFoundAndGoneOnceThisOneEndsWell) {
  const testing_files::TempFolder folder;
  write_text(folder / of_a_killed_run, "left");
  {
    SessionFile session{fs::path(folder.path())};
    const auto left = session.left_behind();
    ASSERT_TRUE(left);
    EXPECT_EQ(read_text(*left), "left");
    session.begin();
    session.write("own");
  }
  EXPECT_TRUE(files(folder.path()).empty());
}

TEST(SessionFile, StaysForTheNextRunWhereThisOneOpensNoWindow) {
  const testing_files::TempFolder folder;
  write_text(folder / of_a_killed_run, "left");
  for (int run = 0; run < 2; ++run) {
    SessionFile session{fs::path(folder.path())};
    EXPECT_TRUE(session.left_behind());
  }
  ASSERT_EQ(files(folder.path()).size(), 1U);
  SessionFile next{fs::path(folder.path())};
  const auto left = next.left_behind();
  ASSERT_TRUE(left);
  EXPECT_EQ(read_text(*left), "left");
}

TEST(SessionFile, IsNotLeftByARunThatOpensNoWindowAndFoundNone) {
  const testing_files::TempFolder folder;
  {
    SessionFile session{fs::path(folder.path())};
    EXPECT_FALSE(session.left_behind());
  }
  EXPECT_TRUE(files(folder.path()).empty());
}

}  // namespace
}  // namespace unfold::window
