#include "app/ui/font_files.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

#ifdef UNFOLD_FONTCONFIG
#include <fontconfig/fontconfig.h>
#endif

namespace unfold::ui {

#ifdef UNFOLD_FONTCONFIG

std::optional<FontFile> find_font(const char* family, bool bold, const char*) {
  const std::unique_ptr<FcConfig, void (*)(FcConfig*)> config(FcInitLoadConfigAndFonts(), FcConfigDestroy);
  if (!config) return std::nullopt;
  const std::unique_ptr<FcPattern, void (*)(FcPattern*)> pattern(FcPatternCreate(), FcPatternDestroy);
  FcPatternAddString(pattern.get(), FC_FAMILY, static_cast<const FcChar8*>(static_cast<const void*>(family)));
  FcPatternAddInteger(pattern.get(), FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
  FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddInteger(pattern.get(), FC_WIDTH, FC_WIDTH_NORMAL);
  FcConfigSubstitute(config.get(), pattern.get(), FcMatchPattern);
  FcDefaultSubstitute(pattern.get());
  FcResult result = FcResultMatch;
  const std::unique_ptr<FcPattern, void (*)(FcPattern*)> match(
      FcFontMatch(config.get(), pattern.get(), &result), FcPatternDestroy);
  if (!match) return std::nullopt;
  FcChar8* found = nullptr;
  bool same = false;
  for (int i = 0; !same && FcPatternGetString(match.get(), FC_FAMILY, i, &found) == FcResultMatch; ++i)
    same = FcStrCmpIgnoreCase(found, static_cast<const FcChar8*>(static_cast<const void*>(family))) == 0;
  if (!same) return std::nullopt;
  FcChar8* file = nullptr;
  int index = 0;
  if (FcPatternGetString(match.get(), FC_FILE, 0, &file) != FcResultMatch) return std::nullopt;
  FcPatternGetInteger(match.get(), FC_INDEX, 0, &index);
  return FontFile{static_cast<const char*>(static_cast<const void*>(file)), index & 0xFFFF};
}

#else

std::optional<FontFile> find_font(const char*, bool, const char* file_name) {
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

#endif

}  // namespace unfold::ui
