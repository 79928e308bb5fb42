#pragma once

#include "core/base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

// What the tests of files share.
namespace unfold::testing_files {

// A folder of the test's own, gone after it.
class TempFolder {
 public:
  TempFolder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string("unfold_") + test->test_suite_name() + "_" + test->name();
    for (char& c : name) {
      if (c == '/' || c == '\\') c = '_';
    }
    path_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
inline void write_text(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}
inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// The line that `act` refuses with; fails the test where it does not refuse, or where it is not one clean
// line.
inline std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    const std::string line = error.what();
    EXPECT_FALSE(line.empty());
    for (const char c : line) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7F) << line;
    return line;
  }
  ADD_FAILURE() << "nothing was refused";
  return {};
}

// What a command did. Its words are quoted for a POSIX shell.
struct Outcome {
  int status = -1;
  std::string out, err;
};
inline Outcome run(const std::vector<std::string>& words, const std::filesystem::path& scratch) {
  std::string command;
  const auto quoted = [](const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
  };
  for (const std::string& word : words) command += quoted(word) + " ";
  const std::filesystem::path out = scratch / "stdout.txt", err = scratch / "stderr.txt";
  command += ">" + quoted(out.string()) + " 2>" + quoted(err.string()) + " </dev/null";
  const int status = std::system(command.c_str());
  Outcome outcome{status, read_text(out), read_text(err)};
  if (status != -1) outcome.status = (status >> 8) & 0xFF;
  if ((status & 0x7F) != 0) outcome.status = 128 + (status & 0x7F);  // a signal
  return outcome;
}

// A python3 that knows `module`, or nothing: the first on the PATH may be another than the one the system's
// packages serve.
inline std::optional<std::string> python_with(const std::string& module,
                                              const std::filesystem::path& scratch) {
  const char* named = std::getenv("UNFOLD_PYTHON");
  for (const std::string& python : {std::string(named != nullptr ? named : ""),
                                    std::string("/usr/bin/python3"), std::string("python3")}) {
    if (!python.empty() && run({python, "-c", "import " + module}, scratch).status == 0) return python;
  }
  return std::nullopt;
}

// The folder of files that nobody here wrote, where the environment names it.
inline std::optional<std::filesystem::path> cases() {
  const char* folder = std::getenv("UNFOLD_CASES");
  if (folder == nullptr || *folder == '\0') return std::nullopt;
  return std::filesystem::path(folder);
}
// Its INDEX.tsv, each row as its cells.
inline std::vector<std::vector<std::string>> case_rows(const std::filesystem::path& folder) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream in(read_text(folder / "INDEX.tsv"));
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    row.resize(11);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace unfold::testing_files
