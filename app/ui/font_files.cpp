#include "app/ui/font_files.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#ifdef UNFOLD_FONTCONFIG
#include <fontconfig/fontconfig.h>
#endif

namespace unfold::ui {

#ifdef UNFOLD_FONTCONFIG

namespace {

std::optional<FontFile> file_of(FcPattern* match) {
  FcChar8* file = nullptr;
  int index = 0;
  if (FcPatternGetString(match, FC_FILE, 0, &file) != FcResultMatch) return std::nullopt;
  FcPatternGetInteger(match, FC_INDEX, 0, &index);
  return FontFile{static_cast<const char*>(static_cast<const void*>(file)), index & 0xFFFF};
}

using Pattern = std::unique_ptr<FcPattern, void (*)(FcPattern*)>;

// The font that comes nearest to what the pattern asks for; null where there is none.
Pattern nearest(FcConfig* config, FcPattern* pattern) {
  FcConfigSubstitute(config, pattern, FcMatchPattern);
  FcDefaultSubstitute(pattern);
  FcResult result = FcResultMatch;
  return {FcFontMatch(config, pattern, &result), FcPatternDestroy};
}

}  // namespace

struct FontList::Config {
  std::unique_ptr<FcConfig, void (*)(FcConfig*)> fonts{FcInitLoadConfigAndFonts(), FcConfigDestroy};
};

std::optional<FontFile> FontList::find(const char* family, bool bold, const char*) const {
  FcConfig* const config = config_->fonts.get();
  if (config == nullptr) return std::nullopt;
  const std::unique_ptr<FcPattern, void (*)(FcPattern*)> pattern(FcPatternCreate(), FcPatternDestroy);
  FcPatternAddString(pattern.get(), FC_FAMILY, static_cast<const FcChar8*>(static_cast<const void*>(family)));
  FcPatternAddInteger(pattern.get(), FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
  FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddInteger(pattern.get(), FC_WIDTH, FC_WIDTH_NORMAL);
  const Pattern match = nearest(config, pattern.get());
  if (!match) return std::nullopt;
  FcChar8* found = nullptr;
  bool same = false;
  for (int i = 0; !same && FcPatternGetString(match.get(), FC_FAMILY, i, &found) == FcResultMatch; ++i)
    same = FcStrCmpIgnoreCase(found, static_cast<const FcChar8*>(static_cast<const void*>(family))) == 0;
  if (!same) return std::nullopt;
  return file_of(match.get());
}

std::optional<FontFile> FontList::find_for(std::u32string_view characters, bool bold) const {
  FcConfig* const config = config_->fonts.get();
  if (config == nullptr || characters.empty()) return std::nullopt;
  const std::unique_ptr<FcCharSet, void (*)(FcCharSet*)> wanted(FcCharSetCreate(), FcCharSetDestroy);
  for (const char32_t c : characters) FcCharSetAddChar(wanted.get(), c);
  const std::unique_ptr<FcPattern, void (*)(FcPattern*)> pattern(FcPatternCreate(), FcPatternDestroy);
  FcPatternAddCharSet(pattern.get(), FC_CHARSET, wanted.get());
  FcPatternAddInteger(pattern.get(), FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
  FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
  const Pattern match = nearest(config, pattern.get());
  if (!match) return std::nullopt;
  const std::optional<FontFile> file = file_of(match.get());
  if (!file || !lacking(*file, characters.substr(0, 1)).empty()) return std::nullopt;
  return file;
}

std::u32string lacking(const FontFile& file, std::u32string_view characters) {
  int count = 0;
  const auto* path = static_cast<const FcChar8*>(static_cast<const void*>(file.path.c_str()));
  const std::unique_ptr<FcPattern, void (*)(FcPattern*)> face(
      FcFreeTypeQuery(path, static_cast<unsigned>(file.index), nullptr, &count), FcPatternDestroy);
  FcCharSet* set = nullptr;
  if (!face || FcPatternGetCharSet(face.get(), FC_CHARSET, 0, &set) != FcResultMatch)
    return std::u32string(characters);
  std::u32string left;
  for (const char32_t c : characters)
    if (FcCharSetHasChar(set, c) == FcFalse) left += c;
  return left;
}

#else

struct FontList::Config {};

std::optional<FontFile> FontList::find(const char*, bool, const char* file_name) const {
  std::vector<std::filesystem::path> folders{
      "C:/Windows/Fonts", "/System/Library/Fonts", "/System/Library/Fonts/Supplemental",
      "/Library/Fonts",   "/usr/share/fonts",      "/usr/local/share/fonts"};
  if (const char* home = std::getenv("HOME")) {
    folders.emplace_back(std::filesystem::path(home) / "Library/Fonts");
    folders.emplace_back(std::filesystem::path(home) / ".local/share/fonts");
  }
  for (const std::filesystem::path& folder : folders) {
    std::error_code error;
    const std::filesystem::recursive_directory_iterator files(folder, error);
    if (error) continue;
    for (const std::filesystem::directory_entry& entry : files)
      if (entry.path().filename() == file_name) return FontFile{entry.path().string(), 0};
  }
  return std::nullopt;
}

std::optional<FontFile> FontList::find_for(std::u32string_view, bool) const { return std::nullopt; }
std::u32string lacking(const FontFile&, std::u32string_view) { return {}; }

#endif

FontList::FontList() : config_(std::make_unique<Config>()) {}
FontList::~FontList() = default;

}  // namespace unfold::ui
