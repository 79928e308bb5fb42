#include "core/layer/engine/floats.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace unfold::engine {

namespace {

// The maps of a picture of 224x224 under 64 filters, a few times over. Larger ones go back to the system:
// what they take may be wanted more elsewhere.
constexpr std::int64_t most_kept = std::int64_t{16} << 20;  // floats

}  // namespace

Floats::~Floats() {
  const std::shared_ptr<Store> store = store_.lock();
  if (!store) return;
  try {
    store->give_back(std::move(pages_));
  } catch (const std::bad_alloc&) {
    // No memory to keep it by: it goes back to the system.
  }
}

Floats& Floats::operator=(Floats&& other) noexcept {
  std::swap(pages_, other.pages_);
  std::swap(size_, other.size_);
  std::swap(store_, other.store_);
  return *this;
}

bool operator==(const Floats& a, std::span<const float> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

struct Store::Kept {
  std::mutex guard;
  std::vector<Pages> pages;  // the newest last
  std::int64_t floats = 0;
};

Store::Store() : kept_(std::make_unique<Kept>()) {}
Store::~Store() = default;

Floats Store::take(std::int64_t count) {
  Floats taken;
  taken.size_ = static_cast<std::size_t>(count);
  taken.store_ = weak_from_this();
  {
    const std::scoped_lock lock(kept_->guard);
    // The smallest that is large enough, and none so large that most of it would lie idle.
    auto best = kept_->pages.end();
    for (auto it = kept_->pages.begin(); it != kept_->pages.end(); ++it) {
      if (it->size() < count || it->size() / 2 > count) continue;
      if (best == kept_->pages.end() || it->size() < best->size()) best = it;
    }
    if (best != kept_->pages.end()) {
      taken.pages_ = std::move(*best);
      kept_->floats -= taken.pages_.size();
      kept_->pages.erase(best);
      return taken;
    }
  }
  taken.pages_ = Pages(count);
  return taken;
}

void Store::give_back(Pages pages) {
  if (pages.data() == nullptr || pages.size() > most_kept) return;
  std::vector<Pages> left_over;  // outlives the lock: to free takes its time
  const std::scoped_lock lock(kept_->guard);
  kept_->pages.push_back(std::move(pages));
  kept_->floats += kept_->pages.back().size();
  while (kept_->floats > most_kept) {
    kept_->floats -= kept_->pages.front().size();
    left_over.push_back(std::move(kept_->pages.front()));
    kept_->pages.erase(kept_->pages.begin());
  }
}

}  // namespace unfold::engine
