#include "app/view/kept/kept_kind.h"

#include <gtest/gtest.h>

#include <string>

namespace unfold::view {
namespace {

TEST(KeptKind, IsToldByTheEndingInEitherCase) {
  EXPECT_EQ(kept_kind("a.png"), KeptKind::png);
  EXPECT_EQ(kept_kind("a.SVG"), KeptKind::svg);
  EXPECT_EQ(kept_kind("a.b.npy"), KeptKind::npy);
  EXPECT_EQ(kept_kind("steps.Gif"), KeptKind::gif);
  EXPECT_EQ(kept_kind("a%d.png"), KeptKind::numbered);
  EXPECT_EQ(kept_kind("a%s.png"), KeptKind::png) << "no number has room in it";
  EXPECT_EQ(kept_kind("a.avi"), KeptKind::none);
  EXPECT_EQ(kept_kind("png"), KeptKind::none);
}

TEST(KeptKind, IsAFilmATensorOrAPicture) {
  for (std::size_t i = 0; i < kept_endings.size(); ++i) {
    const auto kind = static_cast<KeptKind>(i);
    EXPECT_EQ(kept_kind(std::string("a") + ending_of(kind)), kind);
    EXPECT_EQ(is_tensor(kind), kind == KeptKind::npy || kind == KeptKind::csv);
    EXPECT_EQ(is_film(kind), i >= 4) << ending_of(kind);
  }
  EXPECT_FALSE(is_film(KeptKind::none));
}

}  // namespace
}  // namespace unfold::view
