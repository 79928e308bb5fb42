#include "core/lesson/preprocess.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

namespace unfold {
namespace {

std::string by(std::int64_t width, std::int64_t height) {
  return std::to_string(width) + "x" + std::to_string(height);
}

std::string joined(const std::array<float, 3>& numbers) {
  std::ostringstream text;
  text << numbers[0];
  if (numbers[1] != numbers[0] || numbers[2] != numbers[0]) text << ',' << numbers[1] << ',' << numbers[2];
  return text.str();
}

// Half of a remainder that is not negative; a half goes to the even neighbour.
std::int64_t rounded_half(std::int64_t remainder) {
  const std::int64_t half = remainder / 2;
  return remainder % 2 == 1 && half % 2 == 1 ? half + 1 : half;
}

Image covered(const Image& image, std::int64_t width, std::int64_t height) {
  if (image.width == width && image.height == height) return image;
  const double scale = std::max(static_cast<double>(width) / static_cast<double>(image.width),
                                static_cast<double>(height) / static_cast<double>(image.height));
  const auto scaled = [&](std::int64_t size, std::int64_t least) {
    return std::max(least, static_cast<std::int64_t>(static_cast<double>(size) * scale + 0.5));
  };
  const Image larger = resized(image, scaled(image.width, width), scaled(image.height, height));
  return cropped(larger, (larger.width - width) / 2, (larger.height - height) / 2, width, height);
}

Image with_short_side(Image image, std::int64_t side) {
  const std::int64_t shorter = std::min(image.width, image.height);
  if (shorter == side) return image;
  const std::int64_t longer = side * std::max(image.width, image.height) / shorter;
  const bool upright = image.width < image.height;
  return resized_bilinear(image, upright ? side : longer, upright ? longer : side);
}

std::array<ValueSpan, 3> byte_spans(const Image& picture) {
  std::array<std::uint8_t, 3> lo{255, 255, 255}, hi{0, 0, 0};
  for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += 3) {
    for (std::size_t c = 0; c < 3; ++c) {
      lo[c] = std::min(lo[c], picture.rgb[i + c]);
      hi[c] = std::max(hi[c], picture.rgb[i + c]);
    }
  }
  std::array<ValueSpan, 3> spans;
  for (std::size_t c = 0; c < 3; ++c) spans[c] = {static_cast<float>(lo[c]), static_cast<float>(hi[c])};
  return spans;
}

// A step that is off is not measured again: it hands on what it was given.
void hand_on(std::vector<StepMade>& steps, PrepareStep step, bool on, const Image& picture) {
  StepMade made{step, on, picture.width, picture.height, {}};
  if (on) {
    const std::array<ValueSpan, 3> spans = byte_spans(picture);
    made.values.assign(spans.begin(), spans.end());
  } else {
    made.values = steps.back().values;
  }
  steps.push_back(std::move(made));
}

Image reduced(const Image& image, std::int64_t side) {
  const std::int64_t longer = std::max(image.width, image.height);
  if (longer <= side) return image;
  const auto size = [&](std::int64_t n) { return std::max<std::int64_t>(1, n * side / longer); };
  return resized(image, size(image.width), size(image.height));
}

}  // namespace

Preprocess with(Preprocess own, const PreprocessChoice& choice) {
  own.resize = choice.resize.value_or(own.resize);
  own.crop = choice.crop.value_or(own.crop);
  own.order = choice.order.value_or(own.order);
  own.scale = choice.scale.value_or(own.scale);
  own.normalize = choice.normalize.value_or(own.normalize);
  return own;
}

PreprocessChoice with(PreprocessChoice first, const PreprocessChoice& second) {
  if (second.resize) first.resize = second.resize;
  if (second.crop) first.crop = second.crop;
  if (second.order) first.order = second.order;
  if (second.scale) first.scale = second.scale;
  if (second.normalize) first.normalize = second.normalize;
  return first;
}

std::string to_string(const Normalize& normalize) {
  if (normalize == Normalize::none) return "none";
  if (normalize == Normalize::imagenet) return "imagenet";
  return joined(normalize.mean) + "/" + joined(normalize.std);
}

std::string_view name(PrepareStep step) {
  switch (step) {
  case PrepareStep::decode: return "decode";
  case PrepareStep::resize: return "resize";
  case PrepareStep::crop: return "crop";
  case PrepareStep::channels: return "channels";
  case PrepareStep::scale: return "scale";
  case PrepareStep::normalize: return "normalize";
  }
  return {};
}

Image resize_step(Image picture, const Resize& resize, const std::string& title) {
  if (resize.how == Resize::How::full) return picture;
  const auto [how, width, height] = resize;
  const bool side = how == Resize::How::short_side;
  const std::int64_t shorter = std::min(picture.width, picture.height);
  bool fits = width >= 1 && height >= 1 && width <= max_pixels / height;
  if (fits && side) {
    const auto longer = static_cast<double>(width) *
                        static_cast<double>(std::max(picture.width, picture.height)) /
                        static_cast<double>(shorter);
    fits = longer <= static_cast<double>(max_pixels / width);
  } else if (fits) {
    // What the size is cut from is a picture, too.
    const double scale = std::max(static_cast<double>(width) / static_cast<double>(picture.width),
                                  static_cast<double>(height) / static_cast<double>(picture.height));
    fits = scale * scale * static_cast<double>(picture.width) * static_cast<double>(picture.height) <=
           static_cast<double>(max_pixels);
  }
  if (!fits) {
    throw Error(title + ": " +
                (side ? "the short side " + std::to_string(width) : "resize " + by(width, height)) +
                " makes no picture; at least 1x1 and at most 200 million pixels are needed");
  }
  return side ? with_short_side(std::move(picture), width) : covered(picture, width, height);
}

std::array<std::int64_t, 4> crop_box(std::int64_t width, std::int64_t height, const Crop& crop,
                                     const std::string& title) {
  if (crop.how == Crop::How::whole) return {0, 0, width, height};
  const bool centre = crop.how == Crop::How::centre;
  const bool has_size = crop.width >= 1 && crop.height >= 1 && crop.width <= width && crop.height <= height;
  if (has_size && centre) {
    return {rounded_half(width - crop.width), rounded_half(height - crop.height), crop.width, crop.height};
  }
  if (has_size && crop.left >= 0 && crop.top >= 0 && crop.left <= width - crop.width &&
      crop.top <= height - crop.height) {
    return {crop.left, crop.top, crop.width, crop.height};
  }
  throw Error(
      title + ": the crop of " + by(crop.width, crop.height) +
      (centre ? std::string() : " from " + std::to_string(crop.left) + "," + std::to_string(crop.top)) +
      " does not lie in the picture, which is " + std::to_string(width) + " by " + std::to_string(height) +
      " pixels there; choose a smaller one, or a larger resize");
}

Image channel_step(Image picture, ChannelOrder order, std::int64_t channels) {
  std::vector<std::uint8_t>& rgb = picture.rgb;
  if (channels == 1) {
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) {
      const unsigned sum = rgb[i] * 19595U + rgb[i + 1] * 38470U + rgb[i + 2] * 7471U + 0x8000U;
      std::fill_n(rgb.begin() + static_cast<std::ptrdiff_t>(i), 3, static_cast<std::uint8_t>(sum >> 16));
    }
  } else if (order == ChannelOrder::bgr) {
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) std::swap(rgb[i], rgb[i + 2]);
  }
  return picture;
}

float value_step(std::uint8_t byte, const Preprocess& preprocess, std::size_t channel) {
  const auto number = static_cast<float>(byte);
  const float value = preprocess.scale ? number / 255.0F : number;
  const Normalize& n = preprocess.normalize;
  return n == Normalize::none ? value : (value - n.mean[channel]) / n.std[channel];
}

float undo_normalize(float value, const Preprocess& preprocess, std::size_t channel) {
  return value * preprocess.normalize.std[channel] + preprocess.normalize.mean[channel];
}

PreparedPicture prepare(Image decoded, const Preprocess& preprocess, std::int64_t channels,
                        const std::string& title) {
  const Normalize& n = preprocess.normalize;
  const auto uniform = [](const std::array<float, 3>& v) { return v[0] == v[1] && v[1] == v[2]; };
  if (channels == 1 && !(uniform(n.mean) && uniform(n.std))) {
    throw Error(
        "normalize " + to_string(n) +
        ": its mean and std are for 3 channels and x has 1; choose none, one number for each, or a bank "
        "of colour filters");
  }
  PreparedPicture prepared;
  PictureSteps& way = prepared.steps;
  way.name = title;
  hand_on(way.steps, PrepareStep::decode, true, decoded);
  Image picture = resize_step(std::move(decoded), preprocess.resize, title);
  hand_on(way.steps, PrepareStep::resize, preprocess.resize.how != Resize::How::full, picture);
  way.overview = std::make_shared<const Image>(reduced(picture, overview_side));
  way.box = crop_box(picture.width, picture.height, preprocess.crop, title);
  const bool crops = preprocess.crop.how != Crop::How::whole;
  if (crops) picture = cropped(picture, way.box[0], way.box[1], way.box[2], way.box[3]);
  hand_on(way.steps, PrepareStep::crop, crops, picture);
  picture = channel_step(std::move(picture), preprocess.order, channels);
  hand_on(way.steps, PrepareStep::channels, channels == 1 || preprocess.order == ChannelOrder::bgr, picture);
  way.steps.back().values.resize(static_cast<std::size_t>(std::min<std::int64_t>(channels, 3)));
  const bool as_it_was = !crops && !way.steps.back().on;
  way.preview = as_it_was ? way.overview : std::make_shared<const Image>(reduced(picture, overview_side));
  // A larger byte is a larger value, so the ends of the span stay its ends.
  const std::vector<ValueSpan> bytes = way.steps.back().values;
  const auto through = [&](PrepareStep id, bool on, const Preprocess& steps) {
    StepMade step = way.steps.back();
    step.step = id;
    step.on = on;
    for (std::size_t c = 0; c < step.values.size(); ++c) {
      step.values[c] = {value_step(static_cast<std::uint8_t>(bytes[c].lo), steps, c),
                        value_step(static_cast<std::uint8_t>(bytes[c].hi), steps, c)};
    }
    way.steps.push_back(std::move(step));
  };
  Preprocess plain = preprocess;
  plain.normalize = Normalize::none;
  through(PrepareStep::scale, preprocess.scale, plain);
  through(PrepareStep::normalize, n != Normalize::none, preprocess);
  prepared.picture = std::move(picture);
  return prepared;
}

Array to_x(const std::vector<Image>& pictures, std::int64_t channels, const Preprocess& preprocess) {
  const std::int64_t height = pictures.front().height, width = pictures.front().width;
  Array x{{static_cast<std::int64_t>(pictures.size()), channels, height, width}, {}};
  x.data.resize(static_cast<std::size_t>(x.shape.count()));
  float* out = x.data.data();
  std::array<float, 256> values{};
  for (const Image& picture : pictures) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const auto channel = static_cast<std::size_t>(c);
      for (std::size_t byte = 0; byte < values.size(); ++byte)
        values[byte] = value_step(static_cast<std::uint8_t>(byte), preprocess, channel);
      const std::uint8_t* in = picture.rgb.data() + channel;
      for (std::int64_t i = 0; i < height * width; ++i, in += 3) *out++ = values[*in];
    }
  }
  return x;
}

}  // namespace unfold
