#pragma once

#include "app/gl/handles.h"

#include <array>
#include <string_view>

namespace unfold::gl {

// Where Dear ImGui's vertices bring in their parts.
struct Locations {
  GLuint position = 0, place = 1, tint = 2;
};

// The program of two shaders among the assets, for Dear ImGui's vertices. Throws Error where the driver
// refuses them.
[[nodiscard]] Program make_program(std::string_view vertex, std::string_view fragment,
                                   const Locations& locations);

// Draws vertices in their own colours, without the texture that ImGui's program reads for each pixel: for
// large areas, on machines that draw without a graphics card.
class FlatProgram {
 public:
  explicit FlatProgram(const Locations& locations);
  void use(const std::array<float, 16>& projection) const;

 private:
  Program program_;
  GLint projection_ = -1;
};

}  // namespace unfold::gl
