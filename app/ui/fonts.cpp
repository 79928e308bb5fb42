#include "app/ui/fonts.h"

#include "app/ui/font_files.h"

#include <algorithm>
#include <cfloat>

namespace unfold::ui {
namespace {

struct Source {
  const char* family;
  bool bold;
  const char* file_name;
};

struct FaceSources {
  view::Face face;
  std::array<Source, 3> sources;  // the first that is found, then Japanese, then symbols
};

// Universal-design Japanese with a real bold.
constexpr Source ui_japanese{"BIZ UDPGothic", false, "BIZUDPGothic-Regular.ttf"};
constexpr Source ui_japanese_bold{"BIZ UDPGothic", true, "BIZUDPGothic-Bold.ttf"};
constexpr Source mono_japanese{"BIZ UDGothic", false, "BIZUDGothic-Regular.ttf"};
constexpr Source mono_japanese_bold{"BIZ UDGothic", true, "BIZUDGothic-Bold.ttf"};
constexpr Source symbols{"DejaVu Sans", false, "DejaVuSans.ttf"};
constexpr Source symbols_bold{"DejaVu Sans", true, "DejaVuSans-Bold.ttf"};

constexpr std::array<FaceSources, 4> faces{{
    {view::Face::ui, {{{"Noto Sans", false, "NotoSans-Regular.ttf"}, ui_japanese, symbols}}},
    {view::Face::ui_bold, {{{"Noto Sans", true, "NotoSans-Bold.ttf"}, ui_japanese_bold, symbols_bold}}},
    {view::Face::mono, {{{"DejaVu Sans Mono", false, "DejaVuSansMono.ttf"}, mono_japanese, symbols}}},
    {view::Face::mono_bold,
     {{{"DejaVu Sans Mono", true, "DejaVuSansMono-Bold.ttf"}, mono_japanese_bold, symbols_bold}}},
}};

}  // namespace

Fonts::Fonts(float density) : density_(density) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  for (const FaceSources& face : faces) {
    ImFont* font = nullptr;
    for (const Source& source : face.sources) {
      const std::optional<FontFile> file = find_font(source.family, source.bold, source.file_name);
      if (!file) {
        if (std::find(missing_.begin(), missing_.end(), source.family) == missing_.end())
          missing_.emplace_back(source.family);
        continue;
      }
      ImFontConfig config;
      config.SizePixels = -16;  // negative: sizes are em sizes, as everywhere else that type is set
      config.GlyphMaxAdvanceX = -FLT_MAX;  // no limit: a limit is scaled by the size, which is negative
      config.FontNo = static_cast<ImU32>(file->index);
      config.MergeMode = font != nullptr;
      ImFont* added = atlas.AddFontFromFileTTF(file->path.c_str(), 0, &config);
      if (font == nullptr) font = added;
    }
    faces_[static_cast<std::size_t>(face.face)] = font != nullptr ? font : atlas.AddFontDefault();
  }
  ImGui::GetStyle().FontSizeBase = 13;
}

float Fonts::width(std::string_view text, view::Face f, float size) const {
  if (text.empty()) return 0;
  // Measured as it is drawn, at the screen's density.
  return face(f)->CalcTextSizeA(size * density_, FLT_MAX, 0, text.data(), text.data() + text.size()).x /
         density_;
}

float Fonts::ascent(view::Face f, float device_size) const {
  return face(f)->GetFontBaked(device_size)->Ascent;
}

}  // namespace unfold::ui
