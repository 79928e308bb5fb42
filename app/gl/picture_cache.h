#pragma once

#include "app/gl/handles.h"
#include "app/gl/seen_tiles.h"
#include "app/gl/tile.h"
#include "app/gl/tile_worker.h"
#include "app/view/geometry2d.h"
#include "app/view/scene.h"
#include "core/layer/parallel.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace unfold::gl {

// One textured rectangle of the screen, in device pixels.
struct Quad {
  GLuint texture = 0;
  view::Rect at;
  float u0 = 0, v0 = 0, u1 = 1, v1 = 1;
};

// Keeps the pixels of pictures as textures. A picture is cut into tiles, so that a tensor of any size shows
// whatever a texture may measure; only tiles that are on the screen are made, and each only once while it is
// in use. Enlarged pictures are uploaded texel by texel and drawn nearest; reduced ones are reduced to the
// pixels they get. Small tiles are made at once, by all threads; the others, and those a frame has no time
// for, beside the frames.
class PictureCache {
 public:
  // `wake` is called from a worker when there is more to show, see `arrived`.
  explicit PictureCache(std::function<void()> wake, int threads = usual_threads());

  // Most of what is there will not be shown again: a layer took the place of another. What no frame shows any
  // more is then overwritten in place of making new textures, whose first touch costs many times as much.
  void outdate() { ++age_; }

  // What the workers made is uploaded.
  // `milliseconds`: what this frame may spend on making tiles by itself; infinite for a screenshot, which
  // then makes them all.
  void begin_frame(double milliseconds);
  // What this frame is going to show, in the order of its haste; `make` then makes what is not there. A frame
  // that does not say so has its tiles made one after the other.
  void want(const view::PictureItem& item, view::Rect at, view::Rect clip);
  void make();
  // The quads that show `item` at `at` (device pixels) as far as it lies in `clip`. Where a tile is not there
  // yet, what the picture last looked like at another size stands in, or nothing.
  void append_quads(const view::PictureItem& item, view::Rect at, view::Rect clip, std::vector<Quad>& quads);
  void end_frame();

  // Whether this frame left something out: the worker is at it.
  [[nodiscard]] bool pending() const { return !wanted_.empty(); }
  // Whether the worker has made something since the last frame began.
  [[nodiscard]] bool arrived() const { return worker_.has_made(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_ + spare_bytes_; }

 private:
  struct Tile {
    Texture texture;
    std::int64_t w = 0, h = 0;
    int channels = 1;
    std::size_t bytes = 0;
    std::uint64_t used = 0;  // the frame it was last drawn in
    std::uint64_t age = 0;   // `age_` then
  };
  struct Spare {
    Texture texture;
    std::int64_t w = 0, h = 0;
    int channels = 1;
    std::size_t bytes = 0;
  };
  bool append_level(const view::PictureItem& item, view::Rect at, view::Rect clip, Step step, bool make,
                    std::vector<Quad>& quads);
  const Tile* tile(const view::Picture& picture, const TileKey& key, bool make);
  [[nodiscard]] bool is_quick(const view::Picture& picture, const Reduction& part) const;
  const Tile* keep(const TileKey& key, const Reduction& part, int channels, const std::vector<float>& pixels);
  void forget_old();
  void spare_outdated();
  [[nodiscard]] Texture upload(const std::vector<float>& pixels, int channels, std::int64_t w,
                               std::int64_t h);

  std::unordered_map<TileKey, Tile, TileKeyHash> tiles_;
  std::unordered_map<std::uint64_t, Step> shown_;   // by picture: how it was last shown in full
  std::vector<TileJob> soon_;                       // to be made within the frame
  std::vector<TileJob> wanted_;                     // left out of it
  std::unordered_set<TileKey, TileKeyHash> asked_;  // that are in `soon_`
  std::vector<ReduceRoom> rooms_;                   // of each of `workers_`
  std::vector<std::vector<float>> pixels_;          // of those in `soon_`; none: not made
  std::vector<Spare> spares_;
  std::size_t bytes_ = 0, spare_bytes_ = 0;
  std::uint64_t age_ = 0, cleared_age_ = 0;  // no tile is older than `cleared_age_`
  std::uint64_t frame_ = 0;
  double left_ms_ = 0;
  Workers workers_;
  TileWorker worker_;
};

}  // namespace unfold::gl
