#pragma once

#include "app/view/settings.h"
#include "app/view/state.h"

#include <filesystem>
#include <optional>
#include <string>

namespace unfold::window {

// The settings' file of this person (core/io/user_files.h), read once and written where the window changes
// them. A file that is not as it should be is said, and never written over.
class SettingsKeeper {
 public:
  SettingsKeeper();

  [[nodiscard]] const view::Settings& settings() const { return settings_; }
  // Why they were not read; empty where they were.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  // The window begins with these.
  void begin(const view::State& state) { shown_ = view::settings_of(state); }
  void keep(const view::State& state);

 private:
  std::optional<std::filesystem::path> file_;
  std::string trouble_;
  view::Settings settings_;  // as they are kept
  view::Settings shown_;     // as the window had them last
};

// The list of files that were open last. One that cannot be kept is no reason to trouble anybody.
class RecentKeeper {
 public:
  RecentKeeper();
  [[nodiscard]] RecentFiles read() const;
  void keep(const RecentFiles& recent) const;

 private:
  std::optional<std::filesystem::path> file_;
};

}  // namespace unfold::window
