#include "app/window/loop.h"

#include "app/gl/errors.h"
#include "app/load/loader.h"
#include "app/ui/file_dialog.h"
#include "app/ui/interaction.h"
#include "app/ui/steps_dialog.h"
#include "app/view/tour/tour.h"
#include "app/window/beside.h"
#include "app/window/film_job.h"
#include "app/window/frame.h"
#include "app/window/glfw_window.h"
#include "app/window/notes_window.h"
#include "app/window/opening.h"
#include "app/window/saving.h"
#include "app/window/session_file.h"
#include "app/window/settings_keeper.h"
#include "app/window/trace.h"
#include "app/window/waker.h"
#include "core/base/error.h"
#include "core/io/user_files.h"
#include "core/lesson/lesson_writer.h"

#include <glad/gl.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <future>
#include <iostream>
#include <utility>

namespace unfold::window {
namespace {

using Clock = std::chrono::steady_clock;

// Frames drawn for one cause: ImGui answers input one frame late, and fades nothing longer than that.
constexpr int frames_a_cause = 3;

// Everything that the window needs between frames.
class Session {
 public:
  explicit Session(const cli::CommandLine& line)
      : line_(line),
        state_(initial_state(line, settings_.settings())),
        restoring_(begin_first()),
        window_({.width = line.size ? (*line.size)[0] : 1280, .height = line.size ? (*line.size)[1] : 800}),
        fonts_(window_.density(), face_files_.get()),
        trace_(line.trace) {
    for (const std::string& family : fonts_.missing())
      std::cerr << "unfold: the font " << family << " is not on this machine; another stands in\n";
    settings_.begin(state_);
    state_.recent = recent_.read();
    if (!settings_.trouble().empty()) state_.message = settings_.trouble();
    state_.window_size = size_in(window_.logical_size());
    session_.begin();
    waker_.open();
  }
  ~Session() { waker_.close(); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void run() {
    Clock::time_point last = Clock::now();  // when the last frame began
    int owed = frames_a_cause;
    while (!state_.quit && !window_.should_close()) {
      const bool lively = view::moving(state_) || owed > 0 || ui::input_waits() || film_.running();
      if (lively) {
        // Where nothing holds a frame back to the screen's rhythm, this does.
        window_.wait_events(
            std::chrono::duration<double>(last + window_.frame_time() - Clock::now()).count());
      } else {
        // While a layer is being computed its bar moves now and then; at rest only an event wakes the window.
        double rest = std::min(3600.0, session_.due().value_or(3600));
        if (notes_) rest = std::min(rest, notes_->due());
        window_.wait_events(state_.busy || beside_.checking() ? 0.1 : rest);
      }
      // Each is asked: a hand that does not rest must not keep a layer waiting.
      const bool noted = take_notes();
      const bool stirred = window_.take_activity() || noted;
      keep_session();
      const bool loaded = take_loaded();
      const Arrivals arrivals = take_arrivals();
      if (film_.running()) {
        film_.work(state_, tools());
        owed = std::max(owed, 1);
      }
      if (arrivals.answers) owed = std::max(owed, 1);
      if (stirred || loaded || arrivals.findings) owed = frames_a_cause;
      if (notes_ && notes_->is_outdated(state_)) owed = std::max(owed, 1);
      if (pictures_.arrived() || show_progress() || beside_.show_progress(state_) || ui::input_waits())
        owed = std::max(owed, 1);
      const Clock::time_point now = Clock::now();
      // What was slept through moved nothing.
      const double seconds = lively ? std::chrono::duration<double>(now - last).count() : 0;
      const bool changed = view::tick(state_, std::min(seconds, 0.25));
      if (!changed && owed == 0) continue;
      owed = std::max(0, owed - 1);
      last = now;
      // What the hand has opened shows itself, without its moving again.
      if (frame()) owed = std::max(owed, frames_a_cause - 1);
    }
  }

 private:
  void keep_session() {
    if (!state_.walkthrough || session_.due().value_or(1) > 0) return;
    try {
      session_.write(lesson_text(state_.choice, *state_.document, view::step_of_screen(state_),
                                 *session_.file(), state_.document->lesson));
    } catch (const std::exception&) {
      // A name that JSON cannot hold, or a folder that is gone: there is nothing to come back to.
      session_.skip();
    }
  }

  // Whether the first layer is that of a run which was killed.
  bool begin_first() {
    const std::optional<Choice> left = left_behind(session_, line_);
    request(left.value_or(line_.choice));
    return left.has_value();
  }

  void request(const Choice& choice) {
    state_.busy = view::Busy{};
    asked_at_ = Clock::now();
    loader_.request(choice);
  }

  bool show_progress() {
    if (!state_.busy) return false;
    const view::Busy now{.done = loader_.progress().value_or(1),
                         .seconds = std::chrono::duration<double>(Clock::now() - asked_at_).count()};
    const bool further = now.done - state_.busy->done >= 0.01 || now.done < state_.busy->done ||
                         now.seconds - state_.busy->seconds >= 0.5;
    if (further) state_.busy = now;
    return further;
  }

  bool take_loaded() {
    std::optional<Loaded> loaded = loader_.take();
    if (!loaded) return false;
    const bool first = state_.walkthrough == nullptr;
    if (!loaded->refusal.empty()) {
      // Nothing to stay on: the command line named something that cannot be opened.
      if (first && std::exchange(restoring_, false)) {
        state_.message = loaded->refusal;
        request(line_.choice);
        return true;
      }
      if (first) throw Error(loaded->refusal);
      view::refuse(state_, loaded->refusal, loaded->fits);
      beside_.begin(state_);
      trace_(view::TraceEvent::refused, state_);
      return true;
    }
    const RecentFiles recent = state_.recent;
    view::accept(state_, loaded->choice, std::move(loaded->document), std::move(loaded->walkthrough));
    pictures_.outdate();
    undrawn_ = true;
    if (state_.recent != recent) recent_.keep(state_.recent);
    if (first) place(state_, line_);
    if (std::exchange(restoring_, false))
      state_.notice = {texts_.of(state_.options.language).get("message.restored"),
                       view::Notice::Kind::restored};
    session_.change();
    beside_.begin(state_);
    trace_(view::TraceEvent::opened, state_);
    return true;
  }

  Arrivals take_arrivals() {
    Arrivals arrivals = beside_.take(state_);
    for (const view::Effects& effects : arrivals.effects) perform(effects);
    for (const view::TraceEvent event : arrivals.events) trace_(event, state_);
    return arrivals;
  }

  // Whether it led to an action, or something in it takes more frames to come.
  bool frame() {
    const view::Theme theme = view::theme_of(state_.options);
    const view::Texts& texts = texts_.of(state_.options.language);
    window_.begin_frame();
    pictures_.begin_frame(10, theme);
    const float density = window_.density() * scale_in(window_.logical_size());
    const view::Vec2 size = size_in(window_.logical_size());
    const view::WindowScenes scenes = view::build_window(state_, texts, fonts_, size);
    state_.window_size = scenes.layout.size;
    state_.canvas_centre = {scenes.canvas_area.w / 2, scenes.canvas_area.h / 2};
    draw_window(scenes, state_.camera, fonts_, pictures_, density);
    draw_halo(theme, density);
    if (notes_ && notes_->is_outdated(state_)) notes_->draw(state_, texts, fonts_, pictures_);
    pictures_.end_frame();
    trace_.lit(scenes.lit, state_);

    std::vector<view::Action> actions;
    const bool typing_steps = state_.file_dialog == view::act::MenuName::values && state_.document;
    dialog_.draw(typing_steps ? view::act::MenuName::none : state_.file_dialog, state_, texts, theme, density,
                 actions);
    const bool settling =
        steps_dialog_.draw(typing_steps, state_.document ? state_.document->preprocess : Preprocess{}, texts,
                           theme, density, actions);
    if (state_.file_dialog == view::act::MenuName::none) {
      const ui::Placement fixed{.density = density};
      ui::gather_actions(scenes, state_, fixed, canvas_placement(scenes, state_.camera, density), pointer_,
                         actions);
    }
    if (std::vector<std::filesystem::path> files = window_.take_dropped(); !files.empty())
      actions.emplace_back(view::act::Drop{std::move(files)});

    gl::clear(theme.bg0);
    window_.end_frame();
    show_notes();
    if (undrawn_ && !pictures_.pending()) {
      undrawn_ = false;
      trace_(view::TraceEvent::drawn, state_);
    }
    report_trouble();
    for (const view::Action& action : actions) apply(action);
    beside_.request(state_);
    return settling || !actions.empty();
  }

  // The window of whoever speaks comes and goes with the state.
  // Whether anything has happened in it.
  bool take_notes() {
    bool any = notes_ && notes_->take_activity();
    while (notes_) {
      const std::optional<view::Action> action = notes_->next_action(state_);
      if (!action) break;
      apply(*action);
      any = true;
    }
    return any;
  }

  void show_notes() {
    if (!notes_) return;
    try {
      notes_->show(pictures_);
    } catch (const Error& error) {
      state_.notes = false;
      notes_.reset();
      state_.message = error.what();
    }
  }

  void follow_windows() {
    window_.set_full_screen(state_.full_screen);
    if (!state_.notes) notes_.reset();
    if (!state_.notes || notes_) return;
    try {
      notes_.emplace(window_);
    } catch (const Error& error) {
      state_.notes = false;
      state_.message = error.what();
    }
  }

  // Everything larger, but never so large that the window has no room for it.
  [[nodiscard]] float scale_in(view::Vec2 window) const {
    constexpr view::Vec2 least{960, 600};
    const float most = std::max(1.0F, std::min(window.x / least.x, window.y / least.y));
    return std::min(state_.options.scale, most);
  }

  // In the units of the scenes.
  [[nodiscard]] view::Vec2 size_in(view::Vec2 window) const {
    return {window.x / scale_in(window), window.y / scale_in(window)};
  }

  // Before a class the pointer is seen from the last row.
  void draw_halo(const view::Theme& theme, float density) const {
    if (!state_.options.present || state_.blank || !ImGui::IsMousePosValid()) return;
    const auto color = [&](std::uint8_t alpha) {
      return IM_COL32(theme.accent.r, theme.accent.g, theme.accent.b, alpha);
    };
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    const ImVec2 at = ImGui::GetMousePos();
    list.AddCircleFilled(at, 26 * density, color(70));
    list.AddCircle(at, 26 * density, color(220), 0, 3 * density);
  }

  // A driver's refusal is said once: the next frames would only repeat it.
  void report_trouble() {
    if (troubled_) return;
    const std::optional<std::string> error = gl::take_error();
    if (!error) return;
    troubled_ = true;
    std::cerr << "unfold: OpenGL says: " << *error << "; the picture may be incomplete\n";
  }

  void apply(const view::Action& action) {
    const view::Effects effects = view::apply(state_, action);
    perform(effects);
    settings_.keep(state_);
    session_.change();
    beside_.measure(state_);
    follow_windows();
    trace_(action, state_);
    if (effects.paste) apply(view::act::Paste{window_.clipboard()});
  }

  void perform(const view::Effects& effects) {
    if (effects.load) {
      beside_.cancel();
      request(*effects.load);
    }
    if (effects.cancel_load) {
      loader_.cancel();
      beside_.begin(state_);
    }
    const view::Texts& texts = texts_.of(state_.options.language);
    if (effects.save_lesson) save_lesson(state_, texts, *effects.save_lesson);
    if (effects.keep && effects.keep->look.film) {
      if (film_.running())
        state_.message = texts.get("export.busy");
      else
        film_.begin(state_, *effects.keep);
    }
    if (effects.keep && !effects.keep->look.film) save_seen(state_, tools(), *effects.keep);
    if (effects.cancel_film) film_.cancel(state_, texts);
    if (effects.copy_script)
      if (const auto script = script_to_copy(state_, texts)) window_.set_clipboard(*script);
    if (effects.clipboard) window_.set_clipboard(*effects.clipboard);
    if (effects.look_for_checkpoints) state_.torch_cache = torch_cache(process_environment, 8);
  }

  [[nodiscard]] StillTools tools() { return {window_, fonts_, texts_, pictures_}; }

  const cli::CommandLine& line_;
  Waker waker_;
  const std::function<void()> wake_ = [this] { waker_.wake(); };
  // What takes as long as to open a window begins before: the fonts are found and opened, the first layer
  // is computed.
  std::future<ui::FaceFiles> face_files_ = std::async(std::launch::async, ui::open_face_files);
  SettingsKeeper settings_;
  view::State state_;
  Clock::time_point asked_at_{};  // the newest layer
  Loader loader_{wake_};
  SessionFile session_{state_folder(process_environment)};
  bool restoring_;
  GlfwWindow window_;
  ui::Fonts fonts_;
  RecentKeeper recent_;
  AllTexts texts_{state_.keys};  // the settings are read once
  PictureDrawer pictures_{wake_};
  Beside beside_{wake_};
  FilmJob film_;
  ui::PointerState pointer_;
  ui::FileDialog dialog_;
  ui::StepsDialog steps_dialog_;
  Trace trace_;
  std::optional<NotesWindow> notes_;
  bool undrawn_ = true;  // no frame has shown all of what is there
  bool troubled_ = false;
};

}  // namespace

void run_loop(const cli::CommandLine& line) { Session(line).run(); }

}  // namespace unfold::window
