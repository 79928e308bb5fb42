#include "app/window/keep.h"

#include "app/window/svg.h"
#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/whole_file.h"
#include "core/layer/tensor_file.h"

#include <string>

namespace unfold::window {

void keep(const view::State& state, view::Vec2 size, float scale, const StillTools& tools,
          const std::filesystem::path& file) {
  const std::string ending = file.extension().string();
  const TensorId id = state.browse ? state.browse->tensor : tensor_of(state.playback.at.stage);
  if (ending == ".npy") {
    write_npy(*state.walkthrough, id, file);
  } else if (ending == ".csv") {
    write_csv(*state.walkthrough, id, file);
  } else if (ending == ".png") {
    write_png(still_of(state, size, scale, tools), file);
  } else if (ending == ".svg") {
    const view::WindowScenes scenes =
        view::build_window(state, tools.texts.of(state.options.language), tools.fonts, size);
    write_whole(file, svg_of(scenes, state.camera, view::make_theme(state.options.theme), tools.fonts));
  } else {
    throw Error(display_name(file) + ": is of no kind that is written; end it with .png, .svg, .npy or .csv");
  }
}

}  // namespace unfold::window
