// Colours as people see them who lack one kind of cone. The simulation is that of Machado, Oliveira and
// Fernandes (2009), at full severity; distances are those of OKLab (Ottosson, 2020), times 100.
#include "app/view/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace unfold::view {
namespace {

using Three = std::array<double, 3>;
using Matrix = std::array<Three, 3>;

struct Eyes {
  const char* name;
  Matrix from_linear;
};
constexpr std::array<Eyes, 4> all_eyes{
    {{"normal", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
     {"protan",
      {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
     {"deutan",
      {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
     {"tritan",
      {{{1.255528, -0.076749, -0.178779},
        {-0.078411, 0.930809, 0.147602},
        {0.004733, 0.691367, 0.303900}}}}}};

Three times(const Matrix& m, const Three& v) {
  Three out{};
  for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  return out;
}

Three oklab(Color c, const Eyes& eyes) {
  const auto linear = [](std::uint8_t v) {
    const double s = v / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  Three seen = times(eyes.from_linear, {linear(c.r), linear(c.g), linear(c.b)});
  for (double& part : seen) part = std::clamp(part, 0.0, 1.0);
  constexpr Matrix to_cones{{{0.4122214708, 0.5363325363, 0.0514459929},
                             {0.2119034982, 0.6806995451, 0.1073969566},
                             {0.0883024619, 0.2817188376, 0.6299787005}}};
  constexpr Matrix to_lab{{{0.2104542553, 0.7936177850, -0.0040720468},
                           {1.9779984951, -2.4285922050, 0.4505937099},
                           {0.0259040371, 0.7827717662, -0.8086757660}}};
  Three cones = times(to_cones, seen);
  for (double& part : cones) part = std::cbrt(part);
  return times(to_lab, cones);
}

double apart(Color a, Color b, const Eyes& eyes) {
  const Three x = oklab(a, eyes), y = oklab(b, eyes);
  return 100 * std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

constexpr ThemeName themes[] = {ThemeName::dark, ThemeName::light};

TEST(ColorBlind, AxesAreToldApartByEveryone) {
  for (const ThemeName name : themes) {
    const Theme t = make_theme(name);
    for (const Eyes& eyes : all_eyes)
      for (int a = 1; a < 8; ++a)
        for (int b = a + 1; b < 8; ++b)
          EXPECT_GE(apart(t.axis[a], t.axis[b], eyes), 9.8) << eyes.name << ": " << a << " and " << b;
  }
}

TEST(ColorBlind, PlusAndMinusAreToldApartByEveryone) {
  for (const ThemeName name : themes) {
    const Color* table = color_table(name, ColorMap::diverging);
    for (const Eyes& eyes : all_eyes)
      for (const int from_zero : {32, 64, 96, 127})
        EXPECT_GE(apart(table[128 - from_zero], table[127 + from_zero], eyes), 6)
            << eyes.name << " at " << from_zero;
  }
}

TEST(ColorBlind, NowIsToldFromEveryAxisAndFromError) {
  for (const ThemeName name : themes) {
    const Theme t = make_theme(name);
    for (const Eyes& eyes : all_eyes) {
      for (int a = 1; a < 8; ++a) EXPECT_GE(apart(t.accent, t.axis[a], eyes), 9) << eyes.name << ": " << a;
      EXPECT_GE(apart(t.accent, t.error, eyes), 11) << eyes.name;
    }
  }
}

}  // namespace
}  // namespace unfold::view
