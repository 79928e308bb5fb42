#include "app/view/code/program.h"

#include "app/view/code/code.h"
#include "app/view/texts.h"
#include "assets/assets.h"
#include "core/base/error.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace unfold::view {
namespace {

constexpr std::int64_t cells_compared = 24;
constexpr std::int64_t most_inside = 4'000'000;       // numbers that a compiler reads in good time
constexpr std::int64_t most_in_arrays = 250'000'000;  // floats that a program can have in plain arrays

std::string str(std::int64_t n) { return std::to_string(n); }

std::string number(float value) {
  if (std::isnan(value)) return "NAN";
  if (std::isinf(value)) return value > 0 ? "INF" : "-INF";
  std::array<char, 32> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific);
  static_cast<void>(error);
  return std::string(text.data(), end) + "F";
}

template <typename Values, typename Write>
std::string list(const Values& values, Write write, std::size_t across) {
  std::string text = "{";
  std::size_t count = 0;
  for (const auto& value : values) {
    if (count > 0) text += count % across == 0 ? ",\n  " : ", ";
    text += write(value);
    ++count;
  }
  return text + "}";
}

void put(std::string& script, std::string_view place, const std::string& text) {
  const std::string mark = "@" + std::string(place) + "@";
  const std::size_t at = script.find(mark);
  assert(at != std::string::npos);
  script.replace(at, mark.size(), text);
}

std::string one_line(const std::string& name) {
  std::string text = printable(name, 80);
  for (char& c : text)
    if (c == '@' || c == '\\') c = '\'';
  return text;
}

// "  check("img", img.data(), img.size(), 147, {0, …}, {0.5F, …});"
std::string check_line(const Walkthrough& walkthrough, TensorId id, const std::string& made) {
  const std::int64_t count = walkthrough.shape(id).count(), some = std::min(count, cells_compared);
  std::vector<std::int64_t> places;
  std::vector<float> values;
  for (std::int64_t i = 0; i < some; ++i) {
    places.push_back(some == 1 ? 0
                               : (count - 1) / (some - 1) * i + (count - 1) % (some - 1) * i / (some - 1));
    values.emplace_back();
    walkthrough.read(id, places.back(), 1, &values.back());
  }
  return "  check(\"" + std::string(name(id)) + "\", " + made + ", " + str(count) + ",\n  " +
         list(places, str, 12) + ",\n  " + list(values, number, 8) + ");\n";
}

// The tensors that a stage makes.
std::vector<TensorId> made_by(Stage stage) {
  switch (stage) {
  case Stage::pad: return {TensorId::img};
  case Stage::im2col: return {TensorId::col6};
  case Stage::transpose: return {TensorId::col6_t};
  case Stage::reshape: return {TensorId::col};
  case Stage::weights: return {TensorId::col_W};
  case Stage::gemm: return {TensorId::out2d};
  case Stage::maps: return {TensorId::conv};
  case Stage::pool_im2col: return {TensorId::pool_col};
  case Stage::pool_reshape: return {TensorId::pool_windows};
  case Stage::pool_max: return {TensorId::pool_max};
  case Stage::pool: return {TensorId::pool};
  case Stage::input:
  case Stage::allocate: break;
  }
  return {};
}

// How the program reads the numbers of a tensor: their address, and their count. None where the loops' C++
// has only a name for it.
std::optional<std::string> numbers_of(TensorId id, CodeIn code, std::string& before) {
  const std::string tensor(name(id));
  if (code == CodeIn::loops) {
    if (id == TensorId::col6_t) return std::nullopt;
    return "reinterpret_cast<float*>(" + tensor + "), sizeof " + tensor + " / sizeof(float)";
  }
  // Lazy until they are asked for.
  if (id == TensorId::col6_t) before = "  Tensor<6> made_col6_t = col6_t;\n";
  if (id == TensorId::col_W) before = "  Matrix made_col_W = col_W;\n";
  const std::string made = (before.empty() ? "" : "made_") + tensor;
  return made + ".data(), " + made + ".size()";
}

std::string sizes(const Geometry& g) {
  std::string text = "const int N = " + str(g.N) + ", C = " + str(g.C) + ", H = " + str(g.H) +
                     ", W = " + str(g.W) + ";\nconst int FN = " + str(g.FN) + ", FH = " + str(g.FH) +
                     ", FW = " + str(g.FW) + ";\nconst int stride = " + str(g.stride) + ";";
  if (g.dilation > 1)
    text += "\nconst int d = " + str(g.dilation) + ";  // how far the filter's cells stand apart";
  if (g.groups > 1) text += "\nconst int groups = " + str(g.groups) + ";";
  return text + "\nconst int PH = " + str(g.PH) + ", PW = " + str(g.PW) +
         ", pool_stride = " + str(g.pool_stride) + ";";
}

std::string data(const char* name, const Array& array) {
  return "const float " + std::string(name) + "_data[] = " + list(array.data, number, 8) + ";\n";
}

constexpr std::string_view eigen_types = R"(
using std::array, Eigen::Map, Eigen::VectorXf;
using Sides = std::pair<int, int>;
template <int axes> using Tensor = Eigen::Tensor<float, axes, Eigen::RowMajor>;
template <int axes> using View = Eigen::TensorMap<Tensor<axes>>;
template <int axes> using At = Eigen::DSizes<Eigen::Index, axes>;
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
)";

// W or b, which no stage of the walkthrough makes.
std::string given(TensorId id, CodeIn code) {
  const std::string tensor(name(id)),
      from = "  std::copy(std::begin(" + tensor + "_data), std::end(" + tensor + "_data), ";
  const bool b = id == TensorId::b;
  if (code == CodeIn::loops) {
    const std::string axes = b ? "[FN]" : "[FN][filter_C][FH][FW]";
    return "  static float " + tensor + axes + ";\n" + from + "reinterpret_cast<float*>(" + tensor + "));\n";
  }
  if (b) return "  Eigen::RowVectorXf b(FN);\n" + from + "b.data());\n";
  return "  Tensor<4> " + tensor + "(FN, filter_C, FH, FW);\n" + from + tensor + ".data());\n";
}

}  // namespace

std::string cpp_program(const Document& document, std::shared_ptr<const Walkthrough> walkthrough,
                        const StepOrders& orders, CodeIn code) {
  const Geometry& g = walkthrough->geometry();
  if (walkthrough->x().shape.count() + walkthrough->W().shape.count() > most_inside)
    throw Error("the layer is too large for a C++ program with its numbers inside: x and W have more than " +
                str(most_inside) + " together");
  std::int64_t all = 0;
  for (int i = 0; i < tensor_count; ++i) all += walkthrough->shape(static_cast<TensorId>(i)).count();
  if (code == CodeIn::loops && all > most_in_arrays)
    throw Error("the layer is too large for a C++ program of plain arrays: it has " + str(all) +
                " numbers, at most " + str(most_in_arrays) + " are possible; --code eigen has no such limit");
  const bool eigen = code == CodeIn::eigen;
  const auto asset = find_asset("scripts/layer.cpp.in");
  assert(asset);
  std::string program(reinterpret_cast<const char*>(asset->data()), asset->size());
  put(program, "TITLE",
      one_line(document.picture_name) + " under " + one_line(document.weights_name) +
          ": one convolution layer by im2col, and max pooling.");
  put(program, "BUILD",
      eigen ? "Needs C++20 and Eigen 3.4 with its unsupported modules: c++ -std=c++20 -O2 "
              "-I/usr/include/eigen3 layer.cpp"
            : "Needs C++20: c++ -std=c++20 -O2 layer.cpp");
  put(program, "INCLUDES",
      eigen ? "#include <Eigen/Core>\n#include <unsupported/Eigen/CXX11/Tensor>\n\n#include <array>" : "");
  put(program, "TYPES", std::string(eigen ? eigen_types : ""));
  put(program, "SIZES", sizes(g) + "\nconst int filter_C = " + str(g.CG) + ";");
  put(program, "DATA",
      data("x", walkthrough->x()) + data("W", walkthrough->W()) +
          (walkthrough->has_bias() ? data("b", *walkthrough->b()) : ""));
  const Texts texts(Language::en);
  ViewOptions options;
  options.code = code;
  Playback playback{.at = {}, .orders = orders};
  const StageContext context{walkthrough, document, playback, options, texts, 1, {}, false};
  std::string lines;
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    // From here on W is the filters, no longer the width of x.
    if (stage == Stage::weights)
      lines += "\n{\n" + given(TensorId::W, code) + (walkthrough->has_bias() ? given(TensorId::b, code) : "");
    playback.at = {stage, 0};
    lines += "\n  // " + std::string(name(stage)) + "\n";
    std::string block;
    for (const CodeLine& line : cpp_code(context, stage, code)) {
      const std::string text = code_text(line.markup);
      block += text.empty() ? "\n" : "  " + text + "\n";
    }
    lines += block;
    for (const TensorId id : made_by(stage)) {
      std::string before;
      if (const auto made = numbers_of(id, code, before))
        lines += before + check_line(*walkthrough, id, *made);
    }
  }
  put(program, "CODE", lines + "}");
  return program;
}

}  // namespace unfold::view
