#include "core/io/keras.h"

#include "core/io/apart.h"
#include "core/io/fixture_testing.h"

#include <array>
#include <thread>

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::expect_same_bits;
using testing_files::fixture;
using testing_files::oihw;
using testing_files::place_of;
using testing_files::read_named;
using testing_files::read_text;
using testing_files::refusal;
using testing_files::TempFolder;
using testing_files::write_text;

std::unique_ptr<WeightsFile> open(const std::string& name) {
  if (!is_hdf5(read_text(fixture(name)))) return open_weights(fixture(name));
  return open_keras(Source(fixture(name)));
}
Array bank() { return read_npy(fixture("layers_bank.npy")); }
Array bias() { return read_npy(fixture("layers_bias.npy")); }
BankLayout layout(const WeightsFile& weights, const std::string& name) {
  return weights.tensors()[place_of(weights, name)].layout;
}

class Keras : public ::testing::Test {
 protected:
  void SetUp() override {
    try {
      static_cast<void>(open_keras(Source(fixture("layers_storage.h5"))));
    } catch (const Error& error) {
      if (std::string_view(error.what()).find("no HDF5 library") != std::string_view::npos) {
        GTEST_SKIP() << "built without HDF5";
      }
    }
  }
};

TEST_F(Keras, AFullModelIsNamedAsKerasNamesIt) {
  const auto weights = open_weights(fixture("layers_keras2.h5"));
  EXPECT_EQ(weights->format(), "Keras HDF5");
  std::vector<std::string> names;
  for (const TensorInfo& tensor : weights->tensors()) names.push_back(tensor.name);
  EXPECT_EQ(names, (std::vector<std::string>{"block1_conv1/kernel:0", "block1_conv1/bias:0", "dense/kernel:0",
                                             "optimizer_weights/Adam/iter:0"}));
  const Array stored = read_named(*weights, "block1_conv1/kernel:0");
  EXPECT_EQ(stored.shape, (Shape{3, 2, 3, 4}));
  expect_same_bits(oihw(stored), bank());
  expect_same_bits(read_named(*weights, "block1_conv1/bias:0"), bias());
  EXPECT_EQ(layout(*weights, "block1_conv1/kernel:0"), BankLayout::hwio);
  EXPECT_EQ(layout(*weights, "dense/kernel:0"), BankLayout::unknown);
  EXPECT_EQ(read_named(*weights, "optimizer_weights/Adam/iter:0").data, std::vector<float>{5});
}

TEST_F(Keras, TheFirstConvOfASequentialModelHasItsStridesAndPadding) {
  const auto weights = open("layers_keras2.h5");
  const auto conv = weights->first_conv();
  ASSERT_TRUE(conv) << weights->first_conv_note();
  EXPECT_EQ(conv->weight, place_of(*weights, "block1_conv1/kernel:0"));
  EXPECT_EQ(conv->bias, place_of(*weights, "block1_conv1/bias:0"));
  EXPECT_EQ(conv->stride, (std::array<std::int64_t, 2>{2, 1}));
  EXPECT_EQ(conv->auto_pad, StoredConv::AutoPad::same_upper);
}

TEST_F(Keras, TheFirstConvOfAFunctionalModelIsFoundByDataFlow) {
  const auto weights = open("layers_functional.h5");
  const auto conv = weights->first_conv();
  ASSERT_TRUE(conv) << weights->first_conv_note();
  EXPECT_EQ(weights->tensors()[conv->weight].name, "first/kernel:0");
  EXPECT_EQ(conv->bias, place_of(*weights, "first/bias:0"));
  EXPECT_EQ(conv->dilation, (std::array<std::int64_t, 2>{2, 3}));
  EXPECT_EQ(conv->auto_pad, StoredConv::AutoPad::none);
  EXPECT_EQ(conv->pad, (std::array<std::int64_t, 4>{}));
}

TEST_F(Keras, TheanosOrderIsToldFromTheBackendOrTheConfigurationOrNotAtAll) {
  const auto theano = open("layers_keras1_theano.h5");
  EXPECT_EQ(layout(*theano, "conv1_W"), BankLayout::oihw);
  expect_same_bits(read_named(*theano, "conv1_W"), bank());
  EXPECT_FALSE(theano->first_conv());
  const auto th = open("layers_keras1_th.h5");
  EXPECT_EQ(layout(*th, "conv1_W"), BankLayout::oihw);
  ASSERT_TRUE(th->first_conv()) << th->first_conv_note();
  EXPECT_EQ(th->first_conv()->stride, (std::array<std::int64_t, 2>{2, 2}));
  EXPECT_EQ(th->first_conv()->bias, place_of(*th, "conv1_b"));
  EXPECT_EQ(layout(*open("layers_keras1_unknown.h5"), "conv1_W"), BankLayout::unknown);
}

TEST_F(Keras, TheLayoutsOfKerasThreeAreRead) {
  const std::vector<std::pair<std::string, std::string>> layouts{
      {"layers_order.weights.h5", "layers"},
      {"layers_dependencies.weights.h5", "_layer_checkpoint_dependencies"}};
  for (const auto& [file, root] : layouts) {
    const auto weights = open(file);
    expect_same_bits(oihw(read_named(*weights, root + "/conv2d/vars/0")), bank());
    expect_same_bits(read_named(*weights, root + "/conv2d/vars/1"), bias());
    EXPECT_EQ(layout(*weights, root + "/conv2d/vars/0"), BankLayout::hwio);
    EXPECT_FALSE(weights->first_conv());
  }
}

TEST_F(Keras, AnArchiveHasItsWeightsAndItsConfiguration) {
  const auto weights = open_weights(fixture("layers.keras"));
  EXPECT_EQ(weights->format(), "Keras .keras");
  const auto conv = weights->first_conv();
  ASSERT_TRUE(conv) << weights->first_conv_note();
  EXPECT_EQ(weights->tensors()[conv->weight].name, "layers/conv2d/vars/0");
  expect_same_bits(oihw(weights->read(conv->weight)), bank());
  expect_same_bits(weights->read(*conv->bias), bias());
  EXPECT_EQ(conv->stride, (std::array<std::int64_t, 2>{2, 2}));
  EXPECT_EQ(conv->auto_pad, StoredConv::AutoPad::none);
}

TEST_F(Keras, AConvolutionInAModelWithinTheModelIsFoundByItsPlace) {
  const auto weights = open_weights(fixture("layers_nested.keras"));
  const auto conv = weights->first_conv();
  ASSERT_TRUE(conv) << weights->first_conv_note();
  EXPECT_EQ(weights->tensors()[conv->weight].name, "layers/functional/layers/conv2d_1/vars/0");
  expect_same_bits(oihw(weights->read(conv->weight)), bank());
  ASSERT_TRUE(conv->bias);
  expect_same_bits(weights->read(*conv->bias), bias());
  EXPECT_EQ(conv->stride, (std::array<std::int64_t, 2>{2, 1}));
  ASSERT_EQ(weights->left_out().size(), 1U);
  EXPECT_EQ(weights->left_out()[0].name, "seven_axes");
}

// A file is read where it lies in the archive: what stands before it does not matter.
TEST_F(Keras, StoredAndDeflatedArchivesAreTheSame) {
  const auto stored = open_weights(fixture("layers_nested.keras")),
             deflated = open_weights(fixture("layers.keras"));
  expect_same_bits(stored->read(stored->first_conv()->weight),
                   deflated->read(deflated->first_conv()->weight));
}

TEST_F(Keras, EveryStorageAndTypeHasTheBitsOfTheNpy) {
  const auto weights = open("layers_storage.h5");
  for (const char* name : {"again", "chunked", "gzip", "gzip_shuffle", "checksum", "big", "double"}) {
    SCOPED_TRACE(name);
    expect_same_bits(oihw(read_named(*weights, name)), bank());
  }
  expect_same_bits(oihw(read_named(*weights, "half")), read_npy(fixture("layers_bank_f16.npy")));
  expect_same_bits(read_named(*weights, "compact"), bias());
  EXPECT_EQ(read_named(*weights, "shorts").data, (std::vector<float>{0, 7, 65535}));
  EXPECT_EQ(read_named(*weights, "flags").data, (std::vector<float>{1, 0}));
  EXPECT_EQ(read_named(*weights, "scalar").shape, Shape{});
  EXPECT_EQ(read_named(*weights, "scalar").data, std::vector<float>{2.5F});
  EXPECT_EQ(weights->tensors()[place_of(*weights, "big")].dtype, "float32, big-endian");
  const auto latest = open("layers_latest.h5");
  expect_same_bits(oihw(read_named(*latest, "chunked")), bank());
  expect_same_bits(oihw(read_named(*latest, "single")), bank());
  expect_same_bits(read_named(*latest, "bias_11"), bias());
}

TEST_F(Keras, EachArrayIsListedOnceAndOnlyNumbersAre) {
  const auto weights = open("layers_storage.h5");
  std::vector<std::string> names;
  for (const TensorInfo& tensor : weights->tensors()) names.push_back(tensor.name);
  EXPECT_EQ(names, (std::vector<std::string>{"again", "big", "bytes", "checksum", "chunked", "compact",
                                             "double", "flags", "gzip", "gzip_shuffle", "half", "lzf",
                                             "scalar", "shorts", "unwritten"}));
}

TEST_F(Keras, OtherFiltersAndArraysThatWereNeverWrittenAreRefusedByName) {
  const auto weights = open("layers_storage.h5");
  EXPECT_THAT(
      refusal([&] { static_cast<void>(read_named(*weights, "lzf")); }),
      HasSubstr("layers_storage.h5: its array 'lzf' is packed by the filter 32000 (lzf); save it with gzip"));
  EXPECT_THAT(refusal([&] { static_cast<void>(read_named(*weights, "unwritten")); }),
              HasSubstr("never written"));
}

TEST_F(Keras, NothingOutsideTheFileIsRead) {
  EXPECT_THAT(refusal([] { static_cast<void>(open("layers_external_link.h5")); }),
              HasSubstr("'outside' is a link to another file"));
  EXPECT_THAT(refusal([] { static_cast<void>(open("layers_external_storage.h5")); }),
              HasSubstr("'outside' has its values in another file"));
}

TEST_F(Keras, TheFileIsReadFromMemoryAsFromTheDisk) {
  const std::string text = read_text(fixture("layers_keras2.h5"));
  const auto bytes = testing_files::bytes_of(text);
  const auto weights = open_keras(Source(bytes, "memory.h5"));
  expect_same_bits(oihw(read_named(*weights, "block1_conv1/kernel:0")), bank());
  ASSERT_TRUE(weights->first_conv());
}

TEST_F(Keras, ACutFileSaysHowMuchOfItIsThere) {
  const TempFolder folder;
  const std::string whole = read_text(fixture("layers_storage.h5"));
  for (std::size_t length = 8; length < whole.size(); length += 499) {
    write_text(folder / "w.h5", whole.substr(0, length));
    const std::string line = refusal([&] { static_cast<void>(open_weights(folder / "w.h5")); });
    if (length < 48) continue;
    EXPECT_THAT(line, HasSubstr("w.h5: is truncated: it holds "));
    EXPECT_THAT(line, HasSubstr(" of 30 kB"));
  }
}

// The file with bits turned, some in each part of it, and cut: it is read or refused in one line that begins
// with its name. Each try is a process, so not every bit has one; keras_fuzz goes on from here.
TEST_F(Keras, BrokenFilesAreReadOrRefused) {
  for (const auto& entry : std::filesystem::directory_iterator(fixture(""))) {
    if (entry.path().extension() != ".h5") continue;
    SCOPED_TRACE(entry.path());
    const std::string whole = read_text(entry.path());
    const std::size_t step = (whole.size() * 8 / 24) | 1U;
    testing_files::expect_robust(
        whole, [](Source source) { return open_keras(std::move(source)); }, step);
  }
}

// Two of the fixtures with bytes changed at random: HDF5 1.10.8 breaks down over one and never ends with
// the other.
TEST_F(Keras, WhatBreaksTheLibraryDownIsOneLine) {
  if (!can_run_apart()) GTEST_SKIP() << "in place";
  for (const std::string name : {"crash.h5", "loop.h5"}) {
    const std::string line = refusal([&] { static_cast<void>(open_weights(fixture("hostile/" + name))); });
    EXPECT_THAT(line,
                ::testing::AllOf(::testing::StartsWith(name + ": "),
                                 ::testing::AnyOf(HasSubstr("damaged: reading it"), HasSubstr("HDF5"))));
  }
}

// A text of variable length says its length beside its place: one of 4 GB must not be believed.
TEST_F(Keras, ATextThatSaysItIsHugeTakesNothing) {
  const std::string whole = read_text(fixture("layers_functional.h5"));
  const std::string config = open("layers_functional.h5")->first_conv() ? "{\"class_name\"" : "none";
  const std::size_t text_at = whole.find(config);
  ASSERT_NE(text_at, std::string::npos);
  const std::size_t length = whole.find('\0', text_at) - text_at;
  std::string mark;
  for (int i = 0; i < 4; ++i) mark += static_cast<char>(length >> (8 * i) & 0xFF);
  int places = 0;
  for (std::size_t at = whole.find(mark); at != std::string::npos; at = whole.find(mark, at + 1)) {
    std::string huge = whole;
    huge.replace(at, 4, "\xF0\xFF\xFF\xFF");
    testing_files::reads_or_refuses(huge, [](Source source) { return open_keras(std::move(source)); });
    ++places;
  }
  EXPECT_GT(places, 0);
}

TEST_F(Keras, ThreadsMayReadTheirOwnFiles) {
  std::vector<std::thread> threads;
  std::array<bool, 4> right{};
  for (std::size_t i = 0; i < right.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int turn = 0; turn < 6; ++turn) {
        const auto weights = open_keras(Source(fixture("layers_storage.h5")));
        right[i] = read_named(*weights, "gzip").data.size() == 72;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const bool one : right) EXPECT_TRUE(one);
}

}  // namespace
}  // namespace unfold
