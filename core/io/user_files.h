#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace unfold {

// An environment variable by name; nothing where it is unset or empty.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
[[nodiscard]] std::optional<std::string> process_environment(const std::string& name);

// The folder of a file as a person would write it: below the home folder from "~" on.
[[nodiscard]] std::string folder_name(const std::filesystem::path& file,
                                      const Environment& environment = process_environment);

// Pictures and weights that were opened, the latest first.
struct RecentFiles {
  std::vector<std::filesystem::path> pictures, weights;
  bool operator==(const RecentFiles&) const = default;
};
inline constexpr std::size_t most_recent_files = 6;
// To the front of the list, once, by its absolute path; what is too old goes.
void remember(std::vector<std::filesystem::path>& list, const std::filesystem::path& file);

// Where they are kept between runs: unfold/recent.json in $XDG_STATE_HOME, ~/.local/state where it is unset
// (XDG Base Directory Specification 0.8). None where there is no home.
[[nodiscard]] std::optional<std::filesystem::path> recent_list(const Environment& environment);
// unfold/settings.json in $XDG_CONFIG_HOME, ~/.config where it is unset; and the folder of what a run leaves
// behind, unfold in $XDG_STATE_HOME.
[[nodiscard]] std::optional<std::filesystem::path> settings_file(const Environment& environment);
[[nodiscard]] std::optional<std::filesystem::path> state_folder(const Environment& environment);
// What is not there, or is no such list, is an empty one; files that are gone are left out.
[[nodiscard]] RecentFiles read_recent(const std::filesystem::path& list);
// Written beside and then renamed, so that there is the old list or the new one. Throws Error.
void write_recent(const std::filesystem::path& list, const RecentFiles& files);

// A checkpoint that torch.hub or torchvision has fetched.
struct CachedCheckpoint {
  std::filesystem::path file;
  std::uint64_t bytes = 0;
};
// Those in hub/checkpoints of $TORCH_HOME, else of torch in $XDG_CACHE_HOME, else of ~/.cache/torch
// (torch.hub's order), by name; at most `most`.
[[nodiscard]] std::vector<CachedCheckpoint> torch_cache(const Environment& environment, std::size_t most);

}  // namespace unfold
