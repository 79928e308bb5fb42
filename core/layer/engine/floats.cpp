#include "core/layer/engine/floats.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace unfold::engine {

namespace {

// The maps of a picture of 224x224 under 64 filters, a few times over.
constexpr std::int64_t most_kept = std::int64_t{16} << 20;  // floats
// What larger ones take may be wanted more elsewhere: they are lent to the system. If nobody has wanted them
// the next layer of their size is spared the clearing of new pages, which takes as long as all else.
constexpr std::int64_t most_lent = std::int64_t{512} << 20;

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
  struct Shelf {
    std::int64_t most;
    std::vector<Pages> pages{};  // the newest last
    std::int64_t floats = 0;
  };
  std::mutex guard;
  Shelf held{most_kept}, lent{most_lent};
};

Store::Store() : kept_(std::make_unique<Kept>()) {}
Store::~Store() = default;

Floats Store::take(std::int64_t count) {
  Floats taken;
  taken.size_ = static_cast<std::size_t>(count);
  taken.store_ = weak_from_this();
  {
    const std::scoped_lock lock(kept_->guard);
    for (Kept::Shelf* shelf : {&kept_->held, &kept_->lent}) {
      // The smallest that is large enough, and none so large that most of it would lie idle.
      auto best = shelf->pages.end();
      for (auto it = shelf->pages.begin(); it != shelf->pages.end(); ++it) {
        if (it->size() < count || it->size() / 2 > count) continue;
        if (best == shelf->pages.end() || it->size() < best->size()) best = it;
      }
      if (best == shelf->pages.end()) continue;
      taken.pages_ = std::move(*best);
      shelf->floats -= taken.pages_.size();
      shelf->pages.erase(best);
      return taken;
    }
  }
  taken.pages_ = Pages(count);
  return taken;
}

void Store::give_back(Pages pages) {
  if (pages.data() == nullptr || pages.size() > most_lent) return;
  const bool large = pages.size() > most_kept;
  if (large && !pages.lend()) return;
  std::vector<Pages> left_over;  // outlives the lock: to free takes its time
  const std::scoped_lock lock(kept_->guard);
  Kept::Shelf& shelf = large ? kept_->lent : kept_->held;
  shelf.pages.push_back(std::move(pages));
  shelf.floats += shelf.pages.back().size();
  while (shelf.floats > shelf.most) {
    shelf.floats -= shelf.pages.front().size();
    left_over.push_back(std::move(shelf.pages.front()));
    shelf.pages.erase(shelf.pages.begin());
  }
}

}  // namespace unfold::engine
