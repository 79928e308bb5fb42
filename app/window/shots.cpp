#include "app/gl/errors.h"
#include "app/load/loader.h"
#include "app/view/state.h"
#include "app/window/frame.h"
#include "app/window/glfw_window.h"
#include "app/window/loop.h"
#include "app/window/picker_worker.h"
#include "core/base/error.h"
#include "core/io/utf8_path.h"
#include "core/layer/image_steps.h"

#include <glad/gl.h>

#include <array>
#include <cstdio>
#include <iostream>
#include <limits>
#include <memory>
#include <system_error>
#include <vector>

#include <stb_image_write.h>

namespace unfold::window {
namespace {

// Pictures are drawn to a framebuffer of their own: a hidden window's pixels need not exist.
class Target {
 public:
  Target(int width, int height) : width_(width), height_(height), color_(gl::make_texture()) {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    frame_ = gl::Framebuffer(name);
    glBindFramebuffer(GL_FRAMEBUFFER, name);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, color_.name(), 0);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
      throw Error("a picture of " + std::to_string(width) + "x" + std::to_string(height) +
                  " is larger than this machine's OpenGL can draw; choose a smaller --size");
  }

  void write(const std::filesystem::path& file) const {
    std::vector<std::uint8_t> rgb(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 3);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width_, height_, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
    stbi_flip_vertically_on_write(1);
    const std::string utf8 = utf8_of(file);
    if (stbi_write_png(utf8.c_str(), width_, height_, 3, rgb.data(), width_ * 3) == 0)
      throw Error(utf8 + ": the picture could not be written; is there room, and may you write there?");
  }

 private:
  int width_, height_;
  gl::Texture color_;
  gl::Framebuffer frame_;
};

class Photographer {
 public:
  explicit Photographer(const cli::CommandLine& line)
      : size_(line.size.value_or(std::array<int, 2>{1280, 800})),
        window_({.width = size_[0], .height = size_[1], .visible = false}),
        fonts_(1),
        target_(size_[0], size_[1]) {}

  // Draws until every texture is there.
  void take(view::State& state, const std::filesystem::path& file) {
    view::count_wanted(state);
    const view::Theme theme = view::make_theme(state.options.theme);
    const view::Vec2 size{static_cast<float>(size_[0]), static_cast<float>(size_[1])};
    // The first frame measures with fonts that it has only asked for; the second one is drawn with them.
    for (int frame = 0; frame < 2; ++frame) {
      ImGui::GetIO().DisplaySize = {size.x, size.y};
      ImGui::GetIO().DeltaTime = 1.0F / 60;
      window_.begin_frame_offscreen();
      pictures_.begin_frame(std::numeric_limits<double>::infinity(), theme);
      const view::WindowScenes scenes =
          view::build_window(state, texts_.of(state.options.language), fonts_, size);
      draw_window(scenes, state, fonts_, pictures_, 1);
      pictures_.end_frame();
      glViewport(0, 0, size_[0], size_[1]);
      gl::clear(theme.bg0);
      window_.end_frame_offscreen();
    }
    if (const std::optional<std::string> error = gl::take_error())
      throw Error(file.string() + ": OpenGL cannot draw it: " + *error);
    target_.write(file);
    std::cout << file.string() << '\n';
  }

 private:
  std::array<int, 2> size_;
  GlfwWindow window_;
  ui::Fonts fonts_;
  AllTexts texts_;
  PictureDrawer pictures_;
  Target target_;
};

// Where a stage shows most of itself in a still picture: in the midst of a loop, and all of what fills up.
Position moment(const Geometry& g, const view::State& state, Stage stage) {
  const std::int64_t steps = step_count(g, stage, state.playback.orders);
  switch (stage) {
  case Stage::im2col:
  case Stage::reshape: return {stage, steps * 23 / 49};
  case Stage::gemm:
    if (state.playback.orders.gemm == GemmStep::outer) return {stage, steps * 23 / 49};
    return {stage, gemm_step_of(g, state.playback.orders.gemm, g.M * 2 / 3, state.options.filter)};
  case Stage::weights: return {stage, state.options.filter};
  case Stage::pool_reshape:
  case Stage::pool_max: return {stage, ((g.QH / 2) * g.QW + g.QW / 2) * g.FN + state.options.filter};
  case Stage::pool_im2col: return {stage, steps / 2};
  case Stage::input:
  case Stage::pad:
  case Stage::allocate:
  case Stage::transpose:
  case Stage::maps:
  case Stage::pool: break;
  }
  return {stage, steps - 1};
}

std::string file_name(int number, Stage stage) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%02d-%s.png", number, std::string(name(stage)).c_str());
  return text.data();
}

}  // namespace

void write_shots(const cli::CommandLine& line) {
  std::optional<Loaded> loaded = LayerSource().load(line.choice);
  if (!loaded->refusal.empty()) throw Error(loaded->refusal);
  view::State state = initial_state(line);
  view::accept(state, loaded->choice, loaded->document, loaded->walkthrough);
  // On a picture for a slide the line would only be in the way.
  if (const std::string unread = unread_line(*state.document); !unread.empty())
    std::cerr << "unfold: " << unread << '\n';
  state.unread_seen = true;
  place(state, line);
  serve_picker(state);
  if (!state.message.empty()) throw Error(state.message);
  state.check.result = check_layer(*state.walkthrough);
  Photographer photographer(line);
  std::error_code error;
  std::filesystem::create_directories(line.target, error);
  if (error) throw Error(line.target.string() + ": the folder cannot be made: " + error.message());
  if (line.at) {
    photographer.take(state, line.target / file_name(static_cast<int>(line.at->stage) + 1, line.at->stage));
    return;
  }
  if (state.picker) {
    photographer.take(state, line.target / "choose.png");
    return;
  }
  if (state.browse) {
    photographer.take(state, line.target / ("browse-" + std::string(name(state.browse->tensor)) + ".png"));
    return;
  }
  const Geometry& g = state.walkthrough->geometry();
  const std::int64_t filter = state.options.filter;
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    state.playback = seek(g, state.playback,
                          in_image(g, state.playback.orders, moment(g, state, stage), state.options.image));
    state.playback = still(state.playback);
    state.options.filter = filter;
    photographer.take(state, line.target / file_name(i + 1, stage));
  }
}

}  // namespace unfold::window
