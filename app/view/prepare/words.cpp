#include "app/view/format.h"
#include "app/view/prepare/prepare.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

std::size_t colour_of_channel(const Preprocess& preprocess, std::size_t c) {
  return preprocess.order == ChannelOrder::bgr && c < 3 ? 2 - c : c;
}

std::string channel_letter(const Preprocess& preprocess, std::int64_t channels, std::int64_t c) {
  if (channels != 3) return std::to_string(c);
  constexpr const char* letters[] = {"R", "G", "B"};
  return letters[colour_of_channel(preprocess, static_cast<std::size_t>(c))];
}

std::string short_number(float v) {
  std::string text = fixed(static_cast<double>(v), 3);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string span_text(const ValueSpan& span) {
  const float most = std::max(std::abs(span.lo), std::abs(span.hi));
  const int digits = most < 0.1F ? 3 : most < 10 ? 2 : most < 100 ? 1 : 0;
  return value_text(static_cast<double>(span.lo), digits) + " … " +
         value_text(static_cast<double>(span.hi), digits);
}

std::string values_text(const Preprocess& preprocess, const Texts& texts) {
  std::string words = preprocess.scale ? "÷255" : "0…255";
  if (preprocess.order == ChannelOrder::bgr) words += " · BGR";
  if (preprocess.normalize == Normalize::imagenet)
    words += " · ImageNet";
  else if (preprocess.normalize != Normalize::none)
    words += " · " + texts.get("prepare.mean_std");
  return words;
}

std::string value_formula(const Preprocess& preprocess, int byte, std::size_t channel) {
  std::string formula = std::to_string(byte) + (preprocess.scale ? "/255" : "");
  const Normalize& n = preprocess.normalize;
  if (n == Normalize::none) return formula;
  return "(" + formula + " − " + short_number(n.mean[channel]) + ")/" + short_number(n.std[channel]);
}

std::string crop_words(const PrepareView& view, const Texts& texts) {
  const auto number = [](std::int64_t n) { return std::to_string(n); };
  const std::array<std::int64_t, 4> box = view.dragged.value_or(view.way->box);
  const StepMade& whole = view.way->made(PrepareStep::resize);
  if (!view.dragged && box[2] == whole.width && box[3] == whole.height) return texts.get("prepare.crop_hint");
  return texts.get(
      "prepare.crop_at",
      {{"w", number(box[2])}, {"h", number(box[3])}, {"x", number(box[0])}, {"y", number(box[1])}});
}

}  // namespace unfold::view
