#include "app/window/saving.h"

#include "app/view/tour/tour.h"
#include "app/window/keep.h"
#include "core/io/printable.h"
#include "core/io/user_files.h"
#include "core/io/whole_file.h"
#include "core/lesson/lesson_writer.h"
#include "core/lesson/script.h"

#include <cstdint>
#include <exception>

namespace unfold::window {
namespace {

template <typename Write> void say(view::State& state, const std::string& done, const Write& write) {
  try {
    write();
    state.message.clear();
    state.notice = {done};
  } catch (const std::exception& error) {
    state.message = error.what();
  }
}

}  // namespace

void save_lesson(view::State& state, const view::Texts& texts, const std::filesystem::path& file) {
  say(state, texts.get("message.saved", {{"name", display_name(file)}, {"folder", folder_name(file)}}), [&] {
    write_whole(file, lesson_text(state.choice, *state.document, view::step_of_screen(state), file));
  });
}

void save_seen(view::State& state, const StillTools& tools, const view::act::Keep& wanted) {
  const view::Texts& texts = tools.texts.of(state.options.language);
  say(state, kept_words(wanted.file, texts),
      [&] { keep(state, state.window_size, wanted.look, tools, wanted.file); });
}

std::optional<std::string> script_to_copy(view::State& state, const view::Texts& texts) {
  // A clipboard hands its text over in one piece, which an X server takes only up to 16 MiB.
  constexpr std::int64_t most_numbers = 2'000'000;
  if (state.walkthrough->x().shape.count() + state.walkthrough->W().shape.count() > most_numbers) {
    state.message = texts.get("message.too_large_to_copy");
    return std::nullopt;
  }
  state.notice = {texts.get("message.copied")};
  return layer_script(*state.document, *state.walkthrough, ScriptData::inside);
}

}  // namespace unfold::window
