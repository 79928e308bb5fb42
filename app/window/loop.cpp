#include "app/window/loop.h"

#include "app/gl/errors.h"
#include "app/load/loader.h"
#include "app/ui/file_dialog.h"
#include "app/ui/interaction.h"
#include "app/ui/steps_dialog.h"
#include "app/view/action_json.h"
#include "app/view/settings.h"
#include "app/view/tour/tour.h"
#include "app/window/checker.h"
#include "app/window/figure_worker.h"
#include "app/window/frame.h"
#include "app/window/glfw_window.h"
#include "app/window/keep.h"
#include "app/window/picker_worker.h"
#include "app/window/session_file.h"
#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/source.h"
#include "core/io/user_files.h"
#include "core/io/whole_file.h"
#include "core/layer/image_steps.h"
#include "core/lesson/lesson_writer.h"
#include "core/lesson/script.h"

#include <glad/gl.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <future>
#include <iostream>
#include <string_view>
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
        window_({.width = line.size ? (*line.size)[0] : 1280, .height = line.size ? (*line.size)[1] : 800}),
        fonts_(window_.density(), face_files_.get()),
        settings_(read_settings()),
        state_(initial_state(line, settings_)),
        shown_settings_(view::settings_of(state_)),
        pictures_([] { GlfwWindow::wake(); }),
        loader_([] { GlfwWindow::wake(); }),
        checker_([] { GlfwWindow::wake(); }),
        figures_([] { GlfwWindow::wake(); }),
        picker_([] { GlfwWindow::wake(); }) {
    for (const std::string& family : fonts_.missing())
      std::cerr << "unfold: the font " << family << " is not on this machine; another stands in\n";
    if (line.trace) {
      trace_.open(*line.trace, std::ios::app);
      if (!trace_) throw Error(line.trace->string() + ": the trace cannot be written there");
    }
    if (recent_list_) state_.recent = read_recent(*recent_list_);
    if (!settings_trouble_.empty()) state_.message = settings_trouble_;
    request(first_choice());
  }

  void run() {
    Clock::time_point last = Clock::now();  // when the last frame began
    int owed = frames_a_cause;
    while (!state_.quit && !window_.should_close()) {
      const bool lively = view::moving(state_) || owed > 0 || ui::input_waits();
      if (lively) {
        // Where nothing holds a frame back to the screen's rhythm, this does.
        window_.wait_events(
            std::chrono::duration<double>(last + window_.frame_time() - Clock::now()).count());
      } else {
        // While a layer is being computed its bar moves now and then; at rest only an event wakes the window.
        const double rest = std::min(3600.0, session_.due().value_or(3600));
        window_.wait_events(state_.busy || checker_.progress() ? 0.1 : rest);
      }
      // Each is asked: a hand that does not rest must not keep a layer waiting.
      const bool stirred = window_.take_activity();
      keep_session();
      const bool loaded = take_loaded();
      const bool found = take_findings();
      const bool counted = take_figures();
      const bool picked = take_picked();
      if (counted || picked) owed = std::max(owed, 1);
      if (stirred || loaded || found) owed = frames_a_cause;
      if (pictures_.arrived() || show_progress() || show_check() || ui::input_waits())
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
  // A file that is not as it should be is said, and never written over.
  view::Settings read_settings() {
    view::Settings settings{.language = view::language_of(locale()), .keys = {}};
    std::error_code ignored;
    if (!settings_file_ || !std::filesystem::exists(*settings_file_, ignored)) return settings;
    try {
      const std::vector<std::byte> bytes = read_bytes(*settings_file_, 1'000'000);
      return view::parse_settings({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                                  display_name(*settings_file_), settings);
    } catch (const Error& error) {
      settings_trouble_ = error.what();
      settings_file_.reset();
      return settings;
    }
  }

  static std::string locale() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
      if (const auto value = process_environment(name)) return *value;
    return {};
  }

  void keep_settings() {
    const view::Settings now = view::settings_of(state_);
    if (now == shown_settings_) return;
    settings_ = view::with_changes(settings_, shown_settings_, now);
    shown_settings_ = now;
    if (!settings_file_) return;
    try {
      write_whole(*settings_file_, view::settings_text(settings_));
    } catch (const Error& error) {
      std::cerr << "unfold: " << error.what() << '\n';
    }
  }

  // Where the last run was killed and nothing else is asked for, what it had on the screen.
  Choice first_choice() {
    const bool plain = line_.choice == Choice{} && !line_.lesson_given && !line_.maps && !line_.at &&
                       !line_.pin && !line_.browse && !line_.choose;
    const auto left = plain ? session_.left_behind() : std::nullopt;
    if (!left) return line_.choice;
    Choice choice;
    choice.lesson = left->string();
    try {
      choice = opened(std::move(choice));
    } catch (const Error&) {
      return line_.choice;
    }
    restoring_ = true;
    return choice;
  }

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

  bool show_check() {
    const std::optional<double> done = checker_.progress();
    if (!done || state_.check.result || *done - state_.check.progress < 0.01) return false;
    state_.check.progress = *done;
    return true;
  }

  bool take_findings() {
    std::optional<Findings> found = checker_.take();
    if (!found || !state_.walkthrough || found->serial != state_.walkthrough->serial()) return false;
    if (found->timing) state_.check.timing = found->timing;
    if (found->check) {
      state_.check.result = found->check;
      trace(view::TraceEvent::checked);
    }
    return true;
  }

  // The times are asked for once, when somebody looks at them.
  void measure() {
    if (!state_.check.sheet || !state_.walkthrough || measured_ == state_.walkthrough->serial()) return;
    measured_ = state_.walkthrough->serial();
    checker_.measure(state_.walkthrough);
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
      if (!state_.check.result) checker_.check(state_.walkthrough);
      measured_ = 0;
      measure();
      trace(view::TraceEvent::refused);
      return true;
    }
    const RecentFiles recent = state_.recent;
    view::accept(state_, loaded->choice, std::move(loaded->document), std::move(loaded->walkthrough));
    pictures_.outdate();
    undrawn_ = true;
    if (state_.recent != recent) keep_recent();
    if (first) place(state_, line_);
    if (std::exchange(restoring_, false))
      state_.notice = texts_.of(state_.options.language).get("message.restored");
    session_.change();
    checker_.check(state_.walkthrough);
    measure();
    trace(view::TraceEvent::opened);
    return true;
  }

  // A list that cannot be kept is no reason to trouble anybody.
  void keep_recent() const {
    if (!recent_list_) return;
    try {
      write_recent(*recent_list_, state_.recent);
    } catch (const Error& error) {
      std::cerr << "unfold: " << error.what() << '\n';
    }
  }

  bool take_figures() {
    bool any = false;
    for (auto& [key, figure] : figures_.take()) {
      // Those of a layer that is gone are of no use.
      if (!state_.walkthrough || key.walkthrough != state_.walkthrough->serial()) continue;
      state_.figures.put(key, std::move(figure));
      any = true;
    }
    return any;
  }

  bool take_picked() {
    bool any = false;
    while (std::optional<PickerAnswer> answer = picker_.take()) {
      any = true;
      if (auto* sheet = std::get_if<view::SheetAnswer>(&*answer)) view::put_sheet(state_, std::move(*sheet));
      if (auto* trial = std::get_if<view::Trial>(&*answer)) view::put_trial(state_, std::move(*trial));
      if (auto* found = std::get_if<view::ComparisonAnswer>(&*answer))
        view::put_comparison(state_, std::move(*found));
      if (auto* opened = std::get_if<OpenedWeights>(&*answer)) {
        if (opened->inventory) {
          perform(view::put_inventory(state_, std::move(opened->inventory)));
          trace(view::TraceEvent::listed);
        } else {
          view::refuse_inventory(state_, opened->file, opened->refusal);
          trace(view::TraceEvent::refused);
        }
      }
    }
    if (any) picker_.request(view::picker_wants(state_));
    return any;
  }

  // Whether it led to an action, or something in it takes more frames to come.
  bool frame() {
    const view::Theme theme = view::make_theme(state_.options.theme);
    const view::Texts& texts = texts_.of(state_.options.language);
    window_.begin_frame();
    pictures_.begin_frame(10, theme);
    const float scale = scale_in(window_.logical_size());
    const float density = window_.density() * scale;
    const view::Vec2 size{window_.logical_size().x / scale, window_.logical_size().y / scale};
    const view::WindowScenes scenes = view::build_window(state_, texts, fonts_, size);
    state_.window_size = scenes.layout.size;
    state_.canvas_centre = {scenes.canvas_area.w / 2, scenes.canvas_area.h / 2};
    draw_window(scenes, state_, fonts_, pictures_, density);
    draw_halo(theme, density);
    pictures_.end_frame();
    if (trace_.is_open() && scenes.lit != lit_) {
      lit_ = scenes.lit;
      trace(lit_);
    }

    std::vector<view::Action> actions;
    const bool typing_steps = state_.file_dialog == view::act::MenuName::values && state_.document;
    dialog_.draw(typing_steps ? view::act::MenuName::none : state_.file_dialog, texts, theme, density,
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
    if (undrawn_ && !pictures_.pending()) {
      undrawn_ = false;
      trace(view::TraceEvent::drawn);
    }
    report_trouble();
    for (const view::Action& action : actions) apply(action);
    if (std::vector<view::FigureKey> wanted = view::wanted_figures(state_); !wanted.empty())
      figures_.request({state_.walkthrough, state_.document}, std::move(wanted));
    picker_.request(view::picker_wants(state_));
    return settling || !actions.empty();
  }

  // Everything larger, but never so large that the window has no room for it.
  [[nodiscard]] float scale_in(view::Vec2 window) const {
    constexpr view::Vec2 least{960, 600};
    const float most = std::max(1.0F, std::min(window.x / least.x, window.y / least.y));
    return std::min(state_.options.scale, most);
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
    keep_settings();
    session_.change();
    measure();
    trace(action);
    if (effects.paste) apply(view::act::Paste{window_.clipboard()});
  }

  void perform(const view::Effects& effects) {
    if (effects.load) {
      checker_.cancel();
      request(*effects.load);
    }
    if (effects.cancel_load) {
      loader_.cancel();
      if (!state_.check.result) checker_.check(state_.walkthrough);
      measured_ = 0;
    }
    if (effects.save_lesson) save_lesson(*effects.save_lesson);
    if (effects.keep) keep(*effects.keep);
    if (effects.copy_script) copy_script();
    if (effects.clipboard) window_.set_clipboard(*effects.clipboard);
    if (effects.look_for_checkpoints) state_.torch_cache = torch_cache(process_environment, 8);
  }

  void keep(const std::filesystem::path& file) {
    try {
      window::keep(state_, state_.window_size, 2, {window_, fonts_, texts_, pictures_}, file);
      state_.message.clear();
      state_.notice = texts_.of(state_.options.language).get("message.kept", {{"name", display_name(file)}});
    } catch (const std::exception& error) {
      state_.message = error.what();
    }
  }

  void copy_script() {
    // A clipboard hands its text over in one piece, which an X server takes only up to 16 MiB.
    constexpr std::int64_t most_numbers = 2'000'000;
    if (state_.walkthrough->x().shape.count() + state_.walkthrough->W().shape.count() > most_numbers) {
      state_.message = texts_.of(state_.options.language).get("message.too_large_to_copy");
      return;
    }
    window_.set_clipboard(layer_script(*state_.document, *state_.walkthrough, ScriptData::inside));
    state_.notice = texts_.of(state_.options.language).get("message.copied");
  }

  void save_lesson(const std::filesystem::path& file) {
    const std::string name = display_name(file);
    try {
      write_whole(file, lesson_text(state_.choice, *state_.document, view::step_of_screen(state_), file));
      state_.message.clear();
      state_.notice = texts_.of(state_.options.language).get("message.saved", {{"name", name}});
    } catch (const std::exception& error) {
      state_.message = error.what();
    }
  }

  template <typename What> void trace(const What& what) {
    if (!trace_.is_open()) return;
    std::string line = view::trace_line(what, state_);
    // When it was written, in seconds since 1970.
    const double now =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    std::array<char, 40> at{};
    std::snprintf(at.data(), at.size(), ",\"at\":%.4f", now);
    line.insert(line.rfind('}'), at.data());
    trace_ << line << std::endl;
  }

  const cli::CommandLine& line_;
  // Found and read while the window opens.
  std::future<ui::FaceFiles> face_files_ = std::async(std::launch::async, ui::read_face_files);
  GlfwWindow window_;
  ui::Fonts fonts_;
  AllTexts texts_;
  std::optional<std::filesystem::path> settings_file_ = unfold::settings_file(process_environment);
  std::string settings_trouble_;  // why they were not read
  view::Settings settings_;       // as they are kept
  view::State state_;
  view::Settings shown_settings_;  // as the window had them last
  PictureDrawer pictures_;
  Loader loader_;
  Checker checker_;
  std::optional<std::filesystem::path> recent_list_ = unfold::recent_list(process_environment);
  SessionFile session_{state_folder(process_environment)};
  bool restoring_ = false;        // the first layer is that of a run which was killed
  Clock::time_point asked_at_{};  // the newest layer
  std::uint64_t measured_ = 0;    // the serial of the walkthrough whose times were asked for
  FigureWorker figures_;
  PickerWorker picker_;
  ui::PointerState pointer_;
  ui::FileDialog dialog_;
  ui::StepsDialog steps_dialog_;
  std::ofstream trace_;
  std::vector<view::LitCells> lit_;  // that the trace has told of
  bool undrawn_ = true;              // no frame has shown all of what is there
  bool troubled_ = false;
};

}  // namespace

view::State initial_state(const cli::CommandLine& line, const view::Settings& settings) {
  view::State state;
  view::use(settings, state);
  state.choice = line.choice;
  state.options.language = line.language.value_or(settings.language);
  state.options.theme = line.theme.value_or(settings.theme);
  state.options.present = line.present;
  // For people whom motion troubles, wherever the program is started from.
  const char* less_motion = std::getenv("UNFOLD_LESS_MOTION");
  if (less_motion != nullptr && *less_motion != '\0')
    state.options.less_motion = std::string_view(less_motion) != "0";
  state.playback.orders = line.orders;
  if (line.size)
    state.window_size = {static_cast<float>((*line.size)[0]), static_cast<float>((*line.size)[1])};
  return state;
}

void place(view::State& state, const cli::CommandLine& line) {
  const Geometry& g = state.walkthrough->geometry();
  if (line.at) {
    state.playback = seek(g, state.playback, cli::position_of(*line.at, g, state.playback.orders));
    state.playback = still(state.playback);
  }
  if (line.maps) cli::set_map_options(*line.maps, g, state.options);
  // An image that is asked for takes the step along; else the step says which image it is of.
  if (line.maps && line.maps->image)
    state.playback = still(
        seek(g, state.playback, in_image(g, state.playback.orders, state.playback.at, state.options.image)));
  else if (const auto n = image_of(g, state.playback.orders, state.playback.at))
    state.options.image = *n;
  if (line.pin) {
    cli::check_cell("--pin", *line.pin, g, state.walkthrough->has_bias());
    static_cast<void>(apply(state, view::act::Pin{*line.pin}));
  }
  if (line.browse) {
    cli::check_cell("--browse", *line.browse, g, state.walkthrough->has_bias());
    // The words beside it are those of the stage that makes the tensor.
    if (!line.at) static_cast<void>(apply(state, view::act::OpenStage{stage_of(line.browse->tensor)}));
    state.playback = still(state.playback);
    static_cast<void>(apply(state, view::act::BrowseTensor{line.browse->tensor}));
    if (line.browse->at.rank() > 0) static_cast<void>(apply(state, view::act::BrowseCell{*line.browse}));
  }
  if (line.passport) static_cast<void>(apply(state, view::act::TogglePassport{}));
  if (line.choose) static_cast<void>(apply(state, view::act::ChooseLayer{*line.choose, true}));
}

void run_loop(const cli::CommandLine& line) { Session(line).run(); }

}  // namespace unfold::window
