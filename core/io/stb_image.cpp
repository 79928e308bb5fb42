// stb_image's implementation, in a file of its own: compiled once, as third-party code.

#include <cstdlib>

namespace {

// No picture of max_pixels needs more in one piece; a file that inflates further than this is a bomb.
constexpr std::size_t largest_piece = 2'000'000'000;

void* checked_malloc(std::size_t bytes) { return bytes <= largest_piece ? std::malloc(bytes) : nullptr; }
void* checked_realloc(void* piece, std::size_t bytes) {
  return bytes <= largest_piece ? std::realloc(piece, bytes) : nullptr;
}

}  // namespace

// Its casts around these macros count as this file's own.
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wold-style-cast"
#endif
#define STBI_MALLOC(bytes) checked_malloc(bytes)
#define STBI_REALLOC(piece, bytes) checked_realloc(piece, bytes)
#define STBI_FREE(piece) std::free(piece)
#define STBI_NO_STDIO
#define STB_IMAGE_IMPLEMENTATION
#include <stb_image.h>
