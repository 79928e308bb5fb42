#include "app/ui/export_sheet.h"

#include "app/view/kept/film_steps.h"
#include "app/view/kept/kept_kind.h"
#include "app/view/tour/tour.h"
#include "core/io/utf8_path.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace unfold::ui {

using view::KeptKind;

struct ExportSheet::Look {
  const view::Theme& theme;
  float density;
  float label;  // where the choices begin
};

namespace {

constexpr std::array<float, 5> scales{0.5F, 1, 2, 3, 4};
constexpr std::array<double, 6> rates{0.25, 0.5, 1, 2, 4, 8};

// By kind, as the formats are called; empty: a text says it.
constexpr std::array<const char*, view::kept_endings.size()> kind_words{"PNG", "SVG",  ".npy", "CSV",
                                                                        "GIF", "WebP", "MP4",  ""};

KeptKind kind_of(const std::string& name) { return view::kept_kind(path_of_utf8(name)); }

// The name with another ending in the place of one that is known.
std::string with_ending(const std::string& name, KeptKind kind) {
  std::string stem = name;
  if (kind_of(name) == KeptKind::numbered) {
    std::size_t at = stem.find('%');
    if (at > 0 && stem[at - 1] == '-') --at;
    stem.erase(at);
  } else if (kind_of(name) != KeptKind::none) {
    stem.erase(stem.rfind('.'));
  }
  return stem + view::ending_of(kind);
}

std::string number_text(double number) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%g", number);
  return text.data();
}

}  // namespace

namespace {

// One choice among several, side by side; what is chosen is underlined, as in the window.
bool chip(const std::string& words, bool on, const view::Theme& theme) {
  const auto color = [](view::Color c) { return IM_COL32(c.r, c.g, c.b, c.a); };
  ImGui::PushStyleColor(ImGuiCol_Button, color(on ? theme.bg3 : theme.bg2));
  ImGui::PushStyleColor(ImGuiCol_Text, color(on ? theme.text0 : theme.text1));
  const bool pressed = ImGui::Button(words.c_str());
  ImGui::PopStyleColor(2);
  const ImVec2 left = ImGui::GetItemRectMin(), right = ImGui::GetItemRectMax();
  const float inset = ImGui::GetStyle().FramePadding.x;
  if (on)
    ImGui::GetWindowDrawList()->AddRectFilled(
        {left.x + inset, right.y - inset * 0.375F}, {right.x - inset, right.y - inset * 0.125F},
        color(theme.name == view::ThemeName::light ? theme.text0 : theme.accent));
  ImGui::SameLine(0, 4);
  return pressed;
}

void row_label(const std::string& words, float at) {
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(words.c_str());
  ImGui::SameLine(at);
}

}  // namespace

void ExportSheet::open(const view::State& state) {
  if (!state.walkthrough) return;
  const Geometry& g = state.walkthrough->geometry();
  const auto inside = [&](Position at) {
    return Position{at.stage, std::min(at.step, step_count(g, at.stage, state.playback.orders) - 1)};
  };
  const Position here = state.playback.at;
  first_ = here;
  last_ = inside({here.stage, step_count(g, here.stage, state.playback.orders) - 1});
  if (range_ == Range::own) range_ = Range::stage_end;
  const Tour* tour = view::tour_of(state);
  if (range_ == Range::tour && (tour == nullptr || tour->steps.empty())) range_ = Range::stage_end;
}

float ExportSheet::height(const std::string& name, float density) {
  const int rows = is_tensor(kind_of(name)) ? 2 : is_film(kind_of(name)) ? 6 : 3;
  return static_cast<float>(rows) * 36 * density;
}

bool ExportSheet::draw(std::string& name, const view::State& state, const view::Texts& texts,
                       const view::Theme& theme, float density) {
  float label = 0;
  for (const char* key : {"export.format", "export.view", "export.scale", "export.range", "export.rate"})
    label = std::max(label, ImGui::CalcTextSize(texts.get(key).c_str()).x);
  const Look look{theme, density, label + 32 * density};
  bool renamed = false;
  row_label(texts.get("export.format"), look.label);
  const KeptKind now = kind_of(name);
  for (std::size_t i = 0; i < kind_words.size(); ++i) {
    const auto kind = static_cast<KeptKind>(i);
    const std::string word = kind == KeptKind::numbered ? texts.get("export.format.numbered") : kind_words[i];
    if (!chip(word, now == kind, theme) || now == kind) continue;
    name = with_ending(name, kind);
    renamed = true;
  }
  ImGui::NewLine();
  if (is_tensor(kind_of(name))) {
    if (!state.walkthrough) return renamed;
    const TensorId id = state.browse ? state.browse->tensor : tensor_of(state.playback.at.stage);
    const std::string words = texts.get(
        kind_of(name) == KeptKind::csv ? "export.tensor_csv" : "export.tensor",
        {{"name", std::string(unfold::name(id))}, {"shape", to_string(state.walkthrough->shape(id))}});
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(words.c_str());
    return renamed;
  }
  row_label(texts.get("export.view"), look.label);
  for (std::size_t i = 0; i < view::kept_view_names.size(); ++i) {
    const auto one = static_cast<view::KeptView>(i);
    if (chip(texts.get("export.view." + std::string(view::kept_view_names[i])), view_ == one, theme))
      view_ = one;
  }
  ImGui::NewLine();
  row_label(texts.get("export.scale"), look.label);
  for (const float one : scales)
    if (chip(number_text(static_cast<double>(one)) + "×", scale(name) == one, theme))
      (is_film(kind_of(name)) ? film_scale_ : scale_) = one;
  if (view_ == view::KeptView::window) {
    const auto pixels = [&](float side) { return std::to_string(std::lround(side * scale(name))); };
    ImGui::SameLine(0, 16 * density);
    ImGui::TextDisabled("%s", texts
                                  .get("export.pixels", {{"width", pixels(state.window_size.x)},
                                                         {"height", pixels(state.window_size.y)}})
                                  .c_str());
  } else {
    ImGui::NewLine();
  }
  if (is_film(kind_of(name))) draw_film(state, texts, look);
  return renamed;
}

void ExportSheet::draw_film(const view::State& state, const view::Texts& texts, const Look& look) {
  if (!state.walkthrough) return;
  row_label(texts.get("export.range"), look.label);
  const auto choice = [&](const char* key, Range range) {
    if (chip(texts.get(key), range_ == range, look.theme)) {
      // What was chosen before is where one's own choice begins.
      if (range == Range::own && range_ != Range::tour) {
        const view::FilmRange now = film(state);
        first_ = now.first;
        last_ = now.last;
      }
      range_ = range;
    }
  };
  choice("export.range.stage_end", Range::stage_end);
  choice("export.range.stage", Range::stage);
  const Tour* tour = view::tour_of(state);
  if (tour != nullptr && !tour->steps.empty()) choice("export.range.tour", Range::tour);
  choice("export.range.own", Range::own);
  ImGui::NewLine();
  if (range_ == Range::own) {
    ImGui::SetCursorPosX(look.label);
    draw_place("first", texts.get("export.from"), first_, state, texts, look);
    ImGui::SameLine(0, 20 * look.density);
    draw_place("last", texts.get("export.to"), last_, state, texts, look);
  }
  row_label(texts.get("export.rate"), look.label);
  for (const double rate : rates)
    if (chip(number_text(rate) + "###rate" + number_text(rate), rate_ == rate, look.theme)) rate_ = rate;
  const std::size_t count = pictures(state);
  ImGui::SameLine(0, 16 * look.density);
  ImGui::TextDisabled(
      "%s", texts
                .get("export.length", {{"count", std::to_string(count)},
                                       {"seconds", number_text(static_cast<double>(count) / rate_)}})
                .c_str());
}

bool ExportSheet::draw_place(const char* id, const std::string& word, Position& at, const view::State& state,
                             const view::Texts& texts, const Look& look) {
  const auto steps = [&](Stage stage) {
    return step_count(state.walkthrough->geometry(), stage, state.playback.orders);
  };
  const auto title = [&](Stage stage) { return texts.get("stage." + std::string(unfold::name(stage))); };
  const Position before = at;
  ImGui::PushID(id);
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(word.c_str());
  ImGui::SameLine();
  ImGui::SetNextItemWidth(140 * look.density);
  if (ImGui::BeginCombo("###stage", title(at.stage).c_str(), ImGuiComboFlags_HeightLargest)) {
    for (int i = 0; i < stage_count; ++i) {
      const auto stage = static_cast<Stage>(i);
      // A range that is about to be chosen is of whole stages.
      if (ImGui::Selectable(title(stage).c_str(), stage == at.stage))
        at = {stage, &at == &last_ ? steps(stage) - 1 : 0};
    }
    ImGui::EndCombo();
  }
  ImGui::SameLine();
  ImGui::SetNextItemWidth(84 * look.density);
  // Steps are counted from 1, as below the picture.
  std::int64_t shown = at.step + 1;
  ImGui::InputScalar("###step", ImGuiDataType_S64, &shown);
  at.step = std::clamp<std::int64_t>(std::max<std::int64_t>(shown, 1) - 1, 0, steps(at.stage) - 1);
  ImGui::PopID();
  return at != before;
}

view::FilmRange ExportSheet::film(const view::State& state) const {
  view::FilmRange range{
      .tour = range_ == Range::tour, .first = first_, .last = last_, .pictures_a_second = rate_};
  if (range_ == Range::own || range.tour) return range;
  const Stage stage = state.playback.at.stage;
  range.first = {stage, range_ == Range::stage ? 0 : state.playback.at.step};
  range.last = {stage, step_count(state.walkthrough->geometry(), stage, state.playback.orders) - 1};
  return range;
}

std::size_t ExportSheet::pictures(const view::State& state) const {
  const view::FilmRange range = film(state);
  if (range.tour) return view::tour_of(state)->steps.size();
  return view::film_steps(state.walkthrough->geometry(), state.playback.orders, range.first, range.last)
      .size();
}

float ExportSheet::scale(const std::string& name) const {
  return is_film(kind_of(name)) ? film_scale_ : scale_;
}

view::KeptLook ExportSheet::look(const std::string& name, const view::State& state) const {
  view::KeptLook look{.view = view_, .scale = scale(name)};
  if (is_film(kind_of(name)) && state.walkthrough) look.film = film(state);
  return look;
}

std::string ExportSheet::trouble(const std::string& name, const view::State& state,
                                 const view::Texts& texts) const {
  if (is_film(kind_of(name)) && state.walkthrough && pictures(state) == 0)
    return texts.get("export.reversed");
  return {};
}

}  // namespace unfold::ui
