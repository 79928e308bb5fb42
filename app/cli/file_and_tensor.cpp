#include "app/cli/command_line.h"

#include <filesystem>
#include <string>
#include <system_error>

namespace unfold::cli {

FileAndTensor split_tensor(const std::string& argument) {
  std::error_code ignored;
  const std::size_t colon = argument.rfind(':');
  const bool drive = colon == 1 && argument.size() > 2 && (argument[2] == '\\' || argument[2] == '/');
  if (colon == std::string::npos || colon == 0 || drive || std::filesystem::exists(argument, ignored))
    return {argument, {}};
  // A tensor's own name may have colons ("kernel:0"): the longest front that is a file is the file.
  for (std::size_t at = colon; at != std::string::npos && at > 0; at = argument.rfind(':', at - 1)) {
    if (std::filesystem::exists(argument.substr(0, at), ignored))
      return {argument.substr(0, at), argument.substr(at + 1)};
  }
  return {argument.substr(0, colon), argument.substr(colon + 1)};
}

}  // namespace unfold::cli
