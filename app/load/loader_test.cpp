#include "app/load/loader.h"

#include "core/base/error.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>

namespace unfold {
namespace {

using namespace std::chrono_literals;

Choice lesson(const std::string& name) {
  Choice choice;
  choice.lesson = name;
  return choice;
}

// Waits for the answer, at most ten seconds.
std::optional<Loaded> answer(Loader& loader) {
  for (int i = 0; i < 1000; ++i) {
    if (std::optional<Loaded> loaded = loader.take()) return loaded;
    std::this_thread::sleep_for(10ms);
  }
  return std::nullopt;
}

TEST(Loader, AnswersWithTheLayer) {
  std::atomic<int> woken = 0;
  Loader loader([&] { ++woken; });
  EXPECT_FALSE(loader.progress());
  loader.request(lesson("toy"));
  const std::optional<Loaded> loaded = answer(loader);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->choice.lesson, "toy");
  EXPECT_EQ(loaded->refusal, "");
  ASSERT_TRUE(loaded->walkthrough && loaded->document);
  EXPECT_EQ(loaded->walkthrough->geometry().FN, 2);
  EXPECT_FALSE(loader.progress());
  for (int i = 0; i < 1000 && woken == 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(woken, 1);
}

TEST(LayerSource, SharesTheTensorsOfTheLayerBeforeUnderOtherParameters) {
  LayerSource source;
  const std::optional<Loaded> first = source.load(lesson("batch"));
  ASSERT_TRUE(first && first->walkthrough);
  Choice choice = lesson("batch");
  choice.pad = 0;
  const std::optional<Loaded> second = source.load(choice);
  ASSERT_TRUE(second && second->walkthrough);
  EXPECT_EQ(second->document->input.x, first->document->input.x);
  EXPECT_NE(second->walkthrough->geometry(), first->walkthrough->geometry());
  choice.stride = 0;
  const std::optional<Loaded> refused = source.load(choice);
  ASSERT_TRUE(refused);
  EXPECT_NE(refused->refusal.find("stride"), std::string::npos) << refused->refusal;
  const std::optional<Loaded> anew = source.load(lesson("batch"));
  ASSERT_TRUE(anew && anew->walkthrough);
  EXPECT_EQ(anew->walkthrough->conv().data, first->walkthrough->conv().data);
}

TEST(Loader, AnswersWithTheLineThatSaysWhyNot) {
  Loader loader([] {});
  Choice choice = lesson("toy");
  choice.picture = "no/such/picture.png";
  loader.request(choice);
  const std::optional<Loaded> loaded = answer(loader);
  ASSERT_TRUE(loaded);
  EXPECT_FALSE(loaded->walkthrough);
  EXPECT_NE(loaded->refusal.find("picture.png"), std::string::npos) << loaded->refusal;
  EXPECT_EQ(loaded->refusal.find('\n'), std::string::npos) << loaded->refusal;
}

TEST(Loader, ANewerRequestOvertakesTheOneBeforeAndNeverWaitsForIt) {
  std::promise<void> begun;
  std::promise<void> released;
  std::atomic<bool> cancelled = false;
  Loader loader([] {},
                [&](const Choice& choice, const Progress& progress) -> std::optional<Loaded> {
                  if (choice.lesson == "slow") {
                    begun.set_value();
                    released.get_future().wait();  // what cannot be cancelled
                    cancelled = !progress(0.5);
                    if (cancelled) return std::nullopt;
                  }
                  return Loaded{.choice = choice};
                });
  loader.request(lesson("slow"));
  begun.get_future().wait();
  loader.request(lesson("second"));  // would hang here
  loader.request(lesson("third"));
  EXPECT_EQ(loader.progress(), 0.0);
  released.set_value();
  const std::optional<Loaded> loaded = answer(loader);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->choice.lesson, "third");
  EXPECT_TRUE(cancelled);
  std::this_thread::sleep_for(50ms);
  EXPECT_FALSE(loader.take());
}

TEST(Loader, WhatIsCancelledIsNotHeardOf) {
  std::promise<void> begun;
  std::atomic<bool> cancelled = false;
  Loader loader([] {},
                [&](const Choice& choice, const Progress& progress) -> std::optional<Loaded> {
                  if (choice.lesson == "long") {
                    begun.set_value();
                    while (progress(0.5)) std::this_thread::sleep_for(1ms);
                    cancelled = true;
                    return std::nullopt;
                  }
                  return Loaded{.choice = choice};
                });
  loader.request(lesson("long"));
  begun.get_future().wait();
  loader.cancel();
  EXPECT_FALSE(loader.progress());
  for (int i = 0; i < 1000 && !cancelled; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_TRUE(cancelled);
  EXPECT_FALSE(loader.take());
  loader.request(lesson("next"));
  const std::optional<Loaded> loaded = answer(loader);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->choice.lesson, "next");
}

// A hand that drags, faster than layers are computed, while what it sees is read.
TEST(Loader, AnswersTheLastOfManyParameters) {
  Loader loader([] {});
  std::optional<Loaded> last;
  Choice choice = lesson("vgg");
  for (int i = 0; i < 60; ++i) {
    choice.pad = Sides(i % 4);
    choice.pool = choice.pool_stride = 2 + i % 2;
    loader.request(choice);
    std::this_thread::sleep_for(1ms * (i % 5));
    if (std::optional<Loaded> loaded = loader.take()) last = std::move(loaded);
    if (last) {
      const Walkthrough& shown = *last->walkthrough;
      EXPECT_LE(shown.map_stats(TensorId::conv, 0, 1).min, shown.stats(TensorId::conv).max);
    }
  }
  if (!last || last->choice != choice) last = answer(loader);
  ASSERT_TRUE(last && last->walkthrough);
  EXPECT_EQ(last->choice, choice);
  const auto alone = LayerSource().load(choice);
  EXPECT_EQ(last->walkthrough->geometry(), alone->walkthrough->geometry());
  EXPECT_EQ(last->walkthrough->conv().data, alone->walkthrough->conv().data);
  EXPECT_EQ(last->walkthrough->pool().data, alone->walkthrough->pool().data);
}

TEST(Loader, EndsInTheMidstOfALoad) {
  std::promise<void> begun;
  {
    Loader loader([] {},
                  [&](const Choice&, const Progress& progress) -> std::optional<Loaded> {
                    begun.set_value();
                    while (progress(0.5)) std::this_thread::sleep_for(1ms);
                    return std::nullopt;
                  });
    loader.request(lesson("long"));
    begun.get_future().wait();
    EXPECT_EQ(loader.progress().has_value(), true);
  }
}

}  // namespace
}  // namespace unfold
