#version 330 core
// One colour: what lies below shows through as far as it is not opaque.
in vec4 tint;
out vec4 color;

void main() {
  color = tint;
}
