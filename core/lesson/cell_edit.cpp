#include "core/lesson/cell_edit.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

namespace unfold {
namespace {

std::shared_ptr<const Array>* array_of(LayerInput& input, TensorId tensor) {
  if (tensor == TensorId::x) return &input.x;
  if (tensor == TensorId::W) return &input.W;
  if (tensor == TensorId::b && input.b) return &input.b;
  return nullptr;
}

bool holds(const Shape& shape, const Index& at) {
  if (at.rank() != shape.rank()) return false;
  for (int i = 0; i < shape.rank(); ++i)
    if (at[i] < 0 || at[i] >= shape[i]) return false;
  return true;
}

template <typename Which> CellEdits without(CellEdits edits, Which which) {
  edits.erase(std::remove_if(edits.begin(), edits.end(), which), edits.end());
  return edits;
}

}  // namespace

CellEdits with_edit(CellEdits edits, const CellEdit& edit) {
  if (!edits.empty() && edits.back().cell == edit.cell)
    edits.back() = edit;
  else
    edits.push_back(edit);
  return edits;
}

CellEdits without_cell(CellEdits edits, const CellRef& cell) {
  return without(std::move(edits), [&](const CellEdit& edit) { return edit.cell == cell; });
}
CellEdits without_x(CellEdits edits) {
  return without(std::move(edits), [](const CellEdit& edit) { return edit.cell.tensor == TensorId::x; });
}
CellEdits without_weights(CellEdits edits) {
  return without(std::move(edits), [](const CellEdit& edit) { return edit.cell.tensor != TensorId::x; });
}

std::vector<EditedCell> apply_edits(LayerInput& input, const CellEdits& edits) {
  std::vector<EditedCell> edited;
  LayerInput copied = input;
  std::vector<std::pair<TensorId, std::shared_ptr<Array>>> arrays;
  for (const CellEdit& edit : edits) {
    const CellRef& cell = edit.cell;
    const std::shared_ptr<const Array>* original = array_of(input, cell.tensor);
    if (original == nullptr || !holds((*original)->shape, cell.at)) {
      throw Error("edit of " + std::string(name(cell.tensor)) + to_string(cell.at) +
                  ": there is no such number in this layer; one of x, W or b is needed");
    }
    if (!std::isfinite(edit.value)) {
      throw Error("edit of " + std::string(name(cell.tensor)) + to_string(cell.at) +
                  ": the value is not finite; a number that float32 holds is needed");
    }
    auto own = std::find_if(arrays.begin(), arrays.end(),
                            [&](const auto& entry) { return entry.first == cell.tensor; });
    if (own == arrays.end()) {
      arrays.emplace_back(cell.tensor, std::make_shared<Array>(**original));
      own = std::prev(arrays.end());
    }
    own->second->data[static_cast<std::size_t>(flatten(own->second->shape, cell.at))] = edit.value;
    edited.erase(
        std::remove_if(edited.begin(), edited.end(), [&](const EditedCell& one) { return one.cell == cell; }),
        edited.end());
    edited.push_back({cell, edit.value, (*original)->at(cell.at)});
  }
  for (auto& [tensor, array] : arrays) *array_of(copied, tensor) = std::move(array);
  input = std::move(copied);
  return edited;
}

EditOrigin edit_origin(const Geometry& g, const CellRef& cell) {
  using Why = EditOrigin::Why;
  EditOrigin origin{Why::editable, cell};
  const bool copied = cell.tensor <= TensorId::col || cell.tensor == TensorId::W ||
                      cell.tensor == TensorId::b || cell.tensor == TensorId::col_W;
  if (!copied) {
    origin.why = Why::computed;
    return origin;
  }
  // Up to the product each cell is made of one cell, or of none where it is padding.
  while (origin.cell.tensor != TensorId::x && origin.cell.tensor != TensorId::W &&
         origin.cell.tensor != TensorId::b) {
    const std::vector<CellBox> from = sources(g, false, origin.cell);
    if (from.empty()) {
      origin.why = Why::padding;
      return origin;
    }
    origin.cell = {from.front().tensor, from.front().first};
  }
  if (shape_of(g, origin.cell.tensor).count() > most_editable)
    origin.why = Why::too_many;
  else if (cell.tensor != origin.cell.tensor)
    origin.why = Why::copy;
  return origin;
}

}  // namespace unfold
