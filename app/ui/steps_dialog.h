#pragma once

#include "app/view/action.h"
#include "app/view/texts.h"
#include "app/view/theme.h"
#include "core/lesson/preprocess.h"

#include <array>
#include <cstddef>
#include <vector>

namespace unfold::ui {

// The steps from a picture to x as they are typed: short side, crop, mean and std. What is typed leaves as an
// action; a line that means nothing says so and stays open.
class StepsDialog {
 public:
  // Shows or hides itself. `now`: the steps that stand in the lines when it opens. True where a line is to
  // get the keyboard, which takes frames to come.
  bool draw(bool shown, const Preprocess& now, const view::Texts& texts, const view::Theme& theme,
            float density, std::vector<view::Action>& actions);

 private:
  static constexpr std::size_t lines = 3;
  void open(const Preprocess& now);
  // True where all of the lines mean something.
  bool apply(std::vector<view::Action>& actions);

  bool shown_ = false;
  std::size_t focus_ = lines;  // the line that gets the keyboard; lines: none
  std::array<std::array<char, 128>, lines> typed_{};
  std::array<bool, lines> wrong_{};
};

}  // namespace unfold::ui
