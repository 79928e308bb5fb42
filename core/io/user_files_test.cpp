#include "core/io/user_files.h"

#include "core/io/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

namespace unfold {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing_files::TempFolder;

Environment with(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

void touch(const fs::path& file, const std::string& text = "x") {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

TEST(UserFiles, TheLatestComesFirstAndOnce) {
  std::vector<fs::path> list;
  for (int i = 0; i < 10; ++i) remember(list, "/pictures/" + std::to_string(i) + ".png");
  EXPECT_EQ(list.size(), most_recent_files);
  EXPECT_EQ(list.front(), "/pictures/9.png");
  remember(list, "/pictures/7.png");
  EXPECT_EQ(list.front(), "/pictures/7.png");
  EXPECT_EQ(std::ranges::count(list, fs::path("/pictures/7.png")), 1);
  remember(list, "here.png");
  EXPECT_EQ(list.front(), fs::current_path() / "here.png");
}

TEST(UserFiles, TheListComesBackWithoutWhatIsGone) {
  const TempFolder folder;
  const fs::path cat = folder / "猫 の 写真.png", bank = folder / "w.npy",
                 list = folder / "state/unfold/recent.json";
  touch(cat);
  touch(bank);
  write_recent(list, {{cat, folder / "gone.png"}, {bank}});
  const RecentFiles read = read_recent(list);
  EXPECT_THAT(read.pictures, ElementsAre(cat));
  EXPECT_THAT(read.weights, ElementsAre(bank));
  EXPECT_FALSE(fs::exists(folder / "state/unfold/recent.json.new"));
}

TEST(UserFiles, AListThatIsNoneIsEmpty) {
  const TempFolder folder;
  for (const char* text : {"", "[]", "{\"pictures\": 3}", "{\"pictures\": [1, null]}", "{", "\xff\xfe"}) {
    touch(folder / "recent.json", text);
    EXPECT_EQ(read_recent(folder / "recent.json"), RecentFiles{}) << text;
  }
  EXPECT_EQ(read_recent(folder / "none.json"), RecentFiles{});
}

TEST(UserFiles, TheListLiesWhereTheSpecificationSays) {
  EXPECT_EQ(recent_list(with({{"XDG_STATE_HOME", "/s"}, {"HOME", "/h"}})), "/s/unfold/recent.json");
  EXPECT_EQ(recent_list(with({{"HOME", "/h"}})), "/h/.local/state/unfold/recent.json");
  EXPECT_EQ(recent_list(with({})), std::nullopt);
}

TEST(UserFiles, PyTorchsCacheIsWherePyTorchHasIt) {
  const TempFolder folder;
  touch(folder / "a/hub/checkpoints/resnet18-f37072fd.pth", "12345");
  touch(folder / "a/hub/checkpoints/notes.txt");
  touch(folder / "b/torch/hub/checkpoints/vgg16.pth");
  touch(folder / "c/.cache/torch/hub/checkpoints/alexnet.pt");
  const std::string a = (folder / "a").string(), b = (folder / "b").string(), c = (folder / "c").string();
  const auto names = [](const Environment& environment) {
    std::vector<std::string> found;
    for (const CachedCheckpoint& one : torch_cache(environment, 8))
      found.push_back(one.file.filename().string());
    return found;
  };
  EXPECT_THAT(names(with({{"TORCH_HOME", a}, {"XDG_CACHE_HOME", b}, {"HOME", c}})),
              ElementsAre("resnet18-f37072fd.pth"));
  EXPECT_THAT(names(with({{"XDG_CACHE_HOME", b}, {"HOME", c}})), ElementsAre("vgg16.pth"));
  EXPECT_THAT(names(with({{"HOME", c}})), ElementsAre("alexnet.pt"));
  EXPECT_THAT(names(with({{"HOME", "/nowhere"}})), ElementsAre());
  EXPECT_EQ(torch_cache(with({{"TORCH_HOME", a}}), 8).front().bytes, 5U);
}

TEST(FolderName, IsWrittenFromTheHomeFolderOn) {
  const Environment home = [](const std::string& name) {
    return name == "HOME" ? std::optional<std::string>("/home/ann") : std::nullopt;
  };
  const Environment nowhere = [](const std::string&) { return std::optional<std::string>(); };
  EXPECT_EQ(folder_name("/home/ann/class/a.png", home), "~/class");
  EXPECT_EQ(folder_name("/home/ann/a.png", home), "~");
  EXPECT_EQ(folder_name("/home/anna/a.png", home), "/home/anna");
  EXPECT_EQ(folder_name("/home/ann/class/a.png", nowhere), "/home/ann/class");
}

}  // namespace
}  // namespace unfold
