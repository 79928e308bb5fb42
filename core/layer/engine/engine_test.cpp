#include "core/layer/engine/engine.h"

#include "core/layer/engine/plan.h"
#include "core/layer/oracle.h"
#include "core/layer/pooling.h"
#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

namespace unfold::engine {
namespace {

using testing::Sizes;

// Several tiles and strips wide, several jobs high, blocks of 8, 4, 2 and 1 filters, sums of many terms.
std::vector<Sizes> large_sizes() {
  return {
      {{1, 3, 40, 113}, {15, 3, 3, 3}, {.pad = 1}},
      {{2, 3, 61, 70}, {8, 3, 7, 7}, {.stride = 2, .pad = 3, .pool = 3, .pool_stride = 2, .pool_pad = 1}},
      {{1, 1, 3, 1700}, {9, 1, 1, 5}, {.stride = 2, .pad = {0, 1, 0, 3}, .pool = 1, .pool_stride = 1}},
      {{1, 64, 12, 200}, {12, 64, 3, 3}, {.pad = 1, .pool = 3, .pool_stride = 1, .pool_pad = 1}},
      {{1, 6, 33, 65}, {6, 1, 5, 5}, {.pad = 2, .groups = 6, .pool_stride = 3, .pool_ceil = true}},
      {{1, 4, 50, 49}, {22, 2, 2, 3}, {.stride = 3, .pad = {1, 2, 3, 4}, .dilation = 2, .groups = 2}},
      {{1, 2, 90, 31},
       {5, 2, 4, 4},
       {.stride = 3, .dilation = 3, .pool = 4, .pool_stride = 1, .pool_dilation = 2}},
      {{1, 700, 5, 5}, {3, 700, 1, 1}, {.pool = 2, .pool_stride = 1, .pool_padding = PoolPadding::zeros}},
      {{1, 1, 300, 2}, {1, 1, 9, 2}, {.stride = 4, .pad = 1, .pool = 5, .pool_stride = 2, .pool_pad = 2}},
      {{1, 1, 30, 30}, {2, 1, 3, 3}, {.pool = 3, .pool_stride = 2, .pool_kind = PoolKind::average}},
  };
}

struct Result {
  std::vector<float> conv, pool;
  bool operator==(const Result& other) const {
    const auto same = [](const std::vector<float>& a, const std::vector<float>& b) {
      return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
    };
    return same(conv, other.conv) && same(pool, other.pool);
  }
};

Result run(Engine& engine, const Geometry& g, const LayerInput& in,
           Activation activation = Activation::none) {
  const LayerData layer{in.x->data.data(), in.W->data.data(), in.b ? in.b->data.data() : nullptr};
  // What is not written stays NaN.
  const float unset = std::numeric_limits<float>::quiet_NaN();
  Result result{std::vector<float>(static_cast<std::size_t>(g.N * g.FN * g.OH * g.OW), unset),
                std::vector<float>(static_cast<std::size_t>(g.N * g.FN * g.QH * g.QW), unset)};
  EXPECT_TRUE(engine.run(g, layer, activation, {}, result.conv.data(), result.pool.data()));
  return result;
}

// The pooling of the very conv that is there: exact.
void expect_pooled(const Geometry& g, const Result& result) {
  const Array pool = oracle_pooling(g, {{g.N, g.FN, g.OH, g.OW}, result.conv});
  for (std::size_t i = 0; i < pool.data.size(); ++i) {
    if (std::isnan(pool.data[i])) {
      ASSERT_TRUE(std::isnan(result.pool[i])) << i;
    } else {
      ASSERT_EQ(result.pool[i], pool.data[i]) << i;
    }
  }
}

void expect_right(const Geometry& g, const LayerInput& in, const Result& result) {
  const Array conv = oracle_convolution(g, *in.x, *in.W, in.b.get());
  // Values and weights lie within -1..1: a float32 sum of KG such terms is off by less than this.
  const double allowed =
      1e-7 * static_cast<double>(g.KG + 1) * std::sqrt(static_cast<double>(g.KG + 1)) + 1e-7;
  for (std::size_t i = 0; i < conv.data.size(); ++i)
    ASSERT_NEAR(static_cast<double>(result.conv[i]), static_cast<double>(conv.data[i]), allowed) << i;
  expect_pooled(g, result);
}

class EachSet : public ::testing::TestWithParam<InstructionSet> {};
INSTANTIATE_TEST_SUITE_P(Engine, EachSet, ::testing::ValuesIn(instruction_sets()),
                         [](const auto& set) -> std::string {
                           return set.param == InstructionSet::avx512 ? "avx512"
                                  : set.param == InstructionSet::avx2 ? "avx2"
                                                                      : "baseline";
                         });

TEST_P(EachSet, computes_every_layer_as_the_plain_loops_do) {
  Engine engine(2, GetParam());
  std::vector<Sizes> all = testing::swept_sizes(300);
  for (const Sizes& s : large_sizes()) all.push_back(s);
  for (std::size_t i = 0; i < all.size(); ++i) {
    SCOPED_TRACE(testing::words(all[i]));
    const Geometry g = testing::geometry_of(all[i]);
    const LayerInput in = testing::random_input(all[i], i % 3 != 0);
    expect_right(g, in, run(engine, g, in));
    if (HasFatalFailure()) return;
  }
}

TEST_P(EachSet, gives_the_same_bits_on_any_number_of_threads) {
  for (const Sizes& s : large_sizes()) {
    const Geometry g = testing::geometry_of(s);
    const LayerInput in = testing::random_input(s);
    Engine one(1, GetParam());
    const Result alone = run(one, g, in);
    for (int threads = 2; threads <= 4; ++threads) {
      Engine several(threads, GetParam());
      EXPECT_TRUE(run(several, g, in) == alone) << testing::words(s) << ", " << threads << " threads";
    }
  }
}

TEST_P(EachSet, keeps_a_NaN_and_an_infinity_where_they_belong) {
  for (const Sizes& s : large_sizes()) {
    SCOPED_TRACE(testing::words(s));
    const Geometry g = testing::geometry_of(s);
    LayerInput in = testing::random_input(s);
    Array x = *in.x;
    x.data[x.data.size() / 2] = std::numeric_limits<float>::quiet_NaN();
    x.data[x.data.size() / 5] = std::numeric_limits<float>::infinity();
    in.x = std::make_shared<const Array>(std::move(x));
    Engine engine(2, GetParam());
    const Result result = run(engine, g, in);
    const Array conv = oracle_convolution(g, *in.x, *in.W, in.b.get());
    for (std::size_t i = 0; i < conv.data.size(); ++i) {
      ASSERT_EQ(std::isnan(result.conv[i]), std::isnan(conv.data[i])) << i;
      if (std::isinf(conv.data[i])) {
        ASSERT_EQ(result.conv[i], conv.data[i]) << i;
      }
    }
    expect_pooled(g, result);
    // What a run leaves behind in the engine's room is not read by the next.
    const LayerInput clean = testing::random_input(s);
    expect_right(g, clean, run(engine, g, clean));
  }
}

TEST_P(EachSet, cuts_at_zero_before_it_pools) {
  const Sizes s = large_sizes()[0];
  const Geometry g = testing::geometry_of(s);
  LayerInput in = testing::random_input(s);
  Array b = *in.b;
  b.data[3] = std::numeric_limits<float>::quiet_NaN();
  in.b = std::make_shared<const Array>(std::move(b));
  Engine engine(2, GetParam());
  Result plain = run(engine, g, in);
  for (float& v : plain.conv) v = v < 0 ? 0 : v;
  const Result cut = run(engine, g, in, Activation::relu);
  for (std::size_t i = 0; i < plain.conv.size(); ++i) {
    if (std::isnan(plain.conv[i])) {
      ASSERT_TRUE(std::isnan(cut.conv[i])) << i;
    } else {
      ASSERT_EQ(cut.conv[i], plain.conv[i]) << i;
    }
  }
  expect_pooled(g, cut);
}

TEST_P(EachSet, takes_the_extent_of_any_count_of_values) {
  for (std::int64_t count = 1; count < 150; ++count) {
    std::vector<float> values;
    for (std::int64_t i = 0; i < count; ++i) values.push_back(static_cast<float>((i * 37 + 11) % 101 - 50));
    const Extent extent = kernels(GetParam()).extent(values.data(), count);
    EXPECT_EQ(extent.min, *std::min_element(values.begin(), values.end())) << count;
    EXPECT_EQ(extent.max, *std::max_element(values.begin(), values.end())) << count;
    EXPECT_EQ(extent.sum, std::accumulate(values.begin(), values.end(), 0.0F))
        << count;  // whole numbers: exact
  }
}

TEST(Engine, gives_the_same_bits_with_either_set_that_fuses_product_and_sum) {
  const std::vector<InstructionSet> sets = instruction_sets();
  if (sets.back() != InstructionSet::avx512) GTEST_SKIP() << "this processor has not both";
  Engine two(2, InstructionSet::avx2), five_hundred(2, InstructionSet::avx512);
  for (const Sizes& s : large_sizes()) {
    const Geometry g = testing::geometry_of(s);
    const LayerInput in = testing::random_input(s);
    EXPECT_TRUE(run(two, g, in) == run(five_hundred, g, in)) << testing::words(s);
  }
}

TEST(Engine, stops_when_it_is_told_to) {
  const Sizes s{{1, 3, 112, 112}, {32, 3, 3, 3}, {.pad = 1}};
  const Geometry g = testing::geometry_of(s);
  const LayerInput in = testing::random_input(s);
  const LayerData layer{in.x->data.data(), in.W->data.data(), nullptr};
  Engine engine(1);
  Floats conv = engine.room(g.N * g.FN * g.OH * g.OW), pool = engine.room(g.N * g.FN * g.QH * g.QW);
  int told = 0;
  const Progress stop = [&](double done) {
    EXPECT_GT(done, 0);
    EXPECT_LT(done, 1);
    return ++told < 2;
  };
  EXPECT_FALSE(engine.run(g, layer, Activation::none, stop, conv.data(), pool.data()));
  EXPECT_EQ(told, 2);
}

TEST(Engine, takes_its_maps_from_memory_that_was_given_back) {
  Engine engine(1);
  const float* first = nullptr;
  {
    const Floats maps = engine.room(1 << 20);
    first = maps.data();
  }
  Floats again = engine.room((1 << 20) - 5);
  EXPECT_EQ(again.data(), first);
  EXPECT_EQ(again.size(), (1U << 20) - 5);
  const Floats other = engine.room(1 << 20);
  EXPECT_NE(other.data(), first);
  again = {};
  const Floats small = engine.room(1 << 10);  // would let most of it lie idle
  EXPECT_NE(small.data(), first);
}

TEST(Engine, lends_large_maps_to_the_system_and_takes_them_again) {
  constexpr std::int64_t large = std::int64_t{20} << 20;
  Engine engine(1);
  const float* first = nullptr;
  {
    Floats maps = engine.room(large);
    maps.data()[large - 1] = 7;
    first = maps.data();
  }
  Floats again = engine.room(large - 5);
#if defined(__linux__)
  EXPECT_EQ(again.data(), first);
#endif
  again.data()[0] = 1;
  again.data()[large - 6] = 2;
  EXPECT_EQ(again[0], 1);
  EXPECT_EQ(again.begin()[large - 6], 2);
  const Floats other = engine.room(large);
  EXPECT_NE(other.data(), again.data());
}

TEST(Engine, leaves_maps_alone_that_outlive_it) {
  Floats maps;
  {
    Engine engine(2);
    maps = engine.room(100);
    maps.data()[99] = 7;
  }
  EXPECT_EQ(maps[99], 7);
}

TEST(Plan, gives_every_thread_a_part_and_covers_each_cell_once) {
  std::vector<Sizes> all = testing::swept_sizes(100, 5);
  for (const Sizes& s : large_sizes()) all.push_back(s);
  all.push_back({{1, 64, 28, 28}, {64, 64, 3, 3}, {.pad = 1}});
  all.push_back({{1, 512, 14, 14}, {512, 512, 3, 3}, {.pad = 1}});
  all.push_back({{1, 3, 224, 224}, {64, 3, 7, 7}, {.pad = 54, .dilation = 18}});
  all.push_back({{1, 3, 112, 112}, {64, 3, 3, 3}, {.pad = 1, .pool = 112, .pool_stride = 112}});
  for (const Sizes& s : all) {
    const Geometry g = testing::geometry_of(s);
    for (const int threads : {1, 2, 8}) {
      SCOPED_TRACE(testing::words(s) + ", " + std::to_string(threads) + " threads");
      const Plan plan(g, kernels(instruction_sets().back()), threads);
      std::vector<int> times(static_cast<std::size_t>(g.N * g.FN * g.OH));
      for (std::int64_t i = 0; i < plan.jobs(); ++i) {
        const Job job = plan.job(i);
        for (std::int64_t b = job.first_block; b < job.last_block; ++b) {
          const FilterBlock& block = plan.blocks[static_cast<std::size_t>(b)];
          for (std::int64_t f = block.first; f < block.first + block.count; ++f)
            for (std::int64_t row = job.first_row; row < job.last_row; ++row)
              ++times[static_cast<std::size_t>((job.n * g.FN + f) * g.OH + row)];
        }
      }
      EXPECT_TRUE(std::all_of(times.begin(), times.end(), [](int n) { return n == 1; }));
      if (g.M * g.K * g.FN > 20'000'000) {
        EXPECT_GE(plan.jobs(), threads);
      }
    }
  }
}

TEST(Plan, needs_no_more_room_where_strides_and_dilations_are_huge) {
  for (const Sizes& s : {Sizes{{1, 3, 9, 9}, {1, 3, 3, 3}, {.stride = 1 << 30, .pool = 1, .pool_stride = 1}},
                         Sizes{{1, 1, 50, 50}, {1, 1, 3, 3}, {.pad = 20'000, .dilation = 20'000}}}) {
    const Geometry g = testing::geometry_of(s);
    const Plan plan(g, kernels(instruction_sets().back()), 2);
    EXPECT_LE(plan.layout.ring, g.H);
    EXPECT_LE(plan.line, 3 * (g.OW + g.cols().extent() / g.stride + 3 * slack)) << testing::words(s);
    Engine engine(2);
    const LayerInput in = testing::random_input(s);
    expect_right(g, in, run(engine, g, in));
  }
}

TEST(Workers, run_each_job_once_round_after_round) {
  Workers workers(3);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::atomic<int>> times(static_cast<std::size_t>(round % 7));
    EXPECT_TRUE(
        workers.for_each(round % 7, {}, [&](int, std::int64_t i) { ++times[static_cast<std::size_t>(i)]; }));
    for (const auto& count : times) EXPECT_EQ(count, 1);
  }
}

TEST(Workers, pass_on_what_a_job_throws_and_go_on_working) {
  Workers workers(2);
  EXPECT_THROW(workers.for_each(8, {},
                                [](int, std::int64_t i) {
                                  if (i == 5) throw Error("five");
                                }),
               Error);
  std::atomic<int> done = 0;
  EXPECT_TRUE(workers.for_each(8, {}, [&](int, std::int64_t) { ++done; }));
  EXPECT_EQ(done, 8);
}

}  // namespace
}  // namespace unfold::engine
