#include "app/window/film/kinds.h"
#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/whole_file.h"

#include <array>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#ifndef _WIN32
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace unfold::window {

namespace fs = std::filesystem;

#ifdef _WIN32

std::unique_ptr<Film> open_mp4(const fs::path& file, const FilmFormat&) {
  throw Error(display_name(file) + ": MP4 is not written on this system; end it with .gif or .webp");
}

#else

namespace {

class Mp4 final : public Film {
 public:
  Mp4(fs::path file, const FilmFormat& format)
      : file_(std::move(file)), target_(behind_links(file_)), unfinished_(target_) {
    unfinished_.replace_extension(".new-" + std::to_string(::getpid()) + ".mp4");
    std::error_code ignored;
    if (target_.has_parent_path()) fs::create_directories(target_.parent_path(), ignored);
    start({"ffmpeg", "-y", "-loglevel", "error",
           // what comes in
           "-f", "rawvideo", "-pix_fmt", "rgb24", "-s",
           std::to_string(format.width) + "x" + std::to_string(format.height), "-r",
           std::to_string(format.pictures_a_second), "-i", "-",
           // and what is made of it: players want even sides
           "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags",
           "+faststart", "-fflags", "+bitexact", "file:" + unfinished_.string()});
  }
  ~Mp4() override {
    if (pipe_ >= 0) ::close(pipe_);
    if (process_ > 0) {
      ::kill(process_, SIGKILL);
      wait();
    }
    std::error_code ignored;
    if (!unfinished_.empty()) fs::remove(unfinished_, ignored);
  }
  Mp4(const Mp4&) = delete;
  Mp4& operator=(const Mp4&) = delete;

  void add(const Still& still) override {
    const std::uint8_t* at = still.rgb.data();
    std::size_t left = still.rgb.size();
    while (left > 0) {
      const ssize_t written = ::write(pipe_, at, left);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) {
        finish();  // says why
        throw Error(display_name(file_) + ": ffmpeg ended before the last picture");
      }
      at += written;
      left -= static_cast<std::size_t>(written);
    }
  }

  void finish() override {
    ::close(std::exchange(pipe_, -1));
    const int status = wait();
    const std::string name = display_name(file_);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
      throw Error(name +
                  ": needs ffmpeg, which is not on this machine; install it, or end it with .gif or .webp");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
      throw Error(name + ": ffmpeg could not write it; what it says of that stands in the terminal");
    std::error_code failed;
    fs::rename(unfinished_, target_, failed);
    if (failed) throw Error(name + ": cannot be written: " + failed.message());
    unfinished_.clear();
  }

 private:
  void start(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<int, 2> ends{};
    const std::string refusal = display_name(file_) + ": ffmpeg cannot be started";
    if (::pipe(ends.data()) != 0) throw Error(refusal);
    for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
    const pid_t child = ::fork();
    if (child == 0) {
      ::dup2(ends[0], 0);
      ::execvp(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(ends[0]);
    if (child < 0) {
      ::close(ends[1]);
      throw Error(refusal);
    }
    pipe_ = ends[1];
    process_ = child;
    // An encoder that ends early is noticed by its status.
    std::signal(SIGPIPE, SIG_IGN);
  }
  int wait() {
    int status = 0;
    ::waitpid(std::exchange(process_, -1), &status, 0);
    return status;
  }

  fs::path file_, target_, unfinished_;
  int pipe_ = -1;
  pid_t process_ = -1;
};

}  // namespace

std::unique_ptr<Film> open_mp4(const fs::path& file, const FilmFormat& format) {
  return std::make_unique<Mp4>(file, format);
}

#endif

}  // namespace unfold::window
