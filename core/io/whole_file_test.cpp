#include "core/io/testing.h"
#include "core/io/whole_file.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#ifndef _WIN32
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace unfold {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing_files::refusal;
using testing_files::TempFolder;

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(WholeFile, MakesFoldersAndTakesThePlaceOfWhatWasThere) {
  const TempFolder folder;
  const fs::path file = folder / "a/b/c.json";
  write_whole(file, "old");
  write_whole(file, "new and longer");
  EXPECT_EQ(contents(file), "new and longer");
  EXPECT_EQ(std::distance(fs::directory_iterator(file.parent_path()), {}), 1) << "nothing lies beside it";
}

TEST(WholeFile, WhatCannotBeWrittenLeavesWhatWasThere) {
  const TempFolder folder;
  write_whole(folder / "file", "old");
  EXPECT_THAT(refusal([&] { write_whole(folder / "file/inside.json", "x"); }),
              HasSubstr("inside.json: cannot be written: "));
  fs::create_directory(folder / "taken");
  write_whole(folder / "taken/inside", "x");
  EXPECT_THAT(refusal([&] { write_whole(folder / "taken", "x"); }), HasSubstr("taken: cannot be written: "));
  EXPECT_EQ(contents(folder / "file"), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 2);
}

#ifndef _WIN32
// A program that is killed while it saves, fifty times at another moment of it.
TEST(WholeFile, AKillInTheMiddleLeavesTheOldFileOrTheNewOne) {
  const TempFolder folder;
  const fs::path file = folder / "lesson.unfold";
  const std::string one(3'000'000, 'a'), two(5'000'000, 'b');
  write_whole(file, one);
  int seen_two = 0;
  for (int round = 0; round < 50; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (;;) {
        write_whole(file, two);
        write_whole(file, one);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(1500 + 779 * round));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it was still at it";
    const std::string found = contents(file);
    ASSERT_TRUE(found == one || found == two) << "round " << round << ": " << found.size() << " bytes";
    seen_two += found == two ? 1 : 0;
  }
  EXPECT_GT(seen_two, 0) << "no kill fell between the two";
}
#endif

}  // namespace
}  // namespace unfold
