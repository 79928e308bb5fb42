#include "app/view/stages/input_parts.h"
#include "core/lesson/channels.h"

#include <algorithm>

namespace unfold::view::loop {

std::int64_t channels_of_pictures(const Document& document) {
  return std::ssize(document.steps.front().made(PrepareStep::channels).values);
}

PixelSteps pixel_steps(const StageContext& context) {
  const Geometry& g = context.geometry();
  PixelSteps steps;
  std::int64_t n = shown_image(context);
  steps.h = g.H / 2;
  steps.w = g.W / 2;
  if (const std::optional<CellRef> x = on_the_way(context, TensorId::x)) {
    n = x->at[0];
    steps.h = x->at[2];
    steps.w = x->at[3];
  }
  const Document& document = context.document;
  const Image* image = nullptr;
  if (n < static_cast<std::int64_t>(document.pictures.size())) {
    image = &document.pictures[static_cast<std::size_t>(n)];
    if (image->width != g.W || image->height != g.H) image = nullptr;
  }
  steps.channels = g.C;
  steps.has_bytes = image != nullptr;
  steps.from_file = image != nullptr && channels_of_pictures(document) == 3;
  const Preprocess& done = document.preprocess;
  steps.scaled = done.scale;
  steps.normalized = done.normalize != Normalize::none;
  constexpr std::int64_t most = 6;
  for (std::int64_t c = 0; c < (g.C > most ? most - 1 : g.C); ++c) {
    const std::int64_t own = repeated_from(c, 3);  // gray stands in all three
    const auto i = static_cast<std::size_t>(own);
    PixelSteps::Row row;
    row.name = channel_letter(done, g.C, c);
    if (steps.from_file && g.C != 3) row.name += " " + channel_letter(done, 3, own);
    row.value = context.walkthrough->at(TensorId::x, {n, c, steps.h, steps.w});
    if (steps.has_bytes) {
      row.byte = image->rgb[static_cast<std::size_t>((steps.h * g.W + steps.w) * 3 + own)];
      row.unit = done.scale ? row.byte / 255.0 : row.byte;
    }
    if (steps.normalized) {
      row.mean = static_cast<double>(done.normalize.mean[i]);
      row.std = static_cast<double>(done.normalize.std[i]);
    }
    steps.rows.push_back(row);
  }
  return steps;
}

Range range_of(const Walkthrough& walkthrough, std::int64_t n, std::int64_t c) {
  const Geometry& g = walkthrough.geometry();
  const std::int64_t every = (std::max(g.H, g.W) + 511) / 512;
  const std::int64_t rows = (g.H + every - 1) / every, cols = (g.W + every - 1) / every;
  std::vector<float> values(static_cast<std::size_t>(rows * cols));
  const Walkthrough::Plane plane{TensorId::x, {n, c, 0, 0}, 2, 3, every, every};
  walkthrough.read_plane(plane, 0, 0, rows, cols, values.data());
  Range r{values.front(), values.front(), 0};
  double sum = 0;
  for (const float v : values) {
    r.lo = std::min(r.lo, v);
    r.hi = std::max(r.hi, v);
    sum += static_cast<double>(v);
  }
  r.mean = static_cast<float>(sum / static_cast<double>(values.size()));
  return r;
}

}  // namespace unfold::view::loop
