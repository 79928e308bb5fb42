#version 330 core
// Data of one channel through a table of 256 colours.
in vec2 place;
in float alpha;
uniform sampler2D texels;
uniform sampler2D table;   // 256 x 1
uniform vec2 range;        // lo, hi
uniform vec3 not_a_number;
out vec4 color;

void main() {
  float value = texture(texels, place).r;
  if (isnan(value)) {
    color = vec4(not_a_number, alpha);
  } else {
    float span = range.y - range.x;
    float t = span > 0.0 ? clamp((value - range.x) / span, 0.0, 1.0) : 0.5;
    color = vec4(texelFetch(table, ivec2(int(t * 255.0 + 0.5), 0), 0).rgb, alpha);
  }
}
