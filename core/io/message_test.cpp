#include "core/io/message.h"

#include "core/io/testing.h"

#include <limits>

namespace unfold {
namespace {

using testing_files::refusal;

TEST(Message, WhatIsWrittenIsRead) {
  MessageWriter to;
  to.number(0);
  to.number(std::numeric_limits<std::uint64_t>::max());
  to.text("conv1/kernel:0");
  to.text(std::string_view("\0é", 3));
  to.bytes({});
  const std::vector<std::byte> bytes = to.take();
  MessageReader from(bytes, "w.h5");
  EXPECT_EQ(from.number(), 0U);
  EXPECT_EQ(from.number(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(from.text(), "conv1/kernel:0");
  EXPECT_EQ(from.text(), std::string("\0é", 3));
  EXPECT_TRUE(from.bytes().empty());
  from.end();
}

TEST(Message, NothingIsReadThatIsNotThere) {
  MessageWriter to;
  to.number(17);
  to.number(1);
  const std::vector<std::byte> bytes = to.take();
  const auto line = [&](const std::function<void(MessageReader&)>& read) {
    MessageReader from(bytes, "w.h5");
    return refusal([&] { read(from); });
  };
  const std::string broken = "w.h5: damaged: what was read of it makes no sense; copy or download it again";
  EXPECT_EQ(line([](MessageReader& from) { static_cast<void>(from.text()); }), broken);
  EXPECT_EQ(line([](MessageReader& from) { static_cast<void>(from.number(16)); }), broken);
  EXPECT_EQ(line([](MessageReader& from) { static_cast<void>(from.count()); }), broken);
  EXPECT_EQ(line([](MessageReader& from) { from.end(); }), broken);
  EXPECT_EQ(line([](MessageReader& from) {
              for (int i = 0; i < 3; ++i) static_cast<void>(from.number());
            }),
            broken);
}

}  // namespace
}  // namespace unfold
