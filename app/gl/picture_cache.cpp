#include "app/gl/picture_cache.h"

#include "app/gl/reduce.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>

namespace unfold::gl {
namespace {

constexpr std::int64_t tile_size = 256;
constexpr std::size_t most_bytes = std::size_t{256} << 20U;

std::vector<std::uint8_t> bytes_of(const std::vector<float>& rgb) {
  std::vector<std::uint8_t> out(rgb.size() / 3 * 4);
  for (std::size_t i = 0; i < rgb.size() / 3; ++i) {
    for (std::size_t c = 0; c < 3; ++c)
      out[i * 4 + c] = static_cast<std::uint8_t>(std::lround(std::clamp(rgb[i * 3 + c], 0.0F, 1.0F) * 255));
    out[i * 4 + 3] = 255;
  }
  return out;
}

Texture upload(const std::vector<float>& pixels, int channels, std::int64_t w, std::int64_t h) {
  Texture texture = make_texture();
  const auto width = static_cast<GLsizei>(w);
  const auto height = static_cast<GLsizei>(h);
  if (channels == 1) {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, width, height, 0, GL_RED, GL_FLOAT, pixels.data());
  } else {
    const std::vector<std::uint8_t> rgba = bytes_of(pixels);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  }
  return texture;
}

// A picture may be drawn by a hair too small to be an exact reduction; one texel a pixel is then meant.
double step_for(double texels, float pixels) {
  const double step = texels / std::max(1.0, static_cast<double>(pixels));
  return step <= 1.0 + 1e-4 ? 1.0 : step;
}

}  // namespace

std::size_t PictureCache::KeyHash::operator()(const Key& key) const {
  return static_cast<std::size_t>(view::picture_id(
      {key.picture, std::bit_cast<std::uint64_t>(key.step_x), std::bit_cast<std::uint64_t>(key.step_y),
       static_cast<std::uint64_t>(key.tile_x), static_cast<std::uint64_t>(key.tile_y)}));
}

void PictureCache::begin_frame(double milliseconds) {
  ++frame_;
  left_ms_ = milliseconds;
  pending_ = false;
  forget_old();
}

void PictureCache::forget_old() {
  if (bytes_ <= most_bytes) return;
  for (auto it = tiles_.begin(); it != tiles_.end();) {
    if (it->second.used + 2 < frame_) {
      bytes_ -= it->second.bytes;
      it = tiles_.erase(it);
    } else {
      ++it;
    }
  }
}

const PictureCache::Tile* PictureCache::tile(const view::Picture& picture, const Key& key) {
  const auto found = tiles_.find(key);
  if (found != tiles_.end()) {
    found->second.used = frame_;
    return &found->second;
  }
  if (left_ms_ <= 0) {
    pending_ = true;
    return nullptr;
  }
  const auto start = std::chrono::steady_clock::now();
  Reduction part{
      .step_x = key.step_x, .step_y = key.step_y, .x0 = key.tile_x * tile_size, .y0 = key.tile_y * tile_size};
  part.w = std::min(tile_size, reduced_size(picture.width, key.step_x) - part.x0);
  part.h = std::min(tile_size, reduced_size(picture.height, key.step_y) - part.y0);
  const std::vector<float> pixels = reduce(picture, part);
  Tile made{.texture = upload(pixels, picture.channels, part.w, part.h), .w = part.w, .h = part.h};
  made.bytes = static_cast<std::size_t>(part.w * part.h * 4);
  made.used = frame_;
  bytes_ += made.bytes;
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  left_ms_ -= took.count();
  return &tiles_.emplace(key, std::move(made)).first->second;
}

void PictureCache::append_quads(const view::PictureItem& item, view::Rect at, view::Rect clip,
                                std::vector<Quad>& quads) {
  const view::Picture& picture = item.picture;
  if (picture.width <= 0 || picture.height <= 0 || !picture.fill || at.w <= 0 || at.h <= 0) return;
  const double step_x = step_for(item.sw, at.w);
  const double step_y = step_for(item.sh, at.h);
  // Pixels of the (reduced) picture for each device pixel.
  const double per_x = item.sw / step_x / static_cast<double>(at.w);
  const double per_y = item.sh / step_y / static_cast<double>(at.h);
  const double left = item.sx / step_x;
  const double top = item.sy / step_y;

  const double seen_x0 = std::max(at.x, clip.x);
  const double seen_x1 = std::min(at.right(), clip.right());
  const double seen_y0 = std::max(at.y, clip.y);
  const double seen_y1 = std::min(at.bottom(), clip.bottom());
  if (seen_x0 >= seen_x1 || seen_y0 >= seen_y1) return;
  const auto from = [](double origin, double offset, double per) { return origin + offset * per; };
  const double px0 = from(left, seen_x0 - static_cast<double>(at.x), per_x);
  const double px1 = from(left, seen_x1 - static_cast<double>(at.x), per_x);
  const double py0 = from(top, seen_y0 - static_cast<double>(at.y), per_y);
  const double py1 = from(top, seen_y1 - static_cast<double>(at.y), per_y);

  const std::int64_t wide = reduced_size(picture.width, step_x);
  const std::int64_t tall = reduced_size(picture.height, step_y);
  const auto tile_of = [](double pixel, std::int64_t size) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(pixel)), 0, size - 1) / tile_size;
  };
  for (std::int64_t ty = tile_of(py0, tall); ty <= tile_of(py1 - 1e-9, tall); ++ty) {
    for (std::int64_t tx = tile_of(px0, wide); tx <= tile_of(px1 - 1e-9, wide); ++tx) {
      const Tile* made = tile(picture, {picture.id, step_x, step_y, tx, ty});
      if (made == nullptr) continue;
      const auto origin_x = static_cast<double>(tx * tile_size);
      const auto origin_y = static_cast<double>(ty * tile_size);
      const double x0 = std::max(px0, origin_x);
      const double x1 = std::min(px1, origin_x + static_cast<double>(made->w));
      const double y0 = std::max(py0, origin_y);
      const double y1 = std::min(py1, origin_y + static_cast<double>(made->h));
      if (x0 >= x1 || y0 >= y1) continue;
      Quad quad;
      quad.texture = made->texture.name();
      quad.at.x = at.x + static_cast<float>((x0 - left) / per_x);
      quad.at.y = at.y + static_cast<float>((y0 - top) / per_y);
      quad.at.w = static_cast<float>((x1 - x0) / per_x);
      quad.at.h = static_cast<float>((y1 - y0) / per_y);
      quad.u0 = static_cast<float>((x0 - origin_x) / static_cast<double>(made->w));
      quad.u1 = static_cast<float>((x1 - origin_x) / static_cast<double>(made->w));
      quad.v0 = static_cast<float>((y0 - origin_y) / static_cast<double>(made->h));
      quad.v1 = static_cast<float>((y1 - origin_y) / static_cast<double>(made->h));
      quads.push_back(quad);
    }
  }
}

}  // namespace unfold::gl
