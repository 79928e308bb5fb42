#include "app/view/stages/input_parts.h"

#include <string>
#include <utility>
#include <vector>

namespace unfold::view::loop {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

// The rules of core/lesson/test_pattern.cpp, a whole picture at once.
std::vector<std::string> edges(std::int64_t size) {
  const std::string s = str(size), h = str((size + 1) / 2);
  return {"y, x = np.indices((" + s + ", " + s + "))",
          "u, v, h = x % " + h + ", y % " + h + ", " + h,
          "w = np.maximum(1, h >> np.arange(3, 7))",
          "a = u // w[v*4 // h], v // w[u*4 // h]",
          "p = np.where(x < h, *a) % 2",
          "p = np.where(y < h, p, 3*u > h + v)",
          "p = np.stack([20 + 215*p] * 3, axis=-1)",
          "q = (x >= h) & (y >= h)",
          "p[q] = (u * 255 // (h - 1))[q, None]",
          "q &= (2*u - h)**2 + (2*v - h)**2 < h*h // 2",
          "p[q] = 220, 40, 40"};
}

std::vector<std::string> zone(std::int64_t size) {
  const std::string middle = str((size - 1) / 2) + (size % 2 == 0 ? ".5" : "");
  return {"r = (np.arange(" + str(size) + ") - " + middle + ")**2",
          "p = np.cos(np.pi * (r + r[:, None]) / " + str(size) + ")", "p = np.rint(127.5 + 127.5 * p)"};
}

std::vector<std::string> bars(std::int64_t size) {
  const std::string s = str(size);
  return {"y, x = np.indices((" + s + ", " + s + "))", "b = (x * 8 // " + s + ")[..., None]",
          "p = 255 * ((b & [2, 4, 1]) == 0)", "q = y * 4 >= " + s + " * 3",
          "p[q] = (x * 255 // " + str(size - 1) + ")[q, None]"};
}

std::vector<std::string> code_of(const TestPattern& pattern) {
  switch (pattern.kind) {
  case PatternKind::edges: return edges(pattern.size);
  case PatternKind::zone: return zone(pattern.size);
  case PatternKind::bars: return bars(pattern.size);
  }
  return {};
}

}  // namespace

std::vector<CodeLine> pattern_code(const TestPattern& pattern) {
  std::vector<CodeLine> lines;
  for (std::string& line : code_of(pattern)) lines.push_back({std::move(line), "", true, true});
  lines.push_back({"p = Image.fromarray(p.astype(np.uint8))", "", true, true});
  return lines;
}

}  // namespace unfold::view::loop
