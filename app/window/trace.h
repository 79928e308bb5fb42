#pragma once

#include "app/view/trace/trace_line.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace unfold::window {

// --trace: what happens in the window, a line of JSON each, with the time. Where no file is named nothing is
// written.
class Trace {
 public:
  // Throws Error where it cannot be written.
  explicit Trace(const std::optional<std::filesystem::path>& file);

  template <typename What> void operator()(const What& what, const view::State& state) {
    if (out_.is_open()) write(view::trace_line(what, state));
  }
  // What the canvas shows lit, where that has changed.
  void lit(const std::vector<view::LitCells>& cells, const view::State& state);

 private:
  void write(std::string line);

  std::ofstream out_;
  std::vector<view::LitCells> lit_;  // that it has told of
};

}  // namespace unfold::window
