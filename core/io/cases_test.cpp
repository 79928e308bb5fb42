// Files that nobody here wrote, where UNFOLD_CASES names their folder: what INDEX.tsv says of each is what
// must be read.

#include "core/io/bank.h"
#include "core/io/case_testing.h"
#include "core/io/image.h"
#include "core/io/npy.h"
#include "core/io/testing.h"

#include <algorithm>
#include <cmath>

namespace unfold {
namespace {

using namespace testing_files;

TEST(Cases, EveryNumericNpyHasItsShapeItsSumAndItsOrder) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  int checked = 0;
  for (const auto& row : case_rows(*folder)) {
    const bool ours = row[path].ends_with(".npy") && !row[sum].empty();
    if (!ours) continue;
    const Array array = read_npy(*folder / row[path]);
    expect_facts(array, row);
    if (row[sum] == "nan") continue;
    ++checked;
  }
  EXPECT_GT(checked, 90);
}

TEST(Cases, NpyOfOtherDtypesIsRefusedByName) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  int refused = 0;
  for (const auto& row : case_rows(*folder)) {
    if (!row[path].ends_with(".npy") || !row[sum].empty()) continue;
    if (row[format].find("|b1") != std::string::npos) {
      EXPECT_NO_THROW(static_cast<void>(read_npy(*folder / row[path]))) << row[path];
      continue;
    }
    const std::string line = refusal([&] { static_cast<void>(read_npy(*folder / row[path])); });
    EXPECT_NE(line.find(std::filesystem::path(row[path]).filename().string() + ": "), std::string::npos)
        << line;
    ++refused;
  }
  EXPECT_GT(refused, 15);
}

TEST(Cases, BadFilesAreRefusedInOneLineThatNamesThem) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  int refused = 0;
  for (const auto& row : case_rows(*folder)) {
    if (!row[path].starts_with("bad/") && row[path].find("/corrupt/") == std::string::npos) continue;
    const std::filesystem::path file = *folder / row[path];
    const std::string suffix = file.extension().string();
    const bool weights = suffix == ".npy" || suffix == ".npz" || suffix == ".safetensors";
    const std::string line = refusal([&] {
      if (weights) {
        static_cast<void>(read_bank(file));
      } else {
        static_cast<void>(read_image(file));
      }
    });
    EXPECT_TRUE(line.starts_with(file.filename().string() + ": ")) << row[path] << " " << line;
    ++refused;
  }
  EXPECT_GE(refused, 32);
}

TEST(Cases, EveryGoodPictureIsReadInItsSize) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  int read = 0;
  for (const auto& row : case_rows(*folder)) {
    if (!row[path].starts_with("images/") || row[path].find("/corrupt/") != std::string::npos ||
        row[path].ends_with(".LICENSE")) {
      continue;
    }
    const Image image = read_image(*folder / row[path]);
    const std::string size = std::to_string(image.width) + "x" + std::to_string(image.height);
    const bool size_known = row[format] != "corpus file";
    EXPECT_TRUE(!size_known || row[format].find(size) != std::string::npos) << row[path] << " " << size;
    EXPECT_EQ(image.rgb.size(), static_cast<std::size_t>(image.width * image.height * 3));
    ++read;
  }
  EXPECT_GT(read, 100);
}

TEST(Cases, TheEightOrientationsShowTheSamePictureUpright) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  const Image upright = read_image(*folder / "images/hopper.jpg");
  for (int orientation = 2; orientation <= 8; ++orientation) {
    const Image image =
        read_image(*folder / ("images/hopper_orientation_" + std::to_string(orientation) + ".jpg"));
    EXPECT_EQ(image.orientation, orientation);
    ASSERT_EQ(image.rgb.size(), upright.rgb.size());
    double difference = 0;
    for (std::size_t i = 0; i < image.rgb.size(); ++i) {
      difference += std::abs(static_cast<double>(image.rgb[i]) - upright.rgb[i]);
    }
    // Each file was compressed by itself, so single pixels differ; a wrong turn differs by more than 40 on
    // average.
    EXPECT_LT(difference / static_cast<double>(image.rgb.size()), 8.0) << orientation;
  }
  EXPECT_EQ(read_image(*folder / "images/exif_imagemagick_orientation.png").orientation, 3);
}

}  // namespace
}  // namespace unfold
