#include "app/window/trace.h"

#include "core/base/error.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <ios>

namespace unfold::window {

Trace::Trace(const std::optional<std::filesystem::path>& file) {
  if (!file) return;
  out_.open(*file, std::ios::app);
  if (!out_) throw Error(file->string() + ": the trace cannot be written there");
}

void Trace::lit(const std::vector<view::LitCells>& cells, const view::State& state) {
  if (!out_.is_open() || cells == lit_) return;
  lit_ = cells;
  (*this)(lit_, state);
}

void Trace::write(std::string line) {
  // When it was written, in seconds since 1970.
  const double now =
      std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  std::array<char, 40> at{};
  std::snprintf(at.data(), at.size(), ",\"at\":%.4f", now);
  line.insert(line.rfind('}'), at.data());
  out_ << line << std::endl;
}

}  // namespace unfold::window
