#include "app/gl/picture_program.h"

namespace unfold::gl {
namespace {

constexpr std::array<view::ThemeName, 2> themes{view::ThemeName::dark, view::ThemeName::light};
constexpr std::array<view::ColorMap, 3> maps{view::ColorMap::gray, view::ColorMap::viridis,
                                             view::ColorMap::diverging};

std::size_t table_index(view::ThemeName theme, view::ColorMap map) {
  return static_cast<std::size_t>(theme) * maps.size() + static_cast<std::size_t>(map);
}

}  // namespace

PictureProgram::PictureProgram(const Locations& locations)
    : program_(make_program("shaders/picture.vert", "shaders/picture.frag", locations)) {
  projection_ = glGetUniformLocation(program_.name(), "projection");
  range_ = glGetUniformLocation(program_.name(), "range");
  not_a_number_ = glGetUniformLocation(program_.name(), "not_a_number");
  glUseProgram(program_.name());
  glUniform1i(glGetUniformLocation(program_.name(), "texels"), 0);
  glUniform1i(glGetUniformLocation(program_.name(), "table"), 1);
  glUseProgram(0);
  for (const view::ThemeName theme : themes) {
    for (const view::ColorMap map : maps) {
      Texture table = make_texture();
      glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 256, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                   view::color_table(theme, map));
      tables_[table_index(theme, map)] = std::move(table);
    }
  }
}

void PictureProgram::use(const std::array<float, 16>& projection, view::ThemeName theme,
                         const view::Coloring& coloring, view::Color nan) const {
  glUseProgram(program_.name());
  glUniformMatrix4fv(projection_, 1, GL_FALSE, projection.data());
  glUniform2f(range_, coloring.lo, coloring.hi);
  glUniform3f(not_a_number_, static_cast<float>(nan.r) / 255, static_cast<float>(nan.g) / 255,
              static_cast<float>(nan.b) / 255);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, tables_[table_index(theme, coloring.map)].name());
  glActiveTexture(GL_TEXTURE0);
}

}  // namespace unfold::gl
