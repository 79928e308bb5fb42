#include "app/view/chrome/chrome.h"
#include "app/view/format.h"
#include "app/view/picker/draw.h"
#include "app/view/pictures.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

// The maps that answer loudest, at most `most` of them.
std::vector<std::int64_t> loudest(const Walkthrough& walk, std::size_t most) {
  std::vector<std::int64_t> maps(static_cast<std::size_t>(walk.geometry().FN));
  std::iota(maps.begin(), maps.end(), 0);
  const auto loudness = [&](std::int64_t f) { return walk.map_stats(TensorId::conv, 0, f).max; };
  std::ranges::stable_sort(maps, [&](std::int64_t a, std::int64_t b) { return loudness(a) > loudness(b); });
  maps.resize(std::min(maps.size(), most));
  return maps;
}

// `room` filled as far as a picture of that shape goes.
Rect fitted_in(Rect room, std::int64_t width, std::int64_t height) {
  const float scale = std::min(room.w / static_cast<float>(width), room.h / static_cast<float>(height));
  return {room.x, room.y, std::round(static_cast<float>(width) * scale),
          std::round(static_cast<float>(height) * scale)};
}

float draw_shapes(Painter& p, const PickerContext& c, const Walkthrough& walk, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().text, line = size + 9;
  float y = at.y + size;
  for (const TensorId id : {TensorId::x, TensorId::W, TensorId::conv, TensorId::pool}) {
    p.text(std::string(name(id)), {at.x, y}, {.size = size, .face = Face::mono_bold, .color = t.text0});
    p.shape(walk.shape(id), id, {at.x + 56, y}, size);
    p.text(c.texts.get("picker.shape_" + std::string(name(id))), {at.x + 210, y},
           {.size = size, .color = t.text2});
    y += line;
  }
  return y;
}

void draw_maps(Painter& p, const PickerContext& c, const Trial& trial, Rect at) {
  const Theme& t = p.theme();
  const Walkthrough& walk = *trial.walkthrough;
  const Geometry& g = walk.geometry();
  const float size = p.type().code, gap = 6;
  const std::vector<std::int64_t> maps = loudest(walk, 8);
  const float side = std::floor((at.w - 3 * gap) / 4);
  const ViewOptions options = c.state.options;
  for (std::size_t i = 0; i < maps.size(); ++i) {
    const Rect cell{at.x + static_cast<float>(i % 4) * (side + gap),
                    at.y + static_cast<float>(i / 4) * (side + size + 10), side, side};
    if (cell.bottom() + size + 6 > at.bottom()) break;
    const Rect map = fitted_in(cell, g.OW, g.OH);
    const Walkthrough::Plane plane{.tensor = TensorId::conv, .origin = {0, maps[i], 0, 0}};
    p.picture(map, tensor_plane(trial.walkthrough, plane, g.OH, g.OW),
              map_coloring(walk, TensorId::conv, 0, maps[i], options));
    p.frame(map, t.line2);
    p.text(c.texts.get("picker.map", {{"f", std::to_string(maps[i])}}), {cell.x, map.bottom() + size + 2},
           {.size = size, .color = t.text2});
  }
}

}  // namespace

void draw_picker_trial(Painter& p, const PickerContext& c) {
  const Theme& t = p.theme();
  const Rect& at = c.layout.right;
  const float size = p.type().statement;
  p.text(c.texts.get("picker.trial"), {at.x, at.y + size},
         {.size = size, .face = Face::ui_bold, .color = t.text0});
  const float top = at.y + size + 12;
  const std::optional<Trial>& trial = c.picker.trial;
  if (!trial || !trial->walkthrough) {
    const std::string words =
        trial ? trial->refusal : c.texts.get(c.picker.chosen ? "picker.computing" : "picker.nothing");
    p.paragraph(words, {at.x, top + p.type().text}, at.w, p.type().text_line,
                {.size = p.type().text, .color = t.text1});
    return;
  }
  const Walkthrough& walk = *trial->walkthrough;
  const Geometry& g = walk.geometry();
  float y = draw_shapes(p, c, walk, {at.x, top, at.w, 0}) + 6;
  p.hline(at.x, at.right(), y - 12, t.line1);
  const Rect picture = fitted_in({at.x, y, at.w * 0.42F, 170}, g.W, g.H);
  p.picture(picture, image_rgb(trial->walkthrough, trial->document->preprocess, TensorId::x, 0, {}, t.pad));
  p.frame(picture, t.line2);
  const Walkthrough::Stats& stats = walk.stats(TensorId::x);
  const float x = picture.right() + 14;
  p.paragraph(c.texts.get("picker.x_words", {{"picture", trial->document->picture_name},
                                             {"lo", fixed(static_cast<double>(stats.min), 2)},
                                             {"hi", fixed(static_cast<double>(stats.max), 2)}}),
              {x, y + p.type().text}, at.right() - x, p.type().text_line,
              {.size = p.type().text, .color = t.text1});
  y = picture.bottom() + 26;
  p.text(c.texts.get("picker.maps"), {at.x, y}, {.size = size, .face = Face::ui_bold, .color = t.text0});
  draw_maps(p, c, *trial, {at.x, y + 10, at.w, at.bottom() - y - 10});
}

}  // namespace unfold::view
