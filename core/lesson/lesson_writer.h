#pragma once

#include "core/lesson/lesson.h"
#include "core/lesson/tour.h"

#include <filesystem>
#include <string>

namespace unfold {

// The text of a lesson file that opens to this document under this choice, begins at `start`, and keeps the
// tour of the lesson that the choice is based on. `name`: what it is called where that is not its file's
// name. Paths are relative to the file that it is for, so that a folder can be moved as a whole; built-in
// assets keep their names. Throws Error where a file's name cannot be written in JSON.
[[nodiscard]] std::string lesson_text(const Choice& choice, const Document& document, const TourStep& start,
                                      const std::filesystem::path& target, const std::string& name = {});

}  // namespace unfold
