#include "app/cli/map_options.h"

#include "app/cli/command_line.h"
#include "core/base/error.h"

#include <gtest/gtest.h>

namespace unfold::cli {
namespace {

TEST(MapOptions, AreReadInAnyOrder) {
  const MapOptions o = parse_map_options("compare=3,order=spread,channel=-1,range=tensor,colors=viridis");
  EXPECT_EQ(o.order, MapOrder::spread);
  EXPECT_EQ(o.compare, 3);
  EXPECT_EQ(o.channel, -1);
  EXPECT_EQ(o.range, view::ValueRange::per_tensor);
  EXPECT_EQ(o.colors, view::Colors::viridis);
  EXPECT_FALSE(o.filter);
}

TEST(MapOptions, AreRefusedInWordsOrNumbersThatMeanNothing) {
  for (const char* text : {"", "order", "order=", "order=size", "filter=-1", "filter=x", "image=1.5", "hue=3",
                           "compare=3,,order=mean"})
    EXPECT_THROW(static_cast<void>(parse_map_options(text)), UsageError) << text;
}

TEST(MapOptions, LookAtWhatTheLayerHas) {
  const Geometry g = make_geometry({2, 3, 8, 8}, {5, 3, 3, 3}, {});
  view::ViewOptions options;
  set_map_options(parse_map_options("filter=4,compare=2,image=1,channel=2,order=mean"), g, options);
  EXPECT_EQ(options.filter, 4);
  EXPECT_EQ(options.compare, 2);
  EXPECT_EQ(options.image, 1);
  EXPECT_EQ(options.channel, 2);
  EXPECT_EQ(options.map_order, MapOrder::mean);
  for (const char* text : {"filter=5", "compare=5", "image=2", "channel=3"})
    EXPECT_THROW(set_map_options(parse_map_options(text), g, options), Error) << text;
}

}  // namespace
}  // namespace unfold::cli
