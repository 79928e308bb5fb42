#include "app/ui/file_dialog.h"

#include "app/ui/dialog_look.h"
#include "app/ui/file_kinds.h"
#include "app/view/kept/numbered_name.h"
#include "core/io/utf8_path.h"
#include "core/lesson/lesson.h"

#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace unfold::ui {

namespace fs = std::filesystem;
using view::act::MenuName;

bool FileDialog::saving() const { return shown_ == MenuName::save_lesson || shown_ == MenuName::keep; }

void FileDialog::type(const std::string& text) {
  std::snprintf(typed_.data(), typed_.size(), "%s", text.c_str());
  selected_ = -1;
}

void FileDialog::open(MenuName what, const view::State& state) {
  shown_ = what;
  typed_.fill('\0');
  focus_ = true;
  replaces_.clear();
  std::error_code error;
  if (folder_.empty()) folder_ = fs::current_path(error);
  if (saving()) name_after(state);
  read(folder_);
  if (what == MenuName::keep) sheet_.open(state);
}

// A lesson's file says where to save, once: afterwards the folder stays that a person went to.
void FileDialog::name_after(const view::State& state) {
  const fs::path lesson = path_of_utf8(state.choice.lesson);
  std::string name = state.choice.lesson;
  if (is_lesson_file(lesson)) {
    // What a killed run left behind lies where nobody saves.
    const bool restored = utf8_of(lesson.filename()).starts_with("restored-");
    name = restored ? "lesson" : utf8_of(lesson.stem());
    std::error_code error;
    const fs::path folder = fs::absolute(lesson, error).parent_path();
    if (!restored && !error && lesson_ != state.choice.lesson) folder_ = folder;
  }
  lesson_ = state.choice.lesson;
  if (shown_ == MenuName::save_lesson)
    type(name + std::string(lesson_ending));
  else
    type(name + "-" + std::string(unfold::name(state.playback.at.stage)) + ".png");
}

void FileDialog::read(const fs::path& folder) {
  entries_.clear();
  trouble_.clear();
  selected_ = saving() || typed_[0] != '\0' ? -1 : 0;
  std::error_code error;
  fs::directory_iterator files(folder, fs::directory_options::skip_permission_denied, error);
  if (error) {
    trouble_ = utf8_of(folder) + ": " + error.message();
    return;
  }
  folder_ = folder;
  for (const fs::directory_iterator end; files != end; files.increment(error)) {
    if (error) break;
    std::error_code ignored;
    Entry entry{.name = utf8_of(files->path().filename()), .folder = files->is_directory(ignored)};
    if (entry.name.starts_with('.')) continue;
    if (!entry.folder && !fits(shown_, files->path())) continue;
    if (!entry.folder) entry.bytes = files->file_size(ignored);
    entries_.push_back(std::move(entry));
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.folder != b.folder ? a.folder : a.name < b.name; });
}

void FileDialog::choose(const fs::path& file, const view::State& state,
                        std::vector<view::Action>& actions) const {
  switch (shown_) {
  case MenuName::weights: actions.emplace_back(view::act::ChooseLayer{file}); break;
  case MenuName::lesson: actions.emplace_back(view::act::OpenLesson{file.string()}); break;
  case MenuName::keep: actions.emplace_back(view::act::Keep{file, sheet_.look(utf8_of(file), state)}); break;
  case MenuName::save_lesson: actions.emplace_back(view::act::SaveLesson{file}); break;
  default: actions.emplace_back(view::act::OpenPicture{file});
  }
}

// What is there already is replaced only when it is asked for twice.
void FileDialog::save(const fs::path& file, const view::State& state, const view::Texts& texts,
                      std::vector<view::Action>& actions) {
  fs::path target = file;
  if (shown_ == MenuName::save_lesson && target.extension() != lesson_ending) target += lesson_ending;
  if (shown_ == MenuName::keep) {
    trouble_ = sheet_.trouble(utf8_of(target), state, texts);
    if (!trouble_.empty()) return;
  }
  std::error_code error;
  // Of a series its first picture says whether it is there.
  const fs::path first = view::with_number(target, 1);
  if (fs::exists(first.empty() ? target : first, error) && replaces_ != target) {
    replaces_ = target;
    trouble_ = texts.get("files.replace", {{"name", utf8_of(target.filename())}});
    focus_ = true;
    return;
  }
  choose(target, state, actions);
}

// Enter: the line that was gone to last, else the typed path.
void FileDialog::enter(const view::State& state, const view::Texts& texts,
                       std::vector<view::Action>& actions) {
  fs::path target;
  if (selected_ >= 0 && selected_ < static_cast<int>(entries_.size())) {
    target = folder_ / path_of_utf8(entries_[static_cast<std::size_t>(selected_)].name);
  } else if (typed_[0] != '\0') {
    const fs::path typed = path_of_utf8(typed_.data());
    target = typed.is_absolute() ? typed : folder_ / typed;
  } else {
    return;
  }
  std::error_code error;
  if (fs::is_directory(target, error)) {
    if (!saving()) typed_.fill('\0');
    focus_ = true;
    read(fs::weakly_canonical(target, error));
  } else if (saving()) {
    save(target, state, texts, actions);
  } else {
    choose(target, state, actions);
  }
}

void FileDialog::move(int by) {
  selected_ = std::clamp(selected_ + by, 0, std::max(0, static_cast<int>(entries_.size()) - 1));
  scroll_ = true;
}

void FileDialog::draw_list(const view::State& state, const view::Texts& texts, float density,
                           std::vector<view::Action>& actions) {
  ImGui::BeginChild("###list", {0, -40 * density}, ImGuiChildFlags_Borders);
  const ImVec2 row{0, 24 * density};
  if (!trouble_.empty()) ImGui::TextWrapped("%s", trouble_.c_str());
  // The arrows move the chosen line; a second cursor of ImGui's own would disagree with it.
  ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
  std::optional<fs::path> follow;
  if (folder_.has_parent_path() && folder_ != folder_.root_path() && ImGui::Selectable("../", false, 0, row))
    follow = folder_.parent_path();
  for (int i = 0; i < static_cast<int>(entries_.size()); ++i) {
    const Entry& entry = entries_[static_cast<std::size_t>(i)];
    const std::string label = entry.folder ? entry.name + "/" : entry.name;
    if (ImGui::Selectable(label.c_str(), i == selected_, ImGuiSelectableFlags_AllowDoubleClick, row)) {
      selected_ = i;
      if (entry.folder)
        follow = folder_ / path_of_utf8(entry.name);
      else if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
        saving() ? save(folder_ / path_of_utf8(entry.name), state, texts, actions)
                 : choose(folder_ / path_of_utf8(entry.name), state, actions);
      else if (saving())
        type(entry.name);
    }
    if (!entry.folder) {
      const std::string size = size_words(entry.bytes);
      ImGui::SameLine(ImGui::GetWindowWidth() - ImGui::CalcTextSize(size.c_str()).x - 28 * density);
      ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (row.y - ImGui::GetTextLineHeight()) / 2);
      ImGui::TextDisabled("%s", size.c_str());
    }
    if (i == selected_ && scroll_) {
      ImGui::SetScrollHereY();
      scroll_ = false;
    }
  }
  if (entries_.empty() && trouble_.empty() && !saving())
    ImGui::TextDisabled("%s", texts.get("files.none").c_str());
  ImGui::PopItemFlag();
  ImGui::EndChild();
  if (!follow) return;
  // A name that is typed goes along; a path does not.
  if (!saving()) typed_.fill('\0');
  read(*follow);
}

void FileDialog::draw(MenuName what, const view::State& state, const view::Texts& texts,
                      const view::Theme& theme, float density, std::vector<view::Action>& actions) {
  if (what == MenuName::none) {
    shown_ = what;
    return;
  }
  const bool opening = shown_ != what;
  if (opening) open(what, state);
  const char* hint = what == MenuName::keep ? "files.keep_name" : saving() ? "files.name" : "files.hint";
  // The sheet has the room that the list of files would have, and as much again.
  const float tall =
      what == MenuName::keep ? 420 * density + ExportSheet::height(typed_.data(), density) : 560 * density;
  const DialogLook look(theme, density);
  constexpr const char* id = "###files";
  if (opening) ImGui::OpenPopup(id);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSize({std::min(720 * density, screen.x - 40), std::min(tall, screen.y - 40)});
  ImGui::PushFont(nullptr, 14 * density);
  if (ImGui::BeginPopupModal(id, nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove)) {
    ImGui::PushFont(nullptr, 20 * density);
    ImGui::TextUnformatted(texts.get(title_of(what)).c_str());
    ImGui::PopFont();
    ImGui::TextDisabled("%s", utf8_of(folder_).c_str());
    ImGui::SetNextItemWidth(-1);
    if (focus_) ImGui::SetKeyboardFocusHere();
    focus_ = false;
    const bool entered = ImGui::InputTextWithHint(
        "###path", texts.get(hint).c_str(), typed_.data(), typed_.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | (saving() ? ImGuiInputTextFlags_AutoSelectAll : 0));
    const bool woken = ImGui::IsItemActivated();
    if (ImGui::IsItemEdited()) {
      selected_ = typed_[0] != '\0' || saving() ? -1 : 0;
      trouble_.clear();
    }
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) move(1);
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) move(-1);
    if (what == MenuName::keep) {
      std::string name = typed_.data();
      if (sheet_.draw(name, state, texts, theme, density)) {
        type(name);
        trouble_.clear();
        focus_ = true;
      }
    }
    draw_list(state, texts, density, actions);
    const bool opened =
        ImGui::Button((texts.get(saving() ? "files.save" : "files.open") + "  ↵###open").c_str());
    ImGui::SameLine();
    const bool cancelled = ImGui::Button((texts.get("files.cancel") + "  Esc###cancel").c_str());
    if (what == MenuName::picture) {
      ImGui::SameLine();
      const bool any =
          std::any_of(entries_.begin(), entries_.end(), [](const Entry& e) { return !e.folder; });
      ImGui::BeginDisabled(!any);
      if (ImGui::Button((texts.get("files.folder") + "###folder").c_str()))
        actions.emplace_back(view::act::OpenPicture{folder_});
      ImGui::EndDisabled();
    }
    // After a click on a choice the keyboard is nobody's, and after an arrow the field only wakes: Enter
    // means the button that names it.
    const bool enters = !opening && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                                     ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
    const bool meant = woken || (!ImGui::GetIO().NavVisible && !ImGui::IsAnyItemActive());
    if (entered || opened || (enters && meant && !cancelled)) enter(state, texts, actions);
    if (cancelled || ImGui::IsKeyPressed(ImGuiKey_Escape)) actions.emplace_back(view::act::Escape{});
    ImGui::EndPopup();
  }
  ImGui::PopFont();
}

}  // namespace unfold::ui
