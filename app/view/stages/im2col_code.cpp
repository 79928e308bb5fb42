#include "app/view/stages/loop_slice.h"

namespace unfold::view {

namespace {

// At most 36 characters a line with its value, so that the narrowest panel (264 px at 12 px mono) holds it;
// what lies far from the running line shrinks to "…".
using Lines = std::vector<CodeLine>;

CodeLine still(std::string markup) { return {std::move(markup), {}, false, false}; }
CodeLine live(std::string markup, std::string value) {
  return {std::move(markup), std::move(value), false, true};
}
CodeLine running(std::string markup, std::string value = {}) {
  return {std::move(markup), std::move(value), true, true};
}

void add_signature(Lines& lines) {
  lines.push_back(still("def im2col(input_data, {FH|filter_h},"));
  lines.push_back(still("    {FW|filter_w}, stride=1, pad=0):"));
}

void add_pad(Lines& lines, const Geometry& g) {
  lines.push_back(still("  {N|N}, {C|C}, H, W = input_data.shape"));
  lines.push_back(live("  {OH|out_h} = (H + 2*pad", ""));
  lines.push_back(live("    - {FH|filter_h})//stride + 1", "{OH|" + std::to_string(g.OH) + "}"));
  lines.push_back(live("  {OW|out_w} = (W + 2*pad", ""));
  lines.push_back(live("    - {FW|filter_w})//stride + 1", "{OW|" + std::to_string(g.OW) + "}"));
  lines.push_back(running("  img = np.pad(input_data,"));
  lines.push_back(running("    [(0,0), (0,0),"));
  lines.push_back(running("     (pad,pad), (pad,pad)],", to_string(g.pad)));
  lines.push_back(running("    'constant')"));
  if (g.mistake == Mistake::no_padding) {
    lines.push_back(still(""));
    lines.push_back(live("col = im2col(x, {FH|FH}, {FW|FW}, stride)", "pad=0"));
  }
  lines.push_back(still("  …"));
}

void add_allocate(Lines& lines) {
  lines.push_back(still("  …"));
  lines.push_back(still("  img = np.pad(input_data, …)"));
  lines.push_back(running("  col = np.zeros(({N|N}, {C|C},"));
  lines.push_back(running("    {FH|filter_h}, {FW|filter_w},"));
  lines.push_back(running("    {OH|out_h}, {OW|out_w}))"));
  lines.push_back(still("  for {FH|y} in range({FH|filter_h}):"));
  lines.push_back(still("    …"));
}

void add_loop(Lines& lines, const StageContext& context) {
  const loop::Slice s = loop::slice_of(context.geometry(), context.step());
  lines.push_back(still("  …"));
  lines.push_back(live("  for {FH|y} in range({FH|filter_h}):", "{FH|" + std::to_string(s.y) + "}"));
  lines.push_back(live("    y_max = {FH|y} + stride*{OH|out_h}", std::to_string(s.y_max)));
  lines.push_back(live("    for {FW|x} in range({FW|filter_w}):", "{FW|" + std::to_string(s.x) + "}"));
  lines.push_back(live("      x_max = {FW|x} + stride*{OW|out_w}", std::to_string(s.x_max)));
  lines.push_back(running("      col[:, :, {FH|y}, {FW|x}, :, :] = img["));
  lines.push_back(running("        :, :, {FH|y}:y_max:stride,"));
  lines.push_back(running("              {FW|x}:x_max:stride]"));
}

}  // namespace

std::vector<CodeLine> im2col_code(const StageContext& context, Im2colLine line) {
  Lines lines;
  add_signature(lines);
  const Mistake mistake = context.geometry().mistake;
  const std::string rest = mistake == Mistake::no_transpose ? "  return col.reshape(…)"
                           : mistake == Mistake::swap_c_fh ? "  return col.transpose(…2, 1, 3).reshape(…)"
                                                           : "  return col.transpose(…).reshape(…)";
  switch (line) {
  case Im2colLine::pad:
    add_pad(lines, context.geometry());
    lines.push_back(still(rest));
    break;
  case Im2colLine::allocate:
    add_allocate(lines);
    lines.push_back(still(rest));
    break;
  case Im2colLine::loop:
    add_loop(lines, context);
    lines.push_back(still(rest));
    break;
  case Im2colLine::transpose:
  case Im2colLine::reshape: {
    const bool reshape = line == Im2colLine::reshape;
    lines.push_back(still("  …"));
    lines.push_back(still("  for {FH|y} in range({FH|filter_h}):"));
    lines.push_back(still("    …"));
    lines.push_back(reshape ? still("  return col.transpose(") : running("  return col.transpose("));
    lines.push_back(reshape ? still("      0, 4, 5, 1, 2, 3)") : running("      0, 4, 5, 1, 2, 3)"));
    const std::string last = "    .reshape({N|N}*{OH|out_h}*{OW|out_w}, -1)";
    lines.push_back(reshape ? running(last) : still(last));
    break;
  }
  }
  return lines;
}

}  // namespace unfold::view
