#include "core/io/testing.h"
#include "core/io/zip.h"

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::bytes_of;
using testing_files::read_text;
using testing_files::refusal;

const std::filesystem::path folder = "core/io/fixtures/zip";

ZipArchive open(const std::string& text) { return ZipArchive(Source(bytes_of(text), "a.zip")); }
std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
std::string refused(const std::string& text) {
  const std::string line = refusal([&] {
    ZipArchive archive = open(text);
    for (std::size_t i = 0; i < archive.members().size(); ++i) {
      static_cast<void>(archive.bytes(i, 1 << 20));
    }
  });
  EXPECT_TRUE(line.starts_with("a.zip: ")) << line;
  EXPECT_LT(line.size(), 250U) << line;
  return line;
}
// Little-endian.
std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFF);
  return text;
}
std::string with(std::string text, std::size_t at, const std::string& piece) {
  return text.replace(at, piece.size(), piece);
}

const std::string plain = read_text(folder / "plain.zip");
// Of plain.zip: its list and its end record.
const std::size_t list_at = plain.find("PK\x01\x02"), end_at = plain.rfind("PK\x05\x06");
const std::size_t second_at = plain.find("PK\x01\x02", list_at + 1);

TEST(Zip, StoredAndDeflatedMembersAreReadHoweverTheyWereWritten) {
  std::string numbers;
  for (int i = 0; i < 3000; ++i) numbers += std::to_string(i) + ",";
  for (const char* file : {"plain.zip", "stream.zip", "zip64.zip"}) {
    ZipArchive archive{Source(folder / file)};
    ASSERT_EQ(archive.members().size(), 3U) << file;
    EXPECT_EQ(archive.members()[0].name, "root/stored");
    const std::string stored = text_of(archive.bytes(archive.find("root/stored").value(), 768));
    ASSERT_EQ(stored.size(), 768U);
    for (std::size_t i = 0; i < stored.size(); ++i) EXPECT_EQ(stored[i], static_cast<char>(i & 255));
    EXPECT_EQ(text_of(archive.bytes(archive.find("root/deflated").value(), 1 << 20)), numbers) << file;
    EXPECT_EQ(text_of(archive.head(1, 10)), "0,1,2,3,4,") << file;
    EXPECT_TRUE(archive.bytes(2, 0).empty());
    EXPECT_FALSE(archive.find("root"));
  }
}

TEST(Zip, APieceOfAStoredMemberIsReadWithoutTheRest) {
  ZipArchive archive{Source(folder / "plain.zip")};
  std::optional<Source> stored = archive.stored(0);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->size(), 768U);
  std::vector<std::byte> piece(3);
  stored->read(300, piece);
  EXPECT_EQ(piece[0], std::byte{44});
  EXPECT_THAT(refusal([&] { stored->read(766, piece); }), HasSubstr("ends early"));
  EXPECT_FALSE(archive.stored(1)) << "deflated";
}

TEST(Zip, AnArchiveCutAnywhereIsRefused) {
  for (const char* file : {"plain.zip", "stream.zip", "zip64.zip"}) {
    const std::string whole = read_text(folder / file);
    for (std::size_t length = 0; length < whole.size(); ++length) refused(whole.substr(0, length));
  }
  EXPECT_THAT(refused(plain.substr(0, 5000)), HasSubstr("cut off at 5000 bytes, before the list"));
}

TEST(Zip, CommentsAndAppendedBytesAreLeftAlone) {
  EXPECT_EQ(open(with(plain, end_at + 20, number(5, 2)) + "hello").members().size(), 3U);
  EXPECT_EQ(open(plain + "\n").members().size(), 3U);
}

TEST(Zip, NumbersThatTheArchiveDoesNotHoldAreRefused) {
  EXPECT_THAT(refused(with(plain, end_at + 8, number(0xFFFE, 2) + number(0xFFFE, 2))),
              HasSubstr("too short"));
  EXPECT_THAT(refused(with(plain, end_at + 12, number(0xFFFFFFFE, 4))), HasSubstr("does not fit"));
  EXPECT_THAT(refused(with(plain, end_at + 16, number(plain.size(), 4))), HasSubstr("does not fit"));
  EXPECT_THAT(refused(with(plain, end_at + 16, number(list_at + 1, 4))), HasSubstr("does not fit"));
  EXPECT_THAT(refused(with(plain, end_at + 4, number(1, 2))), HasSubstr("in several"));
  EXPECT_THAT(refused(with(plain, list_at + 28, number(0xFFFF, 2))), HasSubstr("inside a member"));
  EXPECT_THAT(refused(with(plain, list_at + 42, number(0xFFFFFFF0, 4))), HasSubstr("outside it"));
  EXPECT_THAT(refused(with(plain, list_at + 42, number(2, 4))), HasSubstr("not where the list says"));
  EXPECT_THAT(refused(with(plain, list_at + 20, number(0x7FFFFFFF, 4) + number(0x7FFFFFFF, 4))),
              HasSubstr("outside it"));
  EXPECT_THAT(refused(with(plain, list_at + 24, number(1, 4))), HasSubstr("two sizes"));
  const std::string zip64 = read_text(folder / "zip64.zip");
  const std::size_t record = zip64.rfind("PK\x06\x06"), locator = zip64.rfind("PK\x06\x07");
  EXPECT_THAT(refused(with(zip64, locator + 8, number(~0ULL, 8))), HasSubstr("not where it says"));
  EXPECT_THAT(refused(with(zip64, record + 24, number(~0ULL, 8) + number(~0ULL, 8))), HasSubstr("too short"));
  EXPECT_THAT(refused(with(zip64, record + 40, number(~0ULL, 8) + number(~0ULL, 8))),
              HasSubstr("does not fit"));
}

TEST(Zip, DecompressionBombsAreRefused) {
  // More than deflate can make of so few bytes.
  EXPECT_THAT(refused(with(plain, second_at + 24, number(0xFFFFFFFE, 4))), HasSubstr("no deflate stream"));
  // More than it announces, and less.
  for (const std::uint32_t size : {1U, 13888U, 13891U, 20000U}) {
    EXPECT_THAT(refused(with(plain, second_at + 24, number(size, 4))), HasSubstr("does not unpack to what"))
        << size;
  }
  ZipArchive archive = open(plain);
  EXPECT_THAT(refusal([&] { static_cast<void>(archive.bytes(1, 100)); }), HasSubstr("at most 100 bytes"));
  EXPECT_THAT(refused(with(plain, second_at + 16, number(1, 4))), HasSubstr("does not unpack to what"));
}

TEST(Zip, EncryptedMembersAndOtherMethodsAreRefusedByName) {
  EXPECT_THAT(refused(with(plain, list_at + 8, number(1, 2))), HasSubstr("'root/stored' is encrypted"));
  EXPECT_THAT(refused(with(plain, list_at + 10, number(14, 2))), HasSubstr("LZMA"));
  EXPECT_THAT(refused(with(plain, list_at + 10, number(99, 2))), HasSubstr("method 99"));
}

TEST(Zip, ManyEndRecordsTakeNoLongerThanOne) {
  std::string list;
  for (int i = 0; i < 20'000; ++i) {
    list += "PK\x01\x02" + std::string(24, '\0') + number(1, 2) + std::string(16, '\0') + "a";
  }
  std::string text = list;
  const std::size_t records = 2900;
  for (std::size_t i = 0; i < records; ++i) {
    text += "PK\x05\x06" + number(0, 4) + number(20'000, 2) + number(20'000, 2) + number(list.size(), 4) +
            number(0, 4) + number(22 * (records - 1 - i), 2);
  }
  EXPECT_EQ(open(text).members().size(), 20'000U);
}

TEST(Zip, AFlippedBitIsRefusedOrHarmless) {
  for (std::size_t bit = 0; bit < 8 * plain.size(); bit += 29) {
    std::string text = plain;
    text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << (bit % 8)));
    try {
      ZipArchive archive = open(text);
      for (std::size_t i = 0; i < archive.members().size(); ++i) static_cast<void>(archive.bytes(i, 1 << 20));
    } catch (const Error&) {
    }
  }
}

}  // namespace
}  // namespace unfold
