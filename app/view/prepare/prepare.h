#pragma once

#include "app/view/painter.h"
#include "app/view/picture.h"
#include "app/view/texts.h"
#include "core/lesson/compare_preprocess.h"
#include "core/lesson/preprocess.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view {

// How a picture becomes x, as parts that a stage and a dialog share: switches with what each step makes, the
// picture with its crop, the channels of x with their ranges, and the maps under the usual slips. They draw
// from this view model and from nothing else.
struct PrepareView {
  Preprocess preprocess;              // as it is
  const PictureSteps* way = nullptr;  // of the picture that is shown; never null
  std::int64_t channels = 3;          // of the bank: 3, or 1 for gray
  std::uint64_t content = 0;          // names the pixels of `way`: equal numbers mean equal pictures
  std::vector<Picture> planes;        // of x, channel by channel
  std::vector<ValueSpan> spans;       // likewise
  std::optional<std::array<std::int64_t, 4>> dragged;  // a crop that is being drawn
  const PreprocessComparison* comparison = nullptr;    // null while it is computed
  std::uint64_t comparison_content = 0;
  std::function<Action(const PreprocessChoice&)> set;  // what a switch does
  std::function<Action(std::int64_t filter)>
      select{};  // what a click on a map does; nothing where it is empty
};

// The picture before the crop, and channel c of the bytes behind x as gray, from the way alone.
[[nodiscard]] Picture overview_picture(const PictureSteps& way, std::uint64_t content);
[[nodiscard]] Picture preview_plane(const PictureSteps& way, std::uint64_t content, std::int64_t c);

// "R", "G", "B" in x's order; "gray".
[[nodiscard]] std::string channel_letter(const Preprocess& preprocess, std::int64_t channels, std::int64_t c);
// Which colour of the picture channel c of x is: 0 red, 1 green, 2 blue.
[[nodiscard]] std::size_t colour_of_channel(const Preprocess& preprocess, std::size_t c);
// "0.485", "0.5", "104": at most three decimals.
[[nodiscard]] std::string short_number(float v);
// "−2.1 … 2.6"; whole numbers without decimals.
[[nodiscard]] std::string span_text(const ValueSpan& span);
// "÷255 · ImageNet", "0…255 · BGR": what is done to the values.
[[nodiscard]] std::string values_text(const Preprocess& preprocess, const Texts& texts);
// "(143/255 − 0.485)/0.229"
[[nodiscard]] std::string value_formula(const Preprocess& preprocess, int byte, std::size_t channel);

// A row for each step: its choices, one pressed, and what it makes. Returns the height used.
float draw_switches(Painter& p, const PrepareView& view, const Texts& texts, Rect box);
// The same as one row of large buttons, each of which takes the next of its choices.
void draw_large_switches(Painter& p, const PrepareView& view, const Texts& texts, Rect box);
// The picture before the crop, as large as `box` lets it be; returns where it lies.
Rect draw_overview(Painter& p, const PrepareView& view, Rect box);
// The picture in `box` with what is cut away dimmed; a drag on it draws a crop. Returns where it lies.
Rect draw_crop(Painter& p, const PrepareView& view, Rect box);
// What to say of the crop: its size and place, or how to draw one.
[[nodiscard]] std::string crop_words(const PrepareView& view, const Texts& texts);
// The channels of x with their ranges in type of `size`: under each other where the box is upright, else side
// by side. Returns where each lies.
std::vector<Rect> draw_planes(Painter& p, const PrepareView& view, Rect box, float size);
// The maps as chosen and under the slips, a row each.
void draw_slips(Painter& p, const PrepareView& view, const Texts& texts, Rect box);

// The crop that a drag from `from` to `to` over the picture at `at` draws, in its pixels: inside a crop that
// is smaller than the picture it moves that one, elsewhere it draws a new one, a square where asked for.
[[nodiscard]] std::array<std::int64_t, 4> dragged_crop(const CropHit& hit, Rect at, Vec2 from, Vec2 to,
                                                       bool square);

}  // namespace unfold::view
