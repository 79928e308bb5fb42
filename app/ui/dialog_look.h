#pragma once

#include "app/view/theme.h"

namespace unfold::ui {

// The theme's colours and measures for ImGui's own widgets, for the time of one dialog.
class DialogLook {
 public:
  DialogLook(const view::Theme& theme, float density);
  ~DialogLook();
  DialogLook(const DialogLook&) = delete;
  DialogLook& operator=(const DialogLook&) = delete;

 private:
  int colors_ = 0;
};

}  // namespace unfold::ui
