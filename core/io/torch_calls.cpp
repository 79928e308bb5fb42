#include "core/io/torch_calls.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace unfold {
namespace {

using Ref = Pickle::Ref;
using Kind = Pickle::Kind;

// Functions and lower-case classes that stand in checkpoints, by module.
struct Harmless {
  std::string_view module;  // it, and with a dot at its end all below it
  std::string_view names;   // between blanks; empty = all
};
constexpr std::array<Harmless, 24> harmless{{
    {"collections", "OrderedDict defaultdict Counter deque"},
    {"builtins",
     "set frozenset list dict tuple int float complex bytearray bytes str bool slice range object getattr"},
    {"__builtin__", "set frozenset list dict tuple int long float complex bytearray str unicode bool slice "
                    "xrange object getattr"},
    {"_codecs", "encode"},
    {"copyreg", "_reconstructor __newobj__ __newobj_ex__"},
    {"copy_reg", "_reconstructor __newobj__ __newobj_ex__"},
    {"functools", "partial"},
    {"operator", "attrgetter itemgetter"},
    {"re", "_compile"},
    {"datetime", ""},
    {"torch", "Size device dtype Tensor Generator"},
    {"torch.serialization", "_get_layout"},
    {"torch.storage", "_load_from_bytes"},
    {"torch.jit._pickle", ""},
    {"torch.", "_rebuild_device_tensor_from_numpy"},
    {"numpy", "dtype ndarray"},
    {"numpy.core.multiarray", "scalar _reconstruct"},
    {"numpy._core.multiarray", "scalar _reconstruct"},
    {"numpy.core.numeric", "_frombuffer"},
    {"numpy._core.numeric", "_frombuffer"},
    {"numpy.random", "__RandomState_ctor"},
    {"numpy.random._pickle", "__randomstate_ctor __generator_ctor __bit_generator_ctor"},
    {"numpy.random.", "_mt19937"},
    {"types", "SimpleNamespace"},
}};
// Modules of which nothing at all is made in a file of weights.
constexpr std::string_view harmful = " os posix nt sys subprocess shutil socket ctypes importlib imp runpy "
                                     "pty commands popen2 platform webbrowser code "
                                     "codeop pdb bdb timeit profile cProfile trace multiprocessing asyncio "
                                     "signal tempfile pickle _pickle marshal "
                                     "builtins __builtin__ pip setuptools ";

bool has_word(std::string_view words, std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return false;
  for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const bool begins = at == 0 || words[at - 1] == ' ';
    const std::size_t end = at + word.size();
    if (begins && (end == words.size() || words[end] == ' ')) return true;
  }
  return false;
}

bool is_harmless(std::string_view module, std::string_view name, bool plainly_made) {
  for (const Harmless& row : harmless) {
    const bool below = row.module.ends_with('.') && module.starts_with(row.module);
    if ((module == row.module || below) && (row.names.empty() || has_word(row.names, name))) return true;
  }
  if (module.starts_with("torch.") && name.starts_with("_rebuild_")) return true;
  if (has_word(harmful, module.substr(0, module.find('.')))) return false;
  // Classes begin with a capital. A function, which does something, does not.
  const std::string_view last = name.substr(name.rfind('.') + 1);
  const std::size_t letter = last.find_first_not_of('_');
  return plainly_made || (letter != std::string_view::npos && last[letter] >= 'A' && last[letter] <= 'Z');
}

}  // namespace

Ref torch_callable(const Pickle& pickle, Ref callable) {
  if (!pickle.is(callable, Kind::persistent)) return callable;
  const Ref content = pickle.content(callable);
  if (!pickle.is(content, Kind::tuple)) return callable;
  const auto items = pickle.items(content);
  return items.size() >= 2 && pickle.text(items[0]) == "module" ? items[1] : callable;
}

void check_torch_calls(const Pickle& pickle, const std::string& file) {
  for (Ref ref = 0; ref < pickle.size(); ++ref) {
    if (!pickle.is(ref, Kind::object)) continue;
    const Ref callable = torch_callable(pickle, pickle.callable(ref));
    if (!pickle.is(callable, Kind::global)) {
      throw Error(file +
                  ": calls what it makes itself, which tensors do not need and which was not run; save the "
                  "state_dict alone: torch.save(model.state_dict(), FILE)");
    }
    const auto [module, name] = pickle.global(callable);
    if (is_harmless(module, name, pickle.plainly_made(ref))) continue;
    throw Error(file + ": calls " + printable(module, 60) + "." + printable(name, 60) +
                ", which tensors do not need and which was not run; save the state_dict alone: "
                "torch.save(model.state_dict(), FILE)");
  }
}

}  // namespace unfold
