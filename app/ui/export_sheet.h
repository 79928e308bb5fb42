#pragma once

#include "app/view/kept_view.h"
#include "app/view/state.h"
#include "app/view/texts.h"
#include "app/view/theme.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace unfold::ui {

// What an export is asked for beside its name: of what a picture is and how large, of which steps a moving
// one. The kind is the name's ending and stands nowhere else; a click on a kind changes the name.
class ExportSheet {
 public:
  // A new lesson or stage: what was chosen for another does not fit any more.
  void open(const view::State& state);
  // Draws the lines below the name, which may be changed; returns whether it was.
  bool draw(std::string& name, const view::State& state, const view::Texts& texts, const view::Theme& theme,
            float density);
  // What was chosen, for a file of this name.
  [[nodiscard]] view::KeptLook look(const std::string& name, const view::State& state) const;
  // Why it cannot be written so; empty where it can.
  [[nodiscard]] std::string trouble(const std::string& name, const view::State& state,
                                    const view::Texts& texts) const;
  // How high its lines are.
  [[nodiscard]] static float height(const std::string& name, float density);

 private:
  enum class Range { stage_end, stage, tour, own };
  struct Look;
  void draw_film(const view::State& state, const view::Texts& texts, const Look& look);
  bool draw_place(const char* id, const std::string& word, Position& at, const view::State& state,
                  const view::Texts& texts, const Look& look);
  [[nodiscard]] view::FilmRange film(const view::State& state) const;
  [[nodiscard]] float scale(const std::string& name) const;
  [[nodiscard]] std::size_t pictures(const view::State& state) const;

  view::KeptView view_ = view::KeptView::window;
  float scale_ = 2, film_scale_ = 1;  // of a still, and of a film, which has many
  Range range_ = Range::stage_end;
  Position first_, last_;
  double rate_ = 4;
};

}  // namespace unfold::ui
