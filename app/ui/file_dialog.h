#pragma once

#include "app/ui/export_sheet.h"
#include "app/view/action.h"
#include "app/view/state.h"
#include "app/view/texts.h"
#include "app/view/theme.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace unfold::ui {

// A folder's contents in the window: typed path, list, keys. What is chosen leaves as an action.
class FileDialog {
 public:
  // Shows or hides itself as `what` says (none: hidden).
  void draw(view::act::MenuName what, const view::State& state, const view::Texts& texts,
            const view::Theme& theme, float density, std::vector<view::Action>& actions);

 private:
  struct Entry {
    std::string name;  // UTF-8
    bool folder = false;
    std::uintmax_t bytes = 0;
  };
  void open(view::act::MenuName what, const view::State& state);
  void name_after(const view::State& state);
  void type(const std::string& text);
  void read(const std::filesystem::path& folder);
  [[nodiscard]] bool saving() const;
  void choose(const std::filesystem::path& file, const view::State& state,
              std::vector<view::Action>& actions) const;
  void save(const std::filesystem::path& file, const view::State& state, const view::Texts& texts,
            std::vector<view::Action>& actions);
  void enter(const view::State& state, const view::Texts& texts, std::vector<view::Action>& actions);
  void draw_list(const view::State& state, const view::Texts& texts, float density,
                 std::vector<view::Action>& actions);
  void move(int by);

  view::act::MenuName shown_ = view::act::MenuName::none;
  std::filesystem::path folder_;
  std::vector<Entry> entries_;
  std::filesystem::path replaces_;  // what was asked about, and is replaced when it is asked for again
  std::string trouble_;             // why a folder cannot be read
  std::array<char, 1024> typed_{};  // a path, or the beginning of a name
  int selected_ = 0;                // the line that Enter opens; -1: what is typed
  std::string lesson_;              // whose folder was gone to last
  ExportSheet sheet_;
  bool scroll_ = false;
  bool focus_ = false;
};

}  // namespace unfold::ui
