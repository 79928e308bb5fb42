#pragma once

#include "app/gl/handles.h"
#include "app/view/geometry2d.h"
#include "app/view/scene.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace unfold::gl {

// One textured rectangle of the screen, in device pixels.
struct Quad {
  GLuint texture = 0;
  view::Rect at;
  float u0 = 0, v0 = 0, u1 = 1, v1 = 1;
};

// Keeps the pixels of pictures as textures. A picture is cut into tiles of at most 256 pixels, so that a
// tensor of any size shows whatever a texture may measure; only tiles that are on the screen are made, and
// each only once while it is in use. Enlarged pictures are uploaded texel by texel and drawn nearest; reduced
// ones are averaged to the pixels they get.
class PictureCache {
 public:
  // The quads that show `item` at `at` (device pixels) as far as it lies in `clip`. Tiles that would cost
  // more time than this frame has left are missing; `pending` then says so.
  void append_quads(const view::PictureItem& item, view::Rect at, view::Rect clip, std::vector<Quad>& quads);

  // Milliseconds that a frame may spend on new tiles; infinite for a screenshot.
  void begin_frame(double milliseconds);
  [[nodiscard]] bool pending() const { return pending_; }

 private:
  struct Key {
    std::uint64_t picture = 0;
    double step_x = 1, step_y = 1;
    std::int64_t tile_x = 0, tile_y = 0;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Tile {
    Texture texture;
    std::int64_t w = 0, h = 0;
    std::size_t bytes = 0;
    std::uint64_t used = 0;  // the frame it was last drawn in
  };
  const Tile* tile(const view::Picture& picture, const Key& key);
  void forget_old();

  std::unordered_map<Key, Tile, KeyHash> tiles_;
  std::size_t bytes_ = 0;
  std::uint64_t frame_ = 0;
  double left_ms_ = 0;
  bool pending_ = false;
};

}  // namespace unfold::gl
