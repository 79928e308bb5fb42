#include "core/lesson/look.h"

namespace unfold {
namespace {

template <typename What, std::size_t count>
using Table = std::array<std::pair<std::string_view, What>, count>;

constexpr Table<MapOrder, 4> map_orders{{{"filter", MapOrder::filter},
                                         {"mean", MapOrder::mean},
                                         {"max", MapOrder::max},
                                         {"spread", MapOrder::spread}}};
constexpr Table<Colors, 4> colors{{{"automatic", Colors::automatic},
                                   {"gray", Colors::gray},
                                   {"viridis", Colors::viridis},
                                   {"diverging", Colors::diverging}}};
constexpr Table<ValueRange, 4> ranges{{{"automatic", ValueRange::automatic},
                                       {"map", ValueRange::per_map},
                                       {"tensor", ValueRange::per_tensor},
                                       {"symmetric", ValueRange::symmetric}}};
constexpr Table<LoopOrder, 2> loops{{{"offset", LoopOrder::offset}, {"window", LoopOrder::window}}};
constexpr Table<GemmStep, 5> products{{{"term", GemmStep::term},
                                       {"element", GemmStep::element},
                                       {"row", GemmStep::row},
                                       {"outer", GemmStep::outer},
                                       {"all", GemmStep::all}}};
constexpr Table<Im2colView, 3> views{
    {{"slice", Im2colView::slice}, {"windows", Im2colView::windows}, {"read_count", Im2colView::read_count}}};
constexpr Table<CodeIn, 3> codes{
    {{"python", CodeIn::python}, {"eigen", CodeIn::eigen}, {"loops", CodeIn::loops}}};
constexpr Table<CellLabels, 2> labels{{{"values", CellLabels::values}, {"addresses", CellLabels::addresses}}};

}  // namespace

WordsFor<MapOrder> map_order_words() { return map_orders; }
WordsFor<Colors> color_words() { return colors; }
WordsFor<ValueRange> value_range_words() { return ranges; }
WordsFor<LoopOrder> loop_words() { return loops; }
WordsFor<GemmStep> product_words() { return products; }
WordsFor<Im2colView> im2col_view_words() { return views; }
WordsFor<CellLabels> label_words() { return labels; }
WordsFor<CodeIn> code_words() { return codes; }

}  // namespace unfold
