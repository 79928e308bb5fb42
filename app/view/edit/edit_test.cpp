#include "app/view/edit/field.h"
#include "app/view/test_support.h"
#include "app/view/trace/trace_line.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

constexpr Vec2 desk{1280, 800};

// A window whose loader answers at once.
class Desk {
 public:
  explicit Desk(const std::string& lesson) {
    Choice choice;
    choice.lesson = lesson;
    load_and_accept(choice);
  }
  void then(const Action& action) {
    const Effects effects = apply(state, action);
    if (effects.load) load_and_accept(*effects.load);
  }
  void type(const std::string& text) { then(act::TypeText{text}); }
  [[nodiscard]] float at(const CellRef& cell) const { return state.walkthrough->at(cell); }
  [[nodiscard]] Scene overlay() const {
    return build_window(state, Texts(state.options.language), testing::FixedMeasure(), desk).overlay;
  }

  State state;

 private:
  void load_and_accept(const Choice& choice) {
    auto document = std::make_shared<Document>(load(choice));
    accept(state, choice, document, Walkthrough::compute(document->input));
  }
};

CellRef x(std::int64_t h, std::int64_t w) { return {TensorId::x, {0, 0, h, w}}; }

bool says(const Scene& scene, const std::string& words) {
  for (const Item& item : scene.items)
    if (const auto* text = std::get_if<TextItem>(&item))
      if (text->text.find(words) != std::string::npos) return true;
  return false;
}

TEST(Edit, ATypedNumberIsInTheLayerAtOnceAndInAllItsCopies) {
  Desk d("toy");
  d.then(act::EditCell{x(1, 2)});
  ASSERT_TRUE(d.state.editing);
  EXPECT_EQ(d.state.editing->text, "0.68446475") << "what stands there, all of it chosen";
  d.type("-1.5");
  d.then(act::ApplyEdit{});
  EXPECT_FALSE(d.state.editing);
  EXPECT_EQ(d.at(x(1, 2)), -1.5F);
  const Geometry& g = d.state.walkthrough->geometry();
  int copies = 0;
  for (std::int64_t i = 0; i < g.M * g.K; ++i) {
    const CellRef cell{TensorId::col, unflatten({g.M, g.K}, i)};
    const EditOrigin origin = edit_origin(g, cell);
    if (!origin.possible() || origin.cell != x(1, 2)) continue;
    ++copies;
    EXPECT_EQ(d.at(cell), -1.5F);
  }
  EXPECT_EQ(copies, 6);
  EXPECT_EQ(d.state.pinned, x(1, 2)) << "and it goes on being explained";
}

TEST(Edit, EscapeLeavesTheNumberAsItWas) {
  Desk d("toy");
  const float before = d.at(x(0, 0));
  d.then(act::EditCell{x(0, 0)});
  d.type("7");
  d.then(act::Escape{});
  EXPECT_FALSE(d.state.editing);
  EXPECT_EQ(d.at(x(0, 0)), before);
  d.then(act::EditCell{x(0, 0)});
  d.then(act::NudgeEdit{3});
  EXPECT_NE(d.at(x(0, 0)), before) << "winding shows at once";
  d.then(act::Escape{});
  EXPECT_EQ(d.at(x(0, 0)), before);
  EXPECT_TRUE(d.state.choice.edits.empty());
}

TEST(Edit, NonsenseIsRefusedInOneLineAndTheFieldStays) {
  Desk d("toy");
  d.then(act::EditCell{x(0, 0)});
  d.type("1.2.3");
  d.then(act::ApplyEdit{});
  ASSERT_TRUE(d.state.editing);
  EXPECT_EQ(d.state.editing->note, Editing::Note::not_a_number);
  EXPECT_EQ(d.state.editing->text, "1.2.3");
  EXPECT_TRUE(says(d.overlay(), "1.2.3"));
  EXPECT_TRUE(d.state.document->edited.empty());
  d.then(act::EditNext{1});
  EXPECT_EQ(d.state.editing->cell, x(0, 0)) << "nor does Tab leave it";
  d.then(act::PressInField{act::FieldKey::backspace});
  d.then(act::PressInField{act::FieldKey::backspace});
  EXPECT_EQ(d.state.editing->note, Editing::Note::none);
  d.then(act::ApplyEdit{});
  EXPECT_EQ(d.at(x(0, 0)), 1.2F);
}

TEST(Edit, TakesFullWidthDigitsAndRefusesOtherCharacters) {
  Desk d("toy");
  d.then(act::EditCell{x(0, 0)});
  d.type("−１．５");
  EXPECT_EQ(d.state.editing->text, "-1.5");
  d.type("あ");
  EXPECT_EQ(d.state.editing->note, Editing::Note::no_such_character);
  d.then(act::ApplyEdit{});
  EXPECT_EQ(d.at(x(0, 0)), -1.5F);
}

TEST(Edit, TheCaretGoesWhereItIsSent) {
  Desk d("toy");
  d.then(act::EditCell{x(0, 0)});
  d.type("15");
  d.then(act::PressInField{act::FieldKey::left});
  d.type(".");
  d.then(act::PressInField{act::FieldKey::home});
  d.type("-");
  d.then(act::PressInField{act::FieldKey::end});
  d.type("25");
  d.then(act::PressInField{act::FieldKey::home});
  d.then(act::PressInField{act::FieldKey::right});
  d.then(act::PressInField{act::FieldKey::erase});
  EXPECT_EQ(d.state.editing->text, "-.525");
}

TEST(Edit, TabGoesOnFromCellToCellAndRoundAtTheEnd) {
  Desk d("toy");
  d.then(act::EditCell{x(2, 1)});
  d.type("1");
  d.then(act::EditNext{1});
  EXPECT_EQ(d.at(x(2, 1)), 1.0F);
  EXPECT_EQ(d.state.editing->cell, x(2, 2));
  d.then(act::EditNext{1});
  EXPECT_EQ(d.state.editing->cell, x(0, 0));
  EXPECT_EQ(d.state.document->edited.size(), 1U) << "passing over a number does not edit it";
  d.then(act::EditNext{-1});
  EXPECT_EQ(d.state.editing->cell, x(2, 2));
}

TEST(Edit, InThePaddedPictureTabStaysInThePaddedPicture) {
  Desk d("toy");
  d.then(act::EditCell{{TensorId::img, {0, 0, 1, 1}}});
  EXPECT_EQ(d.state.editing->cell, x(0, 0));
  d.then(act::EditNext{1});
  EXPECT_EQ(d.state.editing->shown, (CellRef{TensorId::img, {0, 0, 1, 2}}));
}

TEST(Edit, ACopyIsEditedWhereItCameFromAndTheFieldSaysSo) {
  Desk d("toy");
  d.then(act::OpenStage{Stage::reshape});
  d.then(act::EditCell{{TensorId::col, {4, 8}}});
  ASSERT_TRUE(d.state.editing);
  EXPECT_EQ(d.state.editing->cell, x(2, 2));
  EXPECT_TRUE(says(d.overlay(), "copy"));
  d.type("9");
  d.then(act::ApplyEdit{});
  EXPECT_EQ(d.at({TensorId::col, {4, 8}}), 9.0F);
  EXPECT_EQ(d.at(x(2, 2)), 9.0F);
}

TEST(Edit, PaddingAndSumsHaveNoFieldAndSayWhy) {
  Desk d("toy");
  d.then(act::EditCell{{TensorId::img, {0, 0, 0, 3}}});
  EXPECT_FALSE(d.state.editing);
  EXPECT_TRUE(says(d.overlay(), "Padding is always 0"));
  d.then(act::EditCell{{TensorId::out2d, {0, 0}}});
  EXPECT_FALSE(d.state.editing);
  EXPECT_TRUE(says(d.overlay(), "computed"));
  d.then(act::Escape{});
  EXPECT_FALSE(d.state.edit_refusal);
}

TEST(Edit, ALayerOfManyNumbersSaysWhyNot) {
  State s = testing::loaded(testing::photo_sizes());
  static_cast<void>(apply(s, act::EditCell{{TensorId::x, {0, 0, 5, 5}}}));
  EXPECT_FALSE(s.editing);
  EXPECT_NE(refusal_line(s, Texts(Language::en)).find("150,528"), std::string::npos);
}

TEST(Edit, WeightsAreEditedInEitherShape) {
  Desk d("toy");
  d.then(act::EditCell{{TensorId::col_W, {5, 1}}});
  d.type("4");
  d.then(act::ApplyEdit{});
  EXPECT_EQ(d.at({TensorId::W, {1, 0, 1, 2}}), 4.0F);
  EXPECT_EQ(d.at({TensorId::col_W, {5, 1}}), 4.0F);
}

TEST(Edit, OneCellOrAllOfThemAreTakenBack) {
  Desk d("toy");
  const float first = d.at(x(0, 0)), second = d.at(x(0, 1));
  d.then(act::EditCell{x(0, 0)});
  d.type("5");
  d.then(act::EditNext{1});
  d.type("6");
  d.then(act::ApplyEdit{});
  EXPECT_EQ(d.state.document->edited.size(), 2U);
  d.then(act::EditCell{x(0, 0)});
  EXPECT_TRUE(says(d.overlay(), "was 0.12008749"));
  d.then(act::ResetCell{});
  EXPECT_EQ(d.at(x(0, 0)), first);
  EXPECT_EQ(d.at(x(0, 1)), 6.0F);
  d.then(act::ResetCells{act::Resets::all});
  EXPECT_EQ(d.at(x(0, 1)), second);
  EXPECT_TRUE(d.state.choice.edits.empty());
}

TEST(Edit, ANumberTypedBackIsNoEdit) {
  Desk d("toy");
  d.then(act::EditCell{x(0, 0)});
  d.type("5");
  d.then(act::ApplyEdit{});
  d.then(act::EditCell{x(0, 0)});
  d.type("0.12008749");
  d.then(act::ApplyEdit{});
  EXPECT_TRUE(d.state.document->edited.empty());
}

TEST(Edit, QuickEditsDoNotWaitForOneAnother) {
  Desk d("toy");
  State& s = d.state;
  for (const Action& action : {Action{act::EditCell{x(0, 0)}}, Action{act::TypeText{"5"}},
                               Action{act::EditNext{1}}, Action{act::TypeText{"6"}}})
    static_cast<void>(apply(s, action));
  const Effects last = apply(s, act::ApplyEdit{});
  ASSERT_TRUE(last.load);
  EXPECT_EQ(last.load->edits, (CellEdits{{x(0, 0), 5.0F}, {x(0, 1), 6.0F}}));
}

TEST(Edit, OtherPicturesAndWeightsDropTheEditsThatWereTheirs) {
  Desk d("toy");
  State& s = d.state;
  s.choice.edits = {{x(0, 0), 5.0F}, {{TensorId::W, {0, 0, 0, 0}}, 6.0F}};
  const CellEdits of_x{s.choice.edits[0]}, of_W{s.choice.edits[1]};
  State a = s, b = s, c = s, e = s, f = s;
  EXPECT_EQ(apply(a, act::OpenPicture{"a.png"}).load->edits, of_W);
  EXPECT_EQ(apply(b, act::OpenWeights{"w.npy", ""}).load->edits, of_x);
  EXPECT_EQ(apply(c, act::SetFill{InputFill{FillKind::ones}}).load->edits, of_W);
  EXPECT_TRUE(apply(e, act::OpenLesson{"batch"}).load->edits.empty());
  EXPECT_EQ(apply(f, act::SetParam{Param::stride, 2}).load->edits, s.choice.edits);
}

TEST(Edit, KeyEBeginsAtANumberThatFeedsTheSumOnTheScreen) {
  Desk d("toy");
  d.then(act::OpenStage{Stage::gemm});
  d.then(act::EditHere{});
  ASSERT_TRUE(d.state.editing);
  EXPECT_EQ(d.state.editing->cell.tensor, TensorId::x);
  d.then(act::Escape{});
  d.then(act::Unpin{});
  d.then(act::Seek{{Stage::gemm, 3}});
  d.then(act::EditHere{});
  ASSERT_TRUE(d.state.editing) << "this sum's first term is padding";
  EXPECT_EQ(d.state.editing->cell.tensor, TensorId::x);
  d.type("e");
  EXPECT_EQ(d.state.editing->text.find('e'), std::string::npos) << "the key's own letter is no digit";
}

TEST(Edit, ThePictureOrOtherNumbersCloseTheField) {
  Desk d("batch");
  d.then(act::EditCell{{TensorId::x, {2, 1, 3, 4}}});
  EXPECT_EQ(d.state.options.image, 2);
  EXPECT_EQ(d.state.options.channel, 1) << "it is on the picture";
  d.then(act::SetFill{InputFill{FillKind::address}});
  EXPECT_FALSE(d.state.editing);
  EXPECT_EQ(d.at({TensorId::x, {2, 1, 3, 4}}), 2134.0F);
  EXPECT_EQ(d.state.pinned, (CellRef{TensorId::x, {2, 1, 3, 4}})) << "the layer has the same sizes";
  d.then(act::EditCell{{TensorId::x, {0, 0, 0, 0}}});
  static_cast<void>(apply(d.state, act::Drop{{"cat.png"}}));
  EXPECT_FALSE(d.state.editing) << "before the other picture is there";
  d.then(act::OpenPicture{});
  EXPECT_FALSE(d.state.choice.fill);
  EXPECT_EQ(d.state.options.channel, -1);
}

TEST(Edit, TheTraceTellsFillSeedEditsAndField) {
  Desk d("toy");
  d.then(act::SetFill{InputFill{FillKind::random, 7}});
  d.then(act::EditCell{x(0, 0)});
  d.type("5");
  const std::string line = trace_line(Action{act::TypeText{"5"}}, d.state);
  for (const char* part : {R"("fill":"random")", R"("seed":7)", R"("edits":0)", R"("text":"5")",
                           R"("editing":{"cell":{"tensor":"x","at":[0,0,0,0]})"})
    EXPECT_NE(line.find(part), std::string::npos) << part << "\n" << line;
}

TEST(Edit, TheFieldLiesOnItsCellAndEditedCellsAreMarked) {
  Desk d("toy");
  const auto triangles = [&] {
    const Scene canvas = build_window(d.state, Texts(Language::en), testing::FixedMeasure(), desk).canvas;
    return std::count_if(canvas.items.begin(), canvas.items.end(),
                         [](const Item& item) { return std::holds_alternative<TriangleItem>(item); });
  };
  const auto before = triangles();
  d.then(act::EditCell{x(1, 1)});
  const WindowScenes w = build_window(d.state, Texts(Language::en), testing::FixedMeasure(), desk);
  const Rect place = field_place(d.state, w.canvas, w.canvas_area);
  EXPECT_GT(place.w, 20);
  const Hit* hit = hit_at(w.canvas, place.centre());
  ASSERT_NE(hit, nullptr);
  EXPECT_EQ(cell_at(hit->at, std::get<CellHit>(hit->what), place.centre()), x(1, 1));
  EXPECT_TRUE(std::holds_alternative<ActionHit>(hit_at(w.overlay, place.centre())->what));
  d.type("5");
  d.then(act::ApplyEdit{});
  EXPECT_GT(triangles(), before);
}

}  // namespace
}  // namespace unfold::view
