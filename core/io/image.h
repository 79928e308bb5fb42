#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace unfold {

// A decoded picture: 8-bit RGB, rows from the top, as PIL's convert("RGB") gives it (alpha dropped, gray
// repeated).
struct Image {
  std::int64_t width = 0, height = 0;
  std::vector<std::uint8_t> rgb;  // height * width * 3
  int orientation = 1;            // the EXIF orientation that was undone; 1 = none
};

// Whatever stb_image reads (JPEG, PNG, BMP, GIF's first frame, TGA, PSD, HDR) and Netpbm's P1 to P6, turned
// upright by its EXIF orientation (JPEG APP1, PNG eXIf). Refuses more than `most_pixels` from the header,
// before anything is decoded, and far more than so many bytes can hold. Throws Error.
inline constexpr std::int64_t max_pixels = 200'000'000;
[[nodiscard]] Image read_image(const std::filesystem::path& file);
[[nodiscard]] Image read_image(std::span<const std::byte> bytes, const std::string& name,
                               std::int64_t most_pixels = max_pixels);

// Box-filtered when smaller, bilinear when larger, in 8 bits.
[[nodiscard]] Image resized(const Image& image, std::int64_t width, std::int64_t height);
// A triangle as wide as the new pixels when smaller, linear when larger; fixed point, across and then down,
// each pass rounded to 8 bits. Bit for bit Pillow's resize(…, BILINEAR), and so torchvision's Resize.
[[nodiscard]] Image resized_bilinear(const Image& image, std::int64_t width, std::int64_t height);
[[nodiscard]] Image cropped(const Image& image, std::int64_t left, std::int64_t top, std::int64_t width,
                            std::int64_t height);

}  // namespace unfold
