#include "core/layer/slide.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace unfold {
namespace {

template <typename Each> void for_every_slide(const Each& each) {
  for (std::int64_t size = 1; size <= 6; ++size)
    for (std::int64_t before = 0; before <= 2; ++before)
      for (std::int64_t after = 0; after <= 2; after += 2)
        for (std::int64_t window = 1; window <= 4; ++window)
          for (std::int64_t stride = 1; stride <= 4; ++stride)
            for (std::int64_t dilation = 1; dilation <= 4; ++dilation)
              for (std::int64_t count = 1; count <= 4; ++count)
                each(Slide{size, before, after, window, stride, dilation, count});
}

TEST(Slide, a_place_is_read_by_exactly_the_windows_that_have_a_cell_there) {
  for_every_slide([](const Slide& s) {
    for (std::int64_t place = 0; place < s.padded() + 4; ++place) {
      std::set<std::pair<std::int64_t, std::int64_t>> right, found;
      for (std::int64_t i = 0; i < s.count; ++i)
        for (std::int64_t k = 0; k < s.window; ++k)
          if (i * s.stride + k * s.dilation == place) right.insert({i, k});
      const Readers readers = unfold::readers(s, place);
      ASSERT_EQ(readers.cell.count, readers.window.count);
      for (std::int64_t j = 0; j < readers.count(); ++j)
        found.insert({readers.window.at(j), readers.cell.at(j)});
      ASSERT_EQ(found, right) << s.window << " s" << s.stride << " d" << s.dilation << " at " << place;
    }
  });
}

TEST(Slide, the_cells_of_a_window_on_the_axis_and_in_its_padding_are_those_whose_places_lie_there) {
  for_every_slide([](const Slide& s) {
    for (std::int64_t i = 0; i < s.count; ++i) {
      std::set<std::int64_t> on, within, on_found, within_found;
      for (std::int64_t k = 0; k < s.window; ++k) {
        const std::int64_t place = i * s.stride + k * s.dilation;
        if (place >= s.before && place < s.before + s.size) on.insert(k);
        if (place < s.before + s.size + s.after) within.insert(k);
      }
      const Progression a = cells_on(s, i), b = cells_within(s, i);
      for (std::int64_t j = 0; j < a.count; ++j) on_found.insert(a.at(j));
      for (std::int64_t j = 0; j < b.count; ++j) within_found.insert(b.at(j));
      ASSERT_EQ(on_found, on);
      ASSERT_EQ(within_found, within);
    }
  });
}

TEST(Slide, two_windows_share_a_cell_where_one_place_is_in_both) {
  for_every_slide([](const Slide& s) {
    for (std::int64_t i = 0; i < s.count; ++i) {
      for (std::int64_t j = 0; j < s.count; ++j) {
        bool right = false;
        for (std::int64_t k = 0; k < s.window; ++k)
          for (std::int64_t l = 0; l < s.window; ++l) right = right || s.place(i, k) == s.place(j, l);
        ASSERT_EQ(share_cells(s, i, j), right);
      }
    }
  });
}

}  // namespace
}  // namespace unfold
