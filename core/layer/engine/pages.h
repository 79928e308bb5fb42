#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace unfold::engine {

// Room for floats that is not set to anything, on pages of 2 MiB where it is large and the system has them:
// to touch 12.8 MB for the first time takes some 36 ms on pages of 4 KiB, 0.7 ms on those.
class Pages {
 public:
  Pages() = default;
  // Throws std::bad_alloc where there is no such memory.
  explicit Pages(std::int64_t floats);
  ~Pages() = default;
  Pages(Pages&& other) noexcept : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
  Pages& operator=(Pages&& other) noexcept {
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }

  // From here until they are written to again the system may take the pages whenever it has another use for
  // them; what is in them is lost. False where it knows no such thing.
  [[nodiscard]] bool lend() const;

  [[nodiscard]] float* data() const { return data_.get(); }
  [[nodiscard]] std::int64_t size() const { return size_; }

 private:
  struct Free {
    std::size_t alignment;
    void operator()(float* data) const;
  };
  std::unique_ptr<float[], Free> data_{};
  std::int64_t size_ = 0;  // 0 where it was moved from
};

}  // namespace unfold::engine
