#pragma once

#include "app/view/actions/list.h"
#include "core/layer/geometry.h"
#include "core/lesson/preprocess.h"
#include "core/lesson/test_pattern.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace unfold::view {

// What the layer is made from: each of these loads and computes it anew.
namespace act {
struct SetParam {
  Param param = Param::stride;
  std::int64_t value = 1;
};
struct SetPreprocess {
  PreprocessChoice steps;
};  // these steps; the others stay
struct DragCrop {
  std::array<std::int64_t, 4> box{};
};                    // left, top, width, height, shown and not yet taken
struct ApplyCrop {};  // takes the box that was dragged
struct OpenPattern {
  TestPattern pattern;
};
struct AskPaste {};  // for the clipboard's text, to be handed to Paste
struct Paste {
  std::string text;
};  // paths or file:// URIs, a line each, as if they were dropped
struct OpenLesson {
  std::string name;
};
struct OpenPicture {
  std::filesystem::path file;
};  // or a folder; empty: the lesson's own, with the lesson's own steps; the weights stay
struct OpenWeights {
  std::filesystem::path file;
  std::string tensor;
};  // empty: the lesson's own; the picture stays
struct Drop {
  std::vector<std::filesystem::path> files;
};  // weights by their names' endings; all others are pictures, a batch where there are several
struct TakeSmaller {};  // what was refused for want of memory, in the size that there is memory for
}  // namespace act

using LayerActions = TypeList<act::SetParam, act::SetPreprocess, act::DragCrop, act::ApplyCrop,
                              act::OpenLesson, act::OpenPicture, act::OpenPattern, act::OpenWeights,
                              act::Drop, act::AskPaste, act::Paste, act::TakeSmaller>;

}  // namespace unfold::view
