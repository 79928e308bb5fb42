#include "app/window/picture_drawer.h"

#include <array>
#include <cmath>
#include <utility>

namespace unfold::window {

namespace {

// ImGui's own, column by column.
std::array<float, 16> projection(const ImDrawData& data) {
  const float left = data.DisplayPos.x;
  const float right = left + data.DisplaySize.x;
  const float top = data.DisplayPos.y;
  const float bottom = top + data.DisplaySize.y;
  const float across = right - left, down = top - bottom;
  return {2 / across,
          0,
          0,
          0,
          0,
          2 / down,
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
}

// ImGui has the scissor test on, and sets its own box again for each of its calls.
void clear_ground(view::Rect at, view::Color color, const ImDrawData& data) {
  const ImVec2 scale = data.FramebufferScale;
  const auto pixel = [](float v) { return static_cast<GLint>(std::lround(v)); };
  const GLint left = pixel((at.x - data.DisplayPos.x) * scale.x);
  const GLint right = pixel((at.right() - data.DisplayPos.x) * scale.x);
  // OpenGL counts from the bottom.
  const float foot = data.DisplayPos.y + data.DisplaySize.y;
  const GLint bottom = pixel((foot - at.bottom()) * scale.y);
  const GLint top = pixel((foot - at.y) * scale.y);
  glScissor(left, bottom, right - left, top - bottom);
  gl::clear(color);
}

}  // namespace

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
  const auto on_draw = [](const ImDrawList*, const ImDrawCmd* command) {
    const auto* wanted = static_cast<const Call*>(command->UserCallbackData);
    wanted->drawer->use(*wanted);
  };
  if (scalar) list.AddCallback(on_draw, &call, sizeof(call));
  const ImU32 tint = IM_COL32(255, 255, 255, static_cast<int>(item.alpha * 255 + 0.5F));
  for (const gl::Quad& quad : quads_)
    list.AddImage(ImTextureRef(static_cast<ImTextureID>(quad.texture)), {quad.at.x, quad.at.y},
                  {quad.at.right(), quad.at.bottom()}, {quad.u0, quad.v0}, {quad.u1, quad.v1}, tint);
  if (scalar) list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void PictureDrawer::fill(ImDrawList& list, view::Rect at, view::Color color) {
  if (color.a == 255) {
    struct Ground {
      const PictureDrawer* drawer;
      view::Rect at;
      view::Color color;
    };
    Ground ground{this, at, color};
    const auto on_draw = [](const ImDrawList*, const ImDrawCmd* command) {
      const auto& wanted = *static_cast<const Ground*>(command->UserCallbackData);
      clear_ground(wanted.at, wanted.color, wanted.drawer->data());
    };
    list.AddCallback(on_draw, &ground, sizeof(ground));
    return;
  }
  const auto on_draw = [](const ImDrawList*, const ImDrawCmd* command) {
    static_cast<PictureDrawer*>(command->UserCallbackData)->use_flat();
  };
  list.AddCallback(on_draw, this);
  list.AddRectFilled({at.x, at.y}, {at.right(), at.bottom()}, IM_COL32(color.r, color.g, color.b, color.a));
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

gl::Locations PictureDrawer::locations() {
  GLint current = 0;
  glGetIntegerv(GL_CURRENT_PROGRAM, &current);
  const auto location = [&](const char* name) {
    return static_cast<GLuint>(glGetAttribLocation(static_cast<GLuint>(current), name));
  };
  return {location("Position"), location("UV"), location("Color")};
}

void PictureDrawer::use(const Call& call) {
  if (!program_) program_.emplace(locations());
  program_->use(projection(data()), theme_, call.coloring, not_a_number_);
}

void PictureDrawer::use_flat() {
  if (!flat_) flat_.emplace(locations());
  flat_->use(projection(data()));
}

}  // namespace unfold::window
