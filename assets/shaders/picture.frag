#version 330 core
// Data of one channel through a table of 256 colours, or red, green and blue as they are.
in vec2 place;
in float alpha;
uniform sampler2D texels;
uniform sampler2D table;   // 256 x 1
uniform bool scalar;
uniform vec2 range;        // lo, hi
uniform vec3 not_a_number;
out vec4 color;

void main() {
  vec4 texel = texture(texels, place);
  if (!scalar) {
    color = vec4(texel.rgb, alpha);
  } else if (isnan(texel.r)) {
    color = vec4(not_a_number, alpha);
  } else {
    float span = range.y - range.x;
    float t = span > 0.0 ? clamp((texel.r - range.x) / span, 0.0, 1.0) : 0.5;
    color = vec4(texelFetch(table, ivec2(int(t * 255.0 + 0.5), 0), 0).rgb, alpha);
  }
}
