#include "app/window/picture_drawer.h"

#include <cmath>
#include <utility>

namespace unfold::window {

PictureDrawer::PictureDrawer(std::function<void()> wake) : cache_(std::move(wake)) {}

void PictureDrawer::begin_frame(double milliseconds, const view::Theme& theme) {
  cache_.begin_frame(milliseconds);
  theme_ = theme.name;
  not_a_number_ = theme.error;
}

void PictureDrawer::end_frame() { cache_.end_frame(); }

void PictureDrawer::draw(ImDrawList& list, const view::PictureItem& item, view::Rect at, view::Rect clip) {
  quads_.clear();
  cache_.append_quads(item, at, clip, quads_);
  if (quads_.empty()) return;
  // Red, green and blue are what ImGui's own program shows: to change programs takes longer than a small
  // picture.
  const bool scalar = item.picture.channels == 1;
  Call call{this, item.coloring};
  if (scalar) list.AddCallback(on_draw, &call, sizeof(call));
  const ImU32 tint = IM_COL32(255, 255, 255, static_cast<int>(item.alpha * 255 + 0.5F));
  for (const gl::Quad& quad : quads_)
    list.AddImage(ImTextureRef(static_cast<ImTextureID>(quad.texture)), {quad.at.x, quad.at.y},
                  {quad.at.right(), quad.at.bottom()}, {quad.u0, quad.v0}, {quad.u1, quad.v1}, tint);
  if (scalar) list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void PictureDrawer::fill(ImDrawList& list, view::Rect at, view::Color color) {
  struct Ground {
    view::Rect at;
    view::Color color;
  };
  Ground ground{at, color};
  list.AddCallback(
      [](const ImDrawList*, const ImDrawCmd* command) {
        const Ground& g = *static_cast<const Ground*>(command->UserCallbackData);
        const ImDrawData& data = *ImGui::GetDrawData();
        const ImVec2 scale = data.FramebufferScale;
        const auto pixel = [](float v) { return static_cast<GLint>(std::lround(v)); };
        const GLint left = pixel((g.at.x - data.DisplayPos.x) * scale.x);
        const GLint right = pixel((g.at.right() - data.DisplayPos.x) * scale.x);
        // OpenGL counts from the bottom.
        const GLint bottom = pixel((data.DisplayPos.y + data.DisplaySize.y - g.at.bottom()) * scale.y);
        const GLint top = pixel((data.DisplayPos.y + data.DisplaySize.y - g.at.y) * scale.y);
        const auto part = [](std::uint8_t v) { return static_cast<float>(v) / 255; };
        // ImGui has the scissor test on, and sets its own box again for each of its calls.
        glScissor(left, bottom, right - left, top - bottom);
        glClearColor(part(g.color.r), part(g.color.g), part(g.color.b), 1);
        glClear(GL_COLOR_BUFFER_BIT);
      },
      &ground, sizeof(ground));
}

void PictureDrawer::on_draw(const ImDrawList*, const ImDrawCmd* command) {
  const auto* call = static_cast<const Call*>(command->UserCallbackData);
  call->drawer->use(*call);
}

void PictureDrawer::use(const Call& call) {
  if (!program_) {
    // ImGui's own program is bound now: the vertices are laid out for its locations.
    GLint current = 0;
    glGetIntegerv(GL_CURRENT_PROGRAM, &current);
    const auto location = [&](const char* name) {
      return static_cast<GLuint>(glGetAttribLocation(static_cast<GLuint>(current), name));
    };
    program_.emplace(gl::PictureProgram::Locations{location("Position"), location("UV"), location("Color")});
  }
  const ImDrawData& data = *ImGui::GetDrawData();
  const float left = data.DisplayPos.x;
  const float right = left + data.DisplaySize.x;
  const float top = data.DisplayPos.y;
  const float bottom = top + data.DisplaySize.y;
  const std::array<float, 16> projection{2 / (right - left),
                                         0,
                                         0,
                                         0,
                                         0,
                                         2 / (top - bottom),
                                         0,
                                         0,
                                         0,
                                         0,
                                         -1,
                                         0,
                                         (right + left) / (left - right),
                                         (top + bottom) / (bottom - top),
                                         0,
                                         1};
  program_->use(projection, theme_, call.coloring, not_a_number_);
}

}  // namespace unfold::window
