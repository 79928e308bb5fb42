#include "app/window/film/kinds.h"
#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/whole_file.h"

#ifdef UNFOLD_GIF
#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <string>
#include <utility>
#endif

namespace unfold::window {

namespace fs = std::filesystem;

#ifndef UNFOLD_GIF

std::unique_ptr<Film> open_gif(const fs::path& file, const FilmFormat&) {
  throw Error(display_name(file) +
              ": this Unfold was built without giflib; number PNGs as step%03d.png, or end it with .mp4");
}

#else

namespace {

constexpr int transparent = static_cast<int>(most_colors);
constexpr int most_side = 65535;  // the format's

class Gif final : public Film {
 public:
  Gif(const fs::path& file, const FilmFormat& format)
      : name_(display_name(file)), file_(file), format_(format), index_(format.palette) {
    if (format.width > most_side || format.height > most_side)
      throw Error(name_ + ": a GIF is at most " + std::to_string(most_side) + " pixels wide and high");
    int error = 0;
    gif_ = EGifOpen(this, &Gif::write, &error);
    if (gif_ == nullptr) throw Error(name_ + ": cannot be written: " + text(error));
    try {
      begin();
    } catch (...) {
      EGifCloseFile(gif_, &error);
      throw;
    }
  }
  ~Gif() override {
    int ignored = 0;
    if (gif_ != nullptr) EGifCloseFile(gif_, &ignored);
  }
  Gif(const Gif&) = delete;
  Gif& operator=(const Gif&) = delete;

  void add(const Still& still) override {
    std::vector<std::uint8_t> now(still.rgb.size() / 3);
    for (std::size_t i = 0; i < now.size(); ++i) now[i] = index_.of(&still.rgb[i * 3]);
    const Part part = changed(now);
    put_control();
    check(EGifPutImageDesc(gif_, part.x, part.y, part.w, part.h, false, nullptr));
    std::vector<GifPixelType> line(static_cast<std::size_t>(part.w));
    for (int y = part.y; y < part.y + part.h; ++y) {
      const std::size_t row = at(part.x, y);
      for (std::size_t x = 0; x < line.size(); ++x)
        line[x] = !before_.empty() && now[row + x] == before_[row + x]
                      ? static_cast<GifPixelType>(transparent)
                      : now[row + x];
      check(EGifPutLine(gif_, line.data(), part.w));
    }
    before_ = std::move(now);
    ++count_;
  }

  void finish() override {
    int error = 0;
    if (EGifCloseFile(std::exchange(gif_, nullptr), &error) == GIF_ERROR) refuse(error);
    if (trouble_) std::rethrow_exception(trouble_);
    file_.finish();
  }

 private:
  struct Part {
    int x = 0, y = 0, w = 1, h = 1;
  };

  // giflib is C: what goes wrong is kept until it has returned.
  static int write(GifFileType* gif, const GifByteType* bytes, int count) {
    Gif& self = *static_cast<Gif*>(gif->UserData);
    try {
      self.file_.write(std::as_bytes(std::span(bytes, static_cast<std::size_t>(count))));
      return count;
    } catch (...) {
      self.trouble_ = std::current_exception();
      return 0;
    }
  }

  static std::string text(int error) {
    const char* words = GifErrorString(error);
    return words != nullptr ? words : "giflib says " + std::to_string(error);
  }
  [[noreturn]] void refuse(int error) const {
    if (trouble_) std::rethrow_exception(trouble_);
    throw Error(name_ + ": cannot be written: " + text(error));
  }
  void check(int result) const {
    if (result == GIF_ERROR) refuse(gif_->Error);
  }

  void begin() {
    std::array<GifColorType, 256> colors{};
    for (std::size_t i = 0; i < format_.palette.size(); ++i)
      colors[i] = {format_.palette[i][0], format_.palette[i][1], format_.palette[i][2]};
    const std::unique_ptr<ColorMapObject, decltype(&GifFreeMapObject)> map(
        GifMakeMapObject(static_cast<int>(colors.size()), colors.data()), &GifFreeMapObject);
    EGifSetGifVersion(gif_, true);
    check(EGifPutScreenDesc(gif_, format_.width, format_.height, 8, 0, map.get()));
    // For ever again, as browsers have read it since Netscape 2.
    const std::array<GifByteType, 3> for_ever{1, 0, 0};
    check(EGifPutExtensionLeader(gif_, APPLICATION_EXT_FUNC_CODE));
    check(EGifPutExtensionBlock(gif_, 11, "NETSCAPE2.0"));
    check(EGifPutExtensionBlock(gif_, 3, for_ever.data()));
    check(EGifPutExtensionTrailer(gif_));
  }

  void put_control() const {
    const auto hundredths = [&](std::int64_t picture) {
      return std::lround(static_cast<double>(picture) * 100 / format_.pictures_a_second);
    };
    GraphicsControlBlock control{};
    control.DisposalMode = DISPOSE_DO_NOT;
    control.DelayTime = static_cast<int>(hundredths(count_ + 1) - hundredths(count_));
    control.TransparentColor = before_.empty() ? NO_TRANSPARENT_COLOR : transparent;
    std::array<GifByteType, 4> bytes{};
    EGifGCBToExtension(&control, bytes.data());
    check(EGifPutExtension(gif_, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(bytes.size()), bytes.data()));
  }

  [[nodiscard]] std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(format_.width) +
           static_cast<std::size_t>(x);
  }
  // One pixel at least: a picture that is like the one before lasts, too.
  [[nodiscard]] Part changed(const std::vector<std::uint8_t>& now) const {
    if (before_.empty()) return {0, 0, format_.width, format_.height};
    int left = format_.width, right = -1, top = format_.height, foot = -1;
    for (int y = 0; y < format_.height; ++y) {
      for (int x = 0; x < format_.width; ++x) {
        if (now[at(x, y)] == before_[at(x, y)]) continue;
        left = std::min(left, x);
        right = std::max(right, x);
        top = std::min(top, y);
        foot = y;
      }
    }
    if (right < 0) return {};
    return {left, top, right - left + 1, foot - top + 1};
  }

  std::string name_;
  WholeFile file_;
  FilmFormat format_;
  PaletteIndex index_;
  GifFileType* gif_ = nullptr;
  std::exception_ptr trouble_;
  std::vector<std::uint8_t> before_;
  std::int64_t count_ = 0;
};

}  // namespace

std::unique_ptr<Film> open_gif(const fs::path& file, const FilmFormat& format) {
  return std::make_unique<Gif>(file, format);
}

#endif

}  // namespace unfold::window
