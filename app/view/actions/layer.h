#pragma once

#include "app/view/actions/list.h"
#include "core/layer/geometry.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace unfold::view {

// What the layer is made from: each of these loads and computes it anew.
namespace act {
struct SetParam {
  Param param = Param::stride;
  std::int64_t value = 1;
};
struct SetNormalize {
  bool imagenet = false;
};
struct OpenLesson {
  std::string name;
};
struct OpenPicture {
  std::filesystem::path file;
};  // empty: the lesson's own; the weights stay
struct OpenWeights {
  std::filesystem::path file;
  std::string tensor;
};  // empty: the lesson's own; the picture stays
struct Drop {
  std::filesystem::path file;
};  // a picture or weights: the content decides
}  // namespace act

using LayerActions = TypeList<act::SetParam, act::SetNormalize, act::OpenLesson, act::OpenPicture,
                              act::OpenWeights, act::Drop>;

}  // namespace unfold::view
