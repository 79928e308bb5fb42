#pragma once

#include "app/ui/font_files.h"
#include "app/ui/mapped_file.h"
#include "app/view/painter.h"
#include "app/view/texts.h"

#include <imgui.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace unfold::ui {

// The font files of the faces, found and opened, which needs neither a window nor ImGui.
struct FaceFiles {
  struct Source {
    std::shared_ptr<const MappedFile> file;  // several faces share one
    int index = 0;                           // of the face in a collection
  };
  std::array<std::vector<Source>, 4> faces;  // by view::Face: the first that was found, and what it lacks
  std::vector<std::string> missing;          // families that this machine has not
};
[[nodiscard]] FaceFiles open_face_files();
// The fonts of a face in the order in which they are asked for a glyph, as this machine has them; what the
// texts of a language need that they lack has one more.
[[nodiscard]] std::vector<FontFile> files_of(view::Face face);
// All characters above ASCII of these texts, once each.
[[nodiscard]] std::u32string characters_of(const view::Texts& texts);

// The four faces, each with its Japanese of the same weight merged in. Sizes are em sizes in logical pixels;
// glyphs are made by need at the size and density that is asked for.
class Fonts final : public view::TextMeasure {
 public:
  // Adds the faces to the current ImGui context, which must not draw once this is gone.
  explicit Fonts(float density, FaceFiles files = open_face_files());

  [[nodiscard]] float width(std::string_view text, view::Face face, float size) const override;
  [[nodiscard]] ImFont* face(view::Face face) const { return faces_[static_cast<std::size_t>(face)]; }
  [[nodiscard]] const FaceFiles& files() const { return files_; }
  [[nodiscard]] const std::vector<std::string>& missing() const { return files_.missing; }
  // Device pixels from a text's top, as ImGui places it, to its baseline.
  [[nodiscard]] float ascent(view::Face face, float device_size) const;

 private:
  std::array<ImFont*, 4> faces_{};
  FaceFiles files_;
  float density_ = 1;
};

}  // namespace unfold::ui
