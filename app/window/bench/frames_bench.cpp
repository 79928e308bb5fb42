// Draws every stage while it plays and prints how long its frames took, beside those of ImGui's own
// demonstration in the same window; then how long the maps lag behind a hand that drags a parameter.
//   app_bench [LESSON]       the window is 1280x800; without a display: xvfb-run app_bench
//   app_bench start          the demonstration's first frame alone, for waits.py
#include "app/cli/command_line.h"
#include "app/load/loader.h"
#include "app/window/frame.h"
#include "app/window/glfw_window.h"
#include "app/window/opening.h"
#include "core/base/error.h"

#include <glad/gl.h>

#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace unfold::window {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int counted_frames = 240;
constexpr int first_frames = 10;  // not counted: they make what the others show
constexpr double frame_seconds = 1.0 / 60;

// What must be reached: the median frame against the demonstration's, and in milliseconds.
constexpr double most_ratio = 2.5, most_median = 16, most_95 = 25;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Times {
  double median = 0, of_95 = 0;
};
Times times_of(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return {all[all.size() / 2], all[all.size() * 95 / 100]};
}

class FrameBench {
 public:
  explicit FrameBench(const cli::CommandLine& line)
      : window_({.width = 1280, .height = 800}), fonts_(window_.density()), state_(initial_state(line)) {
    load(line.choice);
  }

  void load(const Choice& choice) {
    std::optional<Loaded> loaded = source_.load(choice);
    if (!loaded->refusal.empty()) throw Error(loaded->refusal);
    view::accept(state_, loaded->choice, std::move(loaded->document), std::move(loaded->walkthrough));
    pictures_.outdate();
  }

  // To the last pixel: a frame is done when the picture is.
  void unfold_frame() {
    const view::Theme theme = view::theme_of(state_.options);
    const Clock::time_point begun = Clock::now();
    window_.begin_frame();
    pictures_.begin_frame(10, theme);
    const view::WindowScenes scenes =
        view::build_window(state_, texts_.of(state_.options.language), fonts_, window_.logical_size());
    state_.window_size = scenes.layout.size;
    parts_.scenes.push_back(ms_since(begun));
    draw_window(scenes, state_.camera, fonts_, pictures_, window_.density());
    pictures_.end_frame();
    parts_.lists.push_back(ms_since(begun));
    glClear(GL_COLOR_BUFFER_BIT);
    window_.end_frame();
    parts_.calls.push_back(ms_since(begun));
    glFinish();
    parts_.pixels.push_back(ms_since(begun));
  }

  void demo_frame() {
    window_.begin_frame();
    ImGui::ShowDemoWindow();
    glClear(GL_COLOR_BUFFER_BIT);
    window_.end_frame();
    glFinish();
  }

  Times measure(const std::function<void()>& frame) {
    std::vector<double> all;
    for (int i = 0; i < first_frames + counted_frames; ++i) {
      window_.wait_events(0);
      const Clock::time_point start = Clock::now();
      frame();
      if (i >= first_frames) all.push_back(ms_since(start));
    }
    return times_of(std::move(all));
  }

  // The stage as it plays, over and over.
  Times measure(Stage stage) {
    const Geometry& g = state_.walkthrough->geometry();
    const auto begin = [&] {
      state_.playback = seek(g, state_.playback, {stage, 0});
      state_.playback = toggle_play(g, state_.playback);
    };
    begin();
    return measure([&] {
      view::tick(state_, frame_seconds);
      if (state_.playback.at.stage != stage || !state_.playback.playing) begin();
      unfold_frame();
    });
  }

  // From a change of the parameter to the frame that shows all of it.
  Times drag(Stage stage, const std::function<void(Choice&, int)>& change) {
    const Geometry& g = state_.walkthrough->geometry();
    state_.playback = still(seek(g, state_.playback, {stage, 1'000'000'000}));
    for (int i = 0; i < 3; ++i) unfold_frame();
    std::vector<double> all;
    for (int i = 0; i < 60; ++i) {
      Choice choice = state_.choice;
      change(choice, i);
      const Clock::time_point start = Clock::now();
      load(choice);
      computing_.push_back(ms_since(start));
      frames_.push_back(0);
      do {
        const Clock::time_point begun = Clock::now();
        unfold_frame();
        each_.push_back(ms_since(begun));
        if (++frames_.back() == 1) first_.push_back(each_.back());
      } while (pictures_.pending());
      all.push_back(ms_since(start));
    }
    return times_of(std::move(all));
  }

  // What became of a frame's time: until its scenes were there, its lists, the calls, the pixels.
  struct Parts {
    std::vector<double> scenes, lists, calls, pixels;
  };
  Parts parts_;
  std::vector<double> first_, frames_;  // of all drags: the first frame with it, and how many it took
  std::vector<double> computing_;       // of all drags: until the layer was there
  std::vector<double> each_;            // of all drags: each frame

 private:
  GlfwWindow window_;
  ui::Fonts fonts_;
  AllTexts texts_;
  view::State state_;
  PictureDrawer pictures_{[] {}};
  LayerSource source_;
};

int run(const std::string& lesson) {
  cli::CommandLine line;
  line.choice.lesson = lesson;
  FrameBench bench(line);
  const Times demo = bench.measure([&] { bench.demo_frame(); });
  std::printf("Frames of the lesson %s at 1280x800 while it plays, %s, median and 95th percentile of %d\n\n",
              lesson.c_str(), reinterpret_cast<const char*>(glGetString(GL_RENDERER)), counted_frames);
  std::printf("| | median, ms | 95 %%, ms | against the demonstration | of that scenes, lists, calls, pixels "
              "|\n|---|---|---|---|---|\n");
  std::printf("| ImGui's demonstration | %.2f | %.2f | 1 | |\n", demo.median, demo.of_95);
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    const Times times = bench.measure(stage);
    const bool reached =
        times.median <= most_ratio * demo.median && times.median <= most_median && times.of_95 < most_95;
    const auto median = [](std::vector<double>& all) { return times_of(std::exchange(all, {})).median; };
    FrameBench::Parts& parts = bench.parts_;
    const double scenes = median(parts.scenes), lists = median(parts.lists), calls = median(parts.calls),
                 pixels = median(parts.pixels);
    std::printf("| %s | %.2f | %.2f | %.2f%s | %.1f, %.1f, %.1f, %.1f |\n", std::string(name(stage)).c_str(),
                times.median, times.of_95, times.median / demo.median, reached ? "" : " (not reached)",
                scenes, lists - scenes, calls - lists, pixels - calls);
    std::fflush(stdout);
  }
  std::printf("\nFrom a change of a parameter to the frame that shows all of it, median and 95th percentile "
              "of 60\n\n");
  std::printf("| | median, ms | 95 %%, ms |\n|---|---|---|\n");
  const auto print = [](const char* what, const Times& times) {
    std::printf("| %s | %.2f | %.2f |\n", what, times.median, times.of_95);
    std::fflush(stdout);
  };
  print("pad, all maps on the screen",
        bench.drag(Stage::maps, [](Choice& c, int i) { c.pad = Sides(i % 4); }));
  print("stride, all maps on the screen",
        bench.drag(Stage::maps, [](Choice& c, int i) { c.stride = 1 + i % 3; }));
  print("pool, all pooled maps on the screen",
        bench.drag(Stage::pool, [](Choice& c, int i) { c.pool = 2 + i % 3; }));
  print("of those, until the layer was computed", times_of(bench.computing_));
  print("of those, its first frame", times_of(bench.first_));
  print("of those, each of its frames", times_of(bench.each_));
  print("frames that it took, a number", times_of(bench.frames_));
  std::printf("\nThe longest of those frames took %.1f ms, and %d of %d layers more than one frame.\n",
              *std::max_element(bench.each_.begin(), bench.each_.end()),
              static_cast<int>(
                  std::count_if(bench.frames_.begin(), bench.frames_.end(), [](double n) { return n > 1; })),
              static_cast<int>(bench.frames_.size()));
  return 0;
}

// Opens a window that shows ImGui's demonstration alone, and says when it did, in seconds since 1970: the
// least that a window costs (waits.py).
int demo_start() {
  GlfwWindow window(GlfwWindow::Options{});
  window.wait_events(0);
  window.begin_frame();
  ImGui::ShowDemoWindow();
  glClear(GL_COLOR_BUFFER_BIT);
  window.end_frame();
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  std::printf("%.6f\n", now.count());
  return 0;
}

}  // namespace
}  // namespace unfold::window

int main(int argc, char** argv) {
  try {
    const std::string lesson = argc > 1 ? argv[1] : "photo";
    return lesson == "start" ? unfold::window::demo_start() : unfold::window::run(lesson);
  } catch (const std::exception& error) {
    std::cerr << "app_bench: " << error.what() << '\n';
    return 1;
  }
}
