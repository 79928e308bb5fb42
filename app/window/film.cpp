#include "app/window/film.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <array>
#include <cstdio>
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
namespace {

namespace fs = std::filesystem;

// Of "%d" or "%04d" in the name; none where there is not one of them.
std::optional<fs::path> with_number(const fs::path& file, int number) {
  const std::string name = file.filename().string();
  const std::size_t at = name.find('%');
  const std::size_t end = at == std::string::npos ? at : name.find('d', at);
  if (end == std::string::npos || name.find('%', at + 1) != std::string::npos) return std::nullopt;
  const std::string digits = name.substr(at + 1, end - at - 1);
  if (digits.size() > 2 || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const auto wide = digits.empty() ? 0U : static_cast<unsigned>(std::stoi(digits));
  std::string text = std::to_string(number);
  if (text.size() < wide) text.insert(0, wide - text.size(), '0');
  return file.parent_path() / (name.substr(0, at) + text + name.substr(end + 1));
}

std::vector<std::string> encoding(const std::string& ending) {
  if (ending == ".mp4")
    return {
        "-vf",       "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags",
        "+faststart"};
  if (ending == ".gif")
    return {"-vf", "split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none"};
  if (ending == ".webp") return {"-c:v", "libwebp_anim", "-lossless", "1", "-loop", "0"};
  return {};
}

}  // namespace

Film::Film(fs::path file, int width, int height, double pictures_a_second) : file_(std::move(file)) {
  const std::string ending = file_.extension().string(), name = display_name(file_);
  numbered_ = ending == ".png" && with_number(file_, 0).has_value();
  if (numbered_) return;
  const std::vector<std::string> way = encoding(ending);
  if (way.empty())
    throw Error(name +
                ": is no moving picture; end it with .mp4, .gif or .webp, or number PNGs as step%03d.png");
#ifdef _WIN32
  throw Error(name + ": a moving picture is not written on this system; number PNGs as step%03d.png");
#else
  unfinished_ = file_;
  unfinished_.replace_extension(".new" + ending);
  std::vector<std::string> words{"ffmpeg",    "-y",
                                 "-loglevel", "error",
                                 "-f",        "rawvideo",
                                 "-pix_fmt",  "rgb24",
                                 "-s",        std::to_string(width) + "x" + std::to_string(height),
                                 "-r",        std::to_string(pictures_a_second),
                                 "-i",        "-"};
  words.insert(words.end(), way.begin(), way.end());
  words.push_back("file:" + unfinished_.string());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw Error(name + ": ffmpeg cannot be started");
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[0], 0);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(ends[0]);
  if (child < 0) {
    ::close(ends[1]);
    throw Error(name + ": ffmpeg cannot be started");
  }
  pipe_ = ends[1];
  process_ = child;
  // An encoder that ends early is noticed by its status.
  std::signal(SIGPIPE, SIG_IGN);
#endif
}

Film::~Film() {
#ifndef _WIN32
  if (pipe_ >= 0) ::close(pipe_);
  if (process_ > 0) {
    int status = 0;
    ::waitpid(static_cast<pid_t>(process_), &status, 0);
  }
#endif
  std::error_code ignored;
  if (!unfinished_.empty()) fs::remove(unfinished_, ignored);
}

void Film::add(const Still& still) {
  if (numbered_) {
    write_png(still, *with_number(file_, ++count_));
    return;
  }
#ifndef _WIN32
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
#endif
  ++count_;
}

void Film::finish() {
  if (numbered_) return;
#ifndef _WIN32
  ::close(std::exchange(pipe_, -1));
  int status = 0;
  ::waitpid(static_cast<pid_t>(std::exchange(process_, -1)), &status, 0);
  const std::string name = display_name(file_);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    throw Error(name +
                ": needs ffmpeg, which is not on this machine; install it, or number PNGs as step%03d.png");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw Error(name + ": ffmpeg could not write it; its line above says why");
  std::error_code failed;
  fs::rename(std::exchange(unfinished_, {}), file_, failed);
  if (failed) throw Error(name + ": cannot be written: " + failed.message());
#endif
}

}  // namespace unfold::window
