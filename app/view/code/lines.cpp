#include "app/view/code/lines.h"

#include "app/view/format.h"
#include "app/view/stages/gemm_parts.h"
#include "app/view/stages/loop_slice.h"

#include <algorithm>

namespace unfold::view::code {
namespace {

std::string place_of(const Counter& c) { return c.at ? colored(c.axis, str(*c.at)) : all_of(c.count); }

// "H + 2*pad", or with its own sides "H + t + b".
std::string padded(const std::string& size, const Sides& pad, const char* prefix, const char* ends) {
  if (pad.even()) return size + " + 2*" + prefix + "pad";
  return size + " + " + prefix + ends[0] + " + " + prefix + ends[1];
}

void add_size(Lines& lines, const Geometry& g, Axis axis, const char* out, const char* size,
              const char* filter, const char* ends, std::int64_t value) {
  const std::string start = "const int " + colored(axis, out) + " = (" + padded(size, g.asked_pad, "", ends);
  const std::string part = colored(axis == Axis::OH ? Axis::FH : Axis::FW, filter);
  lines.live(start);
  lines.live(g.dilation == 1 ? "  - " + part + ")/stride + 1;" : "  - d*(" + part + " - 1) - 1)/stride + 1;",
             colored(axis, str(value)));
}

void add_pool_size(Lines& lines, const Geometry& g, const char* out, const char* size, const char* filter,
                   const char* ends, std::int64_t value) {
  const std::string whole = g.pool_pad.any() ? padded(size, g.pool_pad, "pool_", ends) : std::string(size);
  if (!g.pool_ceil) {
    const std::string less = " - " + std::string(filter) + ")", by = "/pool_stride + 1;";
    const bool any = g.pool_pad.any();
    lines.live("const int " + std::string(out) + " = (" + whole + (any ? "" : less));
    lines.live(any ? " " + less + by : "  " + by, str(value));
    return;
  }
  const std::string up = std::string("up_") + (out[1] == 'H' ? "h" : "w");
  const std::string before = g.pool_pad.even() ? "pool_pad" : std::string("pool_") + ends[0];
  lines.live("const int " + up + " = (" + whole);
  lines.live("  - " + std::string(filter) + " + pool_stride - 1)");
  lines.live("  /pool_stride + 1;");
  lines.live("const int " + std::string(out) + " = " + up + " - ((" + up + " - 1)");
  lines.live("  *pool_stride >= " + std::string(size) + (g.pool_pad.any() ? " + " + before : "") + ");",
             str(value));
}

}  // namespace

std::string all_of(std::int64_t count) {
  const std::string last = str(count - 1);
  return "{text2|" + (count <= 1 ? last : last.size() < 2 ? "0…" + last : "…" + last) + "}";
}

std::string colored(Axis axis, const std::string& text) {
  return axis == Axis::none ? text : "{" + std::string(name(axis)) + "|" + text + "}";
}

void Lines::loop(const Counter& c, std::string_view indent, std::string_view open) {
  const std::string i = colored(c.axis, c.name);
  std::string markup =
      std::string(indent) + "for (int " + i + " = 0; " + i + " < " + c.end + "; ++" + i + ")";
  if (!open.empty()) markup += " " + std::string(open);
  live(std::move(markup), place_of(c));
}

void Lines::nest(const std::vector<Counter>& counters, std::string_view open) {
  for (std::size_t i = 0; i < counters.size(); ++i)
    loop(counters[i], "", i + 1 == counters.size() ? open : std::string_view());
}

Counter images(const Geometry& g, std::optional<std::int64_t> at) { return {"n", Axis::N, "{N|N}", g.N, at}; }
Counter channels(const Geometry& g, std::optional<std::int64_t> at) {
  return {"c", Axis::C, "{C|C}", g.C, at};
}
Counter filter_rows(const Geometry& g, std::optional<std::int64_t> at) {
  return {"y", Axis::FH, "{FH|FH}", g.FH, at};
}
Counter filter_columns(const Geometry& g, std::optional<std::int64_t> at) {
  return {"x", Axis::FW, "{FW|FW}", g.FW, at};
}
Counter out_rows(const Geometry& g, std::optional<std::int64_t> at) {
  return {"oy", Axis::OH, "{OH|OH}", g.OH, at};
}
Counter out_columns(const Geometry& g, std::optional<std::int64_t> at) {
  return {"ox", Axis::OW, "{OW|OW}", g.OW, at};
}
Counter filters(const Geometry& g, std::optional<std::int64_t> at) {
  return {"f", Axis::FN, "{FN|FN}", g.FN, at};
}

std::optional<Index> followed(const StageContext& context, TensorId tensor) {
  if (!context.by_person) return std::nullopt;
  const std::optional<CellRef> cell = loop::on_the_way(context, tensor);
  return cell ? std::optional<Index>(cell->at) : std::nullopt;
}

namespace {
// The padding that the layer was asked for stands beside the one that a mistake leaves.
void add_pad_sizes(Lines& lines, const Sides& pad, const Sides& asked, const std::string& prefix) {
  const std::string other = pad == asked ? "" : "  // ≠ " + to_string(asked);
  if (asked.even()) {
    lines.live("const int " + prefix + "pad = " + str(pad.top) + ";" + other);
    return;
  }
  lines.live("const int " + prefix + "t = " + str(pad.top) + ", " + prefix + "l = " + str(pad.left) + ",");
  lines.live("  " + prefix + "b = " + str(pad.bottom) + ", " + prefix + "r = " + str(pad.right) + ";" +
             other);
}
}  // namespace

std::vector<CodeLine> copied_x(const Geometry& g, const std::string& declared, const std::string& to) {
  Lines lines;
  lines.live("// x_data: the numbers of x", str(g.N * g.C * g.H * g.W));
  lines.running(declared);
  lines.running("std::copy(std::begin(x_data),");
  lines.running("  std::end(x_data), " + to + ");");
  return lines.take();
}

void add_sizes(Lines& lines, const Geometry& g) {
  add_pad_sizes(lines, g.pad, g.asked_pad, "");
  add_size(lines, g, Axis::OH, "OH", "H", "FH", "tb", g.OH);
  add_size(lines, g, Axis::OW, "OW", "W", "FW", "lr", g.OW);
}

void add_pool_sizes(Lines& lines, const Geometry& g) {
  if (g.pool_pad.any()) add_pad_sizes(lines, g.pool_pad, g.pool_pad, "pool_");
  add_pool_size(lines, g, "QH", "{OH|OH}", "PH", "tb", g.QH);
  add_pool_size(lines, g, "QW", "{OW|OW}", "PW", "lr", g.QW);
}

std::int64_t pool_hang_rows(const Geometry& g) {
  return std::max<std::int64_t>(0, (g.QH - 1) * g.pool_stride + g.PH - g.pool_rows().padded());
}
std::int64_t pool_hang_columns(const Geometry& g) {
  return std::max<std::int64_t>(0, (g.QW - 1) * g.pool_stride + g.PW - g.pool_cols().padded());
}

ProductAt product_at(const StageContext& context) {
  const gemm::Work work = gemm::work_of(context);
  ProductAt at{.mode = work.mode, .bias = context.walkthrough->has_bias()};
  const bool one = work.mode == GemmStep::term || work.mode == GemmStep::element;
  if (one || work.mode == GemmStep::row) at.i = work.row;
  if (one) at.j = work.column;
  if (work.mode == GemmStep::term || work.mode == GemmStep::outer) at.k = work.terms - 1;
  if (one && work.sum.row == work.row && work.sum.column == work.column) {
    at.sum = "{accent|" + fixed(work.sum.value, 4) + "}";
    at.whole = work.sum.whole();
  }
  return at;
}

}  // namespace unfold::view::code
