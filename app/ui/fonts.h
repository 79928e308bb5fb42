#pragma once

#include "app/view/painter.h"

#include <imgui.h>

#include <array>
#include <string>
#include <vector>

namespace unfold::ui {

// The four faces, each with its Japanese of the same weight merged in. Sizes are em sizes in logical pixels;
// glyphs are made by need at the size and density that is asked for.
class Fonts final : public view::TextMeasure {
 public:
  // Adds the faces to the current ImGui context. `missing` then lists the families that this machine lacks.
  explicit Fonts(float density);

  [[nodiscard]] float width(std::string_view text, view::Face face, float size) const override;
  [[nodiscard]] ImFont* face(view::Face face) const { return faces_[static_cast<std::size_t>(face)]; }
  [[nodiscard]] const std::vector<std::string>& missing() const { return missing_; }
  // Device pixels from a text's top, as ImGui places it, to its baseline.
  [[nodiscard]] float ascent(view::Face face, float device_size) const;

 private:
  std::array<ImFont*, 4> faces_{};
  std::vector<std::string> missing_;
  float density_ = 1;
};

}  // namespace unfold::ui
