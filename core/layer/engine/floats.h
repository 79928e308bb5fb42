#pragma once

#include "core/layer/engine/pages.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace unfold::engine {

class Store;

// Numbers in pages that go back to their store when they are no longer wanted. Not set to anything at first.
class Floats {
 public:
  Floats() = default;
  ~Floats();
  Floats(Floats&& other) noexcept { *this = std::move(other); }
  Floats& operator=(Floats&& other) noexcept;

  [[nodiscard]] float* data() { return pages_.data(); }
  [[nodiscard]] const float* data() const { return pages_.data(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const float* begin() const { return data(); }
  [[nodiscard]] const float* end() const { return data() + size_; }
  [[nodiscard]] float operator[](std::size_t i) const { return data()[i]; }
  // As numbers are: no NaN is equal to anything.
  friend bool operator==(const Floats& a, std::span<const float> b);

 private:
  friend Store;
  Pages pages_;
  std::size_t size_ = 0;
  std::weak_ptr<Store> store_;
};

// Keeps the pages of what was given back for what is taken next. Any thread may take and give back.
class Store : public std::enable_shared_from_this<Store> {
 public:
  // Throws std::bad_alloc where there is no such memory.
  [[nodiscard]] Floats take(std::int64_t count);

  Store();
  ~Store();

 private:
  friend Floats;
  void give_back(Pages pages);

  struct Kept;
  std::unique_ptr<Kept> kept_;
};

}  // namespace unfold::engine
