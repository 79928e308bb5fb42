#pragma once

#include "core/layer/map_figures.h"
#include "core/layer/stage.h"
#include "core/layer/tensor_id.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace unfold {

enum class Im2colView { slice, windows, read_count };
enum class CellLabels { values, addresses };
// What the code beside the picture is written in: the notebook's NumPy, C++ with Eigen, C++ with nothing but
// loops.
enum class CodeIn { python, eigen, loops };

// How the values of a tensor become colours: which colours, and between which values. `automatic` is what its
// data asks for: gray from 0 to 1 for a picture, the diverging colours around 0 for signed data, each map by
// its own range. `symmetric`: as far below zero as above it.
enum class Colors { automatic, gray, viridis, diverging };
enum class ValueRange { automatic, per_map, per_tensor, symmetric };

// The words for them that the command line and lessons take.
template <typename What> using WordsFor = std::span<const std::pair<std::string_view, What>>;
[[nodiscard]] WordsFor<MapOrder> map_order_words();
[[nodiscard]] WordsFor<Colors> color_words();
[[nodiscard]] WordsFor<ValueRange> value_range_words();
[[nodiscard]] WordsFor<LoopOrder> loop_words();
[[nodiscard]] WordsFor<GemmStep> product_words();
[[nodiscard]] WordsFor<Im2colView> im2col_view_words();
[[nodiscard]] WordsFor<CellLabels> label_words();
[[nodiscard]] WordsFor<CodeIn> code_words();
template <typename What> [[nodiscard]] std::string_view word_for(WordsFor<What> words, What what) {
  for (const auto& [word, meant] : words)
    if (meant == what) return word;
  return {};
}
template <typename What>
[[nodiscard]] std::optional<What> meant(WordsFor<What> words, std::string_view text) {
  for (const auto& [word, what] : words)
    if (word == text) return what;
  return std::nullopt;
}

// How a lesson has its layer looked at; what is empty stays as the person has it.
struct LessonLook {
  std::optional<std::int64_t> image, filter;
  std::optional<std::int64_t> compare;  // -1: no map is held beside the chosen one
  std::optional<int> channel;           // -1: all of them together
  std::optional<LoopOrder> loop;
  std::optional<GemmStep> product;
  std::optional<Im2colView> im2col;
  std::optional<CellLabels> labels;
  std::optional<MapOrder> order;
  std::optional<CodeIn> code;
  std::optional<bool> read_count;                      // of the pad's picture
  std::vector<std::pair<TensorId, Colors>> colors;     // each tensor at most once
  std::vector<std::pair<TensorId, ValueRange>> range;  // likewise

  bool operator==(const LessonLook&) const = default;
};

}  // namespace unfold
