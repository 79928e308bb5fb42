#include "core/io/image.h"

#include "core/io/fuzz/weights_fuzz.h"

// Larger ones are not decoded, so that an input takes little time.
constexpr std::int64_t most_pixels = 1 << 20;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const unfold::Image image =
        unfold::read_image(std::as_bytes(std::span(data, size)), "fuzzed", most_pixels);
    if (image.width < 1 || image.height < 1 || image.orientation < 1 || image.orientation > 8) std::abort();
    if (image.rgb.size() != static_cast<std::size_t>(image.width * image.height * 3)) std::abort();
  } catch (const unfold::Error& error) {
    unfold::fuzzing::check_refusal(error);
  }
  return 0;
}
