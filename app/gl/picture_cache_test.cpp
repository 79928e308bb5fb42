#include "app/gl/picture_cache.h"

#include "app/gl/errors.h"

#include <gtest/gtest.h>

#include <GLFW/glfw3.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace unfold::gl {
namespace {

constexpr double all_the_time = std::numeric_limits<double>::infinity();

// Each texel says where it lies.
float texel(std::int64_t x, std::int64_t y) { return static_cast<float>(x) + static_cast<float>(y) / 1024; }

view::Picture ramp(std::uint64_t id, std::int64_t width, std::int64_t height) {
  view::Picture picture;
  picture.id = id;
  picture.width = width;
  picture.height = height;
  using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;
  picture.fill = std::make_shared<const Fill>(
      [](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
        for (std::int64_t y = y0; y < y0 + h; ++y)
          for (std::int64_t x = x0; x < x0 + w; ++x) *out++ = texel(x, y);
      });
  return picture;
}

view::PictureItem item_of(const view::Picture& picture, view::Rect at) {
  view::PictureItem item;
  item.at = at;
  item.picture = picture;
  item.sw = static_cast<double>(picture.width);
  item.sh = static_cast<double>(picture.height);
  return item;
}

// A context without a window to see, one for all the tests: a virtual screen may start anew when its last
// window goes.
class PictureCacheTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    ASSERT_EQ(glfwInit(), GLFW_TRUE) << "these tests need a display; xvfb-run lends one";
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    GLFWwindow* window = glfwCreateWindow(64, 64, "test", nullptr, nullptr);
    ASSERT_NE(window, nullptr);
    glfwMakeContextCurrent(window);
    ASSERT_NE(gladLoadGL(glfwGetProcAddress), 0);
  }
  static void TearDownTestSuite() { glfwTerminate(); }
  void TearDown() override { EXPECT_EQ(take_error(), std::nullopt); }

  // The value that the quads show at a device pixel; NaN where there is none. The last quad is on top.
  static float value_at(const std::vector<Quad>& quads, double x, double y) {
    float value = std::numeric_limits<float>::quiet_NaN();
    for (const Quad& quad : quads) {
      if (x < static_cast<double>(quad.at.x) || x >= static_cast<double>(quad.at.right()) ||
          y < static_cast<double>(quad.at.y) || y >= static_cast<double>(quad.at.bottom()))
        continue;
      GLint w = 0;
      GLint h = 0;
      glBindTexture(GL_TEXTURE_2D, quad.texture);
      glGetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_WIDTH, &w);
      glGetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_HEIGHT, &h);
      EXPECT_LE(std::max(w, h), 1024);  // what OpenGL 3.3 promises
      std::vector<float> texels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h));
      glGetTexImage(GL_TEXTURE_2D, 0, GL_RED, GL_FLOAT, texels.data());
      const double u = quad.u0 + (quad.u1 - quad.u0) * (x - quad.at.x) / quad.at.w;
      const double v = quad.v0 + (quad.v1 - quad.v0) * (y - quad.at.y) / quad.at.h;
      const auto tx = static_cast<std::size_t>(u * w);
      const auto ty = static_cast<std::size_t>(v * h);
      value = texels[ty * static_cast<std::size_t>(w) + tx];
    }
    return value;
  }
};

constexpr view::Rect screen{0, 0, 800, 600};

TEST_F(PictureCacheTest, AnEnlargedPictureShowsItsOwnTexels) {
  PictureCache cache({});
  cache.begin_frame(all_the_time);
  std::vector<Quad> quads;
  cache.append_quads(item_of(ramp(1, 20, 15), {40, 30, 400, 300}), {40, 30, 400, 300}, screen, quads);
  for (const auto& [x, y] : {std::pair{0, 0}, {19, 14}, {7, 3}})
    EXPECT_EQ(value_at(quads, 40 + x * 20 + 10, 30 + y * 20 + 10), texel(x, y)) << x << ", " << y;
  EXPECT_TRUE(std::isnan(value_at(quads, 39.5, 100)));
}

TEST_F(PictureCacheTest, AMatrixTallerThanATextureShowsToItsLastRow) {
  PictureCache cache({});
  for (const std::int64_t rows : {std::int64_t{50176}, std::int64_t{8028160}}) {
    // As a whole: each pixel is the mean of its rows.
    cache.begin_frame(all_the_time);
    std::vector<Quad> quads;
    const view::Picture picture = ramp(static_cast<std::uint64_t>(rows), 4, rows);
    cache.append_quads(item_of(picture, {0, 0, 40, 600}), {0, 0, 40, 600}, screen, quads);
    EXPECT_FALSE(cache.pending());
    const double per_pixel = static_cast<double>(rows) / 600;
    for (const int y : {0, 255, 256, 599})
      EXPECT_NEAR(static_cast<double>(value_at(quads, 15, y + 0.5)), 1 + (y + 0.5) * per_pixel / 1024,
                  per_pixel / 1024 * 0.6 + 1e-3)
          << "pixel " << y << " of " << rows << " rows";
    // The last rows, enlarged.
    view::PictureItem last = item_of(picture, {0, 0, 40, 100});
    last.sy = static_cast<double>(rows - 10);
    last.sh = 10;
    cache.begin_frame(all_the_time);
    quads.clear();
    cache.append_quads(last, last.at, screen, quads);
    EXPECT_EQ(value_at(quads, 35, 95), texel(3, rows - 1));
    EXPECT_EQ(value_at(quads, 35, 5), texel(3, rows - 10));
  }
}

TEST_F(PictureCacheTest, OnlyWhatIsOnTheScreenIsMade) {
  PictureCache cache({});
  cache.begin_frame(all_the_time);
  std::vector<Quad> quads;
  const view::PictureItem item = item_of(ramp(1, 100'000, 100'000), {-50'000, -50'000, 100'000, 100'000});
  cache.append_quads(item, item.at, screen, quads);
  EXPECT_EQ(value_at(quads, 400, 300), texel(50'400, 50'300));
  EXPECT_LT(cache.bytes(), std::size_t{6} << 20U);
}

TEST_F(PictureCacheTest, APictureIsMadeOnce) {
  int asked = 0;
  view::Picture picture = ramp(9, 8, 8);
  using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;
  picture.fill = std::make_shared<const Fill>(
      [&asked](std::int64_t, std::int64_t, std::int64_t w, std::int64_t h, float* out) {
        ++asked;
        std::fill(out, out + w * h, 1.0F);
      });
  PictureCache cache({});
  for (int frame = 0; frame < 5; ++frame) {
    cache.begin_frame(10);
    std::vector<Quad> quads;
    cache.append_quads(item_of(picture, {0, 0, 80, 80}), {0, 0, 80, 80}, screen, quads);
    EXPECT_EQ(quads.size(), 1U);
    cache.end_frame();
  }
  EXPECT_EQ(asked, 1);
}

TEST_F(PictureCacheTest, ANewLayersPicturesOverwriteThoseThatNobodySees) {
  PictureCache cache({});
  std::vector<Quad> quads;
  const auto frame = [&](std::uint64_t id) {
    quads.clear();
    cache.begin_frame(all_the_time);
    cache.append_quads(item_of(ramp(id, 50, 40), screen), screen, screen, quads);
    cache.append_quads(item_of(ramp(100, 50, 40), screen), screen, screen, quads);  // stays
    cache.end_frame();
    return quads[0].texture;
  };
  const GLuint first = frame(1);
  const GLuint stays = quads[1].texture;
  cache.outdate();
  const GLuint second = frame(2);
  EXPECT_NE(second, first) << "the frame before may still be drawn from it";
  frame(2);
  cache.outdate();
  EXPECT_EQ(frame(3), first);
  EXPECT_EQ(value_at({quads.begin(), quads.begin() + 1}, 4, 7), texel(0, 0));
  EXPECT_EQ(quads[1].texture, stays);
  const std::size_t bytes = cache.bytes();
  for (std::uint64_t id = 4; id < 40; ++id) {
    cache.outdate();
    frame(id);
    frame(id);
  }
  EXPECT_LE(cache.bytes(), 2 * bytes);
}

// Waits until the worker has something, at most ten seconds.
class Alarm {
 public:
  void ring() {
    const std::scoped_lock lock(mutex_);
    rung_ = true;
    changed_.notify_all();
  }
  bool wait() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return std::exchange(rung_, false); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
};

TEST_F(PictureCacheTest, WhatAFrameHasNoTimeForComesFromTheWorker) {
  Alarm alarm;
  PictureCache cache([&] { alarm.ring(); });
  const view::PictureItem item = item_of(ramp(3, 64, 64), {0, 0, 640, 640});
  std::vector<Quad> quads;
  cache.begin_frame(0);
  cache.append_quads(item, item.at, screen, quads);
  EXPECT_TRUE(quads.empty());
  EXPECT_TRUE(cache.pending());
  cache.end_frame();
  ASSERT_TRUE(alarm.wait());
  EXPECT_TRUE(cache.arrived());
  cache.begin_frame(0);
  cache.append_quads(item, item.at, screen, quads);
  EXPECT_FALSE(cache.pending());
  EXPECT_EQ(value_at(quads, 5, 5), texel(0, 0));
}

TEST_F(PictureCacheTest, WhatAFrameSaysItWantsIsMadeForItByAllThreads) {
  std::atomic<int> asked = 0;
  const auto counted = [&](std::uint64_t id) {
    view::Picture picture = ramp(id, 60, 50);
    using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;
    picture.fill = std::make_shared<const Fill>(
        [&asked, id](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
          ++asked;
          for (std::int64_t y = y0; y < y0 + h; ++y)
            for (std::int64_t x = x0; x < x0 + w; ++x) *out++ = texel(x, y) + 100 * static_cast<float>(id);
        });
    return picture;
  };
  const auto at = [](std::uint64_t id) {
    return view::Rect{static_cast<float>(id % 8) * 60, static_cast<float>(id / 8) * 50, 60, 50};
  };
  PictureCache cache({}, 4);
  cache.begin_frame(10'000);
  for (std::uint64_t id = 0; id < 64; ++id) {
    for (int again = 0; again < 2; ++again) cache.want(item_of(counted(id + 1), at(id)), at(id), screen);
  }
  cache.make();
  EXPECT_EQ(asked, 64) << "each once, however often it is wanted";
  std::vector<Quad> quads;
  for (std::uint64_t id = 0; id < 64; ++id)
    cache.append_quads(item_of(counted(id + 1), at(id)), at(id), screen, quads);
  EXPECT_FALSE(cache.pending());
  EXPECT_EQ(asked, 64);
  for (const std::uint64_t id : {0U, 9U, 63U}) {
    EXPECT_EQ(value_at(quads, at(id).x + 30.5, at(id).y + 20.5),
              texel(30, 20) + 100 * static_cast<float>(id + 1));
  }
  cache.end_frame();
}

TEST_F(PictureCacheTest, WhatThereIsNoTimeForIsNotMadeWithinTheFrame) {
  PictureCache cache({}, 2);
  const view::PictureItem item = item_of(ramp(7, 64, 64), {0, 0, 640, 640});
  cache.begin_frame(0);
  cache.want(item, item.at, screen);
  cache.make();
  std::vector<Quad> quads;
  cache.append_quads(item, item.at, screen, quads);
  EXPECT_TRUE(quads.empty());
  EXPECT_TRUE(cache.pending());
}

TEST_F(PictureCacheTest, UntilTheNewSizeIsThereTheOldOneStandsIn) {
  Alarm alarm;
  PictureCache cache([&] { alarm.ring(); });
  const view::Picture picture = ramp(4, 1000, 1000);
  std::vector<Quad> quads;
  cache.begin_frame(all_the_time);
  cache.append_quads(item_of(picture, {0, 0, 200, 200}), {0, 0, 200, 200}, screen, quads);
  cache.end_frame();
  quads.clear();
  cache.begin_frame(0);
  cache.append_quads(item_of(picture, {0, 0, 250, 250}), {0, 0, 250, 250}, screen, quads);
  EXPECT_TRUE(cache.pending());
  EXPECT_NEAR(static_cast<double>(value_at(quads, 125.5, 125.5)), 502, 5);
}

TEST_F(PictureCacheTest, TheMemoryIsBounded) {
  PictureCache cache({});
  for (std::uint64_t id = 1; id <= 200; ++id) {
    cache.begin_frame(all_the_time);
    std::vector<Quad> quads;
    cache.append_quads(item_of(ramp(id, 800, 600), screen), screen, screen, quads);
    EXPECT_EQ(quads.size(), 12U);
  }
  EXPECT_LT(cache.bytes(), std::size_t{262} << 20U);
}

TEST_F(PictureCacheTest, WhatIsNoLongerWantedIsNotMade) {
  Alarm alarm;
  std::mutex gate;
  std::map<std::uint64_t, int> made;
  std::mutex counts;
  const auto slow = [&](std::uint64_t id) {
    view::Picture picture = ramp(id, 4, 4);
    using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;
    picture.fill = std::make_shared<const Fill>(
        [&, id](std::int64_t, std::int64_t, std::int64_t w, std::int64_t h, float* out) {
          const std::scoped_lock both(gate);
          const std::scoped_lock lock(counts);
          ++made[id];
          std::fill(out, out + w * h, 0.0F);
        });
    return picture;
  };
  PictureCache cache([&] { alarm.ring(); }, 1);
  std::vector<Quad> quads;
  gate.lock();
  cache.begin_frame(0);
  cache.append_quads(item_of(slow(1), screen), screen, screen, quads);
  cache.end_frame();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the worker has begun with 1
  cache.begin_frame(0);
  cache.append_quads(item_of(slow(2), screen), screen, screen, quads);
  cache.end_frame();
  cache.begin_frame(0);
  cache.append_quads(item_of(slow(3), screen), screen, screen, quads);
  cache.end_frame();
  gate.unlock();
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(alarm.wait());
    const std::scoped_lock lock(counts);
    if (made.contains(3)) break;
  }
  const std::scoped_lock lock(counts);
  EXPECT_EQ(made[2], 0);
  EXPECT_EQ(made[3], 1);
}

}  // namespace
}  // namespace unfold::gl
