#include "core/io/file_kind.h"

#include "core/io/fixture_testing.h"

#include <map>

namespace unfold {
namespace {

using testing_files::fixture;
using testing_files::read_text;
using testing_files::TempFolder;
using testing_files::write_text;

// What a file of this content is, under a suffix that says nothing or something else.
FileKind of(std::string_view content, const std::string& name = "file") {
  const TempFolder folder;
  write_text(folder / name, content);
  return kind_of(folder / name);
}

TEST(FileKind, EveryWeightsFixtureIsWeightsUnderAnyName) {
  int tried = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(fixture(""))) {
    const std::string suffix = entry.path().extension().string();
    if (entry.path().parent_path().filename() == "pictures") continue;
    if (!entry.is_regular_file() || suffix == ".py" || suffix == ".bin" || suffix == ".tga") continue;
    const std::string text = read_text(entry.path());
    const bool weights = suffix != ".png" && suffix != ".jpg" && suffix != ".json";
    if (!weights) continue;
    EXPECT_EQ(kind_of(entry.path()), FileKind::weights) << entry.path();
    EXPECT_EQ(of(text, "photo.jpg"), FileKind::weights) << entry.path();
    ++tried;
  }
  EXPECT_GT(tried, 50);
}

TEST(FileKind, ALengthThatLooksLikeAPictureOrAPickleIsALength) {
  for (const unsigned length : {0x280U, 0x3150U, 0x3350U}) {  // 80 02, "P1", "P3"
    std::string file;
    for (unsigned i = 0; i < 8; ++i) file += static_cast<char>(i < 2 ? length >> (8 * i) & 0xFF : 0);
    EXPECT_EQ(of(file + "{" + std::string(length, ' ')), FileKind::weights) << length;
  }
}

TEST(FileKind, PicturesAreToldByTheirMarks) {
  EXPECT_EQ(kind_of("assets/pictures/sample.jpg"), FileKind::picture);
  EXPECT_EQ(kind_of("assets/readme/im2col.png"), FileKind::picture);
  for (const std::string_view head : {"GIF89a", "BM....", "P6 1 1 255", "8BPS", "#?RADIANCE", "II*."})
    EXPECT_EQ(of(head, "weights.pth"), FileKind::picture) << head;
  EXPECT_EQ(of(std::string("RIFF\0\0\0\0WEBP", 12)), FileKind::picture);
  const std::string tga("\0\0\2\0\0\0\0\0\0\0\0\0\4\0\4\0\x18\0", 18);
  EXPECT_EQ(of(tga + std::string(48, '\x7F')), FileKind::picture);
  std::string none = tga;
  none[16] = 7;  // bits of a pixel
  EXPECT_EQ(of(none + std::string(48, '\x7F')), FileKind::unknown);
}

TEST(FileKind, LessonsBeginAsJsonObjects) {
  for (const char* name : {"toy", "batch", "vgg", "photo", "batch10"})
    EXPECT_EQ(kind_of("assets/lessons/" + std::string(name) + ".json"), FileKind::lesson) << name;
  EXPECT_EQ(of("\xEF\xBB\xBF \r\n{\r\n \"x\": 1}"), FileKind::lesson);
  EXPECT_EQ(of("{}"), FileKind::lesson);
  EXPECT_EQ(of("{x}"), FileKind::unknown);
  EXPECT_EQ(of("[1]"), FileKind::unknown);
}

TEST(FileKind, TheRestIsUnknown) {
  for (const std::string_view text : {"", "hello", "<!DOCTYPE html><html></html>", "%PDF-1.7", "\x7F\x45LF",
                                      "version https://git-lfs.github.com/spec/v1"})
    EXPECT_EQ(of(text, "conv1.npy"), FileKind::unknown) << text;
  const TempFolder folder;
  EXPECT_EQ(kind_of(folder.path()), FileKind::folder);
  EXPECT_EQ(kind_of(folder / "none"), FileKind::unknown);
  EXPECT_EQ(kind_of({}), FileKind::unknown);
}

}  // namespace
}  // namespace unfold
