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
// Writes one file and then the other in turn, and says a byte after each, until it is killed.
[[noreturn]] void save_for_ever(const fs::path& file, const std::string& two, const std::string& one,
                                int said) {
  for (;;) {
    write_whole(file, two);
    if (::write(said, "2", 1) != 1) ::_exit(1);
    write_whole(file, one);
    if (::write(said, "1", 1) != 1) ::_exit(1);
  }
}

// A program that is killed while it saves, fifty times: half of them while the first file gives way to the
// second, half the other way round, each a fiftieth of a save later than the one before.
TEST(WholeFile, AKillInTheMiddleLeavesTheOldFileOrTheNewOne) {
  using clock = std::chrono::steady_clock;
  const TempFolder folder;
  const fs::path file = folder / "lesson.unfold";
  const std::string one(300'000, 'a'), two(500'000, 'b');
  write_whole(file, two);
  const auto before = clock::now();
  write_whole(file, one);
  const auto save = clock::now() - before;
  int seen_one = 0, seen_two = 0, unfinished = 0;
  for (int round = 0; round < 50; ++round) {
    int said[2];
    ASSERT_EQ(::pipe(said), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) save_for_ever(file, two, one, said[1]);
    ::close(said[1]);
    for (char byte = 0, from = round % 2 == 0 ? '2' : '1'; byte != from;)
      ASSERT_EQ(::read(said[0], &byte, 1), 1);
    std::this_thread::sleep_for(save * round / 50);
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ::close(said[0]);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it was still at it";
    const std::string found = contents(file);
    ASSERT_TRUE(found == one || found == two) << "round " << round << ": " << found.size() << " bytes";
    ++(found == two ? seen_two : seen_one);
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.path())) {
      if (entry.path() == file) continue;
      ++unfinished;
      fs::remove(entry.path());
    }
  }
  EXPECT_GT(seen_one, 0) << "no kill fell after the first";
  EXPECT_GT(seen_two, 0) << "no kill fell between the two";
  EXPECT_GT(unfinished, 0) << "no kill fell into a save";
}
#endif

}  // namespace
}  // namespace unfold
