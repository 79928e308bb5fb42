#include "app/view/actions/pasted.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

using Files = std::vector<std::filesystem::path>;

TEST(Pasted, PathsAndUrisAreReadALineEach) {
  EXPECT_EQ(pasted_files("/home/a/cat.png"), Files{"/home/a/cat.png"});
  EXPECT_EQ(pasted_files("  '/home/a b/cat.png' \r\n"), Files{"/home/a b/cat.png"});
  EXPECT_EQ(pasted_files("file:///home/a%20b/%E5%A4%8F.png"), Files{u8"/home/a b/夏.png"});
  EXPECT_EQ(pasted_files("file://host/a.png\r\nfile:///b%25.png\r\n"), (Files{"/a.png", "/b%.png"}));
  EXPECT_EQ(pasted_files("copy\nfile:///a.png\nfile:///b.png"), (Files{"/a.png", "/b.png"}));
  EXPECT_EQ(pasted_files("file:///50%.png"), Files{"/50%.png"});
}

TEST(Pasted, OtherTextNamesNoFile) {
  for (const char* text : {"", "\n \n", "hello", "/a.png\nhello", "http://a/b.png", "file://",
                           "file:///a%00.png", "copy", "a/file/that/is/not/there.png"})
    EXPECT_TRUE(pasted_files(text).empty()) << text;
}

}  // namespace
}  // namespace unfold::view
