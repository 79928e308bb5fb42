#version 330 core
// Dear ImGui's vertices: position in window pixels, texture place, tint.
in vec2 Position;
in vec2 UV;
in vec4 Color;
uniform mat4 projection;
out vec2 place;
out float alpha;

void main() {
  place = UV;
  alpha = Color.a;
  gl_Position = projection * vec4(Position, 0.0, 1.0);
}
