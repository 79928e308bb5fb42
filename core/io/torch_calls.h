#pragma once

#include "core/io/pickle.h"

#include <string>

namespace unfold {

// The class or function that `callable` names; torch.save of before 1.6 wraps classes of modules in an id,
// ('module', class, file, source). The reference itself where it names nothing.
[[nodiscard]] Pickle::Ref torch_callable(const Pickle& pickle, Pickle::Ref callable);

// Refuses, by name, a pickle that calls what tensors, modules and training records do not need, as os.system
// or a function of one's own. Nothing is run in either case; what remains are classes, kept as names. `file`
// begins the message. Throws Error.
void check_torch_calls(const Pickle& pickle, const std::string& file);

}  // namespace unfold
