#include "core/io/user_files.h"

#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/utf8_path.h"
#include "core/io/whole_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <system_error>

namespace unfold {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uintmax_t longest_list = 1U << 20;

std::vector<fs::path> files_of(const Json& json, const char* key) {
  std::vector<fs::path> files;
  const auto found = json.find(key);
  if (found == json.end() || !found->is_array()) return files;
  for (const Json& one : *found) {
    if (!one.is_string() || files.size() == most_recent_files) continue;
    const fs::path file = path_of_utf8(one.get_ref<const std::string&>());
    std::error_code ignored;
    if (fs::exists(file, ignored)) files.push_back(file);
  }
  return files;
}

Json json_of(const std::vector<fs::path>& files) {
  Json json = Json::array();
  for (const fs::path& file : files) json.push_back(utf8_of(file));
  return json;
}

// The program's folder in the one that the variable names, else in that of the home folder.
std::optional<fs::path> users_folder(const Environment& environment, const char* variable,
                                     const char* in_home) {
  if (const auto folder = environment(variable)) return fs::path(*folder) / "unfold";
  if (const auto home = environment("HOME")) return fs::path(*home) / in_home / "unfold";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> process_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::string folder_name(const fs::path& file, const Environment& environment) {
  std::error_code failed;
  const fs::path whole = fs::absolute(file, failed).lexically_normal();
  const fs::path folder = failed ? file.parent_path() : whole.parent_path();
  const auto home = environment("HOME");
  std::string name = utf8_of(folder);
  if (home && !home->empty()) {
    const fs::path below = folder.lexically_relative(*home);
    if (!below.empty() && *below.begin() != "..") name = below == "." ? "~" : "~/" + utf8_of(below);
  }
  return printable(name, 200);
}

void remember(std::vector<fs::path>& list, const fs::path& file) {
  std::error_code failed;
  const fs::path whole = fs::absolute(file, failed);
  const fs::path& kept = failed ? file : whole;
  std::erase(list, kept);
  list.insert(list.begin(), kept);
  if (list.size() > most_recent_files) list.resize(most_recent_files);
}

std::optional<fs::path> state_folder(const Environment& environment) {
  return users_folder(environment, "XDG_STATE_HOME", ".local/state");
}

std::optional<fs::path> settings_file(const Environment& environment) {
  const auto folder = users_folder(environment, "XDG_CONFIG_HOME", ".config");
  return folder ? std::optional(*folder / "settings.json") : std::nullopt;
}

std::optional<fs::path> recent_list(const Environment& environment) {
  const auto folder = state_folder(environment);
  return folder ? std::optional(*folder / "recent.json") : std::nullopt;
}

RecentFiles read_recent(const fs::path& list) {
  std::error_code failed;
  const std::uintmax_t bytes = fs::file_size(list, failed);
  if (failed || bytes > longest_list) return {};
  std::ifstream in(list, std::ios::binary);
  const Json json = Json::parse(in, nullptr, false);
  if (!json.is_object()) return {};
  return {files_of(json, "pictures"), files_of(json, "weights")};
}

void write_recent(const fs::path& list, const RecentFiles& files) {
  const Json json{{"version", 1}, {"pictures", json_of(files.pictures)}, {"weights", json_of(files.weights)}};
  write_whole(list, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::vector<CachedCheckpoint> torch_cache(const Environment& environment, std::size_t most) {
  fs::path folder;
  if (const auto torch = environment("TORCH_HOME"))
    folder = *torch;
  else if (const auto cache = environment("XDG_CACHE_HOME"))
    folder = fs::path(*cache) / "torch";
  else if (const auto home = environment("HOME"))
    folder = fs::path(*home) / ".cache/torch";
  else
    return {};
  std::vector<CachedCheckpoint> found;
  std::error_code failed;
  for (fs::directory_iterator files(folder / "hub" / "checkpoints", failed), end; !failed && files != end;
       files.increment(failed)) {
    std::error_code ignored;
    const fs::path& file = files->path();
    if ((file.extension() != ".pth" && file.extension() != ".pt") || !files->is_regular_file(ignored))
      continue;
    found.push_back({file, files->file_size(ignored)});
  }
  std::ranges::sort(found, {}, &CachedCheckpoint::file);
  if (found.size() > most) found.resize(most);
  return found;
}

}  // namespace unfold
