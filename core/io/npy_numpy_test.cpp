#include "core/io/npy.h"
#include "core/io/testing.h"

#include <cmath>
#include <cstdlib>

namespace unfold {
namespace {

using testing_files::read_text;
using testing_files::run;
using testing_files::TempFolder;

bool same(float a, float b) {
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}

TEST(NpyAndNumPy, EveryDtypeByteOrderMemoryOrderAndVersionIsReadAsNumPyReadsIt) {
  const TempFolder folder;
  const auto python = testing_files::python_with("numpy", folder.path());
  if (!python) GTEST_SKIP() << "no python3 with numpy";
  const auto made = run({*python, "core/io/npy_numpy_make.py", folder.path().string()}, folder.path());
  ASSERT_EQ(made.status, 0) << made.err;

  int files = 0;
  for (const std::string& line : split(read_text(folder / "facts.tsv"), '\n')) {
    const std::vector<std::string> facts = split(line, '\t');
    const Array array = read_npy(folder / facts[0]);
    Shape shape;
    if (facts.size() > 1) {
      for (const std::string& size : split(facts[1], 'x')) shape.push_back(std::stoll(size));
    }
    EXPECT_EQ(array.shape, shape) << facts[0];
    const std::vector<std::string> values =
        facts.size() > 2 ? split(facts[2], ' ') : std::vector<std::string>();
    ASSERT_EQ(array.data.size(), values.size()) << facts[0];
    for (std::size_t i = 0; i < values.size(); ++i) {
      const float expected = std::strtof(values[i].c_str(), nullptr);
      ASSERT_TRUE(same(array.data[i], expected))
          << facts[0] << " [" << i << "]: " << array.data[i] << " " << expected;
    }
    ++files;
  }
  EXPECT_GT(files, 1000);
}

TEST(NpyAndNumPy, NumPyReadsWhatIsWrittenHere) {
  const TempFolder folder;
  const auto python = testing_files::python_with("numpy", folder.path());
  if (!python) GTEST_SKIP() << "no python3 with numpy";
  for (const Shape& shape : {Shape{}, Shape{5}, Shape{2, 3}, Shape{0, 3}, Shape{2, 1, 3, 2, 1, 2}}) {
    std::vector<float> values;
    for (std::int64_t i = 0; i < shape.count(); ++i) values.push_back(static_cast<float>(i) - 1.5F);
    NpyWriter writer(folder / "array.npy", shape);
    writer.write(values);
    writer.finish();
    const auto shown = run({*python, "-c",
                            "import numpy, sys; a = numpy.load(sys.argv[1]); "
                            "print(a.dtype.str, a.shape, a.flags.c_contiguous, a.ravel().tolist() == "
                            "[i - 1.5 for i in range(a.size)])",
                            (folder / "array.npy").string()},
                           folder.path());
    EXPECT_EQ(shown.out, "<f4 " + to_string(shape) + " True True\n") << shown.err;
  }
}

}  // namespace
}  // namespace unfold
