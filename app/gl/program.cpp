#include "app/gl/program.h"

#include "assets/assets.h"
#include "core/base/error.h"

#include <string>

namespace unfold::gl {

namespace {

GLuint compile(GLenum kind, std::string_view name) {
  const auto source = find_asset(name);
  if (!source) throw Error(std::string(name) + ": this build lacks the shader; build it again");
  const GLuint shader = glCreateShader(kind);
  const auto* text = static_cast<const GLchar*>(static_cast<const void*>(source->data()));
  const auto length = static_cast<GLint>(source->size());
  glShaderSource(shader, 1, &text, &length);
  glCompileShader(shader);
  GLint good = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
  if (good == GL_TRUE) return shader;
  std::string log(1024, '\0');
  GLsizei written = 0;
  glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), &written, log.data());
  log.resize(static_cast<std::size_t>(written));
  throw Error(std::string(name) + ": the graphics driver refuses it: " + log);
}

}  // namespace

Program make_program(std::string_view vertex, std::string_view fragment, const Locations& locations) {
  Program program(glCreateProgram());
  const GLuint shaders[] = {compile(GL_VERTEX_SHADER, vertex), compile(GL_FRAGMENT_SHADER, fragment)};
  for (const GLuint shader : shaders) glAttachShader(program.name(), shader);
  glBindAttribLocation(program.name(), locations.position, "Position");
  glBindAttribLocation(program.name(), locations.place, "UV");
  glBindAttribLocation(program.name(), locations.tint, "Color");
  glLinkProgram(program.name());
  for (const GLuint shader : shaders) glDeleteShader(shader);
  GLint good = 0;
  glGetProgramiv(program.name(), GL_LINK_STATUS, &good);
  if (good != GL_TRUE)
    throw Error(std::string(fragment) + ": the graphics driver does not link it; OpenGL 3.3 is needed");
  return program;
}

FlatProgram::FlatProgram(const Locations& locations)
    : program_(make_program("shaders/flat.vert", "shaders/flat.frag", locations)),
      projection_(glGetUniformLocation(program_.name(), "projection")) {}

void FlatProgram::use(const std::array<float, 16>& projection) const {
  glUseProgram(program_.name());
  glUniformMatrix4fv(projection_, 1, GL_FALSE, projection.data());
}

}  // namespace unfold::gl
