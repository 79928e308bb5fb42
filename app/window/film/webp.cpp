#include "app/window/film/kinds.h"
#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/whole_file.h"

#ifdef UNFOLD_WEBP
#include <webp/encode.h>
#include <webp/mux.h>

#include <cmath>
#include <string>
#endif

namespace unfold::window {

namespace fs = std::filesystem;

#ifndef UNFOLD_WEBP

std::unique_ptr<Film> open_webp(const fs::path& file, const FilmFormat&) {
  throw Error(display_name(file) +
              ": this Unfold was built without libwebp; number PNGs as step%03d.png, or end it with .gif");
}

#else

namespace {

class Webp final : public Film {
 public:
  Webp(const fs::path& file, const FilmFormat& format)
      : name_(display_name(file)), file_(file), format_(format), encoder_(nullptr, &WebPAnimEncoderDelete) {
    if (format.width > WEBP_MAX_DIMENSION || format.height > WEBP_MAX_DIMENSION)
      throw Error(name_ + ": a WebP is at most " + std::to_string(WEBP_MAX_DIMENSION) +
                  " pixels wide and high");
    WebPAnimEncoderOptions options;
    if (WebPAnimEncoderOptionsInit(&options) == 0 || WebPConfigInit(&config_) == 0) refuse("wrong version");
    encoder_.reset(WebPAnimEncoderNew(format.width, format.height, &options));
    if (!encoder_) refuse("not enough memory");
    // Nearly as small as with the slowest method, in a fifth of the time.
    config_.lossless = 1;
    config_.method = 2;
    config_.quality = 40;
  }

  void add(const Still& still) override {
    WebPPicture picture;
    if (WebPPictureInit(&picture) == 0) refuse("wrong version");
    picture.use_argb = 1;
    picture.width = still.width;
    picture.height = still.height;
    const bool good = WebPPictureImportRGB(&picture, still.rgb.data(), still.width * 3) != 0 &&
                      WebPAnimEncoderAdd(encoder_.get(), &picture, milliseconds(), &config_) != 0;
    WebPPictureFree(&picture);
    if (!good) refuse(WebPAnimEncoderGetError(encoder_.get()));
    ++count_;
  }

  void finish() override {
    WebPData data;
    WebPDataInit(&data);
    const bool good = WebPAnimEncoderAdd(encoder_.get(), nullptr, milliseconds(), nullptr) != 0 &&
                      WebPAnimEncoderAssemble(encoder_.get(), &data) != 0;
    const std::unique_ptr<WebPData, decltype(&WebPDataClear)> held(&data, &WebPDataClear);
    if (!good) refuse(WebPAnimEncoderGetError(encoder_.get()));
    file_.write(std::as_bytes(std::span(data.bytes, data.size)));
    file_.finish();
  }

 private:
  [[noreturn]] void refuse(const char* why) const {
    throw Error(name_ + ": cannot be written: libwebp says: " + why);
  }
  [[nodiscard]] int milliseconds() const {
    return static_cast<int>(std::lround(count_ * 1000 / format_.pictures_a_second));
  }

  std::string name_;
  WholeFile file_;
  FilmFormat format_;
  WebPConfig config_{};
  std::unique_ptr<WebPAnimEncoder, decltype(&WebPAnimEncoderDelete)> encoder_;
  int count_ = 0;
};

}  // namespace

std::unique_ptr<Film> open_webp(const fs::path& file, const FilmFormat& format) {
  return std::make_unique<Webp>(file, format);
}

#endif

}  // namespace unfold::window
