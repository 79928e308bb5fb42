#include "app/gl/picture_cache.h"

#include "app/gl/reduce.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

namespace unfold::gl {
namespace {

constexpr std::size_t most_bytes = std::size_t{256} << 20U;
constexpr std::size_t texture_bytes = 4096;  // what a texture costs besides its texels
// A tile that reads more texels than this is the worker's.
constexpr std::int64_t quick_texels = 400'000;
// Pictures whose last look is remembered.
constexpr std::size_t most_shown = 4096;
// Of textures kept for the next layer: all that a window shows at once, several times.
constexpr std::size_t most_spare_bytes = std::size_t{64} << 20U;

std::vector<std::uint8_t> bytes_of(const std::vector<float>& rgb) {
  std::vector<std::uint8_t> out(rgb.size() / 3 * 4);
  for (std::size_t i = 0; i < rgb.size() / 3; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      const float part = rgb[i * 3 + c];
      out[i * 4 + c] = part > 0 ? static_cast<std::uint8_t>(std::min(part, 1.0F) * 255 + 0.5F) : 0;  // NaN: 0
    }
    out[i * 4 + 3] = 255;
  }
  return out;
}

// A picture may be drawn by a hair too small to be an exact reduction; one texel a pixel is then meant.
double step_for(double texels, float pixels) {
  const double step = texels / std::max(1.0, static_cast<double>(pixels));
  return step <= 1.0 + 1e-4 ? 1.0 : step;
}

}  // namespace

PictureCache::PictureCache(std::function<void()> wake) : worker_(std::move(wake)) {}

void PictureCache::begin_frame(double milliseconds) {
  ++frame_;
  left_ms_ = milliseconds;
  wanted_.clear();
  for (const TileWorker::Made& made : worker_.take())
    if (!tiles_.contains(made.key)) keep(made.key, made.part, made.channels, made.pixels);
  spare_outdated();
  forget_old();
}

void PictureCache::end_frame() { worker_.want(wanted_); }

// The oldest first, until a quarter of the room is free; what the last frame showed stays.
void PictureCache::forget_old() {
  if (shown_.size() > most_shown) shown_.clear();
  if (bytes_ <= most_bytes) return;
  spares_.clear();
  spare_bytes_ = 0;
  std::vector<std::pair<std::uint64_t, TileKey>> by_age;
  by_age.reserve(tiles_.size());
  for (const auto& [key, tile] : tiles_)
    if (tile.used + 1 < frame_) by_age.emplace_back(tile.used, key);
  std::sort(by_age.begin(), by_age.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [used, key] : by_age) {
    if (bytes_ <= most_bytes / 4 * 3) return;
    const auto found = tiles_.find(key);
    bytes_ -= found->second.bytes;
    tiles_.erase(found);
  }
}

void PictureCache::spare_outdated() {
  if (cleared_age_ == age_) return;
  bool all = true;
  for (auto it = tiles_.begin(); it != tiles_.end();) {
    Tile& tile = it->second;
    const bool shown = tile.used + 1 >= frame_;  // the driver may be drawing it yet
    if (tile.age == age_ || shown) {
      all = all && tile.age == age_;
      ++it;
      continue;
    }
    bytes_ -= tile.bytes;
    if (tile.texture.name() != 0) {
      spare_bytes_ += tile.bytes;
      spares_.push_back({std::move(tile.texture), tile.w, tile.h, tile.channels, tile.bytes});
    }
    it = tiles_.erase(it);
  }
  if (all) cleared_age_ = age_;
  // The sizes that were asked for last are those that will be.
  std::size_t old = 0;
  while (spare_bytes_ > most_spare_bytes) spare_bytes_ -= spares_[old++].bytes;
  spares_.erase(spares_.begin(), spares_.begin() + static_cast<std::ptrdiff_t>(old));
}

Texture PictureCache::upload(const std::vector<float>& pixels, int channels, std::int64_t w, std::int64_t h) {
  const auto width = static_cast<GLsizei>(w);
  const auto height = static_cast<GLsizei>(h);
  const std::vector<std::uint8_t> rgba = channels == 1 ? std::vector<std::uint8_t>{} : bytes_of(pixels);
  const GLenum order = channels == 1 ? GL_RED : GL_RGBA;
  const GLenum type = channels == 1 ? GL_FLOAT : GL_UNSIGNED_BYTE;
  const void* texels = channels == 1 ? static_cast<const void*>(pixels.data()) : rgba.data();
  const auto spare = std::find_if(spares_.rbegin(), spares_.rend(), [&](const Spare& s) {
    return s.w == w && s.h == h && (s.channels == 1) == (channels == 1);
  });
  if (spare != spares_.rend()) {
    Texture texture = std::move(spare->texture);
    spare_bytes_ -= spare->bytes;
    spares_.erase(std::next(spare).base());
    glBindTexture(GL_TEXTURE_2D, texture.name());
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, order, type, texels);
    return texture;
  }
  Texture texture = make_texture();
  const GLint format = channels == 1 ? GL_R32F : GL_RGBA8;
  glTexImage2D(GL_TEXTURE_2D, 0, format, width, height, 0, order, type, texels);
  return texture;
}

const PictureCache::Tile* PictureCache::keep(const TileKey& key, const Reduction& part, int channels,
                                             const std::vector<float>& pixels) {
  Tile made;
  made.w = part.w;
  made.h = part.h;
  made.channels = channels;
  made.used = frame_;
  made.age = age_;
  if (!pixels.empty()) {
    made.texture = upload(pixels, channels, part.w, part.h);
    made.bytes = static_cast<std::size_t>(part.w * part.h * 4) + texture_bytes;
  }
  bytes_ += made.bytes;
  return &tiles_.insert_or_assign(key, std::move(made)).first->second;
}

const PictureCache::Tile* PictureCache::tile(const view::Picture& picture, const TileKey& key, bool make) {
  const auto found = tiles_.find(key);
  if (found != tiles_.end()) {
    found->second.used = frame_;
    found->second.age = age_;
    return &found->second;
  }
  if (!make) return nullptr;
  Reduction part{
      .step_x = key.step_x, .step_y = key.step_y, .x0 = key.tile_x * tile_size, .y0 = key.tile_y * tile_size};
  part.w = std::min(tile_size, reduced_size(picture.width, key.step_x) - part.x0);
  part.h = std::min(tile_size, reduced_size(picture.height, key.step_y) - part.y0);
  const bool patient = left_ms_ == std::numeric_limits<double>::infinity();
  if (!patient && (left_ms_ <= 0 || texels_read(picture, part) > quick_texels)) {
    wanted_.push_back({key, picture, part});
    return nullptr;
  }
  const auto start = std::chrono::steady_clock::now();
  const Tile* made = keep(key, part, picture.channels, reduce(picture, part));
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  left_ms_ -= took.count();
  return made;
}

void PictureCache::append_quads(const view::PictureItem& item, view::Rect at, view::Rect clip,
                                std::vector<Quad>& quads) {
  const view::Picture& picture = item.picture;
  if (picture.width <= 0 || picture.height <= 0 || !picture.fill || at.w <= 0 || at.h <= 0) return;
  const Step step{step_for(item.sw, at.w), step_for(item.sh, at.h)};
  const std::size_t first = quads.size();
  if (append_level(item, at, clip, step, true, quads)) {
    shown_[picture.id] = step;
    return;
  }
  const auto before = shown_.find(picture.id);
  if (before == shown_.end() || before->second == step) return;
  // What stands in lies below what is there.
  std::vector<Quad> below;
  append_level(item, at, clip, before->second, false, below);
  quads.insert(quads.begin() + static_cast<std::ptrdiff_t>(first), below.begin(), below.end());
}

// Whether nothing was left out. `make`: tiles that are not there yet.
bool PictureCache::append_level(const view::PictureItem& item, view::Rect at, view::Rect clip, Step step,
                                bool make, std::vector<Quad>& quads) {
  const view::Picture& picture = item.picture;
  // Pixels of the (reduced) picture for each device pixel.
  const double per_x = item.sw / step.x / static_cast<double>(at.w);
  const double per_y = item.sh / step.y / static_cast<double>(at.h);
  // Pixels of a reduced picture fall on those of the screen: none is left out, whatever the part begins with.
  const auto begin = [](double texel, double by) { return by > 1 ? std::ceil(texel / by - 1e-6) : texel; };
  const double left = begin(item.sx, step.x);
  const double top = begin(item.sy, step.y);

  const double seen_x0 = std::max(at.x, clip.x);
  const double seen_x1 = std::min(at.right(), clip.right());
  const double seen_y0 = std::max(at.y, clip.y);
  const double seen_y1 = std::min(at.bottom(), clip.bottom());
  if (seen_x0 >= seen_x1 || seen_y0 >= seen_y1) return true;
  const auto from = [](double origin, double offset, double per) { return origin + offset * per; };
  const double px0 = from(left, seen_x0 - static_cast<double>(at.x), per_x);
  const double px1 = from(left, seen_x1 - static_cast<double>(at.x), per_x);
  const double py0 = from(top, seen_y0 - static_cast<double>(at.y), per_y);
  const double py1 = from(top, seen_y1 - static_cast<double>(at.y), per_y);

  const std::int64_t wide = reduced_size(picture.width, step.x);
  const std::int64_t tall = reduced_size(picture.height, step.y);
  const auto tile_of = [](double pixel, std::int64_t size) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(pixel)), 0, size - 1) / tile_size;
  };
  bool whole = true;
  for (std::int64_t ty = tile_of(py0, tall); ty <= tile_of(py1 - 1e-9, tall); ++ty) {
    for (std::int64_t tx = tile_of(px0, wide); tx <= tile_of(px1 - 1e-9, wide); ++tx) {
      const Tile* made = tile(picture, {picture.id, step.x, step.y, tx, ty}, make);
      if (made == nullptr) whole = false;
      if (made == nullptr || made->texture.name() == 0) continue;
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
  return whole;
}

}  // namespace unfold::gl
