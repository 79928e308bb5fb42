#include "app/view/state.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

template <typename... Handlers> struct Overloaded : Handlers... { using Handlers::operator()...; };
// clang 14 does not deduce it by itself.
template <typename... Handlers> Overloaded(Handlers...) -> Overloaded<Handlers...>;

constexpr float smallest_zoom = 0.5F;
constexpr float largest_zoom = 64;

bool is_map_stage(Stage stage) {
  return stage == Stage::weights || stage == Stage::maps || stage == Stage::pool;
}

// In the stages whose steps are filters, going to a step chooses its filter.
void moved(State& s, Position from) {
  if (s.playback.at.stage != from.stage) s.camera = {};
  if (s.playback.at != from && is_map_stage(s.playback.at.stage) && s.playback.at.stage == from.stage)
    s.options.filter = s.playback.at.step;
}

void move(State& s, Playback to) {
  const Position from = s.playback.at;
  s.playback = to;
  moved(s, from);
}

const Geometry* geometry_of(const State& s) { return s.walkthrough ? &s.walkthrough->geometry() : nullptr; }

void set_param(Choice& choice, Param param, std::int64_t value) {
  switch (param) {
  case Param::stride: choice.stride = value; break;
  case Param::pad: choice.pad = value; break;
  case Param::pool: choice.pool = value; break;
  case Param::pool_stride: choice.pool_stride = value; break;
  case Param::pool_pad: choice.pool_pad = value; break;
  }
}

Effects load(State& s, const Choice& choice) {
  s.menu = act::MenuName::none;
  s.busy = 0;
  return {.load = choice};
}

// The same lesson with other files starts from the lesson's own sizes only when a lesson is chosen anew. No
// file: its own.
Choice with_picture(Choice choice, const std::filesystem::path& file) {
  choice.picture.reset();
  if (!file.empty()) choice.picture = file;
  choice.resize.reset();
  return choice;
}

Choice with_weights(Choice choice, const std::filesystem::path& file, const std::string& tensor) {
  choice.weights.reset();
  if (!file.empty()) choice.weights = file;
  choice.weights_tensor = tensor;
  choice.bias.reset();
  choice.bias_tensor.clear();
  return choice;
}

bool looks_like_weights(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::string_view endings[] = {".npy",  ".npz", ".pth",  ".pt",   ".safetensors",
                                          ".onnx", ".h5",  ".hdf5", ".keras"};
  return std::find(std::begin(endings), std::end(endings), ending) != std::end(endings);
}

void zoom_about(Camera& camera, float factor, Vec2 about) {
  const float zoom = std::clamp(camera.zoom * factor, smallest_zoom, largest_zoom);
  const float ratio = zoom / camera.zoom;
  // `about` is a point of the canvas: origin + offset/zoom stays.
  camera.origin.x = about.x - (about.x - camera.origin.x) / ratio;
  camera.origin.y = about.y - (about.y - camera.origin.y) / ratio;
  camera.zoom = zoom;
  if (std::abs(camera.zoom - 1) < 1e-3F) camera = {};
}

void escape(State& s) {
  if (s.file_dialog != act::MenuName::none)
    s.file_dialog = act::MenuName::none;
  else if (s.menu != act::MenuName::none)
    s.menu = act::MenuName::none;
  else if (s.keys_sheet)
    s.keys_sheet = false;
  else if (!s.message.empty())
    s.message.clear();
  else if (s.pinned)
    s.pinned.reset();
  else if (s.options.present)
    s.options.present = false;
}

void pause(State& s) { s.playback.playing = false; }

}  // namespace

Effects apply(State& s, const Action& action) {
  const Geometry* g = geometry_of(s);
  const auto walk = [&](auto change) {
    if (g != nullptr) move(s, change(*g));
    return Effects{};
  };
  return std::visit(
      Overloaded{
          [&](const act::TogglePlay&) {
            return walk([&](const Geometry& q) { return toggle_play(q, s.playback); });
          },
          [&](const act::StepBy& a) {
            return walk([&](const Geometry& q) { return step_by(q, s.playback, a.steps); });
          },
          [&](const act::StageBy& a) {
            return walk([&](const Geometry& q) { return stage_by(q, s.playback, a.stages); });
          },
          [&](const act::ToStart&) {
            return walk([&](const Geometry& q) { return to_start(q, s.playback); });
          },
          [&](const act::ToEnd&) { return walk([&](const Geometry& q) { return to_end(q, s.playback); }); },
          [&](const act::Seek& a) {
            return walk([&](const Geometry& q) { return seek(q, s.playback, a.to); });
          },
          [&](const act::OpenStage& a) {
            return walk([&](const Geometry& q) {
              return seek(q, s.playback, {a.stage, step_count(q, a.stage, s.playback.gemm) - 1});
            });
          },
          [&](const act::SetSpeed& a) {
            s.playback.speed = std::clamp(a.steps_a_second, 0.5, 60.0);
            return Effects{};
          },
          [&](const act::SetGemm& a) {
            return walk([&](const Geometry& q) { return with_gemm(q, s.playback, a.step); });
          },
          [&](const act::SetParam& a) {
            if (g == nullptr) return Effects{};
            const ParamRange range = valid_range(*g, a.param);
            Choice next = s.choice;
            set_param(next, a.param, std::clamp(a.value, range.lo, range.hi));
            return next == s.choice ? Effects{} : load(s, next);
          },
          [&](const act::SetNormalize& a) {
            Choice next = s.choice;
            next.normalize = a.imagenet ? Normalize::imagenet : Normalize::none;
            return load(s, next);
          },
          [&](const act::OpenLesson& a) {
            Choice next;
            next.lesson = a.name;
            return load(s, next);
          },
          [&](const act::OpenPicture& a) {
            s.file_dialog = act::MenuName::none;
            return load(s, with_picture(s.choice, a.file));
          },
          [&](const act::OpenWeights& a) {
            s.file_dialog = act::MenuName::none;
            return load(s, with_weights(s.choice, a.file, a.tensor));
          },
          [&](const act::Drop& a) {
            return load(s, looks_like_weights(a.file) ? with_weights(s.choice, a.file, {})
                                                      : with_picture(s.choice, a.file));
          },
          [&](const act::SetOptions& a) {
            s.options = a.options;
            return Effects{};
          },
          [&](const act::Point& a) {
            s.pointed = a.cell;
            pause(s);
            return Effects{};
          },
          [&](const act::Unpoint&) {
            s.pointed.reset();
            return Effects{};
          },
          [&](const act::Pin& a) {
            if (s.pinned == a.cell)
              s.pinned.reset();
            else
              s.pinned = a.cell;
            pause(s);
            return Effects{};
          },
          [&](const act::Unpin&) {
            s.pinned.reset();
            return Effects{};
          },
          [&](const act::SelectFilter& a) {
            if (g == nullptr) return Effects{};
            s.options.filter = std::clamp<std::int64_t>(a.filter, 0, g->FN - 1);
            // A map that is not written yet cannot be looked at: go to where it is.
            if (is_map_stage(s.playback.at.stage) && s.options.filter > s.playback.at.step)
              s.playback = seek(*g, s.playback, {s.playback.at.stage, s.options.filter});
            s.pinned.reset();
            return Effects{};
          },
          [&](const act::SelectFilterBy& a) {
            if (g == nullptr) return Effects{};
            const std::int64_t next = (s.options.filter + a.filters % g->FN + g->FN) % g->FN;
            return apply(s, act::SelectFilter{next});
          },
          [&](const act::SelectImage& a) {
            if (g != nullptr) s.options.image = std::clamp<std::int64_t>(a.image, 0, g->N - 1);
            return Effects{};
          },
          [&](const act::SelectImageBy& a) {
            if (g != nullptr) s.options.image = (s.options.image + a.images % g->N + g->N) % g->N;
            return Effects{};
          },
          [&](const act::HoverAxis& a) {
            s.hovered_axis = a.axis;
            return Effects{};
          },
          [&](const act::ZoomBy& a) {
            zoom_about(s.camera, a.factor, a.about.value_or(s.canvas_centre));
            return Effects{};
          },
          [&](const act::PanBy& a) {
            s.camera.origin.x -= a.by.x / s.camera.zoom;
            s.camera.origin.y -= a.by.y / s.camera.zoom;
            return Effects{};
          },
          [&](const act::Fit&) {
            s.camera = {};
            return Effects{};
          },
          [&](const act::ToggleLanguage&) {
            s.options.language = s.options.language == Language::en ? Language::ja : Language::en;
            return Effects{};
          },
          [&](const act::ToggleTheme&) {
            s.options.theme = s.options.theme == ThemeName::dark ? ThemeName::light : ThemeName::dark;
            return Effects{};
          },
          [&](const act::TogglePresent&) {
            s.options.present = !s.options.present;
            s.camera = {};
            s.menu = act::MenuName::none;
            return Effects{};
          },
          [&](const act::ToggleKeys&) {
            s.keys_sheet = !s.keys_sheet;
            s.menu = act::MenuName::none;
            return Effects{};
          },
          [&](const act::ToggleMenu& a) {
            s.menu = s.menu == a.menu ? act::MenuName::none : a.menu;
            return Effects{};
          },
          [&](const act::OpenFileDialog& a) {
            s.menu = act::MenuName::none;
            s.file_dialog = a.what;
            return Effects{};
          },
          [&](const act::Escape&) {
            escape(s);
            return Effects{};
          },
          [&](const act::DismissMessage&) {
            s.message.clear();
            return Effects{};
          },
          [&](const act::Quit&) {
            s.quit = true;
            return Effects{};
          },
      },
      action);
}

void accept(State& s, const Choice& choice, std::shared_ptr<const Document> document,
            std::shared_ptr<const Walkthrough> walkthrough) {
  const bool first = s.walkthrough == nullptr;
  const bool other_lesson = first || choice.lesson != s.choice.lesson;
  const bool other_sizes = first || walkthrough->geometry() != s.walkthrough->geometry();
  const bool other_weights = first || other_lesson || choice.weights != s.choice.weights;
  s.choice = choice;
  s.document = std::move(document);
  s.walkthrough = std::move(walkthrough);
  s.busy.reset();
  s.message.clear();
  const Geometry& g = s.walkthrough->geometry();
  if (other_lesson && !first) s.playback = to_start(g, s.playback);
  s.playback = fitted(g, s.playback);
  s.options.image = std::min(s.options.image, g.N - 1);
  if (s.options.channel >= g.C) s.options.channel = -1;
  if (other_sizes) {
    s.camera = {};
    s.pinned.reset();
  }
  s.pointed.reset();
  if (other_weights || s.options.filter >= g.FN) {
    // The map that answers loudest is the one to look at first.
    const auto loudness = [&](std::int64_t f) {
      return s.walkthrough->map_stats(TensorId::conv, s.options.image, f).max;
    };
    s.options.filter = 0;
    for (std::int64_t f = 1; f < g.FN; ++f)
      if (loudness(f) > loudness(s.options.filter)) s.options.filter = f;
  }
}

void refuse(State& s, const std::string& line) {
  s.busy.reset();
  s.message = line;
}

bool tick(State& s, double seconds) {
  if (!s.walkthrough) return false;
  const Playback before = s.playback;
  move(s, advance(s.walkthrough->geometry(), s.playback, seconds));
  return s.playback.at != before.at || s.playback.playing != before.playing || moving(s);
}

bool moving(const State& s) {
  // The longest motion of a step takes less than a second.
  return s.playback.playing || (!s.options.less_motion && s.playback.elapsed < 1.0);
}

}  // namespace unfold::view
