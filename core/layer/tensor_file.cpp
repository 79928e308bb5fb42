#include "core/layer/tensor_file.h"

#include "core/io/npy.h"
#include "core/io/whole_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string>
#include <system_error>
#include <vector>

namespace unfold {
namespace {

constexpr std::int64_t piece = 1 << 20;  // values

// Hands out the tensor's values in order, piece by piece.
template <typename Take> void stream(const Walkthrough& walkthrough, TensorId id, Take take) {
  const std::int64_t count = walkthrough.shape(id).count();
  std::vector<float> buffer(static_cast<std::size_t>(std::min(count, piece)));
  for (std::int64_t first = 0; first < count; first += piece) {
    const std::int64_t n = std::min(piece, count - first);
    walkthrough.read(id, first, n, buffer.data());
    take(first, std::span(buffer).first(static_cast<std::size_t>(n)));
  }
}

void append(std::string& line, const auto& number) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
  static_cast<void>(error);
  line.append(text.data(), end);
}

// "n,c,h,w,value": an axis that is none of the named ones goes by its number.
std::string header(TensorId id, int rank) {
  std::string line;
  for (int axis = 0; axis < rank; ++axis) {
    const AxisNames names = axis_names(id, axis);
    const bool one = names.count == 1 && names.parts[0] != Axis::none;
    line += (one ? std::string(name(names.parts[0])) : "axis " + std::to_string(axis)) + ",";
  }
  return line + "value\n";
}

}  // namespace

void write_npy(const Walkthrough& walkthrough, TensorId id, const std::filesystem::path& file) {
  NpyWriter writer(file, walkthrough.shape(id));
  stream(walkthrough, id, [&](std::int64_t, std::span<const float> values) { writer.write(values); });
  writer.finish();
}

void write_csv(const Walkthrough& walkthrough, TensorId id, const std::filesystem::path& file) {
  WholeFile out(file);
  const Shape shape = walkthrough.shape(id);
  const int rank = shape.rank();
  const bool matrix = rank == 2;
  if (!matrix) out.write(header(id, rank));
  stream(walkthrough, id, [&](std::int64_t first, std::span<const float> values) {
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::int64_t cell = first + static_cast<std::int64_t>(i);
      if (!matrix) {
        std::int64_t below = shape.count();
        for (int axis = 0; axis < rank; ++axis) {
          below /= shape[axis];
          append(text, cell / below % shape[axis]);
          text += ',';
        }
      }
      append(text, values[i]);
      text += matrix && (cell + 1) % shape[1] != 0 ? ',' : '\n';
    }
    out.write(text);
  });
  out.finish();
}

}  // namespace unfold
