#include "app/window/settings_keeper.h"

#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/source.h"
#include "core/io/user_files.h"
#include "core/io/whole_file.h"

#include <cstddef>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

namespace unfold::window {
namespace {

std::string locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const auto value = process_environment(name)) return *value;
  return {};
}

}  // namespace

SettingsKeeper::SettingsKeeper() : file_(settings_file(process_environment)) {
  settings_ = {.language = view::language_of(locale()), .keys = {}};
  std::error_code ignored;
  if (!file_ || !std::filesystem::exists(*file_, ignored)) return;
  try {
    const std::vector<std::byte> bytes = read_bytes(*file_, 1'000'000);
    settings_ = view::parse_settings({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                                     display_name(*file_), settings_);
  } catch (const Error& error) {
    trouble_ = error.what();
    file_.reset();
  }
}

void SettingsKeeper::keep(const view::State& state) {
  const view::Settings now = view::settings_of(state);
  if (now == shown_) return;
  settings_ = view::with_changes(settings_, shown_, now);
  shown_ = now;
  if (!file_) return;
  try {
    write_whole(*file_, view::settings_text(settings_));
  } catch (const Error& error) {
    std::cerr << "unfold: " << error.what() << '\n';
  }
}

RecentKeeper::RecentKeeper() : file_(recent_list(process_environment)) {}

RecentFiles RecentKeeper::read() const { return file_ ? read_recent(*file_) : RecentFiles{}; }

void RecentKeeper::keep(const RecentFiles& recent) const {
  if (!file_) return;
  try {
    write_recent(*file_, recent);
  } catch (const Error& error) {
    std::cerr << "unfold: " << error.what() << '\n';
  }
}

}  // namespace unfold::window
