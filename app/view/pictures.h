#pragma once

#include "app/view/figures.h"
#include "app/view/options.h"
#include "app/view/picture.h"
#include "app/view/texts.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/lesson.h"

#include <memory>
#include <optional>
#include <vector>

namespace unfold::view {

// Pictures of tensors, read on demand from the walkthrough.

// A plane of any tensor: rows and columns as the Plane says, from its origin on, `rows` x `cols` cells.
[[nodiscard]] Picture tensor_plane(std::shared_ptr<const Walkthrough> walkthrough,
                                   const Walkthrough::Plane& plane, std::int64_t rows, std::int64_t cols);
// A whole matrix (rank 2; rank 1 as one column).
[[nodiscard]] Picture tensor_matrix(std::shared_ptr<const Walkthrough> walkthrough, TensorId tensor);
// How pixels are shown: three channels in the picture's own colours (-1), or one channel, as gray or by a
// colouring of its values. A picture of one channel is that channel.
struct PixelLook {
  int channel = -1;
  int first = 0;  // of the three
  std::optional<Coloring> coloring{};
  ThemeName theme = ThemeName::dark;
  PixelLook() = default;
  PixelLook(int c) : channel(c) {}  // NOLINT(google-explicit-constructor): a channel is a look
};
// The look that the person chose for a tensor of pixels or for the filters.
[[nodiscard]] PixelLook pixel_look(const Walkthrough& walkthrough, TensorId tensor,
                                   const ViewOptions& options, ThemeName theme);
// The same with another channel than the chosen one.
[[nodiscard]] PixelLook pixel_look(const Walkthrough& walkthrough, TensorId tensor,
                                   const ViewOptions& options, ThemeName theme, int channel);

// The look of what filter f reads: of several groups its own channels, three of them in colours, of another
// number the first; a channel among them that is looked at stays.
[[nodiscard]] PixelLook group_look(const Geometry& g, std::int64_t f, PixelLook look);

// x or img of image n in the picture's own colours (mean, std and scale undone, clamped to 0..1; channel 0 is
// shown red, so that BGR is seen), or one channel
// repeated as gray (channel >= 0, and pictures of one channel). Padding of img is left to `pad` colour (given
// as 0..1 RGB).
[[nodiscard]] Picture image_rgb(std::shared_ptr<const Walkthrough> walkthrough, const Preprocess& preprocess,
                                TensorId x_or_img, std::int64_t n, const PixelLook& look, Color pad);
// The (OH, OW) plane of col6 at (n, y, x) in the same colours.
[[nodiscard]] Picture col6_plane_rgb(std::shared_ptr<const Walkthrough> walkthrough,
                                     const Preprocess& preprocess, std::int64_t n, std::int64_t y,
                                     std::int64_t x, const PixelLook& look, Color pad);
// Filter f as a picture: 3 channels as RGB around mid-gray, scaled by its own largest magnitude; others:
// channel 0, gray. One channel alone where the look says so.
[[nodiscard]] Picture filter_rgb(std::shared_ptr<const Walkthrough> walkthrough, std::int64_t f,
                                 const PixelLook& look = {});

// The colouring a tensor is shown with: gray 0..1 for data that is a picture, diverging and symmetric at
// the 99.5th percentile for signed data, unless its look in the options says otherwise.
[[nodiscard]] Coloring coloring_of(const Walkthrough& walkthrough, TensorId tensor,
                                   const ViewOptions& options);
// The same for map f of conv or pool: its own range or the tensor's, as their look says.
[[nodiscard]] Coloring map_coloring(const Walkthrough& walkthrough, TensorId conv_or_pool, std::int64_t n,
                                    std::int64_t f, const ViewOptions& options);
// The same for the values of one cell: those of its map where it lies in one. `filter` as in `follow`.
[[nodiscard]] Coloring cell_coloring(const Walkthrough& walkthrough, const CellRef& cell,
                                     const ViewOptions& options);

// Image and number of the map that a cell lies in, found along its way; none for what comes before the maps.
struct MapOfCell {
  std::int64_t n = 0, f = 0;
};
[[nodiscard]] std::optional<MapOfCell> map_of_cell(const Geometry& g, const CellRef& cell,
                                                   std::int64_t filter);
// The values among which a cell's is shown: its map's, or all of its tensor's where the range is the
// tensor's.
[[nodiscard]] FigureKey cell_histogram_key(const Walkthrough& walkthrough, const CellRef& cell,
                                           const ViewOptions& options);
[[nodiscard]] const TensorStats& stats_of(const Walkthrough& walkthrough, const FigureKey& histogram);

// What the document's pictures are called: one by its name, several by their number, in the language of the
// texts.
[[nodiscard]] std::string picture_words(const Document& document, const Texts& texts);

// A map below a thousandth of the tensor's largest magnitude: shown flat, marked "≈ 0".
[[nodiscard]] bool nearly_zero(const Walkthrough& walkthrough, TensorId conv_or_pool, std::int64_t n,
                               std::int64_t f);

}  // namespace unfold::view
