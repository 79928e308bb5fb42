#include "app/window/still_room.h"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

namespace unfold::window {

StillRoom::Visit::Visit(const StillRoom& room) : before_(ImGui::GetCurrentContext()) {
  ImGui::SetCurrentContext(room.context_);
}
StillRoom::Visit::~Visit() { ImGui::SetCurrentContext(before_); }

StillRoom::StillRoom(const ui::FaceFiles& files) {
  ImGuiContext* const before = ImGui::GetCurrentContext();
  context_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(context_);
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().LogFilename = nullptr;
  ImGui_ImplOpenGL3_Init("#version 330 core");
  fonts_.emplace(1.0F, files);
  ImGui::SetCurrentContext(before);
}

StillRoom::~StillRoom() {
  ImGuiContext* const before = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(context_);
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext(context_);
  ImGui::SetCurrentContext(before);
}

}  // namespace unfold::window
