#include "app/view/stages/stage_view.h"

namespace unfold::view {

const StageView& stage_view(Stage stage) {
  switch (stage) {
  case Stage::input: return input_view;
  case Stage::pad: return pad_view;
  case Stage::allocate: return allocate_view;
  case Stage::im2col: return im2col_view;
  case Stage::transpose: return transpose_view;
  case Stage::reshape: return reshape_view;
  case Stage::weights: return weights_view;
  case Stage::gemm: return gemm_view;
  case Stage::maps: return maps_view;
  case Stage::pool_im2col: return pool_im2col_view;
  case Stage::pool_reshape: return pool_reshape_view;
  case Stage::pool_max: return pool_max_view;
  case Stage::pool: return pool_view;
  }
  return input_view;
}

}  // namespace unfold::view
