#pragma once

#include <cstddef>
#include <span>

namespace unfold {

// The EXIF orientation, 1 to 8, of a TIFF block as JPEG's APP1 (after "Exif\0\0") and PNG's eXIf hold it; 1
// where there is none or where it is not well formed. Every read is checked against the block. CIPA DC-008
// (Exif 2.32) 4.6.4, tag 0x0112; TIFF 6.0 section 2.
[[nodiscard]] int tiff_orientation(std::span<const std::byte> tiff);

// The same for a whole JPEG file: its first APP1 segment "Exif" before the picture data (ITU-T T.81, B.1.1
// and B.2.4.6).
[[nodiscard]] int jpeg_orientation(std::span<const std::byte> file);

}  // namespace unfold
