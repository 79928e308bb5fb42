#include "app/window/icon.h"

#include "assets/assets.h"

#include <GLFW/glfw3.h>
#include <stb_image.h>

#include <memory>
#include <string>
#include <vector>

namespace unfold::window {
namespace {

using Pixels = std::unique_ptr<unsigned char, void (*)(void*)>;

}  // namespace

void set_icon(GLFWwindow* window) {
  std::vector<Pixels> kept;
  std::vector<GLFWimage> sizes;
  for (const char* side : {"16", "24", "32", "48", "64", "128"}) {
    const auto png = find_asset("icons/" + std::string(side) + ".png");
    if (!png) continue;
    GLFWimage image{};
    kept.emplace_back(
        stbi_load_from_memory(static_cast<const stbi_uc*>(static_cast<const void*>(png->data())),
                              static_cast<int>(png->size()), &image.width, &image.height, nullptr,
                              STBI_rgb_alpha),
        stbi_image_free);
    image.pixels = kept.back().get();
    if (image.pixels != nullptr) sizes.push_back(image);
  }
  glfwSetWindowIcon(window, static_cast<int>(sizes.size()), sizes.data());
  glfwGetError(nullptr);
}

}  // namespace unfold::window
