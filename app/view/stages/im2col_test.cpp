#include "app/view/layout.h"
#include "app/view/stages/loop_slice.h"
#include "app/view/stages/stage_view.h"
#include "assets/assets.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace unfold::view {
namespace {

// Wider than the real fonts: what fits here fits there.
struct FixedMeasure final : TextMeasure {
  [[nodiscard]] float width(std::string_view text, Face, float size) const override {
    float w = 0;
    for (std::size_t i = 0; i < text.size();) {
      const auto c = static_cast<unsigned char>(text[i]);
      const std::size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
      w += size * (c >= 0xE3 ? 1.0F : 0.6F);
      i += bytes;
    }
    return w;
  }
};

struct Sizes {
  std::int64_t N, C, H, W, FH, FW, stride;
  Sides pad;
  std::int64_t dilation = 1;
};

Array values(const Shape& shape) {
  Array array{shape, std::vector<float>(static_cast<std::size_t>(shape.count()))};
  for (std::size_t i = 0; i < array.data.size(); ++i)
    array.data[i] = static_cast<float>((i * 37) % 101) / 100;
  return array;
}

std::shared_ptr<const Walkthrough> layer(const Sizes& s) {
  LayerInput input;
  input.x = std::make_shared<const Array>(values({s.N, s.C, s.H, s.W}));
  input.W = std::make_shared<const Array>(values({2, s.C, s.FH, s.FW}));
  input.params.stride = s.stride;
  input.params.pad = s.pad;
  input.params.dilation = s.dilation;
  input.params.pool = 1;
  input.params.pool_stride = 1;
  return Walkthrough::compute(std::move(input));
}

const std::vector<Sizes>& geometries() {
  static const std::vector<Sizes> all{{1, 1, 3, 3, 3, 3, 1, 1},     {10, 3, 7, 7, 3, 3, 1, 1},
                                      {1, 3, 224, 224, 7, 7, 2, 3}, {1, 3, 224, 224, 3, 3, 1, 1},
                                      {1, 3, 32, 48, 11, 11, 4, 2}, {1, 2, 40, 30, 1, 1, 1, 0},
                                      {1, 3, 60, 20, 3, 5, 7, 0},   {2, 1, 9, 12, 2, 3, 2, 1},
                                      {1, 3, 700, 900, 5, 5, 3, 2}, {1, 1, 1, 1, 1, 1, 1, 0},
                                      {1, 1, 5, 4, 5, 4, 1, 0},     {1, 3, 3, 300, 3, 3, 1, 1},
                                      {1, 1, 6, 5, 3, 3, 1, 2, 2},  {1, 3, 30, 40, 3, 3, 2, {0, 1, 4, 3}, 3}};
  return all;
}

const std::array<std::pair<Stage, const StageView*>, 4> views{{{Stage::input, &input_view},
                                                               {Stage::pad, &pad_view},
                                                               {Stage::allocate, &allocate_view},
                                                               {Stage::im2col, &im2col_view}}};

std::string described(const Sizes& s, Stage stage, Vec2 window) {
  return std::string(name(stage)) + " of " + std::to_string(s.H) + "x" + std::to_string(s.W) + " under " +
         std::to_string(s.FH) + "x" + std::to_string(s.FW) + " stride " + std::to_string(s.stride) + " pad " +
         to_string(s.pad) + " dilation " + std::to_string(s.dilation) + " in " +
         std::to_string(static_cast<int>(window.x));
}

struct Drawn {
  Scene scene;
  Layout layout;
};

Drawn drawn(const std::shared_ptr<const Walkthrough>& walkthrough, Stage stage, const StageView& view,
            std::int64_t step, Vec2 window, const ViewOptions& options, double motion = 1) {
  const Document document;
  Playback playback;
  playback.at = {stage, step};
  const Texts texts(options.language);
  const StageContext context{
      walkthrough, document, playback, options, texts, motion, view.subject(*walkthrough, playback, options),
      false};
  Drawn d{{}, make_layout(window, options.present)};
  const Theme theme = make_theme(options.theme);
  const FixedMeasure measure;
  Painter painter(d.scene, theme, d.layout.type, measure, 1, {0, 0, window.x, window.y});
  (options.present ? view.draw_present : view.draw)(painter, context, d.layout.content);
  const StageStory story = view.tell(context);
  EXPECT_FALSE(story.title.empty());
  EXPECT_FALSE(story.words.empty());
  EXPECT_FALSE(story.code.empty());
  return d;
}

void for_every_scene(const auto& check) {
  for (const Sizes& s : geometries()) {
    const std::shared_ptr<const Walkthrough> walkthrough = layer(s);
    for (const auto& [stage, view] : views) {
      for (const Vec2 window : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}}) {
        for (const bool present : {false, true}) {
          for (const Language language : {Language::en, Language::ja}) {
            ViewOptions options;
            options.present = present;
            options.language = language;
            SCOPED_TRACE(described(s, stage, window) + (present ? " present" : "") +
                         (language == Language::ja ? " ja" : " en"));
            const std::int64_t last = step_count(walkthrough->geometry(), stage, {}) - 1;
            check(drawn(walkthrough, stage, *view, last / 2, window, options), *walkthrough, present);
          }
        }
      }
    }
  }
}

void expect_sound(const Rect& r) {
  EXPECT_TRUE(std::isfinite(r.x) && std::isfinite(r.y) && std::isfinite(r.w) && std::isfinite(r.h));
  EXPECT_GE(r.w, 0);
  EXPECT_GE(r.h, 0);
}

TEST(StagesToIm2col, DrawNothingThatIsNotANumberAndNoNegativeRectangle) {
  for_every_scene([](const Drawn& d, const Walkthrough&, bool) {
    for (const Item& item : d.scene.items) {
      std::visit(
          [](const auto& i) {
            if constexpr (requires { i.at; }) {
              expect_sound(i.at);
            } else if constexpr (requires { i.baseline; }) {
              EXPECT_TRUE(std::isfinite(i.baseline.x) && std::isfinite(i.baseline.y));
            }
          },
          item);
    }
    for (const Hit& hit : d.scene.hits) expect_sound(hit.at);
  });
}

TEST(StagesToIm2col, KeepTheirTextInsideTheirBoxAndLargeInPresentMode) {
  const FixedMeasure measure;
  for_every_scene([&](const Drawn& d, const Walkthrough&, bool present) {
    for (const Item& item : d.scene.items) {
      const auto* text = std::get_if<TextItem>(&item);
      if (text == nullptr) continue;
      const float right = text->baseline.x + measure.width(text->text, text->face, text->size);
      const Rect& box = d.layout.content;
      EXPECT_GE(text->baseline.x, box.x - 8) << text->text;
      EXPECT_LE(right, box.right() + 10) << text->text;
      EXPECT_LE(text->baseline.y, box.bottom() + 6) << text->text;
      EXPECT_GE(text->size, present ? 27 : 11) << text->text;
    }
  });
}

TEST(StagesToIm2col, BlocksOfCellsFindTheCellsTheyShow) {
  for_every_scene([](const Drawn& d, const Walkthrough& walkthrough, bool) {
    int blocks = 0;
    for (const Hit& hit : d.scene.hits) {
      const auto* block = std::get_if<CellHit>(&hit.what);
      if (block == nullptr || block->cell_w < 0.01F || block->cell_h < 0.01F) continue;
      ++blocks;
      for (const Vec2 part : {Vec2{0.03F, 0.06F}, Vec2{0.5F, 0.5F}, Vec2{0.96F, 0.93F}}) {
        const Vec2 p{hit.at.x + hit.at.w * part.x, hit.at.y + hit.at.h * part.y};
        const CellRef cell = cell_at(hit.at, *block, p);
        const Shape shape = walkthrough.shape(cell.tensor);
        for (int axis = 0; axis < shape.rank(); ++axis) {
          EXPECT_GE(cell.at[axis], 0);
          EXPECT_LT(cell.at[axis], shape[axis]);
        }
        EXPECT_EQ(cell_at(hit.at, *block, rect_of(hit.at, *block, cell).centre()), cell);
      }
    }
    EXPECT_GT(blocks, 0);
  });
}

TEST(Slice, LightsExactlyTheSourcesOfItsPlane) {
  for (const Sizes& s : {geometries()[0], geometries()[4], geometries()[6], geometries()[7], geometries()[10],
                         geometries()[12], geometries()[13]}) {
    const Geometry g = make_geometry(
        {s.N, s.C, s.H, s.W}, {2, s.C, s.FH, s.FW},
        {.stride = s.stride, .pad = s.pad, .dilation = s.dilation, .pool = 1, .pool_stride = 1});
    for (std::int64_t step = 0; step < g.FH * g.FW; ++step) {
      const loop::Slice slice = loop::slice_of(g, step);
      std::set<std::pair<std::int64_t, std::int64_t>> sources_of_plane, lit;
      for (std::int64_t oy = 0; oy < g.OH; ++oy) {
        for (std::int64_t ox = 0; ox < g.OW; ++ox) {
          const Index at =
              sources(g, false, {TensorId::col6, {0, 0, slice.y, slice.x, oy, ox}}).front().first;
          sources_of_plane.insert({at[2], at[3]});
        }
      }
      for (std::int64_t r = 0; r < g.HP; ++r) {
        for (std::int64_t c = 0; c < g.WP; ++c) {
          if (slice.lit(r, c)) lit.insert({r, c});
        }
      }
      EXPECT_EQ(lit, sources_of_plane);
      EXPECT_EQ(slice.y * g.FW + slice.x, step);
    }
  }
}

TEST(Slice, KnowsTheRowsThatNoWindowReads) {
  const Geometry photo = make_geometry({1, 3, 224, 224}, {64, 3, 7, 7}, {.stride = 2, .pad = 3});
  EXPECT_EQ(loop::unread_rows(photo), (std::vector<loop::Band>{{229, 1}}));
  EXPECT_EQ(loop::unread_cols(photo), (std::vector<loop::Band>{{229, 1}}));
  const Geometry gaps =
      make_geometry({1, 1, 12, 12}, {1, 1, 3, 3}, {.stride = 5, .pad = 0, .pool = 1, .pool_stride = 1});
  EXPECT_EQ(loop::unread_rows(gaps), (std::vector<loop::Band>{{3, 2}, {8, 4}}));
}

TEST(Slice, ListsTheRowsAsAPersonWould) {
  EXPECT_EQ(loop::listed(3, 2, 112), "3, 5, 7 … 225");
  EXPECT_EQ(loop::listed(1, 1, 3), "1, 2, 3");
  EXPECT_EQ(loop::listed(4, 1, 1), "4");
}

TEST(Im2colCode, FitsTheNarrowestPanel) {
  const std::shared_ptr<const Walkthrough> walkthrough = layer(geometries()[2]);
  const Document document;
  const Playback playback{.at = {Stage::im2col, 23}, .orders = {}};
  const ViewOptions options;
  const Texts texts(Language::en);
  const StageContext context{walkthrough, document, playback, options, texts, 1, {}, false};
  Scene scene;
  const Theme theme = make_theme(ThemeName::dark);
  const FixedMeasure measure;
  const Painter painter(scene, theme, desk_type(1), measure, 1, {});
  for (const Im2colLine line : {Im2colLine::pad, Im2colLine::allocate, Im2colLine::loop,
                                Im2colLine::transpose, Im2colLine::reshape}) {
    bool running = false;
    for (const CodeLine& l : im2col_code(context, line)) {
      running = running || l.running;
      const TextStyle mono{12, Face::mono, {}};
      EXPECT_LE(painter.rich_width(l.markup, mono) + painter.rich_width(l.value, mono), 264) << l.markup;
    }
    EXPECT_TRUE(running);
  }
}

TEST(Im2colTexts, SayTheSameThingsInBothLanguages) {
  std::array<std::set<std::string>, 2> keys;
  for (const Asset& asset : assets()) {
    const bool en = asset.name == "texts/en/im2col.json", ja = asset.name == "texts/ja/im2col.json";
    if (!en && !ja) continue;
    const char* begin = static_cast<const char*>(static_cast<const void*>(asset.bytes.data()));
    const nlohmann::json file = nlohmann::json::parse(begin, begin + asset.bytes.size());
    for (const auto& [key, value] : file.items()) keys[ja ? 1 : 0].insert(key);
  }
  EXPECT_FALSE(keys[0].empty());
  EXPECT_EQ(keys[0], keys[1]);
}

}  // namespace
}  // namespace unfold::view
