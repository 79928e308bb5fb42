#include "app/window/checker.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace unfold::window {
namespace {

using namespace std::chrono_literals;

std::shared_ptr<const Walkthrough> layer(std::int64_t size) {
  const auto values = [](const Shape& shape) {
    auto array = std::make_shared<Array>(Array{shape, {}});
    for (std::int64_t i = 0; i < shape.count(); ++i)
      array->data.push_back(static_cast<float>(i % 17) / 17.0F - 0.4F);
    return array;
  };
  return Walkthrough::compute(
      {values({1, 3, size, size}), values({4, 3, 3, 3}), nullptr, {.stride = 1, .pad = 1}});
}

// Waits for the checker's word.
class Bell {
 public:
  void ring() {
    {
      const std::scoped_lock lock(mutex_);
      rung_ = true;
    }
    changed_.notify_all();
  }
  bool heard() {
    std::unique_lock lock(mutex_);
    const bool heard = changed_.wait_for(lock, 20s, [&] { return rung_; });
    rung_ = false;
    return heard;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
};

TEST(Checker, checks_the_layer_and_says_whose_result_it_is) {
  Bell bell;
  Checker checker([&] { bell.ring(); });
  const auto shown = layer(12);
  checker.check(shown);
  EXPECT_TRUE(checker.progress());
  ASSERT_TRUE(bell.heard());
  const auto found = checker.take();
  ASSERT_TRUE(found && found->check);
  EXPECT_EQ(found->serial, shown->serial());
  EXPECT_TRUE(found->check->ok());
  EXPECT_TRUE(found->check->is_complete());
  EXPECT_FALSE(checker.progress());
  EXPECT_FALSE(checker.take());
}

TEST(Checker, answers_for_the_newest_layer_alone) {
  Bell bell;
  Checker checker([&] { bell.ring(); });
  std::uint64_t newest = 0;
  for (std::int64_t size = 8; size < 14; ++size) {
    const auto next = layer(size);
    newest = next->serial();
    checker.check(next);
  }
  ASSERT_TRUE(bell.heard());
  EXPECT_EQ(checker.take()->serial, newest);
}

TEST(Checker, measures_a_layer_when_asked) {
  Bell bell;
  Checker checker([&] { bell.ring(); });
  const auto shown = layer(16);
  checker.measure(shown);
  ASSERT_TRUE(bell.heard());
  const auto found = checker.take();
  ASSERT_TRUE(found && found->timing);
  EXPECT_EQ(found->serial, shown->serial());
  EXPECT_GT(found->timing->loop_seconds, 0);
}

TEST(Checker, says_nothing_of_a_layer_that_was_cancelled) {
  Bell bell;
  Checker checker([&] { bell.ring(); });
  checker.check(layer(12));
  checker.cancel();
  EXPECT_FALSE(checker.progress());
  const auto other = layer(9);
  checker.check(other);
  ASSERT_TRUE(bell.heard());
  EXPECT_EQ(checker.take()->serial, other->serial());
}

}  // namespace
}  // namespace unfold::window
