#pragma once

#include <stdexcept>
#include <string>

namespace unfold {

// Bad input from outside: a file, a parameter, a command line. `what()` is the one line that a person reads:
// it names the thing, what is wrong with it and what would be right. What cannot happen is asserted, not
// thrown.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& line) : std::runtime_error(line) {}
};

}  // namespace unfold
