#include "app/cli/headless.h"

#include "core/io/bank.h"
#include "core/io/npy.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <vector>

namespace unfold::cli {

void inspect(const CommandLine& line, std::ostream& out) {
  const std::unique_ptr<WeightsFile> weights = open_weights(line.target);
  using Row = std::array<std::string, 4>;
  std::vector<Row> rows{{"name", "shape", "dtype", "first layer"}};
  for (const TensorInfo& tensor : weights->tensors()) {
    const std::optional<std::string> why_not = not_a_first_layer(tensor);
    rows.push_back(
        {printable(tensor.name), to_string(tensor.shape), tensor.dtype, why_not ? "no: " + *why_not : "yes"});
  }
  std::array<std::size_t, 3> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  const std::size_t count = weights->tensors().size();
  out << display_name(line.target) << ": " << weights->format() << ", " << count
      << (count == 1 ? " tensor" : " tensors") << '\n';
  for (const Row& row : rows) {
    std::string text = "  ";
    for (std::size_t i = 0; i < widths.size(); ++i)
      text += row[i] + std::string(widths[i] - row[i].size() + 2, ' ');
    out << text << row[3] << '\n';
  }
}

void extract(const CommandLine& line) {
  const std::shared_ptr<const Array> bank = load_bank(line.choice);
  NpyWriter writer(line.target, bank->shape);
  writer.write(bank->data);
  writer.finish();
}

}  // namespace unfold::cli
