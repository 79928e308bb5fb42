#pragma once

#include "app/gl/picture_cache.h"
#include "app/gl/picture_program.h"
#include "app/ui/scene_draw.h"

#include <functional>
#include <optional>
#include <vector>

namespace unfold::window {

// Draws pictures into ImGui's lists with the program of app/gl.
class PictureDrawer final : public ui::PictureSink {
 public:
  // `wake` is called from a worker when more of a picture can be shown: `arrived` is then true.
  explicit PictureDrawer(std::function<void()> wake = {});

  // `milliseconds`: what this frame may spend on textures that are not there yet.
  void begin_frame(double milliseconds, const view::Theme& theme);
  // Makes what the scenes are going to show, as far as there is time; `want` tells of it before.
  void want(const view::PictureItem& item, view::Rect at, view::Rect clip) { cache_.want(item, at, clip); }
  void make() { cache_.make(); }
  void end_frame();
  // A layer took the place of another.
  void outdate() { cache_.outdate(); }
  [[nodiscard]] bool pending() const { return cache_.pending(); }
  [[nodiscard]] bool arrived() const { return cache_.arrived(); }

  // The lists that are drawn next are these, not ImGui's own; null: its own again.
  void drawn_by(const ImDrawData* data) { data_ = data; }

  void draw(ImDrawList& list, const view::PictureItem& item, view::Rect at, view::Rect clip) override;
  void fill(ImDrawList& list, view::Rect at, view::Color color) override;

 private:
  struct Call {
    PictureDrawer* drawer;
    view::Coloring coloring;
  };
  void use(const Call& call);
  void use_flat();
  [[nodiscard]] const ImDrawData& data() const { return data_ != nullptr ? *data_ : *ImGui::GetDrawData(); }
  // ImGui's own program is bound then: the vertices are laid out for its locations.
  [[nodiscard]] static gl::Locations locations();

  gl::PictureCache cache_;
  std::optional<gl::PictureProgram> program_;
  std::optional<gl::FlatProgram> flat_;
  view::ThemeName theme_ = view::ThemeName::dark;
  view::Color not_a_number_;
  const ImDrawData* data_ = nullptr;
  std::vector<gl::Quad> quads_;  // of one picture; kept for its memory
};

}  // namespace unfold::window
