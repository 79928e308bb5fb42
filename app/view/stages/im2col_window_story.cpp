#include "app/view/format.h"
#include "app/view/stages/im2col_window.h"
#include "app/view/stages/loop_words.h"
#include "app/view/stages/unfolded_cell.h"

namespace unfold::view::loop {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

// The window's rows or columns as the slice writes them: "118:125".
// Of a dilated one in steps: "118:132:2".
std::string range(std::int64_t from, std::int64_t count, std::int64_t dilation) {
  const std::string ends = str(from) + ":" + str(from + count * dilation);
  return dilation == 1 ? ends : ends + ":" + str(dilation);
}

}  // namespace

std::vector<Toggle> order_toggles(const StageContext& context) {
  const LoopOrder now = context.playback.orders.loop;
  return {{context.texts.get("orders.by_place"), now == LoopOrder::offset,
           Action{act::SetLoop{LoopOrder::offset}}},
          {context.texts.get("orders.by_window"), now == LoopOrder::window,
           Action{act::SetLoop{LoopOrder::window}}}};
}

// At most 36 characters a line with its value, so that the narrowest panel holds it.
std::vector<CodeLine> window_code(const StageContext& context) {
  const Geometry& g = context.geometry();
  const WindowStep w = window_step(g, context.step());
  const auto still = [](std::string markup) { return CodeLine{std::move(markup), {}, false, false}; };
  const auto live = [](std::string markup, std::string value) {
    return CodeLine{std::move(markup), std::move(value), false, true};
  };
  const auto running = [](std::string markup) { return CodeLine{std::move(markup), {}, true, true}; };
  const std::string n = g.N > 1 ? "{N|n}" : ":";
  std::vector<CodeLine> lines{still(context.texts.get("orders.code_this"))};
  if (g.N > 1) lines.push_back(live("for {N|n} in range({N|N}):", "{N|" + str(w.n) + "}"));
  // One space a level where a third loop stands around the two.
  const std::string outer = g.N > 1 ? " " : "", body = g.N > 1 ? "   " : "    ";
  lines.push_back(live(outer + "for {OH|oy} in range({OH|out_h}):", "{OH|" + str(w.oy) + "}"));
  lines.push_back(live("  for {OW|ox} in range({OW|out_w}):", "{OW|" + str(w.ox) + "}"));
  lines.push_back(live(body + "t = {OH|oy}*stride", str(w.top)));
  lines.push_back(live(body + "l = {OW|ox}*stride", str(w.left)));
  lines.push_back(running(body + "col[" + n + ", :, :, :, {OH|oy}, {OW|ox}] = img["));
  const std::string by = g.dilation > 1 ? "*d:d" : "";
  lines.push_back(running(body + "  " + n + ", :, t:t+{FH|filter_h}" + by + ","));
  lines.push_back(running(body + "        l:l+{FW|filter_w}" + by + "]"));
  lines.push_back(still(""));
  lines.push_back(still(context.texts.get("orders.code_notebook")));
  lines.push_back(still("for {FH|y} in range({FH|filter_h}):"));
  lines.push_back(still("  for {FW|x} in range({FW|filter_w}):"));
  lines.push_back(still("    col[:, :, {FH|y}, {FW|x}, :, :] = img[…]"));
  return lines;
}

StageStory tell_window(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& t = context.texts;
  const WindowStep w = window_step(g, context.step());
  StageStory story;
  story.title = t.get("im2col.title");
  const std::string n = g.N > 1 ? "{N b|" + str(w.n) + "}" : ":";
  story.statement = "col[" + n + ", :, :, :, {OH b|" + str(w.oy) + "}, {OW b|" + str(w.ox) + "}] = img[" + n +
                    ", :, {FH b|" + range(w.top, g.FH, g.dilation) + "}, {FW b|" +
                    range(w.left, g.FW, g.dilation) + "}]";
  if (auto channels = channel_toggles(context); !channels.empty())
    story.toggles.push_back(std::move(channels));
  story.toggles.push_back(order_toggles(context));
  story.code = window_code(context);
  const std::string windows = grouped(g.N * g.OH * g.OW), places = str(g.FH * g.FW);
  const bool side_by_side = unfolding::rows_are_windows(g);
  story.words.push_back(t.get("orders.word_window", {{"oy", str(w.oy)},
                                                     {"ox", str(w.ox)},
                                                     {"fh", str(g.FH)},
                                                     {"fw", str(g.FW)},
                                                     {"c", str(g.C)},
                                                     {"k", str(g.K)}}));
  story.words.push_back(t.get(side_by_side ? "orders.word_row" : "orders.word_no_row",
                              {{"row", str(w.row)}, {"planes", places}}));
  // Of a picture of nine pixels there is nothing to be seen of it.
  const bool telling = g.N * g.OH * g.OW >= 2 * g.FH * g.FW;
  story.words.push_back(t.get(telling ? "orders.word_why" : "orders.word_why_small",
                              {{"windows", windows},
                               {"places", places},
                               {"k", str(g.K)},
                               {"slice", grouped(g.N * g.C * g.OH * g.OW)}}));
  story.aside = t.get("orders.word_same");
  std::string sum = g.N > 1 ? "{N m|" + str(w.n) + "}·" + str(g.OH * g.OW) + " + " : std::string();
  sum += str(w.oy) + "·" + str(g.OW) + " + " + str(w.ox) + " + 1";
  story.readout = t.get("im2col.readout", {{"names", "oy, ox"},
                                           {"place", "{OH m|" + str(w.oy) + "}, {OW m|" + str(w.ox) + "}"},
                                           {"sum", sum},
                                           {"step", str(w.step + 1)}});
  story.present_words =
      t.get(side_by_side ? "orders.present" : "orders.present_no_row",
            {{"oy", str(w.oy)}, {"ox", str(w.ox)}, {"k", str(g.K)}, {"row", str(w.row)}, {"planes", places}});
  story.present_code = {"col[" + std::string(g.N > 1 ? "n" : ":") + ", :, :, :, oy, ox] = \\",
                        "    img[" + std::string(g.N > 1 ? "n" : ":") +
                            (g.dilation > 1 ? ", :, t:t+FH*d:d, l:l+FW*d:d]" : ", :, t:t+FH, l:l+FW]")};
  story.present_values = {"{OH b|oy = " + str(w.oy) + "}", "{OW b|ox = " + str(w.ox) + "}"};
  return story;
}

}  // namespace unfold::view::loop
