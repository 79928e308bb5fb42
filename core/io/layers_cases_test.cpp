// The safetensors, ONNX and Keras files that nobody here wrote, where UNFOLD_CASES names their folder, and
// the ONNX models of Debian's libonnx-testdata.

#include "core/io/case_testing.h"
#include "core/io/fixture_testing.h"
#include "core/io/onnx.h"

#include <algorithm>
#include <cmath>

namespace unfold {
namespace {

using namespace testing_files;

bool is_ours(const std::string& file) {
  return file.starts_with("weights/") && (file.ends_with(".safetensors") || file.ends_with(".onnx") ||
                                          file.ends_with(".h5") || file.ends_with(".keras"));
}

// INDEX.tsv names the tensors of HDF5 by their whole path, Keras by the end of it.
std::size_t place_of_row(const WeightsFile& weights, const std::string& name) {
  for (std::size_t i = 0; i < weights.tensors().size(); ++i) {
    const std::string& here = weights.tensors()[i].name;
    if (name == here || name.ends_with("/" + here)) return i;
  }
  return place_of(weights, name);
}

TEST(LayersCases, EveryFileHasItsFirstConvolution) {
  const auto folder = cases();
  if (!folder) GTEST_SKIP() << "UNFOLD_CASES is not set";
  int opened = 0;
  for (const auto& row : case_rows(*folder)) {
    if (!is_ours(row[path])) continue;
    SCOPED_TRACE(row[path]);
    const auto weights = open_weights(*folder / row[path]);
    for (std::size_t i = 0; i < weights->tensors().size(); ++i)
      EXPECT_NO_THROW(static_cast<void>(weights->read(i)));
    ++opened;
    if (row[sum].empty()) continue;
    const std::size_t place = place_of_row(*weights, row[first_conv]);
    const TensorInfo& info = weights->tensors()[place];
    EXPECT_EQ(joined(info.shape), row[shape_as_stored]);
    EXPECT_EQ(info.dtype, row[dtype]);
    if (!row[path].ends_with(".safetensors")) {
      EXPECT_EQ(info.layout, row[layout] == "HWIO" ? BankLayout::hwio : BankLayout::oihw);
    }
    if (row[path].ends_with(".onnx") || row[format].find("model_config=True") != std::string::npos) {
      ASSERT_TRUE(weights->first_conv()) << weights->first_conv_note();
      EXPECT_EQ(weights->first_conv()->weight, place);
    }
    Array bank = weights->read(place);
    if (row[layout] == "HWIO") bank = oihw(bank);
    const CaseSums sums = sums_of(bank);
    EXPECT_NEAR(sums.total, std::stod(row[sum]), 1e-6 * (1 + std::abs(sums.total)));
    EXPECT_NEAR(sums.weighted, std::stod(row[possum97]), 1e-6 * (1 + std::abs(sums.weighted)));
  }
  EXPECT_GE(opened, 7);
}

TEST(LayersCases, EveryOnnxModelOfTheTestDataOpensOrIsRefused) {
  const std::filesystem::path folder = "/usr/share/libonnx-testdata";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "libonnx-testdata is not installed";
  int opened = 0, refused = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".onnx") continue;
    SCOPED_TRACE(entry.path().string());
    try {
      const auto weights = open_weights(entry.path());
      for (std::size_t i = 0; i < weights->tensors().size(); ++i) {
        try {
          static_cast<void>(weights->read(i));
        } catch (const Error& error) {
          EXPECT_TRUE(std::string_view(error.what()).starts_with("model.onnx: ")) << error.what();
          ++refused;
        }
      }
      ++opened;
    } catch (const Error& error) {
      ADD_FAILURE() << error.what();
    }
  }
  EXPECT_GT(opened, 900);
  std::printf("%d models, %d tensors refused\n", opened, refused);
}

}  // namespace
}  // namespace unfold
