#include "core/io/npy.h"
#include "core/io/testing.h"

#include <cstring>
#include <limits>

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::bytes_of;
using testing_files::refusal;
using testing_files::TempFolder;

std::string npy(const std::string& header, const std::string& values, int version = 1) {
  std::string file("\x93NUMPY");
  file += static_cast<char>(version);
  file += '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i)
    file += static_cast<char>((header.size() >> (8 * i)) & 0xFF);
  return file + header + values;
}
std::string floats(const std::vector<float>& values) {
  std::string bytes(values.size() * 4, '\0');
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}
Array read(const std::string& file) { return read_npy(bytes_of(file), "bank.npy"); }
std::string refused(const std::string& file) {
  const std::string line = refusal([&] { static_cast<void>(read(file)); });
  EXPECT_TRUE(line.starts_with("bank.npy: ")) << line;
  EXPECT_LT(line.size(), 250U) << line;
  return line;
}

const std::string six = floats({0, 1, 2, 3, 4, 5});

TEST(Npy, KeysMayStandInAnyOrderWithAnyBlanksAndEitherQuote) {
  for (const char* header : {
           "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
           "{'shape':(2,3),'fortran_order':False,'descr':'<f4'}",
           "{ \"fortran_order\" : False ,\n \"descr\" : \"<f4\" ,\t\"shape\" : ( 2 , 3 , ) , }   \n",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L)}",
           "{'descr': 'f4', 'fortran_order': False, 'shape': (2, 3)}",
           "{'descr': '=f4', 'fortran_order': False, 'shape': (2, 3)}",
       }) {
    const Array array = read(npy(header, six));
    EXPECT_EQ(array.shape, (Shape{2, 3})) << header;
    EXPECT_EQ(array.data, (std::vector<float>{0, 1, 2, 3, 4, 5})) << header;
  }
}

TEST(Npy, FortranOrderIsTurnedIntoCOrder) {
  const Array array = read(npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3)}", six));
  EXPECT_EQ(array.data, (std::vector<float>{0, 2, 4, 1, 3, 5}));
}

TEST(Npy, VersionsTwoAndThreeHaveLongerLengths) {
  const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}";
  EXPECT_EQ(read(npy(header, six, 2)).shape, Shape{6});
  EXPECT_EQ(read(npy(header, six, 3)).shape, Shape{6});
  EXPECT_THAT(refused(npy(header, six, 4)), HasSubstr("version 4.0"));
  EXPECT_THAT(refused(npy(header, six, 0)), HasSubstr("version 0.0"));
}

TEST(Npy, BytesAfterTheLastValueAreLeftAlone) {
  EXPECT_EQ(read(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", six)).data,
            (std::vector<float>{0, 1}));
}

TEST(Npy, AFileCutAnywhereIsRefused) {
  const std::string whole = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", six);
  for (std::size_t length = 0; length < whole.size(); ++length) refused(whole.substr(0, length));
  EXPECT_NO_THROW(static_cast<void>(read(whole)));
}

TEST(Npy, MalformedHeadersAreRefusedInOneLine) {
  const auto header = [](const std::string& text) { return refused(npy(text, six)); };
  EXPECT_THAT(header(""), HasSubstr("'{'"));
  EXPECT_THAT(header("{"), HasSubstr("quoted word"));
  EXPECT_THAT(header("{}"), HasSubstr("lacks descr"));
  EXPECT_THAT(header("{'descr': '<f4', 'shape': (6,)}"), HasSubstr("lacks fortran_order"));
  EXPECT_THAT(header("{'descr': '<f4', 'fortran_order': False}"), HasSubstr("lacks shape"));
  EXPECT_THAT(header("{'descr': '<f4', 'fortran_order': 0, 'shape': (6,)}"), HasSubstr("True nor False"));
  EXPECT_THAT(header("{'descr': '<f4', 'fortran_order': False, 'shape': (6)}"), HasSubstr("comma"));
  EXPECT_THAT(header("{'descr': '<f4', 'fortran_order': False, 'shape': [6]}"), HasSubstr("'('"));
  EXPECT_THAT(header("{'descr': '<f4', 'fortran_order': False, 'shape': (-6,)}"), HasSubstr("shape"));
  EXPECT_THAT(header("{'descr': '<f4', 'fortran_order': False, 'shape': (6.0,)}"), HasSubstr("')'"));
  EXPECT_THAT(header("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), 'x': 1}"),
              HasSubstr("key 'x'"));
  EXPECT_THAT(header("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (6,)}"),
              HasSubstr("once each"));
  EXPECT_THAT(header("{'descr': '<f4', 'fortran_order': False, 'shape': (6,)} and more"),
              HasSubstr("goes on"));
  EXPECT_THAT(header("{'descr': '<f4, 'fortran_order': False, 'shape': (6,)}"), HasSubstr("is due"));
  EXPECT_THAT(header("__import__('os').system('true')"), HasSubstr("'{'"));
}

TEST(Npy, ControlBytesOfAFileNeverReachTheMessage) {
  EXPECT_THAT(refused(npy("{'\x1b[2Jdescr\n': 1}", six)), HasSubstr("?[2Jdescr?"));
  EXPECT_THAT(refused(npy("{'descr': '\x1b\x07\xff', 'fortran_order': False, 'shape': (6,)}", six)),
              HasSubstr("???"));
}

TEST(Npy, ShapesThatOverflowOrExceedTheFileAreRefusedBeforeAnythingIsAllocated) {
  const auto shape = [](const std::string& sizes) {
    return refused(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (" + sizes + ")}", six));
  };
  EXPECT_THAT(shape("4000000000,"), HasSubstr("32 GB"));
  EXPECT_THAT(shape("4294967296, 4294967296"), HasSubstr("more bytes than can be counted"));
  EXPECT_THAT(shape("9223372036854775807, 9223372036854775807, 2"),
              HasSubstr("more bytes than can be counted"));
  EXPECT_THAT(shape("99999999999999999999,"), HasSubstr("no array can have"));
  EXPECT_THAT(shape("0, 4294967296, 4294967296"), HasSubstr("more bytes than can be counted"));
  EXPECT_THAT(shape("1, 1, 1, 1, 1, 1, 1"), HasSubstr("more than 6 axes"));
  EXPECT_THAT(shape("7,"), HasSubstr("needs 56 bytes of values and it holds 24 bytes"));
}

TEST(Npy, OverlongHeadersAreRefusedAsNumPyRefusesThem) {
  const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}";
  EXPECT_NO_THROW(static_cast<void>(read(npy(header + std::string(9'000, ' '), six))));
  EXPECT_THAT(refused(npy(header + std::string(20'000, ' '), six)), HasSubstr("20 kB"));
  std::string huge = npy(header, six, 2);
  huge[11] = '\x7f';  // the length's highest byte
  EXPECT_THAT(refused(huge), HasSubstr("2.1 GB"));
}

TEST(Npy, OtherDtypesAreRefusedByName) {
  const auto dtype = [](const std::string& descr) {
    return refused(npy("{'descr': " + descr + ", 'fortran_order': False, 'shape': (1,)}", six));
  };
  EXPECT_THAT(dtype("'<c8'"), HasSubstr("complex numbers (dtype <c8)"));
  EXPECT_THAT(dtype("'|O'"), HasSubstr("Python objects"));
  EXPECT_THAT(dtype("'<U5'"), HasSubstr("text"));
  EXPECT_THAT(dtype("'|S5'"), HasSubstr("text"));
  EXPECT_THAT(dtype("'|V4'"), HasSubstr("raw bytes"));
  EXPECT_THAT(dtype("'<M8[ns]'"), HasSubstr("dates"));
  EXPECT_THAT(dtype("'<f16'"), HasSubstr("another size"));
  EXPECT_THAT(dtype("'<i3'"), HasSubstr("unknown"));
  EXPECT_THAT(dtype("''"), HasSubstr("unknown"));
  EXPECT_THAT(dtype("[('r', '<f4'), ('g', '<f4')]"), HasSubstr("structures"));
}

TEST(Npy, WhatIsWrittenIsReadBackInPiecesOfAnySize) {
  const TempFolder folder;
  const Shape shape{3, 100, 333};
  std::vector<float> values(static_cast<std::size_t>(shape.count()));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) * 0.25F - 7.0F;
  NpyWriter writer(folder / "a.npy", shape);
  for (std::size_t at = 0, piece = 1; at < values.size(); piece = piece * 3 + 1) {
    const std::size_t n = std::min(piece, values.size() - at);
    writer.write(std::span(values).subspan(at, n));
    at += n;
  }
  writer.finish();
  const Array array = read_npy(folder / "a.npy");
  EXPECT_EQ(array.shape, shape);
  EXPECT_EQ(array.data, values);
  EXPECT_EQ(read_npy_header(folder / "a.npy").data_offset % 64, 0U);
}

TEST(Npy, AnUnfinishedFileIsRemoved) {
  const TempFolder folder;
  {
    NpyWriter writer(folder / "a.npy", Shape{6});
    writer.write(std::vector<float>{1, 2});
    EXPECT_FALSE(std::filesystem::exists(folder / "a.npy")) << "before it is whole";
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Npy, AFullDiskIsToldInOneLine) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  const std::vector<float> values(1 << 16);
  const std::string line = refusal([&] {
    NpyWriter writer("/dev/full", Shape{1 << 16});
    writer.write(values);
    writer.finish();
  });
  EXPECT_THAT(line, HasSubstr("No space left on device"));
  EXPECT_TRUE(std::filesystem::exists("/dev/full"));
}

TEST(Npy, AMissingFileAFolderAndADeviceAreToldApart) {
  const TempFolder folder;
  EXPECT_THAT(refusal([&] { static_cast<void>(read_npy(folder / "no.npy")); }),
              HasSubstr("there is no such file"));
  EXPECT_THAT(refusal([&] { static_cast<void>(read_npy(folder.path())); }), HasSubstr("this is a folder"));
  if (!std::filesystem::exists("/dev/zero")) return;
  EXPECT_THAT(refusal([] { static_cast<void>(read_npy("/dev/zero")); }), HasSubstr("not a file"));
}

}  // namespace
}  // namespace unfold
