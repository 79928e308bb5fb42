#include "app/view/format.h"
#include "app/view/stages/im2col_parts.h"
#include "app/view/stages/im2col_window.h"
#include "app/view/stages/loop_words.h"

namespace unfold::view::loop {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

std::vector<Toggle> view_toggles(const StageContext& context) {
  std::vector<Toggle> row;
  const auto add = [&](const char* key, Im2colView view) {
    ViewOptions options = context.options;
    options.im2col = view;
    row.push_back({context.texts.get(key), context.options.im2col == view, Action{act::SetOptions{options}}});
  };
  add("im2col.view_slice", Im2colView::slice);
  add("im2col.view_windows", Im2colView::windows);
  add("im2col.view_count", Im2colView::read_count);
  return row;
}

std::string slice_markup(const Slice& s, const Geometry& g) {
  const std::int64_t stride = g.stride;
  const std::string by = stride == 1 ? "" : ":" + str(stride);
  return "col[:, :, {FH b|" + str(s.y) + "}, {FW b|" + str(s.x) + "}, :, :] = img[:, :, {FH b|" +
         str(s.y * g.dilation) + ":" + str(s.y_max) + "}" + by + ", {FW b|" + str(s.x * g.dilation) + ":" +
         str(s.x_max) + "}" + by + "]";
}

}  // namespace

StageStory tell_im2col(const StageContext& context) {
  if (by_window(context)) return tell_window(context);
  const Geometry& g = context.geometry();
  const Texts& t = context.texts;
  const Slice s = slice_of(g, context.step());
  StageStory story;
  story.title = t.get("im2col.title");
  story.statement = slice_markup(s, g);
  if (auto channels = channel_toggles(context); !channels.empty())
    story.toggles.push_back(std::move(channels));
  story.toggles.push_back(view_toggles(context));
  story.toggles.push_back(order_toggles(context));
  story.code = im2col_code(context, Im2colLine::loop);

  story.words.push_back(
      t.get(g.C > 1 ? "im2col.word_stay" : "im2col.word_stay_gray",
            {{"y", str(s.y)}, {"x", str(s.x)}, {"oh", str(g.OH)}, {"ow", str(g.OW)}, {"c", str(g.C)}}));
  story.words.push_back(t.get("im2col.word_rows", {{"rows", listed(s.first_row, s.row_step, s.rows)},
                                                   {"cols", listed(s.first_col, s.col_step, s.cols)},
                                                   {"y", str(s.y)},
                                                   {"x", str(s.x)}}));
  story.words.push_back(t.get(s.y_max > g.HP ? "im2col.word_max_past" : "im2col.word_max",
                              {{"y", g.dilation == 1 ? str(s.y) : str(s.y) + "·" + str(g.dilation)},
                               {"stride", str(g.stride)},
                               {"oh", str(g.OH)},
                               {"y_max", str(s.y_max)},
                               {"hp", str(g.HP)},
                               {"last", str(s.last_row)}}));
  if (g.dilation > 1)
    story.words.push_back(t.get("im2col.word_dilation", {{"d", str(g.dilation)},
                                                         {"y", str(s.y)},
                                                         {"row", str(s.first_row)},
                                                         {"fh", str(g.FH)},
                                                         {"fw", str(g.FW)},
                                                         {"rows", str(g.rows().extent())},
                                                         {"cols", str(g.cols().extent())}}));
  if (std::string unread = unread_sentence(g, t); !unread.empty()) story.words.push_back(std::move(unread));
  if (g.N * g.OH * g.OW >= 2 * g.FH * g.FW)
    story.aside = t.get("orders.word_why_place", {{"windows", grouped(g.N * g.OH * g.OW)},
                                                  {"places", str(g.FH * g.FW)},
                                                  {"slice", grouped(g.N * g.C * g.OH * g.OW)}});

  // Steps are counted from 1, y and x from 0: so + 1.
  story.readout = t.get("im2col.readout", {{"names", "y, x"},
                                           {"place", "{FH m|" + str(s.y) + "}, {FW m|" + str(s.x) + "}"},
                                           {"sum", str(s.y) + "·" + str(g.FW) + " + " + str(s.x) + " + 1"},
                                           {"step", str(s.step + 1)}});

  story.present_words = t.get("im2col.present", {{"rows", range_words(s.first_row, s.row_step, s.rows, t)},
                                                 {"cols", range_words(s.first_col, s.col_step, s.cols, t)},
                                                 {"count", grouped(s.rows * s.cols)},
                                                 {"y", str(s.y)},
                                                 {"x", str(s.x)}});
  story.present_code = {"col[:, :, y, x, :, :] = \\", "    img[:, :, y:y_max:stride, x:x_max:stride]"};
  story.present_values = {"{FH b|y:y_max = " + str(s.y) + ":" + str(s.y_max) + "}",
                          "{FW b|x:x_max = " + str(s.x) + ":" + str(s.x_max) + "}"};
  if (g.dilation > 1) {
    story.present_code[1] = "    img[:, :, y*d:y_max:stride, x*d:x_max:stride]";
    story.present_values = {"{FH b|y*d:y_max = " + str(s.first_row) + ":" + str(s.y_max) + "}",
                            "{FW b|x*d:x_max = " + str(s.first_col) + ":" + str(s.x_max) + "}"};
  }
  return story;
}

}  // namespace unfold::view::loop
