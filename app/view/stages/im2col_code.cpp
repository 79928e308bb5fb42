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

// What a plain layer does not have stands in the notebook only where it is in force: d is the dilation, t, b,
// l and r are the sides of the padding.
void add_signature(Lines& lines, const Geometry& g) {
  lines.push_back(still("def im2col(input_data, {FH|filter_h},"));
  const std::string pad = g.asked_pad.even() ? "pad=0" : "pad=(0,)*4";
  const std::string more = g.dilation > 1 ? "," : "):";
  lines.push_back(still("    {FW|filter_w}, stride=1, " + pad + more));
  if (g.dilation > 1) lines.push_back(still("    d=1):"));
}

void add_size(Lines& lines, const Geometry& g, const std::string& markup, const std::string& out,
              const std::string& pads) {
  lines.push_back(live("  " + markup + " = (" + pads, ""));
  const bool rows = out.starts_with("{OH");
  const std::string filter = rows ? "{FH|filter_h}" : "{FW|filter_w}";
  if (g.dilation == 1) {
    lines.push_back(live("    - " + filter + ")//stride + 1", out));
  } else {
    lines.push_back(live("    - d*(" + filter + " - 1) - 1", ""));
    lines.push_back(live("    )//stride + 1", out));
  }
}

void add_pad(Lines& lines, const Geometry& g) {
  const bool even = g.asked_pad.even();
  const auto both = [](std::int64_t a, std::int64_t b) {
    return "(" + std::to_string(a) + "," + std::to_string(b) + ")";
  };
  lines.push_back(still("  {N|N}, {C|C}, H, W = input_data.shape"));
  if (!even) lines.push_back(live("  t, l, b, r = pad", to_string(g.pad)));
  add_size(lines, g, "{OH|out_h}", "{OH|" + std::to_string(g.OH) + "}", even ? "H + 2*pad" : "H + t + b");
  add_size(lines, g, "{OW|out_w}", "{OW|" + std::to_string(g.OW) + "}", even ? "W + 2*pad" : "W + l + r");
  lines.push_back(running("  img = np.pad(input_data,"));
  lines.push_back(running("    [(0,0), (0,0),"));
  if (even)
    lines.push_back(running("     (pad,pad), (pad,pad)],", to_string(g.pad)));
  else
    lines.push_back(
        running("     (t,b), (l,r)],", both(g.pad.top, g.pad.bottom) + ", " + both(g.pad.left, g.pad.right)));
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
  const std::string d = context.geometry().dilation > 1 ? "*d" : "";
  lines.push_back(still("  …"));
  lines.push_back(live("  for {FH|y} in range({FH|filter_h}):", "{FH|" + std::to_string(s.y) + "}"));
  lines.push_back(live("    y_max = {FH|y}" + d + " + stride*{OH|out_h}", std::to_string(s.y_max)));
  lines.push_back(live("    for {FW|x} in range({FW|filter_w}):", "{FW|" + std::to_string(s.x) + "}"));
  lines.push_back(live("      x_max = {FW|x}" + d + " + stride*{OW|out_w}", std::to_string(s.x_max)));
  lines.push_back(running("      col[:, :, {FH|y}, {FW|x}, :, :] = img["));
  lines.push_back(running("        :, :, {FH|y}" + d + ":y_max:stride,"));
  lines.push_back(running("              {FW|x}" + d + ":x_max:stride]"));
}

}  // namespace

std::vector<CodeLine> im2col_code(const StageContext& context, Im2colLine line) {
  Lines lines;
  add_signature(lines, context.geometry());
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
