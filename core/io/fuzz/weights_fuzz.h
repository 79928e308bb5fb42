#pragma once

#include "core/base/error.h"
#include "core/io/source.h"
#include "core/io/weights_file.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string_view>

// What the fuzzers of the weights readers share.
namespace unfold::fuzzing {

// Tensors of more values are listed only, so that an input takes little time.
inline constexpr std::int64_t most_values = 1 << 16;

// A refusal is one clean line.
inline void check_refusal(const Error& error) {
  const std::string_view line = error.what();
  if (line.empty()) std::abort();
  for (const char c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) std::abort();
  }
}

inline Source source_of(const std::uint8_t* data, std::size_t size) {
  return {std::as_bytes(std::span(data, size)), "fuzzed"};
}

// Opens the input with `open` and reads what it lists.
template <class Open> int read_all(const std::uint8_t* data, std::size_t size, Open open) {
  try {
    const std::unique_ptr<WeightsFile> weights = open(source_of(data, size));
    for (std::size_t i = 0; i < weights->tensors().size(); ++i) {
      const TensorInfo& info = weights->tensors()[i];
      if (info.shape.count() > most_values) continue;
      try {
        if (weights->read(i).shape != info.shape) std::abort();
      } catch (const Error& error) {
        check_refusal(error);
      }
    }
  } catch (const Error& error) {
    check_refusal(error);
  }
  return 0;
}

}  // namespace unfold::fuzzing
