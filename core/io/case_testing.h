#pragma once

#include "core/base/array.h"
#include "core/io/testing.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

// What INDEX.tsv says of the files that nobody here wrote.
namespace unfold::testing_files {

enum CaseColumn { path, source, licence, format, first_conv, shape_as_stored, layout, dtype, sum, possum97 };

// "64x3x7x7"
inline std::string joined(const Shape& shape) {
  std::string text;
  for (int i = 0; i < shape.rank(); ++i) text += (i > 0 ? "x" : "") + std::to_string(shape[i]);
  return text;
}

struct CaseSums {
  double total = 0, weighted = 0;  // its columns sum and possum97
  double magnitude = 1;            // of the largest value, or 1
};
inline CaseSums sums_of(const Array& array) {
  CaseSums sums;
  for (std::size_t i = 0; i < array.data.size(); ++i) {
    sums.total += array.data[i];
    sums.weighted += array.data[i] * static_cast<double>(i % 97 + 1);
    sums.magnitude = std::max(sums.magnitude, std::abs(static_cast<double>(array.data[i])));
  }
  return sums;
}

// An array that is stored as the index counts it has its shape and its sums.
inline void expect_facts(const Array& array, const std::vector<std::string>& row) {
  EXPECT_EQ(joined(array.shape), row[shape_as_stored]) << row[path];
  const CaseSums sums = sums_of(array);
  if (row[sum] == "nan") {
    EXPECT_TRUE(std::isnan(sums.total)) << row[path];
    return;
  }
  const double tolerance = 1e-8 * sums.magnitude * static_cast<double>(array.data.size());
  EXPECT_NEAR(sums.total, std::stod(row[sum]), tolerance + 1e-8 * std::abs(sums.total)) << row[path];
  EXPECT_NEAR(sums.weighted, std::stod(row[possum97]), 97 * tolerance + 1e-8 * std::abs(sums.weighted))
      << row[path];
}

}  // namespace unfold::testing_files
