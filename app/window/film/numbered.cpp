#include "app/view/kept/numbered_name.h"
#include "app/window/film/kinds.h"
#include "core/base/error.h"
#include "core/io/printable.h"

#include <string>
#include <system_error>
#include <utility>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace unfold::window {
namespace {

namespace fs = std::filesystem;

// Nobody else's: not another program's, and not a person's.
std::string own_ending() {
#ifdef _WIN32
  return ".new";
#else
  return ".new-" + std::to_string(::getpid());
#endif
}

// They are written into a folder beside and moved when all are there, so that a film that is broken off
// leaves no mixture of old pictures and new ones.
class Numbered final : public Film {
 public:
  explicit Numbered(fs::path file) : file_(std::move(file)), folder_(file_) {
    folder_ += own_ending();
    std::error_code failed;
    fs::remove_all(folder_, failed);
    fs::create_directories(folder_, failed);
    if (failed) refuse(failed);
  }
  ~Numbered() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Numbered(const Numbered&) = delete;
  Numbered& operator=(const Numbered&) = delete;

  void add(const Still& still) override {
    ++count_;
    write_png(still, folder_ / name(count_));
  }
  void finish() override {
    for (int i = 1; i <= count_; ++i) {
      std::error_code failed;
      fs::rename(folder_ / name(i), file_.parent_path() / name(i), failed);
      if (failed) refuse(failed);
    }
  }

 private:
  [[nodiscard]] fs::path name(int number) const { return view::with_number(file_, number).filename(); }
  [[noreturn]] void refuse(std::error_code why) const {
    throw Error(display_name(file_) + ": cannot be written: " + why.message());
  }

  fs::path file_, folder_;
  int count_ = 0;
};

}  // namespace

std::unique_ptr<Film> open_numbered(const fs::path& file) { return std::make_unique<Numbered>(file); }

}  // namespace unfold::window
