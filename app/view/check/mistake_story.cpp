#include "app/view/check/mistake_story.h"

#include "app/view/check/sheet.h"

namespace unfold::view {

namespace {

enum class Telling { nothing, added, instead };

// Which stages' own words a mistake makes untrue, and where more is to be said.
Telling telling(Mistake mistake, Stage stage) {
  if (mistake == Mistake::none) return Telling::nothing;
  if (stage == Stage::maps || stage == Stage::gemm) return Telling::added;
  switch (mistake) {
  case Mistake::no_transpose:
    return stage == Stage::transpose || stage == Stage::reshape ? Telling::instead : Telling::nothing;
  case Mistake::swap_c_fh:
    if (stage == Stage::transpose) return Telling::instead;
    return stage == Stage::reshape ? Telling::added : Telling::nothing;
  case Mistake::no_padding: return stage == Stage::pad ? Telling::instead : Telling::nothing;
  case Mistake::wrong_reshape_W: return stage == Stage::weights ? Telling::instead : Telling::nothing;
  case Mistake::none: break;
  }
  return Telling::nothing;
}

}  // namespace

void tell_mistake(StageStory& story, const StageContext& context) {
  const Geometry& g = context.geometry();
  const Stage stage = context.playback.at.stage;
  const Telling how = telling(g.mistake, stage);
  if (how == Telling::nothing) return;
  const Texts& texts = context.texts;
  if (is_harmless(g)) {
    story.words.insert(story.words.begin(),
                       texts.get("mistake.harmless", {{"name", mistake_words(g.mistake, texts)}}));
    return;
  }
  const auto str = [](std::int64_t n) { return std::to_string(n); };
  const Geometry right = meant(g);
  const std::string words =
      texts.get("mistake." + std::string(name(g.mistake)) + "." + std::string(name(stage)),
                {{"row", str(context.step())},
                 {"f", str(context.step())},
                 {"K", str(stage == Stage::weights ? g.KG : g.K)},
                 {"FN", str(g.FN)},
                 {"pad", to_string(g.asked_pad)},
                 {"OH", str(g.OH)},
                 {"OW", str(g.OW)},
                 {"right_OH", str(right.OH)},
                 {"right_OW", str(right.OW)}});
  if (how == Telling::instead) {
    story.words = {words};
    // Two lines are all there is at a projector's size.
    story.present_words = words;
    if (g.mistake == Mistake::no_transpose && stage == Stage::reshape)
      story.present_words =
          texts.get("mistake.no_transpose.reshape_present", {{"row", str(context.step())}, {"K", str(g.K)}});
    if (g.mistake == Mistake::no_transpose && stage == Stage::transpose)
      story.present_words = texts.get("mistake.no_transpose.transpose_present");
    if (g.mistake == Mistake::wrong_reshape_W)
      story.present_words = texts.get("mistake.wrong_reshape_W.weights_present",
                                      {{"f", str(context.step())}, {"FN", str(g.FN)}});
  } else {
    story.words.insert(story.words.begin(), words);
  }
}

}  // namespace unfold::view
