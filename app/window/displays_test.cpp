#include "app/window/displays.h"

#include <gtest/gtest.h>

namespace unfold::window {
namespace {

const Area laptop{0, 0, 1920, 1080}, projector{1920, 0, 1024, 768};

TEST(Displays, AWindowIsOnTheOneThatHoldsMostOfIt) {
  EXPECT_EQ(display_of({}, {0, 0, 100, 100}), std::nullopt);
  EXPECT_EQ(display_of({laptop, projector}, {100, 100, 1280, 800}), 0U);
  EXPECT_EQ(display_of({laptop, projector}, {1800, 0, 1024, 768}), 1U);
}

TEST(Displays, NotesGoToAnotherOneThanTheWindow) {
  const auto inside = [](const Area& a, const Area& display) {
    return a.x >= display.x && a.y >= display.y && a.x + a.w <= display.x + display.w &&
           a.y + a.h <= display.y + display.h;
  };
  EXPECT_TRUE(inside(beside({laptop, projector}, {2000, 10, 900, 700}), laptop));
  EXPECT_TRUE(inside(beside({laptop, projector}, {10, 10, 1280, 800}), projector));
  EXPECT_TRUE(inside(beside({laptop}, {10, 10, 1280, 800}), laptop));
  const Area small{0, 0, 800, 480};
  EXPECT_TRUE(inside(beside({small}, small), small));
}

}  // namespace
}  // namespace unfold::window
