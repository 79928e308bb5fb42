#include "app/ui/dialog_look.h"

#include <imgui.h>

#include <iterator>
#include <utility>

namespace unfold::ui {
namespace {

ImVec4 im(view::Color c) {
  return {static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255,
          static_cast<float>(c.a) / 255};
}

}  // namespace

DialogLook::DialogLook(const view::Theme& t, float density) {
  const std::pair<ImGuiCol, view::Color> colors[] = {
      {ImGuiCol_WindowBg, t.bg1},       {ImGuiCol_PopupBg, t.bg1},
      {ImGuiCol_ChildBg, t.bg0},        {ImGuiCol_Border, t.line2},
      {ImGuiCol_FrameBg, t.bg2},        {ImGuiCol_Text, t.text0},
      {ImGuiCol_TextDisabled, t.text2}, {ImGuiCol_Button, t.bg2},
      {ImGuiCol_ButtonHovered, t.bg3},  {ImGuiCol_ButtonActive, t.bg3},
      {ImGuiCol_Header, t.bg3},         {ImGuiCol_HeaderHovered, t.bg2},
      {ImGuiCol_HeaderActive, t.bg3},   {ImGuiCol_ScrollbarBg, t.bg0},
      {ImGuiCol_ScrollbarGrab, t.bg3},  {ImGuiCol_NavCursor, t.accent},
      {ImGuiCol_TextSelectedBg, t.bg3}, {ImGuiCol_ModalWindowDimBg, view::faded(t.bg0, 0.7F)}};
  for (const auto& [which, color] : colors) ImGui::PushStyleColor(which, im(color));
  colors_ = static_cast<int>(std::size(colors));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(16 * density, 16 * density));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(8 * density, 5 * density));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(8 * density, 6 * density));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, 3 * density);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 3 * density);
  ImGui::PushStyleVar(ImGuiStyleVar_SelectableTextAlign, ImVec2(0, 0.5F));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, t.name == view::ThemeName::light ? density : 0);
}

DialogLook::~DialogLook() {
  ImGui::PopStyleVar(7);
  ImGui::PopStyleColor(colors_);
}

}  // namespace unfold::ui
