#include "app/window/figure_worker.h"

#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace unfold::window {
namespace {

using namespace std::chrono_literals;

TEST(FigureWorker, CountsWhatTheWindowWouldCountOnTheSpot) {
  const view::State state = view::testing::loaded(view::testing::toy_sizes());
  const auto walk = state.walkthrough;
  std::atomic<int> woken = 0;
  FigureWorker worker([&] { ++woken; });
  const std::vector<view::FigureKey> keys{view::tensor_histogram_key(*walk, TensorId::col),
                                          view::peaks_key(*walk, 0, 1, Peak::strongest)};
  worker.request({walk, state.document}, keys);
  worker.request({walk, state.document}, keys);
  std::vector<std::pair<view::FigureKey, view::Figure>> counted;
  for (int i = 0; i < 500 && counted.size() < keys.size(); ++i) {
    for (auto& one : worker.take()) counted.push_back(std::move(one));
    std::this_thread::sleep_for(10ms);
  }
  ASSERT_EQ(counted.size(), keys.size());
  EXPECT_EQ(woken, 2);
  Workers workers;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ(counted[i].first, keys[i]);
    EXPECT_EQ(counted[i].second, view::count_figure({walk, state.document}, keys[i], workers));
  }
}

TEST(FigureWorker, EndsWithWorkLeftToDo) {
  const view::State state = view::testing::loaded(view::testing::photo_sizes());
  FigureWorker worker([] {});
  std::vector<view::FigureKey> keys;
  for (std::int64_t f = 0; f < 64; ++f)
    keys.push_back(view::peaks_key(*state.walkthrough, 0, f, Peak::weakest));
  worker.request({state.walkthrough, state.document}, keys);
}

}  // namespace
}  // namespace unfold::window
