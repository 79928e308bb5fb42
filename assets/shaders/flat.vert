#version 330 core
// Dear ImGui's vertices, their texture left out: position in window pixels, tint.
in vec2 Position;
in vec4 Color;
uniform mat4 projection;
out vec4 tint;

void main() {
  tint = Color;
  gl_Position = projection * vec4(Position, 0.0, 1.0);
}
