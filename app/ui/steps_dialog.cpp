#include "app/ui/steps_dialog.h"

#include "app/ui/dialog_look.h"
#include "core/lesson/preprocess_text.h"

#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

namespace unfold::ui {
namespace {

enum Line { size, crop, mean_std };
constexpr const char* keys[] = {"steps.size", "steps.crop", "steps.mean_std"};

std::string size_text(const Resize& resize) {
  return resize.how == Resize::How::short_side ? std::to_string(resize.width) : std::string();
}

std::string crop_text(const Crop& crop) {
  const auto n = [](std::int64_t v) { return std::to_string(v); };
  switch (crop.how) {
  case Crop::How::whole: break;
  case Crop::How::centre: return n(crop.width) + "x" + n(crop.height);
  case Crop::How::box: return n(crop.left) + "," + n(crop.top) + "," + n(crop.width) + "," + n(crop.height);
  }
  return "none";
}

}  // namespace

void StepsDialog::open(const Preprocess& now) {
  const std::string texts[] = {size_text(now.resize), crop_text(now.crop), to_string(now.normalize)};
  for (std::size_t i = 0; i < lines; ++i)
    std::snprintf(typed_[i].data(), typed_[i].size(), "%s", texts[i].c_str());
  wrong_.fill(false);
  focus_ = 0;
}

bool StepsDialog::apply(std::vector<view::Action>& actions) {
  PreprocessChoice steps;
  const std::string side = typed_[size].data();
  if (!side.empty()) steps.resize = short_side_from(side);
  steps.crop = crop_from(typed_[crop].data());
  steps.normalize = normalize_from(typed_[mean_std].data());
  wrong_ = {!side.empty() && !steps.resize, !steps.crop, !steps.normalize};
  const auto first = std::find(wrong_.begin(), wrong_.end(), true);
  if (first != wrong_.end()) {
    focus_ = static_cast<std::size_t>(first - wrong_.begin());
    return false;
  }
  actions.emplace_back(view::act::SetPreprocess{steps});
  return true;
}

bool StepsDialog::draw(bool shown, const Preprocess& now, const view::Texts& texts, const view::Theme& theme,
                       float density, std::vector<view::Action>& actions) {
  const bool opening = shown && !shown_;
  shown_ = shown;
  if (!shown) return false;
  if (opening) open(now);
  const DialogLook look(theme, density);
  constexpr const char* id = "###steps";
  if (opening) ImGui::OpenPopup(id);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  // Of a size of its own: a window that fits itself to what is in it is not drawn at once.
  ImGui::SetNextWindowSize({std::min(560 * density, screen.x - 40), std::min(372 * density, screen.y - 40)});
  ImGui::PushFont(nullptr, 14 * density);
  if (ImGui::BeginPopupModal(id, nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove)) {
    ImGui::PushFont(nullptr, 20 * density);
    ImGui::TextUnformatted(texts.get("steps.title").c_str());
    ImGui::PopFont();
    bool entered = false;
    for (std::size_t i = 0; i < lines; ++i) {
      const std::string key = keys[i];
      ImGui::TextUnformatted(texts.get(key).c_str());
      ImGui::SetNextItemWidth(-1);
      if (focus_ == i) ImGui::SetKeyboardFocusHere();
      entered |= ImGui::InputText(("###" + key).c_str(), typed_[i].data(), typed_[i].size(),
                                  ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
      ImGui::PushTextWrapPos(0);
      const view::Color ink = wrong_[i] ? theme.error : theme.text2;
      ImGui::PushStyleColor(ImGuiCol_Text, IM_COL32(ink.r, ink.g, ink.b, ink.a));
      ImGui::TextUnformatted(texts.get(key + "_hint").c_str());
      ImGui::PopStyleColor();
      ImGui::PopTextWrapPos();
    }
    focus_ = lines;
    const bool taken = ImGui::Button((texts.get("steps.apply") + "  ↵###apply").c_str());
    ImGui::SameLine();
    const bool cancelled = ImGui::Button((texts.get("files.cancel") + "  Esc###cancel").c_str());
    const bool done = (entered || taken) && apply(actions);
    if (done || cancelled || ImGui::IsKeyPressed(ImGuiKey_Escape)) actions.emplace_back(view::act::Escape{});
    ImGui::EndPopup();
  }
  ImGui::PopFont();
  return focus_ != lines;
}

}  // namespace unfold::ui
