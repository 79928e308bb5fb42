#include "core/io/pnm.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace unfold {
namespace {

constexpr std::int64_t too_large = 1'000'000'000;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Numbers and bytes from the front of the file on.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes), at_(2) {}

  // The next number in digits, past blanks and comments; none where something else stands there or where the
  // file ends. Of a bitmap (`one_digit`) digits need no blank between them.
  std::optional<std::int64_t> number(bool one_digit = false) {
    while (at_ < bytes_.size()) {
      if (here() == '#')
        while (at_ < bytes_.size() && here() != '\n' && here() != '\r') ++at_;
      else if (is_blank(here()))
        ++at_;
      else
        break;
    }
    if (at_ == bytes_.size() || !is_digit(here())) return std::nullopt;
    std::int64_t value = 0;
    do {
      value = std::min(too_large, value * 10 + (here() - '0'));
      ++at_;
    } while (!one_digit && at_ < bytes_.size() && is_digit(here()));
    return value;
  }
  // The one blank that ends a header.
  bool blank() { return at_ < bytes_.size() && is_blank(here()) && (++at_, true); }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  [[nodiscard]] std::span<const std::byte> rest() const { return bytes_.subspan(at_); }

 private:
  [[nodiscard]] char here() const { return static_cast<char>(bytes_[at_]); }

  std::span<const std::byte> bytes_;
  std::size_t at_;
};

struct Header {
  int kind = 1;  // of P1 to P6
  std::int64_t width = 0, height = 0, largest = 1;
  [[nodiscard]] bool is_bitmap() const { return kind == 1 || kind == 4; }
  [[nodiscard]] std::int64_t channels() const { return kind == 3 || kind == 6 ? 3 : 1; }
};

[[noreturn]] void ends_early(const std::string& name) {
  throw Error(name + ": ends early, only a part of the picture is there; copy or download it again");
}

Header read_header(Reader& reader, int kind, const std::string& name, std::int64_t most_pixels) {
  Header h{kind};
  const auto number = [&](const char* what) {
    const std::optional<std::int64_t> value = reader.number();
    if (value) return *value;
    throw Error(name + ": is a damaged or unusual PPM or PGM file (its " + what +
                " is no number from 0 up); save it again as PNG or JPEG");
  };
  h.width = number("width");
  h.height = number("height");
  if (!h.is_bitmap()) h.largest = number("largest value");
  if (h.width < 1 || h.height < 1) {
    throw Error(name + ": says it is " + std::to_string(h.width) + " by " + std::to_string(h.height) +
                " pixels; a picture has at least one");
  }
  if (h.width > most_pixels / h.height) {
    throw Error(name + ": is " + std::to_string(h.width) + " by " + std::to_string(h.height) +
                " pixels; at most " + std::to_string(most_pixels / 1'000'000) +
                " million are read: make it smaller first");
  }
  if (h.largest > 255 && h.largest <= 65535)
    throw Error(name + ": is a PGM or PPM of 16 bits a value; save it with 8 bits, or as PNG");
  if (h.largest < 1 || h.largest > 255) {
    throw Error(name + ": says that its largest value is " + std::to_string(h.largest) +
                "; 1 to 255 are read: save it again as PNG or JPEG");
  }
  return h;
}

std::uint8_t scaled(std::int64_t value, std::int64_t largest) {
  value = std::min(value, largest);
  // To the nearest; a half to the even one, as Python rounds.
  const std::int64_t twice = 2 * value * 255, whole = value * 255 / largest,
                     rest = twice - 2 * whole * largest;
  const bool up = rest > largest || (rest == largest && whole % 2 == 1);
  return static_cast<std::uint8_t>(whole + (up ? 1 : 0));
}

// A value for each channel of each pixel, in 0..255, into `put`.
template <typename Put> void read_digits(Reader& reader, const Header& h, const std::string& name, Put put) {
  for (std::int64_t i = 0; i < h.width * h.height * h.channels(); ++i) {
    const std::optional<std::int64_t> value = reader.number(h.is_bitmap());
    if (!value && reader.at_end()) ends_early(name);
    if (!value) {
      throw Error(name + ": is a damaged PPM or PGM file (value " + std::to_string(i) +
                  " is no number from 0 up); save it again as PNG or JPEG");
    }
    put(h.is_bitmap() ? (*value == 0 ? 255 : 0) : scaled(*value, h.largest));
  }
}

template <typename Put> void read_raw(Reader& reader, const Header& h, const std::string& name, Put put) {
  if (!reader.blank()) ends_early(name);
  const std::span<const std::byte> raw = reader.rest();
  const std::int64_t line = h.is_bitmap() ? (h.width + 7) / 8 : h.width * h.channels();
  if (static_cast<std::int64_t>(raw.size()) < line * h.height) ends_early(name);
  for (std::int64_t y = 0; y < h.height; ++y) {
    const std::byte* row = raw.data() + y * line;
    for (std::int64_t x = 0; x < h.width * h.channels(); ++x) {
      if (h.is_bitmap())
        put((std::to_integer<int>(row[x / 8]) >> (7 - x % 8) & 1) == 1 ? 0 : 255);
      else
        put(scaled(std::to_integer<std::int64_t>(row[x]), h.largest));
    }
  }
}

}  // namespace

bool is_pnm(std::span<const std::byte> bytes) {
  if (bytes.size() < 3 || static_cast<char>(bytes[0]) != 'P') return false;
  const char kind = static_cast<char>(bytes[1]), next = static_cast<char>(bytes[2]);
  return kind >= '1' && kind <= '6' && (is_blank(next) || next == '#');
}

Image read_pnm(std::span<const std::byte> bytes, const std::string& name, std::int64_t most_pixels) {
  Reader reader(bytes);
  const Header h = read_header(reader, static_cast<char>(bytes[1]) - '0', name, most_pixels);
  const bool digits = h.kind <= 3;
  // A digit takes a byte at least, so a header cannot ask for more than the file may hold.
  if (digits && static_cast<std::int64_t>(bytes.size()) < h.width * h.height * h.channels()) ends_early(name);
  Image image{h.width, h.height, {}, 1};
  if (!digits) {
    const std::int64_t line = h.is_bitmap() ? (h.width + 7) / 8 : h.width * h.channels();
    if (static_cast<std::int64_t>(bytes.size()) < line * h.height) ends_early(name);
  }
  image.rgb.reserve(static_cast<std::size_t>(h.width * h.height * 3));
  const int copies = h.channels() == 3 ? 1 : 3;
  const auto put = [&](int value) {
    image.rgb.insert(image.rgb.end(), static_cast<std::size_t>(copies), static_cast<std::uint8_t>(value));
  };
  if (digits)
    read_digits(reader, h, name, put);
  else
    read_raw(reader, h, name, put);
  return image;
}

}  // namespace unfold
