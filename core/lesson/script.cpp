#include "core/lesson/script.h"

#include "assets/assets.h"
#include "core/io/base64.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <charconv>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>

namespace unfold {
namespace {

constexpr std::int64_t cells_compared = 24;

// A tuple, with the comma that one element needs.
template <typename Values, typename Write> std::string tuple(const Values& values, Write write) {
  std::string text = "(";
  std::int64_t count = 0;
  for (const auto& value : values) text += (count++ > 0 ? ", " : "") + write(value);
  return text + (count == 1 ? ",)" : ")");
}
std::string tuple(const Shape& shape) {
  std::vector<std::int64_t> sizes;
  for (int i = 0; i < shape.rank(); ++i) sizes.push_back(shape[i]);
  return tuple(sizes, [](std::int64_t n) { return std::to_string(n); });
}
std::string tuple(const Sides& s) { return tuple(Shape{s.top, s.left, s.bottom, s.right}); }

std::string number(float value) {
  if (std::isnan(value)) return "NAN";
  if (std::isinf(value)) return value > 0 ? "INF" : "-INF";
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  static_cast<void>(error);
  return {text.data(), end};
}

// "    name = tensor((1, 3, 4, 4), "…")"
std::string data_line(const char* name, const Array* array, ScriptData data) {
  std::string line = "    " + std::string(name) + " = ";
  if (array == nullptr) return line + "None\n";
  if (data == ScriptData::beside) return line + "beside(\"" + name + ".npy\")\n";
  return line + "tensor(" + tuple(array->shape) + ", \"" + base64(std::as_bytes(std::span(array->data))) +
         "\")\n";
}

// Cells that lie evenly in the tensor, the first and the last among them.
std::string known_line(const Walkthrough& walkthrough, TensorId id) {
  const Shape shape = walkthrough.shape(id);
  const std::int64_t count = shape.count(), some = std::min(count, cells_compared);
  std::vector<std::int64_t> places;
  std::vector<float> values;
  for (std::int64_t i = 0; i < some; ++i) {
    const std::int64_t place =
        some == 1 ? 0 : (count - 1) / (some - 1) * i + (count - 1) % (some - 1) * i / (some - 1);
    places.push_back(place);
    values.emplace_back();
    walkthrough.read(id, place, 1, &values.back());
  }
  return "        \"" + std::string(name(id)) + "\": (" + tuple(shape) + ", " +
         tuple(places, [](std::int64_t n) { return std::to_string(n); }) + ", " + tuple(values, number) +
         "),\n";
}

void put(std::string& script, std::string_view place, const std::string& text) {
  const std::string mark = "@" + std::string(place) + "@";
  const std::size_t at = script.find(mark);
  assert(at != std::string::npos);
  script.replace(at, mark.size(), text);
}

std::string transpose_of(Mistake mistake) {
  if (mistake == Mistake::no_transpose) return "col6  # the transpose is left out";
  if (mistake == Mistake::swap_c_fh) return "col6.transpose(0, 4, 5, 2, 1, 3)  # C and FH are swapped";
  return "col6.transpose(0, 4, 5, 1, 2, 3)";
}

// In a text of three quotes neither a quote nor a backslash may end it.
std::string in_quotes(const std::string& name) {
  std::string text = printable(name, 80);
  for (char& c : text)
    if (c == '"' || c == '\\' || c == '@') c = '\'';
  return text;
}

}  // namespace

std::string layer_script(const Document& document, const Walkthrough& walkthrough, ScriptData data) {
  static_assert(std::endian::native == std::endian::little);  // as the script says of its numbers
  const auto asset = find_asset("scripts/layer.py.in");
  assert(asset);
  std::string script(reinterpret_cast<const char*>(asset->data()), asset->size());
  const Geometry& g = walkthrough.geometry();
  const LayerParams params = g.params();
  put(script, "TITLE",
      in_quotes(document.picture_name) + " under " + in_quotes(document.weights_name) + ": one convolution " +
          "layer by im2col, and max pooling.");
  put(script, "STRIDE", std::to_string(params.stride));
  put(script, "DILATION", std::to_string(params.dilation));
  put(script, "GROUPS", std::to_string(params.groups));
  put(script, "PAD", params.mistake == Mistake::no_padding ? "(0, 0, 0, 0)" : tuple(params.pad));
  put(script, "POOL", std::to_string(params.pool));
  put(script, "POOL_STRIDE", std::to_string(params.pool_stride));
  put(script, "POOL_PAD", tuple(params.pool_pad));
  put(script, "POOL_CEIL", params.pool_ceil ? "True" : "False");
  put(script, "POOL_FILL", params.pool_padding == PoolPadding::zeros ? "0.0" : "-np.inf");
  put(script, "TRANSPOSE", transpose_of(params.mistake));
  put(script, "COL_W",
      params.mistake == Mistake::wrong_reshape_W ? "W.reshape(-1, FN)  # not FN rows, transposed"
                                                 : "W.reshape(FN, -1).T");
  std::string lines = "    known = {\n";
  for (int i = 0; i < tensor_count; ++i) {
    const auto id = static_cast<TensorId>(i);
    if (id != TensorId::b || walkthrough.has_bias()) lines += known_line(walkthrough, id);
  }
  lines += "    }\n";
  lines += data_line("x", &walkthrough.x(), data) + data_line("W", &walkthrough.W(), data) +
           data_line("b", walkthrough.has_bias() ? walkthrough.b() : nullptr, data);
  put(script, "DATA", lines + "    sys.exit(main(x, W, b, known))");
  return script;
}

}  // namespace unfold
