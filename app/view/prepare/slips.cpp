#include "app/view/format.h"
#include "app/view/prepare/prepare.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace unfold::view {
namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

std::string slip_words(const PreprocessMaps& maps, const Texts& texts) {
  switch (maps.slip) {
  case PreprocessSlip::none: return texts.get("prepare.as_chosen");
  case PreprocessSlip::normalize:
    return texts.get(maps.preprocess.normalize == Normalize::none ? "prepare.without_norm"
                                                                  : "prepare.with_norm");
  case PreprocessSlip::order:
    return texts.get("prepare.with_order",
                     {{"order", maps.preprocess.order == ChannelOrder::bgr ? "BGR" : "RGB"}});
  case PreprocessSlip::scale:
    return texts.get(maps.preprocess.scale ? "prepare.with_scale" : "prepare.without_scale");
  }
  return {};
}

Picture map_picture(const PreprocessComparison& comparison, std::uint64_t content, std::size_t row,
                    std::size_t i) {
  using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;
  Picture picture;
  picture.id = picture_id({content, 33, row, i});
  picture.width = comparison.cols;
  picture.height = comparison.rows;
  const auto values = std::make_shared<const std::vector<float>>(comparison.variants[row].maps[i]);
  const std::int64_t cols = comparison.cols;
  picture.fill = std::make_shared<const Fill>(
      [values, cols](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
        for (std::int64_t y = y0; y < y0 + h; ++y, out += w)
          std::copy_n(values->begin() + static_cast<std::ptrdiff_t>(y * cols + x0), w, out);
      });
  return picture;
}

}  // namespace

void draw_slips(Painter& p, const PrepareView& view, const Texts& texts, Rect box) {
  const Theme& theme = p.theme();
  const float label = p.type().label, text = p.type().code;
  p.text(texts.get("prepare.slips"), {box.x, box.y + text}, {text, Face::ui_bold, theme.text0});
  if (view.comparison == nullptr) {
    p.text(texts.get("prepare.computing"), {box.x, box.y + text * 2.6F}, {label, Face::ui, theme.text2});
    return;
  }
  const PreprocessComparison& maps = *view.comparison;
  const auto rows = static_cast<float>(maps.variants.size()), cols = static_cast<float>(maps.filters.size());
  float words = 0;
  for (const PreprocessMaps& row : maps.variants) {
    words = std::max({words, p.text_width(slip_words(row, texts), label, Face::ui_bold),
                      p.text_width(span_text(row.span), label)});
  }
  words += 12;
  const float gap = 5, head = std::round(text * 1.4F + label * 1.7F);
  const float scale = std::max(0.0F, std::min((box.w - words - gap * (cols - 1)) / cols / f(maps.cols),
                                              ((box.h - head) / rows - gap - 3) / f(maps.rows)));
  const float w = std::max(2.0F, f(maps.cols) * scale), h = std::max(2.0F, f(maps.rows) * scale);
  const auto left = [&](std::size_t i) { return box.x + words + static_cast<float>(i) * (w + gap); };
  for (std::size_t i = 0; i < maps.filters.size(); ++i) {
    const std::string number = texts.get("prepare.map", {{"f", std::to_string(maps.filters[i])}});
    const std::string shown =
        p.text_width(number, label) <= w + gap - 2 ? number : std::to_string(maps.filters[i]);
    p.text(shown, {left(i) + w / 2, box.y + head - 6},
           {label, Face::ui, theme.axis_color(Axis::FN), Align::centre});
  }
  float y = box.y + head;
  for (std::size_t r = 0; r < maps.variants.size(); ++r) {
    const PreprocessMaps& row = maps.variants[r];
    const bool chosen = row.slip == PreprocessSlip::none;
    for (std::size_t i = 0; i < maps.filters.size(); ++i) {
      const float most = std::max(row.abs_995[i], 1e-12F);
      const Rect at{left(i), y, w, h};
      p.picture(at, map_picture(maps, view.comparison_content, r, i), {ColorMap::diverging, -most, most});
      p.frame(at.inset(-1), theme.line2);
      const std::string tip = texts.get("prepare.map", {{"f", std::to_string(maps.filters[i])}});
      if (view.select)
        p.hit(at, view.select(maps.filters[i]), tip);
      else
        p.tip(at, tip);
    }
    const float mid = y + h / 2;
    p.text(slip_words(row, texts), {box.x, mid - 2},
           {label, chosen ? Face::ui_bold : Face::ui, chosen ? theme.text0 : theme.text1});
    p.text(span_text(row.span), {box.x, mid + label + 2}, {label, Face::ui, theme.text2});
    if (chosen) p.lit({left(0), y, left(maps.filters.size() - 1) + w - left(0), h});
    y += h + gap + (chosen ? 3.0F : 0.0F);
  }
}

}  // namespace unfold::view
