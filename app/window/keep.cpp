#include "app/window/keep.h"

#include "app/view/kept/kept_kind.h"
#include "app/window/still_room.h"
#include "app/window/svg.h"
#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/user_files.h"
#include "core/io/whole_file.h"
#include "core/layer/tensor_file.h"

#include <string>

namespace unfold::window {

void keep(const view::State& state, view::Vec2 size, const view::KeptLook& look, const StillTools& tools,
          const std::filesystem::path& file) {
  const TensorId id = state.browse ? state.browse->tensor : tensor_of(state.playback.at.stage);
  switch (view::kept_kind(file)) {
  case view::KeptKind::npy: write_npy(*state.walkthrough, id, file); break;
  case view::KeptKind::csv: write_csv(*state.walkthrough, id, file); break;
  case view::KeptKind::png:
  case view::KeptKind::numbered: {
    const StillRoom room(tools.fonts.files());
    const StillRoom::Visit visit(room);
    write_png(still_of(state, look.view, size, look.scale,
                       {tools.window, room.fonts(), tools.texts, tools.pictures}),
              file);
    break;
  }
  case view::KeptKind::svg: {
    const StillRoom room(tools.fonts.files());
    const StillRoom::Visit visit(room);
    const view::Drawing drawing =
        view::build_drawing(state, look.view, tools.texts.of(state.options.language), room.fonts(), size);
    write_whole(file, svg_of(drawing, view::theme_of(state.options), room.fonts()));
    break;
  }
  default:
    throw Error(display_name(file) + ": is of no kind that is written; end it with .png, .svg, .npy or .csv, "
                                     "or, for steps, .gif, .webp or .mp4");
  }
}

std::string kept_words(const std::filesystem::path& file, const view::Texts& texts) {
  return texts.get("message.kept", {{"name", display_name(file)}, {"folder", folder_name(file)}});
}

}  // namespace unfold::window
