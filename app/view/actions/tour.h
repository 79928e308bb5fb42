#pragma once

#include "app/view/actions/list.h"

#include <filesystem>

namespace unfold::view {

// Going through a lesson, keeping what is seen as one, and taking changes back.
namespace act {
struct TourBy {
  int steps = 1;
};  // to another step of the lesson; where it has none, a step of the walkthrough
struct TourTo {
  std::size_t step = 0;
};
struct SaveLesson {
  std::filesystem::path file;
};
struct Undo {};
struct Redo {};
}  // namespace act

using TourActions = TypeList<act::TourBy, act::TourTo, act::SaveLesson, act::Undo, act::Redo>;

}  // namespace unfold::view
