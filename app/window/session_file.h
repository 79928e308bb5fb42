#pragma once

#include <chrono>
#include <filesystem>
#include <future>
#include <optional>
#include <string>

namespace unfold::window {

// What is on the screen, kept beside the frames while the window is open, as a lesson's file
// (unfold/session-PID.unfold of the state folder). A run that ends well takes it away; one that was killed
// leaves it, and the next run begins there.
class SessionFile {
 public:
  // None: nothing is kept, as where there is no home.
  explicit SessionFile(std::optional<std::filesystem::path> folder);
  ~SessionFile();
  SessionFile(const SessionFile&) = delete;
  SessionFile& operator=(const SessionFile&) = delete;

  // The newest that a run which is no more has left behind, under a name that no run writes to; the others
  // are taken away.
  [[nodiscard]] std::optional<std::filesystem::path> left_behind() const;
  // The window is open. A run that ends before it is gives what was left behind back to the next.
  void begin() { begun_ = true; }

  [[nodiscard]] const std::optional<std::filesystem::path>& file() const { return file_; }
  void change() { changed_ = true; }
  void skip() { changed_ = false; }  // what has changed cannot be kept
  // When what has changed is due to be written, in seconds from now; none where nothing has.
  [[nodiscard]] std::optional<double> due() const;
  // Writes it beside the frame.
  void write(std::string text);

 private:
  [[nodiscard]] std::filesystem::path restored() const;

  std::optional<std::filesystem::path> folder_, file_;
  bool begun_ = false;
  bool changed_ = false;
  std::chrono::steady_clock::time_point last_{};
  std::future<void> writing_;
};

}  // namespace unfold::window
