#include "core/io/hdf5_file.h"

#include "core/base/error.h"

#include <utility>

#ifdef UNFOLD_HDF5
#include "core/io/apart.h"
#include "core/io/hdf5_library.h"

#include <mutex>
#endif

namespace unfold {

#ifdef UNFOLD_HDF5

namespace {

// Where there is no process of its own for it, the library is here, and its state is global.
std::mutex library;

// `ask` is called with a source that no other process reads from.
template <class Ask> std::vector<std::byte> ask_library(Source& source, const ApartLimits& limits, Ask ask) {
  const auto work = [&] {
    Source own = source.reopened();
    return ask(own);
  };
  if (can_run_apart()) return run_apart(source.name(), work, limits);
  const std::lock_guard<std::mutex> lock(library);
  return run_apart(source.name(), work, limits);
}

}  // namespace

Hdf5File::Hdf5File(Source source, std::span<const std::string_view> attributes) : source_(std::move(source)) {
  const auto bytes = ask_library(source_, {}, [&](Source& own) { return pack(list_hdf5(own, attributes)); });
  listing_ = unpack_hdf5_listing(bytes, name());
}

Array Hdf5File::read(std::size_t place) {
  const Hdf5Dataset& info = listing_.datasets.at(place);
  if (info.layout == Hdf5Dataset::Layout::contiguous) return read_hdf5_contiguous(source_, info);
  // The chunks are packed, so that they take at most the file's size, once there and once in the answer.
  ApartLimits limits;
  limits.answer += source_.size();
  limits.memory += 2 * source_.size();
  const auto bytes = ask_library(source_, limits, [&](Source& own) { return hdf5_pieces(own, info); });
  return read_hdf5_pieces(source_, info, unpack_hdf5_pieces(bytes, name()));
}

#else

Hdf5File::Hdf5File(Source source, std::span<const std::string_view>) : source_(std::move(source)) {
  throw Error(name() + ": is HDF5 (Keras), and this build of Unfold has no HDF5 library; build it with one");
}
Array Hdf5File::read(std::size_t) { return {}; }

#endif

std::vector<std::string> Hdf5File::texts(const std::string& group, const std::string& attribute) const {
  const auto found = listing_.texts.find({group, attribute});
  return found == listing_.texts.end() ? std::vector<std::string>() : found->second;
}

}  // namespace unfold
