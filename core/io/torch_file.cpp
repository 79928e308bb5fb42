#include "core/io/torch_file.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace unfold {
namespace {

// A view that repeats the numbers of its storage, as an expanded tensor, may have this many.
constexpr std::uint64_t most_repeated = 16U << 20;

// False where the sum is more than 64 bits hold.
bool add_product(std::uint64_t& sum, std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
  if (b != 0 && a > limit / b) return false;
  if (a * b > limit - sum) return false;
  sum += a * b;
  return true;
}

bool is_contiguous(const TorchTensor& view) {
  const Shape dense = view.shape.strides();
  for (int axis = 0; axis < view.shape.rank(); ++axis) {
    if (view.shape[axis] != 1 && view.strides[axis] != dense[axis]) return false;
  }
  return true;
}

// Calls `take` with the element of the storage, from view.offset, that each number in C order is.
template <class Take> void for_each_element(const TorchTensor& view, Take take) {
  const int rank = view.shape.rank();
  Index index = view.shape;
  for (int axis = 0; axis < rank; ++axis) index[axis] = 0;
  std::uint64_t at = 0;
  for (;;) {
    take(at);
    int axis = rank - 1;
    for (; axis >= 0; --axis) {
      at += static_cast<std::uint64_t>(view.strides[axis]);
      if (++index[axis] < view.shape[axis]) break;
      at -= static_cast<std::uint64_t>(view.strides[axis]) * static_cast<std::uint64_t>(view.shape[axis]);
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

std::string said_of(const std::string& file, const TorchTensor& view) {
  return file + ": its tensor '" + printable(view.name, 60) + "' ";
}

void need_numbers(const std::string& file, const TorchTensor& view) {
  if (view.number) return;
  throw Error(said_of(file, view) + "holds " + view.refusal + "; save it as plain numbers, as with .float()");
}

}  // namespace

Array read_torch_view(Source& storage, bool big_endian, const TorchTensor& view) {
  need_numbers(storage.name(), view);
  const auto said = [&] { return said_of(storage.name(), view); };
  const std::size_t width = byte_width(*view.number);
  std::vector<std::uint64_t> sizes;
  for (int axis = 0; axis < view.shape.rank(); ++axis) {
    sizes.push_back(static_cast<std::uint64_t>(view.shape[axis]));
  }
  const std::optional<std::uint64_t> count = checked_count(sizes);
  const std::uint64_t there = storage.size() / width;
  if (count == 0U) return {view.shape, {}};
  std::uint64_t reach = 0;  // of the last element, from view.offset
  bool fits = count.has_value();
  for (std::size_t axis = 0; axis < sizes.size() && fits; ++axis) {
    fits =
        add_product(reach, sizes[axis] - 1, static_cast<std::uint64_t>(view.strides[static_cast<int>(axis)]));
  }
  if (!fits || view.offset >= there || reach >= there - view.offset) {
    throw Error(said() + "of shape " + to_string(view.shape) + " goes on after the end of its storage of " +
                byte_size(storage.size()) + "; copy or download it again");
  }
  if (*count > there && *count > most_repeated) {
    throw Error(said() + "of shape " + to_string(view.shape) + " repeats a storage of " +
                byte_size(storage.size()) + " too often; save a part of it with .clone()");
  }
  const std::uint64_t begin = view.offset * width;
  if (is_contiguous(view)) return read_numbers(storage, begin, *view.number, view.shape, big_endian);

  Array array{view.shape, {}};
  array.data.reserve(static_cast<std::size_t>(*count));
  if (reach / 4 <= *count + (1U << 18)) {  // all that it spans, at once
    const Array spanned =
        read_numbers(storage, begin, *view.number, Shape{static_cast<std::int64_t>(reach) + 1}, big_endian);
    for_each_element(
        view, [&](std::uint64_t at) { array.data.push_back(spanned.data[static_cast<std::size_t>(at)]); });
    return array;
  }
  std::vector<std::byte> stored(width);
  for_each_element(view, [&](std::uint64_t at) {
    float value = 0;
    storage.read(begin + at * width, stored);
    to_floats(*view.number, big_endian, stored.data(), {&value, 1});
    array.data.push_back(value);
  });
  return array;
}

Array TorchFile::read(std::size_t place) {
  const TorchTensor& view = views_.at(place);
  need_numbers(name(), view);  // what has none may have no storage either
  Storage where = storage(view.storage);
  return read_torch_view(where.source, where.big_endian, view);
}

void TorchFile::no_storage(const std::string& key) const {
  throw Error(name() + ": has no storage '" + printable(key, 40) +
              "', where its numbers should be; download it again");
}

void TorchFile::list(std::vector<TorchTensor> views) {
  if (views.empty()) {
    throw Error(name() +
                ": describes no tensors that can be had without running its code; save the state_dict "
                "alone: torch.save(model.state_dict(), FILE)");
  }
  views_.clear();
  tensors_.clear();
  left_out_.clear();
  for (TorchTensor& view : views) {
    if (view.too_many_axes) {
      left_out_.push_back({view.name, too_many_axes});
      continue;
    }
    tensors_.push_back(torch_tensor_info(view));
    views_.push_back(std::move(view));
  }
}

}  // namespace unfold
