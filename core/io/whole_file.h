#pragma once

#include <filesystem>
#include <string_view>

namespace unfold {

// Writes a file so that whoever opens it, whenever, and after a crash in the middle, finds the old contents
// or the new: beside it under another name, to the disk, then renamed over it (POSIX rename is atomic).
// Folders that are missing are made. Throws Error "NAME: cannot be written: …".
void write_whole(const std::filesystem::path& file, std::string_view contents);

}  // namespace unfold
