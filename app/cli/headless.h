#pragma once

#include "app/cli/command_line.h"

#include <iosfwd>

namespace unfold::cli {

// The tasks that need no display. Each throws Error.

// Computes the layer and writes every tensor as NAME.npy and, when all of them are there, manifest.json:
//   {"version": 1, "lesson", "picture", "weights", "normalize", "params": {"stride", "pad", "pool",
//   "pool_stride", "pool_pad"},
//    "tensors": [{"name", "shape", "dtype", "stage", "file"}, ...]}
// The tensors stream through a buffer: col of a large photo is larger than memory and is written all the
// same.
void dump(const CommandLine& line);
// The tensors of a weights file as a table, or as one object of JSON:
//   {"version": 1, "file", "format", "bytes",
//    "tensors": [{"name", "shape", "dtype", "use": "first_layer"|"later_conv"|"other", "why_not", "layout":
//                 "oihw"|"hwio", "ambiguous", "bias": NAME, "batch_norm": {...}}, ...],
//    "first_convolution": {"weight", "bias", "stride", "pad", "auto_pad", "dilation", "groups"}, "likeliest",
//    "left_out": [{"name", "why"}, ...]}
// A key that does not apply is left out.
void inspect(const CommandLine& line, std::ostream& out);
// The chosen filter bank as float32 (FN, C, FH, FW).
void extract(const CommandLine& line);
// --export of the tensor that the stage of --at makes, which needs no window: .npy and .csv.
void keep_tensor(const CommandLine& line);
// The layer as a Python script or, where the target ends in .cpp, as a C++ program with its numbers inside.
void script(const CommandLine& line);

}  // namespace unfold::cli
