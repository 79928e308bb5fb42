#include "app/view/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unfold::view {

Color mix(Color a, Color b, float t) {
  const auto part = [t](std::uint8_t x, std::uint8_t y) {
    return static_cast<std::uint8_t>(
        std::lround(static_cast<float>(x) + (static_cast<float>(y) - static_cast<float>(x)) * t));
  };
  return {part(a.r, b.r), part(a.g, b.g), part(a.b, b.b), part(a.a, b.a)};
}

Color faded(Color c, float alpha) {
  c.a = static_cast<std::uint8_t>(std::lround(static_cast<float>(c.a) * std::clamp(alpha, 0.0F, 1.0F)));
  return c;
}

float luminance(Color c) {
  const auto linear = [](std::uint8_t v) {
    const float s = static_cast<float>(v) / 255;
    return s <= 0.04045F ? s / 12.92F : std::pow((s + 0.055F) / 1.055F, 2.4F);
  };
  return 0.2126F * linear(c.r) + 0.7152F * linear(c.g) + 0.0722F * linear(c.b);
}

namespace {

Theme dark_theme() {
  Theme t;
  t.name = ThemeName::dark;
  t.bg0 = rgb(0x0F1216), t.bg1 = rgb(0x161A20), t.bg2 = rgb(0x20262E), t.bg3 = rgb(0x2C343F);
  t.lit = rgb(0x282720);
  t.line1 = rgb(0x272E37), t.line2 = rgb(0x3E4855);
  t.text0 = rgb(0xE8EBEF), t.text1 = rgb(0xB3BBC6), t.text2 = rgb(0x828C99);
  t.ghost = rgb(0x5C6672);
  t.accent = rgb(0xFEE289), t.accent_ink = rgb(0x0F1216), t.accent_text = rgb(0xFEE289);
  t.casing = rgb(0x0F1216);
  t.pad = rgb(0x232B35), t.pad_lit = rgb(0x54616F);
  t.error = rgb(0xFF7B72), t.warning = rgb(0xE3B341), t.success = rgb(0x56D364);
  const Color axes[] = {t.text1,       rgb(0xB1C99A), rgb(0x429A73), rgb(0xEB583C),
                        rgb(0xF6A231), rgb(0x8999FF), rgb(0x60D3FC), rgb(0xD16CBE)};
  std::copy(std::begin(axes), std::end(axes), t.axis);
  t.rule = 1;
  return t;
}

Theme light_theme() {
  Theme t;
  t.name = ThemeName::light;
  t.bg0 = rgb(0xFFFFFF), t.bg1 = rgb(0xFFFFFF), t.bg2 = rgb(0xF2F2F2), t.bg3 = rgb(0xD9D9D9);
  t.lit = rgb(0xFFF3B8);
  t.line1 = rgb(0x767676), t.line2 = rgb(0x000000);
  t.text0 = rgb(0x000000), t.text1 = rgb(0x1E1E1E), t.text2 = rgb(0x4A4A4A);
  t.ghost = rgb(0x6B6B6B);
  t.accent = rgb(0xFFD400), t.accent_ink = rgb(0x000000), t.accent_text = rgb(0x000000);
  t.casing = rgb(0x000000);
  t.pad = rgb(0xC9CCD1), t.pad_lit = rgb(0x8D949E);
  t.error = rgb(0xB3261E), t.warning = rgb(0x7A5600), t.success = rgb(0x1B6E33);
  const Color axes[] = {t.text1,       rgb(0x1B223B), rgb(0x266F51), rgb(0xCA0F01),
                        rgb(0x5C2403), rgb(0x3606C2), rgb(0x0072DF), rgb(0x6F347F)};
  std::copy(std::begin(axes), std::end(axes), t.axis);
  t.rule = 2;
  return t;
}

// White on black: a projector's black is a gray already, so that nothing faint is left above it.
void strengthen_dark(Theme& t) {
  t.bg0 = rgb(0x000000), t.bg1 = rgb(0x0B0D10), t.bg2 = rgb(0x232A33), t.bg3 = rgb(0x39434F);
  t.line1 = rgb(0x7F8996), t.line2 = rgb(0xAEB8C4);
  t.text0 = rgb(0xFFFFFF), t.text1 = rgb(0xE4E8ED), t.text2 = rgb(0xC3CAD3);
  t.ghost = rgb(0x97A1AE);
  t.accent_ink = t.casing = rgb(0x000000);
  t.pad = rgb(0x4A5663), t.pad_lit = rgb(0x8B97A5);
}

void strengthen_light(Theme& t) {
  t.bg2 = rgb(0xE6E6E6), t.bg3 = rgb(0xC8C8C8);
  t.text1 = rgb(0x000000), t.text2 = rgb(0x1E1E1E);
  t.ghost = rgb(0x595959);
  t.pad = rgb(0x959CA6), t.pad_lit = rgb(0x555D68);
}

// 3 px and more; 2 only between cells, where four lines meet at each corner.
constexpr Strokes room_strokes{.hair = 2,
                               .cell = 2,
                               .edge = 2,
                               .frame = 3,
                               .same = 3,
                               .link = 4,
                               .axis = 5,
                               .now = 4,
                               .casing = 2,
                               .ring = 6,
                               .rim = 3,
                               .hatch = 2,
                               .pitch = 8};

struct Stop {
  float at;
  std::uint32_t hex;
};

constexpr std::size_t table_size = 256;
using Table = std::array<Color, table_size>;

template <std::size_t count> constexpr Table table_of(const std::array<Stop, count>& stops) {
  Table table{};
  for (std::size_t i = 0; i < table_size; ++i) {
    const float at = static_cast<float>(i) / (table_size - 1);
    std::size_t s = 1;
    while (s + 1 < count && at > stops[s].at) ++s;
    const Stop& a = stops[s - 1];
    const Stop& b = stops[s];
    const float t = (at - a.at) / (b.at - a.at);
    const auto part = [&](int shift) {
      const auto x = static_cast<float>((a.hex >> shift) & 0xFF);
      const auto y = static_cast<float>((b.hex >> shift) & 0xFF);
      return static_cast<std::uint8_t>(x + (y - x) * t + 0.5F);
    };
    table[i] = {part(16), part(8), part(0), 255};
  }
  return table;
}

constexpr Table gray_dark = table_of(std::array<Stop, 2>{{{0, 0x20252C}, {1, 0xE3E7EC}}});
constexpr Table gray_light = table_of(std::array<Stop, 2>{{{0, 0x000000}, {1, 0xFFFFFF}}});

// Viridis (van der Walt and Smith, 2015), at every sixteenth.
constexpr Table viridis = table_of(std::array<Stop, 17>{{{0.0F, 0x440154},
                                                         {0.0625F, 0x48186A},
                                                         {0.125F, 0x472D7B},
                                                         {0.1875F, 0x424086},
                                                         {0.25F, 0x3B528B},
                                                         {0.3125F, 0x33638D},
                                                         {0.375F, 0x2C728E},
                                                         {0.4375F, 0x26828E},
                                                         {0.5F, 0x21918C},
                                                         {0.5625F, 0x1FA088},
                                                         {0.625F, 0x28AE80},
                                                         {0.6875F, 0x3FBC73},
                                                         {0.75F, 0x5EC962},
                                                         {0.8125F, 0x84D44B},
                                                         {0.875F, 0xADDC30},
                                                         {0.9375F, 0xD8E219},
                                                         {1.0F, 0xFDE725}}});

// Zero recedes into the ground; equal lightness at plus and minus v.
constexpr Table diverging_dark = table_of(std::array<Stop, 11>{{{0.0F, 0xC3DBF0},
                                                                {0.125F, 0x80B1DA},
                                                                {0.25F, 0x4783B4},
                                                                {0.375F, 0x235277},
                                                                {0.45F, 0x193246},
                                                                {0.5F, 0x191512},
                                                                {0.55F, 0x412A15},
                                                                {0.625F, 0x6D4319},
                                                                {0.75F, 0xA76F3B},
                                                                {0.875F, 0xD0A076},
                                                                {1.0F, 0xEBD2BE}}});
constexpr Table diverging_light = table_of(std::array<Stop, 9>{{{0.0F, 0x0B3C6F},
                                                                {0.125F, 0x2A6CA8},
                                                                {0.25F, 0x6CA3D3},
                                                                {0.375F, 0xB5D0E8},
                                                                {0.5F, 0xF7F6F4},
                                                                {0.625F, 0xEFCBA6},
                                                                {0.75F, 0xD8954F},
                                                                {0.875F, 0xA75D12},
                                                                {1.0F, 0x663500}}});

}  // namespace

Theme make_theme(ThemeName name, Distance distance) {
  const bool dark = name == ThemeName::dark;
  Theme t = dark ? dark_theme() : light_theme();
  if (distance == Distance::desk) return t;
  dark ? strengthen_dark(t) : strengthen_light(t);
  t.axis[0] = t.text1;
  t.rule = room_strokes.hair;
  t.faint = 1;
  t.stroke = room_strokes;
  return t;
}

Type desk_type(float scale) {
  const auto sized = [scale](float px) { return std::round(px * scale); };
  Type t;
  t.title = sized(20), t.statement = sized(15), t.text = sized(13), t.text_line = sized(19);
  t.code = sized(12), t.code_line = sized(18), t.label = std::ceil(11 * scale - 0.25F);
  return t;
}

Type present_type() {
  return {
      .title = 34, .statement = 30, .text = 30, .text_line = 40, .code = 27, .code_line = 33, .label = 27};
}

const Color* color_table(ThemeName theme, ColorMap map) {
  switch (map) {
  case ColorMap::gray: return theme == ThemeName::dark ? gray_dark.data() : gray_light.data();
  case ColorMap::viridis: return viridis.data();
  case ColorMap::diverging: return theme == ThemeName::dark ? diverging_dark.data() : diverging_light.data();
  }
  return gray_dark.data();
}

Color color_of(const Theme& theme, const Coloring& coloring, float value) {
  if (std::isnan(value)) return theme.error;
  const float span = coloring.hi - coloring.lo;
  const float t = span > 0 ? std::clamp((value - coloring.lo) / span, 0.0F, 1.0F) : 0.5F;
  return color_table(theme.name, coloring.map)[static_cast<std::size_t>(std::lround(t * (table_size - 1)))];
}

Color ink_on(const Theme& theme, Color ground) {
  if (theme.name == ThemeName::light) return luminance(ground) > 0.18F ? rgb(0x000000) : rgb(0xFFFFFF);
  return luminance(ground) > 0.18F ? rgb(0x0F1216) : theme.text0;
}

}  // namespace unfold::view
