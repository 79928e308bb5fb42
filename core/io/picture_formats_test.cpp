// Every format and variant that is read, against what Pillow makes of it (fixtures/make_pictures.py).

#include "core/io/file_kind.h"
#include "core/io/fixture_testing.h"
#include "core/io/image.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace unfold {
namespace {

using namespace testing_files;

int largest_difference(const Image& a, const Image& b) {
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.height, b.height);
  if (a.rgb.size() != b.rgb.size()) return 256;
  int most = 0;
  for (std::size_t i = 0; i < a.rgb.size(); ++i) most = std::max(most, std::abs(a.rgb[i] - b.rgb[i]));
  return most;
}

TEST(PictureFormats, EachIsReadAsPillowReadsIt) {
  int read = 0;
  std::set<std::string> endings;
  for (const auto& entry : std::filesystem::directory_iterator(fixture("pictures"))) {
    const std::filesystem::path expected = entry.path();
    if (expected.extension() != ".ppm" || expected.stem().extension().empty()) continue;
    const std::filesystem::path file = expected.parent_path() / expected.stem();
    const std::string ending = file.extension().string();
    // The decoders of JPEG round their cosines differently; with gamma a power may fall to either side.
    const int allowed = file.stem() == "cmyk" ? 5 : ending == ".jpg" ? 3 : ending == ".hdr" ? 1 : 0;
    EXPECT_LE(largest_difference(read_image(file), read_image(expected)), allowed) << file;
    EXPECT_EQ(kind_of(file), FileKind::picture) << file;
    endings.insert(ending);
    ++read;
  }
  EXPECT_GE(read, 33);
  EXPECT_EQ(endings,
            (std::set<std::string>{".bmp", ".gif", ".hdr", ".jpg", ".pbm", ".pgm", ".png", ".pnm", ".tga"}));
}

TEST(PictureFormats, APortableMapThatDoesNotHoldWhatItSaysIsRefused) {
  const auto refused = [](const std::string& file) {
    return refusal([&] { static_cast<void>(read_image(bytes_of(file), "a")); });
  };
  EXPECT_EQ(read_image(bytes_of("P1 3 2 10 1\n0#x\n11"), "a").rgb,
            (std::vector<std::uint8_t>{0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0}));
  for (const char* file : {"P2 2 2 255 1 2 3", "P3 1 1 255 1 2", "P1 9 9 0101", "P5 2 2 255\nabc",
                           "P4 9 2\nabc", "P6 1 1 255\nab", "P5 2 2 255"})
    EXPECT_TRUE(refused(file).find("ends early") != std::string::npos) << file << " " << refused(file);
  EXPECT_TRUE(refused("P2 2 2 255 1 2 x 4").find("value 2 is no number") != std::string::npos);
  EXPECT_TRUE(refused("P2 2 -2 255 1 2 3 4").find("height is no number") != std::string::npos);
  EXPECT_TRUE(refused("P2 1 1 0 0").find("1 to 255") != std::string::npos);
  EXPECT_TRUE(refused("P3 99999 99999 255 1").find("200 million") != std::string::npos);
  EXPECT_TRUE(refused("P3 9999999999999999999 1 255 1").find("200 million") != std::string::npos);
  EXPECT_TRUE(refused("P3 9999 9999 255 1").find("ends early") != std::string::npos)
      << "nothing is allocated";
  const std::string small = "P5 2000 1000 255\n" + std::string(2'000'000, 'x');
  EXPECT_EQ(read_image(bytes_of(small), "a", 2'000'000).width, 2000);
  EXPECT_TRUE(refusal([&] {
                static_cast<void>(read_image(bytes_of(small), "a", 1'999'999));
              }).find("2000 by 1000 pixels; at most 1 million") != std::string::npos)
      << "as many as are asked for, not as many as there may ever be";
}

TEST(PictureFormats, ANameInJapaneseWithSpacesIsAsGoodAsAny) {
  const TempFolder folder;
  const std::filesystem::path file = folder / std::filesystem::path(u8"夏 の/海 と 山（１）.png");
  std::filesystem::create_directories(file.parent_path());
  std::filesystem::copy_file(fixture("pictures/rgb.png"), file);
  EXPECT_EQ(read_image(file).rgb, read_image(fixture("pictures/rgb.png")).rgb);
  EXPECT_EQ(kind_of(file), FileKind::picture);
  write_text(file, "\x89PNG");
  EXPECT_TRUE(refusal([&] { static_cast<void>(read_image(file)); }).starts_with("海 と 山（１）.png: "));
}

TEST(PictureFormats, WhatIsNoPictureDoesNotLookLikeOne) {
  const TempFolder folder;
  const auto looks = [&](const std::string& name, const std::string& bytes) {
    write_text(folder / name, bytes);
    return kind_of(folder / name) == FileKind::picture;
  };
  EXPECT_TRUE(looks("a.webp", "RIFF\x10\x01\x01\x01WEBPVP8 "));
  EXPECT_TRUE(looks("a.heic", std::string("\0\0\0\x18", 4) + "ftypheic0000"));
  EXPECT_FALSE(looks("a.mp4", std::string("\0\0\0\x18", 4) + "ftypisom0000"));
  EXPECT_FALSE(looks("a.txt", "hello"));
  EXPECT_FALSE(looks("a.pdf", "%PDF-1.7"));
  EXPECT_FALSE(looks("a.npy", "\x93NUMPY\1\0"));
  EXPECT_FALSE(looks("a.png", ""));
  EXPECT_FALSE(looks("a.tga", ""));
  EXPECT_NE(kind_of(folder / "not there.png"), FileKind::picture);
  EXPECT_NE(kind_of(folder.path()), FileKind::picture);
}

TEST(ResizedBilinear, IsPillowsToTheLastBit) {
  const Image noise = read_image(fixture("pictures/noise.png"));
  for (const auto& [width, height] :
       {std::pair{22, 16}, {53, 20}, {20, 37}, {64, 45}, {53, 90}, {1, 1}, {7, 80}, {52, 36}}) {
    const std::string name =
        "pictures/noise_" + std::to_string(width) + "x" + std::to_string(height) + ".png";
    EXPECT_EQ(resized_bilinear(noise, width, height).rgb, read_image(fixture(name)).rgb) << name;
  }
}

}  // namespace
}  // namespace unfold
