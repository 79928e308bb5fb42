#include "app/window/still.h"

#include "app/gl/errors.h"
#include "app/gl/target.h"
#include "app/view/kept/drawing.h"
#include "core/base/error.h"

#include <glad/gl.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace unfold::window {
namespace {

// Pictures are drawn to a framebuffer of their own: a hidden window's pixels need not exist.
class Target {
 public:
  Target(int width, int height) : target_(width, height) { target_.bind(); }
  // Whatever is drawn next is drawn to the window again.
  ~Target() { glBindFramebuffer(GL_FRAMEBUFFER, 0); }
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  [[nodiscard]] Still read() const {
    const auto row = static_cast<std::size_t>(target_.width()) * 3;
    Still still{target_.width(), target_.height()};
    still.rgb.resize(row * static_cast<std::size_t>(target_.height()));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, target_.width(), target_.height(), GL_RGB, GL_UNSIGNED_BYTE, still.rgb.data());
    // OpenGL begins at the bottom.
    for (std::size_t top = 0, foot = static_cast<std::size_t>(target_.height()) - 1; top < foot;
         ++top, --foot)
      std::swap_ranges(still.rgb.begin() + static_cast<std::ptrdiff_t>(top * row),
                       still.rgb.begin() + static_cast<std::ptrdiff_t>((top + 1) * row),
                       still.rgb.begin() + static_cast<std::ptrdiff_t>(foot * row));
    return still;
  }

 private:
  gl::Target target_;
};

}  // namespace

Still still_of(const view::State& state, view::KeptView view, view::Vec2 size, float scale,
               const StillTools& tools, bool steady) {
  const view::Theme theme = view::theme_of(state.options);
  const auto drawing = [&] {
    return build_drawing(state, view, tools.texts.of(state.options.language), tools.fonts, size, steady);
  };
  // The first frame measures with fonts that it has only asked for; the second one is drawn with them.
  std::optional<Target> target;
  for (int frame = 0; frame < 2; ++frame) {
    const view::Drawing now = drawing();
    const view::Vec2 logical = now.scenes.layout.size;
    const int width = static_cast<int>(std::lround(logical.x * scale)),
              height = static_cast<int>(std::lround(logical.y * scale));
    target.reset();
    target.emplace(width, height);
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    tools.window.begin_frame_offscreen();
    tools.pictures.begin_frame(std::numeric_limits<double>::infinity(), theme);
    draw_window(now.scenes, now.camera, tools.fonts, tools.pictures, scale);
    tools.pictures.end_frame();
    glViewport(0, 0, width, height);
    gl::clear(theme.bg0);
    tools.window.end_frame_offscreen();
  }
  if (const std::optional<std::string> error = gl::take_error())
    throw Error("OpenGL cannot draw the window: " + *error);
  return target->read();
}

}  // namespace unfold::window
