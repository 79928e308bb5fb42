#include "core/io/fuzz/weights_fuzz.h"
#include "core/io/zip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using unfold::fuzzing::check_refusal;
  try {
    unfold::ZipArchive archive(unfold::fuzzing::source_of(data, size));
    for (std::size_t place = 0; place < archive.members().size(); ++place) {
      try {
        static_cast<void>(archive.head(place, 100));
        const std::vector<std::byte> bytes = archive.bytes(place, 1U << 20);
        if (bytes.size() != archive.members()[place].size) std::abort();
        static_cast<void>(archive.stored(place));
      } catch (const unfold::Error& error) {
        check_refusal(error);
      }
    }
  } catch (const unfold::Error& error) {
    check_refusal(error);
  }
  return 0;
}
