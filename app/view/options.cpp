#include "app/view/options.h"

namespace unfold::view {

TensorId looks_as(TensorId id) {
  switch (id) {
  case TensorId::x:
  case TensorId::img: return TensorId::x;
  case TensorId::col6:
  case TensorId::col6_t:
  case TensorId::col: return TensorId::col;
  case TensorId::W:
  case TensorId::col_W: return TensorId::W;
  case TensorId::b: return TensorId::b;
  case TensorId::out2d:
  case TensorId::out_nhwc:
  case TensorId::conv:
  case TensorId::pool_col:
  case TensorId::pool_windows:
  case TensorId::pool_max:
  case TensorId::pool: return TensorId::conv;
  }
  return id;
}

bool has_maps(TensorId id) { return looks_as(id) == TensorId::conv; }

Theme theme_of(const ViewOptions& options) {
  return make_theme(options.theme, options.present ? Distance::room : Distance::desk);
}

}  // namespace unfold::view
