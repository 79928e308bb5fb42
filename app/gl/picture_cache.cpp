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
// A tile that reads more texels than this is made beside the frames: two or three milliseconds', by one
// thread.
constexpr std::int64_t quick_texels = 1'000'000;
constexpr std::int64_t quick_texels_in_memory = 2'000'000;
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

// The pixels of a tile at this place of the reduced picture.
Reduction part_of(const view::Picture& picture, const TileKey& key) {
  Reduction part{
      .step_x = key.step_x, .step_y = key.step_y, .x0 = key.tile_x * tile_size, .y0 = key.tile_y * tile_size};
  part.w = std::min(tile_size, reduced_size(picture.width, key.step_x) - part.x0);
  part.h = std::min(tile_size, reduced_size(picture.height, key.step_y) - part.y0);
  return part;
}

bool is_drawable(const view::Picture& picture, view::Rect at) {
  return picture.width > 0 && picture.height > 0 && picture.fill && at.w > 0 && at.h > 0;
}

}  // namespace

// One thread fewer beside the frames, which want one for themselves.
PictureCache::PictureCache(std::function<void()> wake, int threads)
    : rooms_(static_cast<std::size_t>(std::max(1, threads))),
      workers_(threads),
      worker_(std::move(wake), std::max(1, threads - 1)) {}

void PictureCache::begin_frame(double milliseconds) {
  ++frame_;
  left_ms_ = milliseconds;
  wanted_.clear();
  soon_.clear();
  asked_.clear();
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

bool PictureCache::is_quick(const view::Picture& picture, const Reduction& part) const {
  if (left_ms_ == std::numeric_limits<double>::infinity()) return true;
  const bool in_memory = picture.texels != nullptr && picture.reducing == view::Reducing::mean;
  return texels_read(picture, part) <= (in_memory ? quick_texels_in_memory : quick_texels);
}

void PictureCache::want(const view::PictureItem& item, view::Rect at, view::Rect clip) {
  const view::Picture& picture = item.picture;
  if (left_ms_ <= 0 || !is_drawable(picture, at)) return;
  const Step step = step_of(item, at);
  const std::optional<SeenTiles> seen = SeenTiles::of(item, at, clip, step);
  if (!seen) return;
  seen->each([&](std::int64_t x, std::int64_t y) {
    const TileKey key{picture.id, step.x, step.y, x, y};
    if (tiles_.contains(key)) return;
    const Reduction part = part_of(picture, key);
    if (is_quick(picture, part) && asked_.insert(key).second) soon_.push_back({key, picture, part});
  });
}

void PictureCache::make() {
  if (soon_.empty()) return;
  using Milliseconds = std::chrono::duration<double, std::milli>;
  const auto start = std::chrono::steady_clock::now();
  const auto spent = [&] { return Milliseconds(std::chrono::steady_clock::now() - start).count(); };
  if (pixels_.size() < soon_.size()) pixels_.resize(soon_.size());
  for (std::size_t i = 0; i < soon_.size(); ++i) pixels_[i].clear();
  workers_.for_each(std::ssize(soon_), {}, [&](int worker, std::int64_t i) {
    const auto at = static_cast<std::size_t>(i);
    if (spent() < left_ms_)
      reduce(soon_[at].picture, soon_[at].part, rooms_[static_cast<std::size_t>(worker)], pixels_[at]);
  });
  for (std::size_t i = 0; i < soon_.size(); ++i)
    if (!pixels_[i].empty()) keep(soon_[i].key, soon_[i].part, soon_[i].picture.channels, pixels_[i]);
  soon_.clear();
  asked_.clear();
  left_ms_ -= spent();
}

const PictureCache::Tile* PictureCache::tile(const view::Picture& picture, const TileKey& key, bool make) {
  const auto found = tiles_.find(key);
  if (found != tiles_.end()) {
    found->second.used = frame_;
    found->second.age = age_;
    return &found->second;
  }
  if (!make) return nullptr;
  const Reduction part = part_of(picture, key);
  if (left_ms_ <= 0 || !is_quick(picture, part)) {
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
  if (!is_drawable(picture, at)) return;
  const Step step = step_of(item, at);
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
  const std::optional<SeenTiles> seen = SeenTiles::of(item, at, clip, step);
  if (!seen) return true;
  bool whole = true;
  seen->each([&](std::int64_t x, std::int64_t y) {
    const Tile* made = tile(picture, {picture.id, step.x, step.y, x, y}, make);
    if (made == nullptr) whole = false;
    if (made == nullptr || made->texture.name() == 0) return;
    const std::optional<SeenTiles::Place> place = seen->place(x, y, made->w, made->h);
    if (place) quads.push_back({made->texture.name(), place->at, place->u0, place->v0, place->u1, place->v1});
  });
  return whole;
}

}  // namespace unfold::gl
