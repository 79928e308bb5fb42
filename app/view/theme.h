#pragma once

#include "core/layer/tensor_id.h"

#include <cstdint>

namespace unfold::view {

struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Color&) const = default;
};
[[nodiscard]] constexpr Color rgb(std::uint32_t hex, std::uint8_t a = 255) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8),
          static_cast<std::uint8_t>(hex), a};
}
[[nodiscard]] Color mix(Color a, Color b, float t);  // t = 0: a
[[nodiscard]] Color faded(Color c, float alpha);
[[nodiscard]] float luminance(Color c);  // WCAG relative luminance

enum class ThemeName { dark, light };
// Read from a chair, or across a room from a projector, which swallows hairlines and faint grays.
enum class Distance { desk, room };

// How wide a line is, by what it means, in logical pixels.
struct Strokes {
  float hair = 1;              // orders the page and says nothing: separators, the ends of a ruler
  float cell = 1;              // between cells, and round one of them
  float edge = 0;              // round cells and small pictures that a gap sets apart as well
  float frame = 1;             // round a tensor, a plane, a picture
  float same = 1;              // round the same thing, seen twice
  float link = 1;              // from one drawing to another
  float axis = 2;              // brackets, zero lines, an axis's own line
  float now = 2, casing = 1;   // round a cell or a row that is now, and the lines at its sides
  float ring = 2, rim = 1;     // the same round what the whole step works on
  float hatch = 1, pitch = 4;  // of what is never read
};

// The tokens of the visual language. Text and axis colours reach 4.5 : 1 on the grounds they are used on.
struct Theme {
  ThemeName name = ThemeName::dark;
  Color bg0, bg1, bg2, bg3;   // canvas; bars and panels; wells and chips; pressed or chosen
  Color lit;                  // ground of the running line and of lit passport rows
  Color line1, line2;         // separators and empty cells; borders of data
  Color text0, text1, text2;  // values and titles; reading text; labels
  Color ghost;                // numbers of cells that are at rest or not yet written
  Color accent;               // now and chosen, nothing else
  Color accent_ink;           // text on accent
  Color accent_text;          // accent used for a word or number (black on the light theme)
  Color casing;               // the line that sets an accent frame off from data
  Color pad, pad_lit;         // padding zeros at rest, and copied in this step
  Color error, warning, success;
  Color axis[8];        // by Axis; axis[0] = text1
  float rule = 1;       // separators between panels, px
  float faint = 0.45F;  // how much is left of the colour of a line that only leads the eye
  Strokes stroke;
  [[nodiscard]] Color axis_color(Axis a) const { return axis[static_cast<int>(a)]; }
  [[nodiscard]] Color leading(Color c) const { return mix(bg0, c, faint); }
};
// For a room every faint colour is a stronger one, and every line reaches 3 : 1 on bg0 and is 2 px or more.
[[nodiscard]] Theme make_theme(ThemeName name, Distance distance = Distance::desk);

// Type sizes in logical pixels.
struct Type {
  float title = 20, statement = 15, text = 13, text_line = 19, code = 12, code_line = 18, label = 11;
};
[[nodiscard]] Type desk_type(float scale);  // 1 at 1280x800; nothing smaller than 11
[[nodiscard]] Type present_type();          // nothing smaller than 27

// Data colours.
enum class ColorMap { gray, viridis, diverging };
struct Coloring {
  ColorMap map = ColorMap::gray;
  float lo = 0, hi = 1;
  bool operator==(const Coloring&) const = default;
};
// 256 entries; what the shader's table and the CPU's cells both use. dark and light differ.
[[nodiscard]] const Color* color_table(ThemeName theme, ColorMap map);
[[nodiscard]] Color color_of(const Theme& theme, const Coloring& coloring, float value);
// Black-like or white-like ink, whichever can be read on the cell.
[[nodiscard]] Color ink_on(const Theme& theme, Color ground);

}  // namespace unfold::view
