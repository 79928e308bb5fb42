#pragma once

#include "app/view/state.h"

#include <memory>
#include <string>

// What the tests of lessons share. Only *_test.cpp includes this.
namespace unfold::view::testing {

// The state of a built-in lesson, as the program opens it.
inline State opened_lesson(const std::string& name) {
  Choice choice;
  choice.lesson = name;
  const auto document = std::make_shared<const Document>(load(choice));
  State state;
  accept(state, choice, document, Walkthrough::compute(document->input));
  return state;
}

}  // namespace unfold::view::testing
