#include "core/io/fixture_testing.h"
#include "core/io/npz.h"
#include "core/io/torch_file.h"
#include "core/io/torch_legacy.h"
#include "core/io/torch_tar.h"
#include "core/io/torch_tensors.h"
#include "core/io/torch_zip.h"

#include <algorithm>
#include <cstring>

namespace unfold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing_files::bytes_of;
using testing_files::expect_robust;
using testing_files::expect_same_bits;
using testing_files::fixture;
using testing_files::place_of;
using testing_files::read_named;
using testing_files::read_text;
using testing_files::refusal;

std::unique_ptr<WeightsFile> open(const std::string& name) { return open_weights(fixture("torch/" + name)); }
std::vector<std::string> names(const std::string& file) {
  std::vector<std::string> all;
  const auto weights = open(file);
  for (const TensorInfo& tensor : weights->tensors()) all.push_back(tensor.name);
  return all;
}
std::unique_ptr<WeightsFile> open_zip_source(Source source) {
  return open_torch_zip(ZipArchive(std::move(source)));
}

TEST(Torch, EveryDtypeStrideAndSharedStorageIsReadBitByBitInBothFormats) {
  const auto values = open("values.npz");
  for (const char* file : {"zip.pth", "legacy.pth"}) {
    const auto weights = open(file);
    EXPECT_EQ(weights->tensors().size(), values->tensors().size() + 3) << file;
    for (std::size_t i = 0; i < values->tensors().size(); ++i) {
      const std::string& name = values->tensors()[i].name;
      SCOPED_TRACE(std::string(file) + " " + name);
      expect_same_bits(read_named(*weights, name), values->read(i));
    }
    const TensorInfo& bank = weights->tensors()[place_of(*weights, "conv1.weight")];
    EXPECT_EQ(bank.layout, BankLayout::oihw);
    EXPECT_EQ(bank.dtype, "float32");
    EXPECT_EQ(weights->tensors()[place_of(*weights, "conv1.bias")].layout, BankLayout::unknown);
    EXPECT_EQ(weights->tensors()[place_of(*weights, "bfloat16")].dtype, "bfloat16");
  }
}

TEST(Torch, TheSameWeightsByEveryWayOfSavingAreTheNpysBits) {
  const Array bank = read_npy(fixture("torch/bank.npy"));
  for (const char* file : {"zip.pth",
                           "legacy.pth",
                           "small.pth",
                           "zip_protocol3.pth",
                           "zip_protocol4.pth",
                           "zip_protocol5.pth",
                           "legacy_protocol3.pth",
                           "legacy_protocol4.pth",
                           "legacy_protocol5.pth",
                           "big_endian.pth",
                           "deflated.pth",
                           "checkpoint.pth",
                           "tar.pth",
                           "script.pt",
                           "model_zip.pth",
                           "model_legacy.pth",
                           "model_in_dict.pth",
                           "wrapped.pth",
                           "odd_wrapper.pth",
                           "list.pth",
                           "alone.pth",
                           "values.npz"}) {
    SCOPED_TRACE(file);
    const auto weights = open(file);
    const auto first = std::ranges::find_if(weights->tensors(), [](const TensorInfo& info) {
      return info.shape == Shape{4, 3, 3, 2};
    });
    ASSERT_NE(first, weights->tensors().end());
    expect_same_bits(weights->read(static_cast<std::size_t>(first - weights->tensors().begin())), bank);
  }
}

TEST(Torch, WhatIsNoPlainNumberIsListedAndRefusedByName) {
  for (const char* file : {"zip.pth", "legacy.pth"}) {
    const auto weights = open(file);
    const auto refused = [&](const char* name) {
      return refusal([&] { static_cast<void>(read_named(*weights, name)); });
    };
    EXPECT_THAT(refused("complex"), HasSubstr("complex numbers"));
    EXPECT_THAT(refused("quantized"), HasSubstr("quantized numbers"));
    EXPECT_THAT(refused("sparse"), HasSubstr("a sparse tensor"));
    EXPECT_EQ(weights->tensors()[place_of(*weights, "complex")].dtype, "complex64");
    EXPECT_EQ(weights->tensors()[place_of(*weights, "sparse")].shape, (Shape{3, 3}));
  }
}

TEST(Torch, NamesAreThePathWithoutANeedlessWrapperAndUnique) {
  EXPECT_THAT(names("wrapped.pth"), ElementsAre("module.conv1.weight", "module.conv1.bias"));
  EXPECT_THAT(names("odd_wrapper.pth"), ElementsAre("module.conv1.weight", "module.conv1.bias"));
  EXPECT_THAT(names("checkpoint.pth"),
              ElementsAre("model.conv1.weight", "model.conv1.bias", "optimizer.state.0.momentum_buffer"));
  EXPECT_THAT(names("list.pth"), ElementsAre("0", "1.b"));
  EXPECT_THAT(names("alone.pth"), ElementsAre("tensor"));
  EXPECT_THAT(names("tied.pth"), ElementsAre("a", "b", "c.d", "c.d (2)"));
}

TEST(Torch, AWholeModelYieldsItsTensorsAndNothingOfItIsRun) {
  for (const char* file : {"model_zip.pth", "model_legacy.pth", "model_in_dict.pth"}) {
    EXPECT_THAT(names(file), ElementsAre("layer.0.conv1.weight", "layer.0.conv1.bias", "layer.0.bn1.weight",
                                         "layer.0.bn1.bias", "layer.0.bn1.running_mean",
                                         "layer.0.bn1.running_var", "layer.0.bn1.num_batches_tracked"))
        << file;
  }
  const auto script = open("script.pt");
  EXPECT_EQ(script->format(), "TorchScript");
  EXPECT_EQ(script->tensors()[place_of(*script, "bn1.running_var")].shape, Shape{4});
}

TEST(Torch, WhatTensorsDoNotNeedIsRefusedByName) {
  const auto refused = [](const char* file) { return refusal([&] { static_cast<void>(open(file)); }); };
  EXPECT_THAT(refused("calls_system.pth"), HasSubstr("calls posix.system, which tensors do not need"));
  EXPECT_THAT(refused("calls_eval_legacy.pth"), HasSubstr("calls __builtin__.eval"));
  EXPECT_THAT(refused("calls_load.pth"), HasSubstr("calls torch.hub.load"));
  EXPECT_THAT(refused("no_tensors.pth"), HasSubstr("torch.save(model.state_dict(), FILE)"));
}

TEST(Torch, AFileCutAnywhereIsRefusedAndSaysHowMuchIsThere) {
  const std::string legacy = read_text(fixture("torch/legacy_protocol4.pth"));
  for (std::size_t length = 0; length < legacy.size(); ++length) {
    refusal([&] {
      static_cast<void>(open_torch_legacy(Source(bytes_of(std::string_view(legacy).substr(0, length)), "w")));
    });
  }
  const auto cut = [](const std::string& text, std::size_t length, auto opener) {
    return refusal(
        [&] { static_cast<void>(opener(Source(bytes_of(std::string_view(text).substr(0, length)), "w"))); });
  };
  EXPECT_EQ(cut(legacy, legacy.size() - 100, open_torch_legacy),
            "w: truncated: " + std::to_string(legacy.size() - 100) + " of " + std::to_string(legacy.size()) +
                " bytes; download it again");
  const std::string tar = read_text(fixture("torch/tar.pth"));
  const std::size_t inside = tar.rfind("storages") + 600;
  EXPECT_THAT(cut(tar, inside, open_torch_tar),
              HasSubstr("w: truncated: " + std::to_string(inside) + " of "));
  EXPECT_THAT(cut(tar, 2000, open_torch_tar), HasSubstr("without torch.save's members"));
  const std::string zip = read_text(fixture("torch/zip.pth"));
  EXPECT_THAT(cut(zip, zip.size() - 500, open_zip_source), HasSubstr("cut off at"));
}

TEST(Torch, BrokenFilesAreReadOrRefused) {
  expect_robust(read_text(fixture("torch/small.pth")), open_zip_source, 3);
  expect_robust(read_text(fixture("torch/legacy_protocol3.pth")), open_torch_legacy, 3);
  expect_robust(read_text(fixture("torch/tar.pth")), open_torch_tar, 37);
}

TEST(Torch, AViewThatLeavesItsStorageIsRefused) {
  std::vector<std::byte> bytes(48);
  for (std::size_t i = 0; i < 12; ++i) {
    const auto value = static_cast<float>(i);
    std::memcpy(bytes.data() + 4 * i, &value, 4);
  }
  Source storage(bytes, "w");
  TorchTensor view;
  view.number = NumberType::float32;
  view.shape = {3, 2};
  view.strides = {1, 6};
  view.offset = 3;
  EXPECT_THAT(read_torch_view(storage, false, view).data, ElementsAre(3, 9, 4, 10, 5, 11));
  const auto refused = [&] {
    return refusal([&] { static_cast<void>(read_torch_view(storage, false, view)); });
  };
  view.offset = 4;
  EXPECT_THAT(refused(), HasSubstr("goes on after the end"));
  view.offset = ~0ULL;
  EXPECT_THAT(refused(), HasSubstr("goes on after the end"));
  view.offset = 0;
  view.strides = {1LL << 62, 1LL << 62};
  EXPECT_THAT(refused(), HasSubstr("goes on after the end"));
  view.shape = {1 << 20, 1 << 20};
  view.strides = {0, 0};
  EXPECT_THAT(refused(), HasSubstr("too often"));
}

// By hand: torch writes it as well, but no fixture has it.
TEST(Torch, ATensorOfMoreThanSixAxesIsToldByItsName) {
  using namespace std::string_literals;
  const std::string seven = "K\1K\1K\1K\1K\1K\1K\2";
  const auto tensor = [](const std::string& axes) {
    return "ctorch._utils\n_rebuild_tensor_v2\n"
           "((X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0000X\3\0\0\0cpuK\2tQK\0("s +
           axes + "t(" + axes + "t\x89" + "ccollections\nOrderedDict\n)RtR";
  };
  const std::string text = "\x80\2}X\4\0\0\0deep"s + tensor(seven) + "sX\4\0\0\0flat"s + tensor("K\2") + "s.";
  Source source(bytes_of(text), "w.pth");
  const Pickle pickle(source, 0, "its pickle");
  const std::vector<TorchTensor> tensors = torch_tensors(pickle, "w.pth");
  ASSERT_EQ(tensors.size(), 2U);
  EXPECT_EQ(tensors[0].name, "deep");
  EXPECT_TRUE(tensors[0].too_many_axes);
  EXPECT_EQ(tensors[1].name, "flat");
  EXPECT_FALSE(tensors[1].too_many_axes);
  EXPECT_EQ(tensors[1].shape, Shape{2});
}

TEST(Npz, EveryDtypeIsReadStoredAndDeflated) {
  const Array bank = read_npy(fixture("torch/bank.npy"));
  for (const char* file : {"npz/stored.npz", "npz/deflated.npz"}) {
    const auto weights = open_weights(fixture(file));
    EXPECT_EQ(weights->tensors().size(), 26U);
    expect_same_bits(read_named(*weights, "conv1.weight"), bank);
    expect_same_bits(read_named(*weights, "fortran"), read_named(*open("values.npz"), "step"));
    for (std::size_t i = 2; i < weights->tensors().size(); ++i) {
      const bool is_bool = weights->tensors()[i].name.ends_with("b1");
      const Array array = weights->read(i);
      if (is_bool) {
        EXPECT_THAT(array.data, ElementsAre(0, 1, 1, 1, 1, 1));
      } else {
        EXPECT_THAT(array.data, ElementsAre(0, 1, 2, 3, 100, 127)) << weights->tensors()[i].name;
      }
    }
  }
}

TEST(Npz, ObjectsAreRefusedByNameAndLeftOutBesideNumbers) {
  EXPECT_THAT(refusal([] { static_cast<void>(open_weights(fixture("npz/objects.npz"))); }),
              HasSubstr("Python objects"));
  const auto mixed = open_weights(fixture("npz/mixed.npz"));
  ASSERT_EQ(mixed->tensors().size(), 1U);
  EXPECT_EQ(mixed->tensors()[0].name, "W");
}

TEST(Npz, BrokenFilesAreReadOrRefused) {
  const auto opener = [](Source source) { return open_npz(ZipArchive(std::move(source))); };
  expect_robust(read_text(fixture("npz/mixed.npz")), opener, 5);
  expect_robust(read_text(fixture("npz/deflated.npz")), opener, 97);
}

}  // namespace
}  // namespace unfold
