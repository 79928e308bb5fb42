#include "app/ui/fonts.h"

#include "app/ui/font_files.h"
#include "app/view/languages.h"
#include "app/view/rich_text.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <map>
#include <set>
#include <span>
#include <utility>

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

// Reads a font where it lies. What an atlas does not own it copies, 22 MB in all; so it owns each until it
// has begun to read it, or has refused it.
const ImFontLoader& loader_in_place() {
  static const ImFontLoader loader = [] {
    ImFontLoader made = *ImFontAtlasGetFontLoaderForStbTruetype();
    made.FontSrcInit = [](ImFontAtlas* atlas, ImFontConfig* source) {
      source->FontDataOwnedByAtlas = false;
      return ImFontAtlasGetFontLoaderForStbTruetype()->FontSrcInit(atlas, source);
    };
    return made;
  }();
  return loader;
}

// A shorter file is no font, and ImGui ends the program over one where it asserts.
constexpr std::size_t least_bytes = 128;

// Of the languages that the fonts above were not chosen for.
std::u32string further_characters() {
  std::u32string all;
  for (const auto& [code, language] : view::language_words())
    if (language != view::Language::en && language != view::Language::ja)
      all += characters_of(view::Texts(language));
  return all;
}

// Fonts for what the files lack of the characters, as many as it takes.
std::vector<FontFile> further_fonts(const FontList& list, const std::vector<FontFile>& files,
                                    std::u32string characters, bool bold) {
  std::vector<FontFile> more;
  for (const FontFile& file : files) characters = lacking(file, characters);
  while (!characters.empty()) {
    const std::optional<FontFile> file = list.find_for(characters, bold);
    if (file) more.push_back(*file);
    // What no font has is left out, one by one.
    characters = file ? lacking(*file, characters) : characters.substr(1);
  }
  return more;
}

}  // namespace

std::u32string characters_of(const view::Texts& texts) {
  std::set<char32_t> all;
  for (const auto& [key, words] : texts.all())
    for (std::string_view rest = words; !rest.empty(); rest.remove_prefix(view::utf8_length(rest)))
      if (const char32_t c = view::utf8_value(rest); c > 0x7F) all.insert(c);
  return {all.begin(), all.end()};
}

std::vector<FontFile> files_of(view::Face wanted) {
  const FontList list;
  std::vector<FontFile> files;
  const auto face = std::ranges::find(faces, wanted, &FaceSources::face);
  for (const Source& source : face->sources)
    if (const auto file = list.find(source.family, source.bold, source.file_name)) files.push_back(*file);
  const std::u32string more = further_characters();
  if (!more.empty())
    for (FontFile& file : further_fonts(list, files, more, face->sources.front().bold))
      files.push_back(std::move(file));
  return files;
}

FaceFiles open_face_files() {
  const FontList list;
  FaceFiles files;
  const std::u32string more = further_characters();
  std::map<std::string, std::shared_ptr<const MappedFile>> opened;
  for (const FaceSources& face : faces) {
    std::vector<FontFile> found;
    for (const Source& source : face.sources) {
      const std::optional<FontFile> file = list.find(source.family, source.bold, source.file_name);
      if (file && !opened.contains(file->path)) opened[file->path] = MappedFile::open(file->path);
      if (file && opened[file->path]) {
        files.faces[static_cast<std::size_t>(face.face)].push_back({opened[file->path], file->index});
        found.push_back(*file);
      } else if (std::find(files.missing.begin(), files.missing.end(), source.family) ==
                 files.missing.end()) {
        files.missing.emplace_back(source.family);
      }
    }
    if (more.empty()) continue;
    for (const FontFile& file : further_fonts(list, found, more, face.sources.front().bold)) {
      if (!opened.contains(file.path)) opened[file.path] = MappedFile::open(file.path);
      if (opened[file.path])
        files.faces[static_cast<std::size_t>(face.face)].push_back({opened[file.path], file.index});
    }
  }
  return files;
}

Fonts::Fonts(float density, FaceFiles files) : files_(std::move(files)), density_(density) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  for (std::size_t face = 0; face < faces_.size(); ++face) {
    for (const FaceFiles::Source& source : files_.faces[face]) {
      ImFontConfig config;
      config.SizePixels = -16;  // negative: sizes are em sizes, as everywhere else that type is set
      config.GlyphMaxAdvanceX = -FLT_MAX;  // no limit: a limit is scaled by the size, which is negative
      config.FontNo = static_cast<ImU32>(source.index);
      config.MergeMode = faces_[face] != nullptr;
      config.FontLoader = &loader_in_place();
      const std::span<const std::byte> bytes = source.file->bytes();
      if (bytes.size() < least_bytes) continue;
      // It only reads them.
      ImFont* const added = atlas.AddFontFromMemoryTTF(const_cast<std::byte*>(bytes.data()),
                                                       static_cast<int>(bytes.size()), 0, &config);
      if (faces_[face] == nullptr) faces_[face] = added;
    }
    if (faces_[face] == nullptr) faces_[face] = atlas.AddFontDefault();
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
