#include "app/window/film/kinds.h"
#include "core/base/error.h"
#include "core/io/printable.h"

#include <string>
#include <system_error>
#include <utility>

namespace unfold::window {
namespace {

namespace fs = std::filesystem;

// They are written into a folder beside and moved when all are there, so that a film that is broken off
// leaves no mixture of old pictures and new ones.
class Numbered final : public Film {
 public:
  explicit Numbered(fs::path file) : file_(std::move(file)), folder_(file_) {
    folder_ += ".new";
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
  [[nodiscard]] fs::path name(int number) const { return with_number(file_, number).filename(); }
  [[noreturn]] void refuse(std::error_code why) const {
    throw Error(display_name(file_) + ": cannot be written: " + why.message());
  }

  fs::path file_, folder_;
  int count_ = 0;
};

}  // namespace

fs::path with_number(const fs::path& file, int number) {
  const std::string name = file.filename().string();
  const std::size_t at = name.find('%');
  const std::size_t end = at == std::string::npos ? at : name.find('d', at);
  if (end == std::string::npos || name.find('%', at + 1) != std::string::npos) return {};
  const std::string digits = name.substr(at + 1, end - at - 1);
  if (digits.size() > 2 || digits.find_first_not_of("0123456789") != std::string::npos) return {};
  const auto wide = digits.empty() ? 0U : static_cast<unsigned>(std::stoi(digits));
  std::string text = std::to_string(number);
  if (text.size() < wide) text.insert(0, wide - text.size(), '0');
  return file.parent_path() / (name.substr(0, at) + text + name.substr(end + 1));
}

std::unique_ptr<Film> open_numbered(const fs::path& file) { return std::make_unique<Numbered>(file); }

}  // namespace unfold::window
