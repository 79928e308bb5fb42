#include "app/window/film/film.h"
#include "core/base/error.h"
#include "core/io/source.h"
#include "core/io/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace unfold::window {
namespace {

namespace fs = std::filesystem;
using testing_files::TempFolder;

Still flat(int width, int height, std::array<std::uint8_t, 3> color) {
  Still still{width, height};
  for (int i = 0; i < width * height; ++i) still.rgb.insert(still.rgb.end(), color.begin(), color.end());
  return still;
}
void put(Still& still, int x, int y, std::array<std::uint8_t, 3> color) {
  std::copy(color.begin(), color.end(), still.rgb.begin() + (y * still.width + x) * 3);
}
// Every colour of a plane of the cube.
Still gradient() {
  Still still = flat(256, 256, {});
  for (int y = 0; y < 256; ++y)
    for (int x = 0; x < 256; ++x)
      put(still, x, y, {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 128});
  return still;
}

TEST(Palette, FewColorsAreAllExact) {
  PaletteMaker maker;
  Still still = flat(20, 20, {10, 20, 30});
  put(still, 3, 4, {200, 0, 0});
  maker.look(still);
  maker.look(flat(20, 20, {255, 255, 255}));
  const Palette palette = maker.palette();
  EXPECT_EQ(std::set(palette.begin(), palette.end()),
            (std::set<std::array<std::uint8_t, 3>>{{10, 20, 30}, {200, 0, 0}, {255, 255, 255}}));
}

TEST(Palette, LargeGroundsStayExactAmongManyColors) {
  PaletteMaker maker;
  maker.look(gradient());
  maker.look(flat(256, 256, {17, 18, 19}));
  const Palette palette = maker.palette();
  EXPECT_EQ(palette.size(), most_colors);
  EXPECT_NE(std::find(palette.begin(), palette.end(), std::array<std::uint8_t, 3>{17, 18, 19}),
            palette.end());
}

TEST(Palette, EveryColorIsNearOneOfThePalette) {
  PaletteMaker maker;
  const Still still = gradient();
  maker.look(still);
  const Palette palette = maker.palette();
  PaletteIndex index(palette);
  int farthest = 0;
  for (std::size_t i = 0; i < still.rgb.size(); i += 3) {
    const auto& near = palette[index.of(&still.rgb[i])];
    for (std::size_t c = 0; c < 3; ++c) farthest = std::max(farthest, std::abs(near[c] - still.rgb[i + c]));
  }
  // 255 squares of a plane of 256 by 256 are 16 wide.
  EXPECT_LE(farthest, 24);
}

std::string bytes_of(const fs::path& file) {
  const std::vector<std::byte> bytes = read_bytes(file, 1'000'000);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string written(const fs::path& file) {
  PaletteMaker maker;
  Still second = flat(40, 30, {0, 0, 0});
  put(second, 7, 5, {255, 0, 0});
  put(second, 9, 6, {255, 0, 0});
  const Still stills[] = {flat(40, 30, {0, 0, 0}), second, second};
  for (const Still& still : stills) maker.look(still);
  const std::unique_ptr<Film> film =
      open_film(file, {.width = 40, .height = 30, .pictures_a_second = 3, .palette = maker.palette()});
  for (const Still& still : stills) film->add(still);
  EXPECT_FALSE(fs::exists(file)) << "before it is finished";
  film->finish();
  return bytes_of(file);
}

#ifdef UNFOLD_GIF
std::string le(int number) { return {static_cast<char>(number & 0xFF), static_cast<char>(number >> 8)}; }
std::string image_at(int x, int y, int w, int h) { return "," + le(x) + le(y) + le(w) + le(h); }

TEST(Film, AGifKeepsOnlyTheRectangleThatChanges) {
  const TempFolder folder;
  const std::string gif = written(folder / "a.gif");
  EXPECT_TRUE(gif.starts_with("GIF89a" + le(40) + le(30)));
  EXPECT_NE(gif.find("NETSCAPE2.0"), std::string::npos) << "it begins again at its end";
  const std::size_t one = gif.find(image_at(0, 0, 40, 30)), two = gif.find(image_at(7, 5, 3, 2)),
                    three = gif.find(image_at(0, 0, 1, 1));
  ASSERT_NE(three, std::string::npos);
  EXPECT_LT(one, two);
  EXPECT_LT(two, three);
  // Thirds of a second, in hundredths that add up to one.
  std::vector<int> delays;
  for (std::size_t at = gif.find("\x21\xF9\x04"); at != std::string::npos;
       at = gif.find("\x21\xF9\x04", at + 1))
    delays.push_back(static_cast<unsigned char>(gif[at + 4]));
  EXPECT_EQ(delays, (std::vector{33, 34, 33}));
  EXPECT_EQ(gif.back(), ';');
}
TEST(Film, AGifIsTheSameEachTime) {
  const TempFolder folder;
  EXPECT_EQ(written(folder / "a.gif"), written(folder / "b.gif"));
}
#endif

#ifdef UNFOLD_WEBP
TEST(Film, AWebpHasItsPictures) {
  const TempFolder folder;
  const std::string webp = written(folder / "a.webp");
  EXPECT_EQ(webp.substr(8, 8), "WEBPVP8X");
  EXPECT_NE(webp.find("ANIM"), std::string::npos);
  EXPECT_EQ(webp, written(folder / "b.webp"));
}
#endif

#if defined(UNFOLD_GIF) && defined(UNFOLD_WEBP)
TEST(Film, WhatIsBrokenOffLeavesNothing) {
  const TempFolder folder;
  for (const char* name : {"a.gif", "a.webp", "a%02d.png"}) {
    const std::unique_ptr<Film> film =
        open_film(folder / name, {.width = 4, .height = 4, .palette = {{0, 0, 0}}});
    film->add(flat(4, 4, {}));
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}
#endif

TEST(Film, PicturesAreNumberedFromOne) {
  const TempFolder folder;
  static_cast<void>(open_film(folder / "step%02d.png", {}));
  const std::unique_ptr<Film> film = open_film(folder / "step%02d.png", {.width = 4, .height = 4});
  film->add(flat(4, 4, {}));
  film->add(flat(4, 4, {}));
  film->finish();
  EXPECT_TRUE(fs::exists(folder / "step01.png"));
  EXPECT_TRUE(fs::exists(folder / "step02.png"));
}

TEST(Film, OtherNamesAreRefused) {
  for (const char* name : {"a.avi", "a.png", "a%s.png", "a.npy"})
    EXPECT_THROW(static_cast<void>(open_film(name, {})), Error) << name;
}

}  // namespace
}  // namespace unfold::window
