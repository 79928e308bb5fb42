#pragma once

#include "core/layer/bench/workloads.h"

namespace unfold::bench {

// Adds oneDNN's convolution and pooling, in the layout it likes best and in NCHW; nothing where the program
// was built without it.
// Its threads are OpenMP's: OMP_NUM_THREADS.
void add_onednn(const Workload& w);

}  // namespace unfold::bench
