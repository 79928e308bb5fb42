#pragma once

#include <filesystem>

namespace unfold {

// What a file that somebody names or drops seems to be.
enum class FileKind { picture, weights, lesson, folder, unknown };

// By content, never by suffix, and cheaply: only the beginning is read. A picture or a bank that no reader
// takes in the end (a WebP, a broken zip) is still told as what it is, so that the right reader refuses it.
// Unknown where there is no such file, where it may not be read, and for what is none of these. Throws
// nothing.
[[nodiscard]] FileKind kind_of(const std::filesystem::path& file);

// Is it called as weights are: model.pth, conv1.npy? For lists of files, and where the content says nothing.
[[nodiscard]] bool ends_like_weights(const std::filesystem::path& file);

}  // namespace unfold
