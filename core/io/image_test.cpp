#include "core/io/exif.h"
#include "core/io/image.h"
#include "core/io/testing.h"

#include <cmath>
#include <map>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb_image_write.h>

namespace unfold {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing_files::bytes_of;
using testing_files::refusal;

using Rgb = std::array<int, 3>;
constexpr Rgb red{255, 0, 0}, green{0, 255, 0}, blue{0, 0, 255}, white{255, 255, 255};

Image read(const std::string& file) { return read_image(bytes_of(file), "picture"); }
std::string refused(const std::string& file) {
  const std::string line = refusal([&] { static_cast<void>(read(file)); });
  EXPECT_TRUE(line.starts_with("picture: ")) << line;
  return line;
}

Rgb at(const Image& image, std::int64_t x, std::int64_t y) {
  const std::uint8_t* p = image.rgb.data() + (y * image.width + x) * 3;
  return {p[0], p[1], p[2]};
}
bool near(const Rgb& a, const Rgb& b, int tolerance) {
  return std::abs(a[0] - b[0]) <= tolerance && std::abs(a[1] - b[1]) <= tolerance &&
         std::abs(a[2] - b[2]) <= tolerance;
}

// 32 x 16: red and green above, blue and white below.
std::vector<std::uint8_t> quarters() {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < 16; ++y) {
    for (int x = 0; x < 32; ++x) {
      for (const int v : y < 8 ? (x < 16 ? red : green) : (x < 16 ? blue : white))
        pixels.push_back(static_cast<std::uint8_t>(v));
    }
  }
  return pixels;
}
void append(void* to, void* data, int size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}
std::string jpeg() {
  std::string file;
  stbi_write_jpg_to_func(append, &file, 32, 16, 3, quarters().data(), 95);
  return file;
}
std::string png() {
  std::string file;
  stbi_write_png_to_func(append, &file, 32, 16, 3, quarters().data(), 0);
  return file;
}

std::string number(std::uint32_t value, int width, bool big_endian = true) {
  std::string text;
  for (int i = 0; i < width; ++i) text += static_cast<char>(value >> (8 * (big_endian ? width - 1 - i : i)));
  return text;
}
// A TIFF block whose second entry is the orientation.
std::string tiff(std::uint32_t orientation, bool big_endian) {
  const auto n = [&](std::uint32_t value, int width) { return number(value, width, big_endian); };
  return (big_endian ? "MM" : "II") + n(42, 2) + n(8, 4) + n(2, 2) +  //
         n(0x0100, 2) + n(3, 2) + n(1, 4) + n(32, 2) + n(0, 2) +      //
         n(0x0112, 2) + n(3, 2) + n(1, 4) + n(orientation, 2) + n(0, 2) + n(0, 4);
}
std::string with_app1(const std::string& file, const std::string& body) {
  return file.substr(0, 2) + "\xFF\xE1" + number(static_cast<std::uint32_t>(body.size() + 2), 2) + body +
         file.substr(2);
}
std::uint32_t crc(const std::string& bytes) {
  std::uint32_t c = ~0U;
  for (const char b : bytes) {
    c ^= static_cast<std::uint8_t>(b);
    for (int i = 0; i < 8; ++i) c = (c & 1U) != 0 ? (c >> 1) ^ 0xEDB88320U : c >> 1;
  }
  return ~c;
}
std::string chunk(const std::string& type, const std::string& body) {
  return number(static_cast<std::uint32_t>(body.size()), 4) + type + body + number(crc(type + body), 4);
}
constexpr std::size_t after_ihdr = 8 + 25;
std::string with_chunk(const std::string& type, const std::string& body) {
  std::string file = png();
  return file.insert(after_ihdr, chunk(type, body));
}
std::string zlib(std::string text) {
  int size = 0;
  unsigned char* packed = stbi_zlib_compress(reinterpret_cast<unsigned char*>(text.data()),
                                             static_cast<int>(text.size()), &size, 9);
  std::string bytes(reinterpret_cast<char*>(packed), static_cast<std::size_t>(size));
  std::free(packed);
  return bytes;
}
std::string hexadecimal(const std::string& bytes) {
  std::string text;
  for (const char b : bytes) {
    for (const int shift : {4, 0}) text += "0123456789abcdef"[(static_cast<std::uint8_t>(b) >> shift) & 15];
  }
  return text;
}
const std::string null(1, '\0');

// The corners (top left, top right, bottom left, bottom right) that each orientation shows upright.
const std::map<int, std::array<Rgb, 4>> upright_corners{
    {1, {red, green, blue, white}}, {2, {green, red, white, blue}}, {3, {white, blue, green, red}},
    {4, {blue, white, red, green}}, {5, {red, blue, green, white}}, {6, {blue, red, white, green}},
    {7, {white, green, blue, red}}, {8, {green, white, red, blue}},
};
void expect_upright(const Image& image, int orientation, int tolerance) {
  EXPECT_EQ(image.orientation, orientation);
  EXPECT_EQ(image.width, orientation >= 5 ? 16 : 32);
  EXPECT_EQ(image.height, orientation >= 5 ? 32 : 16);
  const auto& corners = upright_corners.at(orientation);
  EXPECT_TRUE(near(at(image, 2, 2), corners[0], tolerance)) << orientation;
  EXPECT_TRUE(near(at(image, image.width - 3, 2), corners[1], tolerance)) << orientation;
  EXPECT_TRUE(near(at(image, 2, image.height - 3), corners[2], tolerance)) << orientation;
  EXPECT_TRUE(near(at(image, image.width - 3, image.height - 3), corners[3], tolerance)) << orientation;
}

TEST(Image, PixelsComeInRowsFromTheTopAsRgb) {
  const Image image = read("P6 2 2 255\n" + std::string("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c"));
  EXPECT_EQ(image.width, 2);
  EXPECT_EQ(image.height, 2);
  EXPECT_EQ(image.rgb, (std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
}

TEST(Image, GrayIsRepeatedAndAlphaIsDropped) {
  EXPECT_EQ(read("P5 1 1 255\n\x50").rgb, (std::vector<std::uint8_t>{80, 80, 80}));
  const std::uint8_t pixel[4] = {10, 20, 30, 0};
  std::string file;
  stbi_write_png_to_func(append, &file, 1, 1, 4, pixel, 0);
  EXPECT_EQ(read(file).rgb, (std::vector<std::uint8_t>{10, 20, 30}));
}

TEST(Image, SixteenBitPngGivesItsHighBytesAndSixteenBitPgmIsRefused) {
  const std::string file = "\x89PNG\r\n\x1A\n" +
                           chunk("IHDR", number(1, 4) + number(1, 4) + std::string("\x10\0\0\0\0", 5)) +
                           chunk("IDAT", zlib(std::string("\0\x7F\xFF", 3))) + chunk("IEND", "");
  EXPECT_EQ(read(file).rgb, (std::vector<std::uint8_t>{127, 127, 127}));
  EXPECT_THAT(refused("P5 1 1 65535\n\x7F\xFF"), HasSubstr("16 bits"));
}

TEST(Image, EveryOrientationOfAJpegIsTurnedUprightInBothByteOrders) {
  expect_upright(read(jpeg()), 1, 24);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    for (const bool big_endian : {true, false}) {
      const std::string exif =
          "Exif" + null + null + tiff(static_cast<std::uint32_t>(orientation), big_endian);
      expect_upright(read(with_app1(jpeg(), exif)), orientation, 24);
    }
  }
}

TEST(Image, EveryOrientationOfAPngIsTurnedUpright) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const std::string block = tiff(static_cast<std::uint32_t>(orientation), orientation % 2 == 0);
    expect_upright(read(with_chunk("eXIf", block)), orientation, 0);
    const std::string hex = "\nexif\n      58\n" + hexadecimal("Exif" + null + null + block) + "\n";
    expect_upright(read(with_chunk("tEXt", "Raw profile type exif" + null + hex)), orientation, 0);
    expect_upright(read(with_chunk("zTXt", "Raw profile type exif" + null + null + zlib(hex))), orientation,
                   0);
  }
}

TEST(Image, AnOrientationThatIsNotWellFormedCountsAsNone) {
  const std::string whole = tiff(6, true);
  EXPECT_EQ(tiff_orientation(bytes_of(whole)), 6);
  for (std::size_t length = 0; length < 8 + 2 + 24; ++length) {
    EXPECT_EQ(tiff_orientation(bytes_of(whole.substr(0, length))), 1) << length;
  }
  EXPECT_EQ(tiff_orientation(bytes_of(tiff(0, true))), 1);
  EXPECT_EQ(tiff_orientation(bytes_of(tiff(9, true))), 1);
  EXPECT_EQ(tiff_orientation(bytes_of("MM" + number(42, 2) + number(0xFFFFFFFFU, 4) + whole.substr(8))), 1);
  EXPECT_EQ(tiff_orientation(bytes_of("MM" + number(42, 2) + number(8, 4) + number(0xFFFF, 2))), 1);
  EXPECT_EQ(jpeg_orientation(bytes_of(std::string("\xFF\xD8\xFF\xE1\xFF\xFF", 6))), 1);
  EXPECT_EQ(jpeg_orientation(bytes_of(std::string("\xFF\xD8\xFF\xE1\x00\x01", 6))), 1);
}

TEST(Image, AJpegCutAnywhereIsRefused) {
  const std::string whole = jpeg();
  for (std::size_t length = 0; length < whole.size(); ++length) refused(whole.substr(0, length));
  EXPECT_NO_THROW(static_cast<void>(read(whole)));
  EXPECT_NO_THROW(static_cast<void>(read(whole + "what a camera adds")));
}

TEST(Image, APngCutAnywhereIsRefused) {
  const std::string whole = png();
  for (std::size_t length = 0; length < whole.size(); ++length) refused(whole.substr(0, length));
  EXPECT_NO_THROW(static_cast<void>(read(whole)));
}

TEST(Image, APngWithAWrongChecksumIsRefused) {
  std::string file = png();
  file[file.size() - 20] = static_cast<char>(file[file.size() - 20] ^ 1);
  EXPECT_THAT(refused(file), HasSubstr("checksum"));
}

TEST(Image, AChunkThatIsNotKnownIsNamedWithoutItsControlBytes) {
  std::string file = png();
  file.insert(file.size() - 12, std::string("\0\0\0\0\x01\x1BXY\0\0\0\0", 12));  // before IEND
  EXPECT_THAT(refused(file), HasSubstr("??XY"));
}

TEST(Image, BombsAreRefusedBeforeTheyUnpack) {
  EXPECT_THAT(refused("P6 100000 100000 255\n"), HasSubstr("at most 200 million"));
  EXPECT_THAT(refused("P6 5000 5000 255\n" + std::string(2000, 'x')), HasSubstr("ends early"));
  EXPECT_THAT(refused("P3 5000 5000 255\n1 2 3 4"), HasSubstr("ends early"));
  const std::string gif = std::string("GIF89a\x88\x13\x88\x13\0\0\0", 13);  // 5000 by 5000
  EXPECT_THAT(refused(gif + std::string(2000, 'x')),
              HasSubstr("says it is 5000 by 5000 pixels and has 2013 bytes for them"));
  EXPECT_THAT(refused(gif + std::string(3000, 'x')), Not(HasSubstr("says it is")));
  EXPECT_THAT(refused(with_chunk("zTXt", "Comment" + null + null + zlib(std::string(3 << 20, 'x')))),
              HasSubstr("bomb"));
  EXPECT_NO_THROW(
      static_cast<void>(read(with_chunk("zTXt", "Comment" + null + null + zlib(std::string(1 << 19, 'x'))))));
  EXPECT_THAT(refused(with_chunk("IDAT", std::string(1 << 18, 'x'))), HasSubstr("bomb"));
}

TEST(Image, WhatIsNoPictureIsNamed) {
  EXPECT_THAT(refused(""), HasSubstr("is empty"));
  EXPECT_THAT(refused("<!DOCTYPE html><html>"), HasSubstr("web page"));
  EXPECT_THAT(refused("version https://git-lfs.github.com/spec/v1\n"), HasSubstr("git lfs pull"));
  EXPECT_THAT(refused(std::string("RIFF\0\0\0\0WEBPVP8 ", 16)), HasSubstr("WebP"));
  EXPECT_THAT(refused("\x93NUMPY"), HasSubstr("--weights"));
  EXPECT_THAT(refused("hello"), HasSubstr("no picture that is known"));
  EXPECT_THAT(refused("P6 0 4 255\n"), HasSubstr("picture: "));
}

TEST(Image, ResizingKeepsAFlatPictureFlatAndAveragesAreas) {
  const Image flat{5, 3, std::vector<std::uint8_t>(45, 77), 1};
  for (const auto& [width, height] : {std::pair{2, 2}, {1, 1}, {11, 7}, {5, 9}, {3, 3}}) {
    const Image image = resized(flat, width, height);
    EXPECT_EQ(image.rgb, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3), 77));
  }
  Image steps{4, 1, {}, 1};
  for (const int v : {0, 100, 200, 60}) steps.rgb.insert(steps.rgb.end(), 3, static_cast<std::uint8_t>(v));
  EXPECT_EQ(at(resized(steps, 2, 1), 0, 0)[0], 50);
  EXPECT_EQ(at(resized(steps, 2, 1), 1, 0)[0], 130);
  EXPECT_EQ(at(resized(steps, 1, 1), 0, 0)[0], 90);
  EXPECT_EQ(at(resized(steps, 3, 1), 0, 0)[0], 25);  // one pixel and a third of the next
  EXPECT_EQ(at(resized(steps, 8, 1), 0, 0)[0], 0);   // beyond the outer centres nothing is invented
  EXPECT_EQ(at(resized(steps, 8, 1), 1, 0)[0], 25);
  EXPECT_EQ(at(resized(steps, 8, 1), 7, 0)[0], 60);
}

TEST(Image, CroppingTakesTheRectangle) {
  Image image{4, 3, {}, 1};
  for (int i = 0; i < 12; ++i) image.rgb.insert(image.rgb.end(), 3, static_cast<std::uint8_t>(i));
  const Image piece = cropped(image, 1, 1, 2, 2);
  EXPECT_EQ(at(piece, 0, 0)[0], 5);
  EXPECT_EQ(at(piece, 1, 0)[0], 6);
  EXPECT_EQ(at(piece, 0, 1)[0], 9);
  EXPECT_EQ(at(piece, 1, 1)[0], 10);
}

}  // namespace
}  // namespace unfold
