#pragma once

#include "app/gl/program.h"
#include "app/view/theme.h"

#include <array>

namespace unfold::gl {

// The program that colours a picture's texels, and its tables of colours. Vertices are Dear ImGui's:
// position, place and tint, at the attribute locations that its own program has. Throws Error with the
// compiler's words where a shader does not compile.
class PictureProgram {
 public:
  explicit PictureProgram(const Locations& locations);
  // Sets everything for the next draws: `projection` is column by column.
  void use(const std::array<float, 16>& projection, view::ThemeName theme, const view::Coloring& coloring,
           view::Color not_a_number) const;

 private:
  Program program_;
  std::array<Texture, 6> tables_;  // theme x map
  GLint projection_ = -1, range_ = -1, not_a_number_ = -1;
};

}  // namespace unfold::gl
