#include "app/view/trace/values_json.h"

#include "app/view/trace/words.h"
#include "core/io/utf8_path.h"

#include <utility>

namespace unfold::view::trace {

Json index_of(const Index& index) {
  Json list = Json::array();
  for (int i = 0; i < index.rank(); ++i) list.push_back(index[i]);
  return list;
}

Json cell_json(const CellRef& cell) { return {{"tensor", name(cell.tensor)}, {"at", index_of(cell.at)}}; }

Json texts(const std::vector<std::filesystem::path>& paths) {
  Json list = Json::array();
  for (const std::filesystem::path& path : paths) list.push_back(utf8_of(path));
  return list;
}

Json resize_json(const Resize& resize) {
  switch (resize.how) {
  case Resize::How::full: return "full";
  case Resize::How::short_side: return {{"short_side", resize.width}};
  case Resize::How::cover: return {{"cover", {resize.width, resize.height}}};
  }
  return nullptr;
}

Json crop_json(const Crop& crop) {
  switch (crop.how) {
  case Crop::How::whole: return "whole";
  case Crop::How::centre: return {{"centre", {crop.width, crop.height}}};
  case Crop::How::box: return {{"box", {crop.left, crop.top, crop.width, crop.height}}};
  }
  return nullptr;
}

Json with_steps(Json line, const PreprocessChoice& steps) {
  if (steps.resize) line["resize"] = resize_json(*steps.resize);
  if (steps.crop) line["crop"] = crop_json(*steps.crop);
  if (steps.order) line["channels"] = word(*steps.order);
  if (steps.scale) line["scale"] = *steps.scale;
  if (steps.normalize) line["normalize"] = to_string(*steps.normalize);
  return line;
}

}  // namespace unfold::view::trace
